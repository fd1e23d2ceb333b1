import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { listAllowedScopes } from '../../../shared/usecases/access/may.ts'

/** A page counts its list only if the list covers no more kota than this, because lists and counters are read by kota. */
const mostKota = 2

/** Whether the members of an area whom a caller may see live in too many kota to be counted quickly. */
export function liesInManyKota({ frame }: Pick<DeskDeps, 'frame'>, caller: Caller, within = frame.areas.root): boolean {
  const { shards, isWithin } = frame.areas
  const meet = (one: string, other: string) => isWithin(one, other) || isWithin(other, one)
  const places = listAllowedScopes({ frame }, caller, 'member.read')
  const kota = shards.filter((shard) => meet(shard, within) && places.some(({ area }) => meet(shard, area)))
  return kota.length > mostKota
}

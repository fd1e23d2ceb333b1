import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { placesFor } from '../../../shared/usecases/access/may.ts'

/** The most kota for which a page counts its list. Lists and counters of members are read by kota. */
const mostKota = 2

/** Whether the members whom a caller may see in an area are spread over too many kota to be counted quickly. */
export function liesInManyKota({ frame }: Pick<DeskDeps, 'frame'>, caller: Caller, within = frame.areas.root): boolean {
  const { shards, isWithin } = frame.areas
  const meet = (one: string, other: string) => isWithin(one, other) || isWithin(other, one)
  const places = placesFor({ frame }, caller, 'member.read')
  const kota = shards.filter((shard) => meet(shard, within) && places.some(({ area }) => meet(shard, area)))
  return kota.length > mostKota
}

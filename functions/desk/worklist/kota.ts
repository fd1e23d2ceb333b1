import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { placesFor } from '../../../shared/usecases/access/may.ts'

/** Lists and counters of members are read by kota. With more than these, a page does not count what it lists. */
const mostKota = 2

/** Whether the members within an area whom a caller may see lie in too many kota to be counted quickly. */
export function liesInManyKota({ frame }: Pick<DeskDeps, 'frame'>, caller: Caller, within = frame.areas.root): boolean {
  const { shards, isWithin } = frame.areas
  const meet = (one: string, other: string) => isWithin(one, other) || isWithin(other, one)
  const places = placesFor({ frame }, caller, 'member.read')
  const kota = shards.filter((shard) => meet(shard, within) && places.some(({ area }) => meet(shard, area)))
  return kota.length > mostKota
}

import * as z from 'zod'
import { type Day, dayOf } from '../calendar.ts'
import type { AreaTree } from '../programme/area-tree.ts'
import { firstStage, type Programme } from '../programme/programme.ts'
import { searchName } from '../values/name.ts'
import { Member } from './member.ts'

/** The data of a member that lists can read without opening sealed data. */
export const Listing = Member.pick({
  id: true,
  area: true,
  agency: true,
  category: true,
  status: true,
  identity: true,
}).extend({
  attained: z.array(z.string()).describe("Stages that are held, in the programme's order"),
})
export type Listing = z.infer<typeof Listing>

/** Where lists find a member: the shard and leaf of its area, and the values that order the lists. */
export type ListPlace = {
  shard: string
  leaf: string
  /** The day of registration: of the first stage or, if that is not held, of recording. */
  registeredOn: Day
  /** The day of the latest stage. Absent when no other stage is left to attain. */
  waitingSince?: Day
  /** The beginning of the name in its search form; absent when it has no letters. */
  nameBegins?: string
}

/** How many letters a search by name needs. Fewer would match half a city. */
export const nameLetters = 3

export const nameBeginning = (name: string): string => [...name].slice(0, nameLetters).join('')

/**
 * How lists show and find a member. Undefined for merged, erased and rejected records, and while processing is restricted.
 */
export function makeListing(
  { programme, areas }: { programme: Programme; areas: AreaTree },
  member: Member,
): { listing: Listing; place: ListPlace } | undefined {
  const { id, area, agency, category, status, identity, standings, person } = member
  if ((status !== 'active' && status !== 'withdrawn') || member.restrictedAt !== undefined) return undefined
  if (identity?.status === 'rejected') return undefined
  const attained = programme.stages.map(({ code }) => code).filter((code) => standings[code])
  const registeredOn =
    standings[firstStage(programme).code]?.happenedOn ?? dayOf(new Date(member.registeredAt), programme.zone)
  const isWaiting = status === 'active' && attained.length < programme.stages.length
  const latest = findLatestStage(programme, member)?.happenedOn ?? registeredOn
  const nameBegins = person && nameBeginning(searchName(person.name))
  const leaf = areas.leafOf(area) ?? area
  return {
    listing: { id, area, agency, category, status, ...(identity && { identity }), attained },
    place: {
      shard: areas.shardOf(leaf),
      leaf,
      registeredOn,
      ...(isWaiting && { waitingSince: latest }),
      ...(nameBegins && { nameBegins }),
    },
  }
}

/**
 * The stage with the latest date; on the same day, the later one in the programme's order. Undefined when none is held.
 */
export function findLatestStage(
  { stages }: Programme,
  { standings }: Pick<Member, 'standings'>,
): { stage: string; happenedOn: Day } | undefined {
  let latest: { stage: string; happenedOn: Day } | undefined
  for (const { code } of stages) {
    const standing = standings[code]
    if (standing && (!latest || standing.happenedOn >= latest.happenedOn))
      latest = { stage: code, happenedOn: standing.happenedOn }
  }
  return latest
}

import * as z from 'zod'
import type { Scope } from '../access/policy.ts'
import type { Day } from '../calendar.ts'
import type { Frame } from '../ledger/frame.ts'
import type { Problem } from '../problems/app-error.ts'
import { listClassificationProblems, listStageProblems } from '../programme/known-codes.ts'
import type { Programme } from '../programme/programme.ts'
import { searchName } from '../values/name.ts'
import { plainText } from '../values/text.ts'
import { findLatestStage, makeListing, nameBeginning, nameLetters } from './listing.ts'
import type { Member } from './member.ts'

const MemberOrder = z.enum(['newest', 'longest_waiting']).meta({
  id: 'MemberOrder',
  description:
    'newest: by day of registration, the latest first. longest_waiting: active members with a stage left to attain, by the day of their latest stage, the earliest first',
})

const code = z.string().min(1).max(32)
const stages = z.array(code).max(20)

/** Which members a list shows. A missing field filters nothing. */
export const MemberFilter = z
  .strictObject({
    area: code
      .optional()
      .describe('Kemendagri code of an area of any level; default: everywhere in the caller’s scope'),
    agency: code.optional(),
    attained: stages.optional().describe('Only members who hold all of these stages'),
    lacking: stages.optional().describe('Only members who hold none of these stages'),
    category: code.optional(),
    status: z.enum(['active', 'withdrawn']).optional(),
    namePrefix: plainText(120)
      .optional()
      .describe('The beginning of the name: at least three letters, without titles, marks, blanks and doubled letters'),
    order: MemberOrder.default('newest'),
  })
  .meta({ id: 'MemberFilter' })
export type MemberFilter = z.infer<typeof MemberFilter>

/**
 * A list of members: a filter and, for members who wait for a next stage, since when and after which stage. `toContact` leaves
 * out members who refuse contact. `isUnverified` keeps those whose identity nobody has confirmed or rejected.
 */
export type MemberList = MemberFilter & {
  waitingUntil?: Day
  latest?: string | undefined
  toContact?: boolean
  isUnverified?: boolean
}

/** Lists what is wrong with a member list: unknown codes, or a name with too few letters. */
export function listFilterProblems(programme: Programme, list: MemberList): Problem[] {
  const { agency, category, namePrefix } = list
  return [
    ...(['attained', 'lacking'] as const).flatMap((field) =>
      (list[field] ?? []).flatMap((stage, i) => listStageProblems(programme, stage, [field, i])),
    ),
    ...listClassificationProblems(programme, { agency, category }),
    ...(namePrefix === undefined || [...searchName(namePrefix)].length >= nameLetters
      ? []
      : [{ code: 'name_prefix_short' as const, path: ['namePrefix'], params: { least: nameLetters } }]),
  ]
}

/** The conditions that an index can check without opening a member. */
export type IndexFilter = Pick<MemberFilter, 'attained' | 'lacking' | 'category' | 'status' | 'order'> & {
  /** The list is within these scopes. None lies within another. */
  places: Scope[]
  nameBegins?: string
  waitingUntil?: Day
  isUnverified?: boolean | undefined
}

export const makeIndexFilter = (list: MemberList, places: Scope[]): IndexFilter => {
  const { attained, lacking, category, status, order, namePrefix, waitingUntil, latest, isUnverified } = list
  return {
    places,
    order,
    attained: [...(attained ?? []), ...(latest === undefined ? [] : [latest])],
    lacking,
    category,
    status,
    isUnverified,
    ...(namePrefix !== undefined && { nameBegins: nameBeginning(searchName(namePrefix)) }),
    ...(waitingUntil !== undefined && { waitingUntil }),
  }
}

/** Whether a member belongs in a list now. It does not check what the caller may see. */
export function isInList(frame: Frame, list: MemberList, member: Member): boolean {
  const found = makeListing(frame, member)
  if (!found) return false
  const { attained, agency, category, status, identity } = found.listing
  const { waitingSince } = found.place
  const { areas } = frame
  return (
    (list.area === undefined || areas.isWithin(areas.leafOf(member.area) ?? member.area, list.area)) &&
    (list.agency === undefined || list.agency === agency) &&
    (list.category === undefined || list.category === category) &&
    (list.status === undefined || list.status === status) &&
    (list.attained ?? []).every((stage) => attained.includes(stage)) &&
    !(list.lacking ?? []).some((stage) => attained.includes(stage)) &&
    (list.order === 'newest' || waitingSince !== undefined) &&
    (!list.isUnverified || identity?.status === 'unverified') &&
    (!list.toContact || member.contactRefusedAt === undefined) &&
    (list.waitingUntil === undefined || (waitingSince !== undefined && waitingSince <= list.waitingUntil)) &&
    (list.latest === undefined || list.latest === findLatestStage(frame.programme, member)?.stage) &&
    (list.namePrefix === undefined || searchName(member.person?.name ?? '').startsWith(searchName(list.namePrefix)))
  )
}

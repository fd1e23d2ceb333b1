import * as z from 'zod'
import { Bilingual } from '../bilingual.ts'
import { addDays, Day, daysFrom, Month } from '../calendar.ts'
import { nameStage } from '../figures/financing-figures.ts'
import type { NodeCounters } from '../figures/node-counters.ts'
import { countMembersByStage } from '../figures/stage-counts.ts'
import type { Frame } from '../ledger/frame.ts'
import type { Problem } from '../problems/app-error.ts'
import { listStageProblems } from '../programme/known-codes.ts'
import { firstStage, type Programme } from '../programme/programme.ts'
import { wholeNumber } from '../values/whole-number.ts'
import { findLatestStage, makeListing } from './listing.ts'
import type { Member } from './member.ts'
import { listFilterProblems, type MemberList } from './member-list.ts'
import { MemberView, makeMemberView } from './member-view.ts'
import definitions from './worklist-definitions.data.json' with { type: 'json' }

/**
 * The next useful stage for a member: the first in the programme's order that the member lacks, even if a later one is
 * held. It is an offer, not a duty, because stages are a set.
 */
export const findNextUseful = ({ stages }: Programme, heldStages: string[]): string | undefined =>
  stages.find(({ code }) => !heldStages.includes(code))?.code

const code = z.string().min(1).max(32)

/** Which members are to be followed up. */
export const WorklistQuery = z.strictObject({
  area: code.optional().describe('Default: everywhere in the caller’s scope'),
  agency: code.optional(),
  after: code.optional().describe('Only members whose latest stage is this one'),
  next: code.optional().describe('Only members whose next useful stage is this one: the first that they lack'),
  days: wholeNumber(0, 3650).default(90).describe('Only members whose latest stage is at least this many days ago'),
})
export type WorklistQuery = z.infer<typeof WorklistQuery>

/** Lists unknown codes in a query for a work list. */
export const listWorklistProblems = (programme: Programme, query: WorklistQuery): Problem[] => [
  ...(['after', 'next'] as const).flatMap((field) => listStageProblems(programme, query[field], [field])),
  ...listFilterProblems(programme, { agency: query.agency, order: 'longest_waiting' }),
]

/** The member list behind a work list. Those who have waited longest come first. */
export function makeWaitingList({ stages }: Programme, query: WorklistQuery, today: Day): MemberList {
  const { area, agency, after, next, days } = query
  const codes = stages.map((stage) => stage.code)
  return {
    area,
    agency,
    order: 'longest_waiting',
    toContact: true,
    latest: after,
    waitingUntil: addDays(today, -days),
    ...(next !== undefined && { attained: codes.slice(0, codes.indexOf(next)), lacking: [next] }),
  }
}

const WaitingMember = z
  .object({
    member: MemberView,
    waitingSince: Day.describe('The day of the latest stage'),
    waitingDays: z.int(),
    latest: z.string().optional().describe('The stage that was attained last'),
    next: z.string().optional().describe('The next useful stage: the first one missing'),
  })
  .meta({ id: 'WaitingMember' })
type WaitingMember = z.infer<typeof WaitingMember>

/** A member on a work list. */
export function viewWaitingMember(frame: Frame, member: Member, today: Day): WaitingMember {
  const found = makeListing(frame, member)
  const waitingSince = found?.place.waitingSince ?? today
  const latest = findLatestStage(frame.programme, member)?.stage
  const next = findNextUseful(frame.programme, found?.listing.attained ?? [])
  return {
    member: makeMemberView(member),
    waitingSince,
    waitingDays: daysFrom(waitingSince, today),
    ...(latest && { latest }),
    ...(next && { next }),
  }
}

const StageCount = z.object({ stage: z.string(), name: Bilingual, holding: z.int(), lacking: z.int() })
const ByStage = z.record(z.string(), z.object({ holding: z.int(), lacking: z.int() }))

const WorklistCounts = z
  .object({
    area: z.string(),
    name: z.string(),
    agency: z.string().optional(),
    month: Month.describe('Everything posted up to this month, which has not ended'),
    stages: z.array(StageCount),
    districts: z.array(z.object({ area: z.string(), name: z.string(), stages: ByStage })).describe('By kecamatan'),
  })
  .meta({ id: 'WorklistCounts' })
type WorklistCounts = z.infer<typeof WorklistCounts>

/**
 * The counts of a work list, from the same counters as figures; members are not counted again. `nodes` are the area and then
 * those below it, at the end of the month.
 */
export function countWorklist(
  frame: Frame,
  { month, agency }: { month: Month; agency?: string | undefined },
  nodes: [NodeCounters, ...NodeCounters[]],
): WorklistCounts {
  const { areas, programme } = frame
  const first = firstStage(programme).code
  const countStages = (node: NodeCounters) => {
    const membersByStage = countMembersByStage(frame, node, agency === undefined ? {} : { agency })
    return (stage: string) => ({
      holding: membersByStage[stage] ?? 0,
      lacking: (membersByStage[first] ?? 0) - (membersByStage[stage] ?? 0),
    })
  }
  const findName = (code: string) => areas.find(code)?.name ?? code
  const [node] = nodes
  const count = countStages(node)
  const districts = new Set(areas.districtsWithin(node.area))
  return {
    area: node.area,
    name: findName(node.area),
    ...(agency !== undefined && { agency }),
    month,
    stages: programme.stages.map((stage) => ({
      stage: stage.code,
      name: nameStage(programme, month, stage),
      ...count(stage.code),
    })),
    districts: nodes
      .slice(1)
      .filter(({ area }) => districts.has(area))
      .map((district) => {
        const own = countStages(district)
        return {
          area: district.area,
          name: findName(district.area),
          stages: Object.fromEntries(programme.stages.map(({ code }) => [code, own(code)])),
        }
      }),
  }
}

const Definitions = z.object({ holding: Bilingual, lacking: Bilingual, waiting: Bilingual, next: Bilingual })

/** What each figure and column means. Counts and list have different bases and do not add up to each other. */
export const worklistDefinitions: z.infer<typeof Definitions> = definitions

/** A page of a work list. Only the first page has `counts`. */
export const Worklist = z
  .object({
    today: Day,
    definitions: Definitions,
    counts: z
      .array(WorklistCounts)
      .optional()
      .describe("On the first page: for each requested part within the caller's scope, at most five"),
    items: z.array(WaitingMember),
    next: z.string().optional().describe('A cursor, present while there may be more. A page may be short, even empty.'),
  })
  .meta({ id: 'Worklist' })

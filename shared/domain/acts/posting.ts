import { type Day, dayOf, daysFrom, type Instant, laterOf, type Month, monthOfDay } from '../calendar.ts'
import { Dimensions, type StageEntry } from '../ledger/entry.ts'
import type { Frame } from '../ledger/frame.ts'
import type { Member, Standing } from '../member/member.ts'

/** Everything that deciding an act of the ledger needs besides the members: handed in, never looked up. */
export type ActContext = Frame & {
  /** The earliest open month. */
  openFrom: Month
  firstMonth: Month
  now: Date
  actor: string
  source: string
  newEntryId: () => string
}

/** What an act on one member results in: the member as it then is, and the entries that say so. */
export type Outcome = { member: Member; entries: StageEntry[] }

/** The same of an act on several members. */
export type OutcomeForSeveral = { members: Member[]; entries: StageEntry[] }

export const todayOf = ({ now, programme }: ActContext): Day => dayOf(now, programme.zone)

const recordedAt = ({ now }: ActContext): Instant => now.toISOString()

/** Days from the first stage; absent for the first stage itself and for members who do not hold it. */
function daysFromFirst({ programme }: ActContext, member: Member, stage: string, happenedOn: Day): number | undefined {
  const first = programme.stages[0]?.code
  const start = first === undefined || first === stage ? undefined : member.standings[first]
  return start && daysFrom(start.happenedOn, happenedOn)
}

/** The entry that attains a stage: posted in its true month or, when that is closed, the earliest open one. */
export function attainedEntry(
  posting: ActContext,
  member: Member,
  fact: { stage: string; happenedOn: Day; evidence?: string | undefined; loan?: string | undefined } & Dimensions,
): StageEntry {
  const { stage, happenedOn, evidence, loan } = fact
  const trueMonth = monthOfDay(happenedOn)
  const days = daysFromFirst(posting, member, stage, happenedOn)
  return {
    id: posting.newEntryId(),
    memberId: member.id,
    kind: 'attained',
    stage,
    happenedOn,
    trueMonth,
    postedIn: laterOf(trueMonth, posting.openFrom),
    recordedAt: recordedAt(posting),
    ...Dimensions.parse(fact),
    ...(days !== undefined && { daysFromFirst: days }),
    ...(evidence !== undefined && { evidence }),
    ...(loan !== undefined && { loan }),
    actor: posting.actor,
    source: posting.source,
  }
}

/**
 * An entry that takes a standing back or moves it to other dimensions: posted in the month of the entry it corrects
 * or, when that is closed, the earliest open one.
 */
export function correctingEntry(
  posting: ActContext,
  member: Member,
  stage: string,
  standing: Standing,
  correction: {
    kind: Exclude<StageEntry['kind'], 'attained'>
    decidedOn: Day
    reason: string
    dimensions?: Dimensions
  },
): StageEntry {
  const days = daysFromFirst(posting, member, stage, standing.happenedOn)
  return {
    id: posting.newEntryId(),
    memberId: member.id,
    kind: correction.kind,
    stage,
    happenedOn: correction.decidedOn,
    trueMonth: monthOfDay(standing.happenedOn),
    postedIn: laterOf(standing.postedIn, posting.openFrom),
    recordedAt: recordedAt(posting),
    ...Dimensions.parse(correction.dimensions ?? standing),
    ...(days !== undefined && { daysFromFirst: days }),
    reason: correction.reason,
    reverses: standing.entryId,
    actor: posting.actor,
    source: posting.source,
  }
}

/** The standing that an attaining entry gives. */
export const standingOf = ({ id, happenedOn, postedIn, loan, ...entry }: StageEntry): Standing => ({
  entryId: id,
  happenedOn,
  postedIn,
  ...(loan !== undefined && { loan }),
  ...Dimensions.parse(entry),
})

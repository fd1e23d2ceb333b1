import { type Day, daysFrom, type Instant, monthOfDay } from '../calendar.ts'
import { Dimensions, type StageEntry } from '../ledger/entry.ts'
import { findPostingMonth } from '../ledger/posting-month.ts'
import type { Member, Standing } from '../member/member.ts'
import type { ActContext } from './act-context.ts'

const recordedAt = ({ now }: ActContext): Instant => now.toISOString()

/** Days since the first stage. Undefined for the first stage itself and for members who do not hold it. */
function countDaysFromFirst(
  { programme }: ActContext,
  member: Member,
  stage: string,
  happenedOn: Day,
): number | undefined {
  const first = programme.stages[0]?.code
  const start = first === undefined || first === stage ? undefined : member.standings[first]
  return start && daysFrom(start.happenedOn, happenedOn)
}

/** The entry that attains a stage. It is posted in its true month or, when that is closed, in the earliest open month. */
export function makeAttainedEntry(
  context: ActContext,
  member: Member,
  fact: { stage: string; happenedOn: Day; evidence?: string | undefined; loan?: string | undefined } & Dimensions,
): StageEntry {
  const { stage, happenedOn, evidence, loan } = fact
  const trueMonth = monthOfDay(happenedOn)
  const days = countDaysFromFirst(context, member, stage, happenedOn)
  return {
    id: context.newEntryId(),
    memberId: member.id,
    kind: 'attained',
    stage,
    happenedOn,
    trueMonth,
    postedIn: findPostingMonth(trueMonth, context),
    recordedAt: recordedAt(context),
    ...Dimensions.parse(fact),
    ...(days !== undefined && { daysFromFirst: days }),
    ...(evidence !== undefined && { evidence }),
    ...(loan !== undefined && { loan }),
    actor: context.actor,
    source: context.source,
  }
}

/**
 * An entry that reverses a standing or moves it to other dimensions. It is posted in the month of the entry that it corrects
 * or, when that is closed, in the earliest open month.
 */
export function makeCorrectingEntry(
  context: ActContext,
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
  const days = countDaysFromFirst(context, member, stage, standing.happenedOn)
  return {
    id: context.newEntryId(),
    memberId: member.id,
    kind: correction.kind,
    stage,
    happenedOn: correction.decidedOn,
    trueMonth: monthOfDay(standing.happenedOn),
    postedIn: findPostingMonth(standing.postedIn, context),
    recordedAt: recordedAt(context),
    ...Dimensions.parse(correction.dimensions ?? standing),
    ...(days !== undefined && { daysFromFirst: days }),
    reason: correction.reason,
    reverses: standing.entryId,
    actor: context.actor,
    source: context.source,
  }
}

/** Makes what a member's record keeps of an attained stage (its standing) from the entry that attained it. */
export const makeStanding = ({ id, happenedOn, postedIn, loan, ...entry }: StageEntry): Standing => ({
  entryId: id,
  happenedOn,
  postedIn,
  ...(loan !== undefined && { loan }),
  ...Dimensions.parse(entry),
})

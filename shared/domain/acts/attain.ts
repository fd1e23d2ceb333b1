import { type Day, monthOfDay } from '../calendar.ts'
import { Classification } from '../ledger/breakdown-dimensions.ts'
import type { Dimensions, StageEntry } from '../ledger/entry.ts'
import type { Evidence, Member } from '../member/member.ts'
import { withNote } from '../member/note.ts'
import { conflict, type Problem, refuseAll } from '../problems/app-error.ts'
import { listAgencyProblems, listStageProblems } from '../programme/known-codes.ts'
import type { Programme } from '../programme/programme.ts'
import { listStageRuleProblems } from '../stage-rules/stage-rules.ts'
import { type ActContext, type Outcome, todayIn } from './act-context.ts'
import { withCompleteSet } from './complete-set.ts'
import { makeAttainedEntry, makeStanding } from './stage-entries.ts'
import { listOrderProblems } from './stage-order.ts'

/** A report that a member reached a stage on a day. */
export type StageFact = {
  stage: string
  happenedOn: Day
  area: Dimensions['area']
  agency: string
  evidence?: Evidence | undefined
  note?: string | undefined
  loan?: string | undefined
}

/**
 * Records that a member attained a stage. Throws `conflict`, naming the first entry, if the member holds the stage already.
 * Otherwise throws `invalid` with every problem.
 */
export function attain(context: ActContext, member: Member, fact: StageFact): Outcome {
  const standing = Object.hasOwn(member.standings, fact.stage) && member.standings[fact.stage]
  if (standing) {
    const { happenedOn, entryId } = standing
    throw conflict('stage_held', { stage: fact.stage, happenedOn, entryId })
  }
  refuseAll(listAttainmentProblems(context, member, fact))
  const { entry, member: memberWithStage } = withStanding(context, member, { ...fact, ...classifyPerson(member) })
  const memberWithEvidence = fact.evidence
    ? { ...memberWithStage, evidence: { ...member.evidence, [fact.stage]: fact.evidence } }
    : memberWithStage
  const outcome = withCompleteSet(context, withNote(memberWithEvidence, entry.id, fact.note))
  return { member: outcome.member, entries: [entry, ...outcome.entries] }
}

/**
 * Whether attained stages of a member count. They do not while the identity is rejected or disputed, nor while it is
 * unverified in a programme that requires verification.
 */
export function mayCount({ selfRegistration }: Programme, { identity, dispute }: Member): boolean {
  if (!identity || identity.status === 'verified') return true
  return identity.status === 'unverified' && selfRegistration.counts === 'at_once' && dispute === undefined
}

/** The parts of a classification that describe the person: everything but the agency. */
export function classifyPerson(member: Member): Omit<Classification, 'agency'> {
  const { agency: _, ...personDimensions } = Classification.parse(member)
  return personDimensions
}

/** Makes the entry that attains a stage, and the member who then holds it. */
export function withStanding(
  context: ActContext,
  member: Member,
  fact: Omit<StageFact, 'evidence'> & Dimensions & { evidence?: Evidence | undefined },
): { entry: StageEntry; member: Member } {
  const entry = makeAttainedEntry(context, member, { ...fact, evidence: fact.evidence?.kind })
  return { entry, member: { ...member, standings: { ...member.standings, [fact.stage]: makeStanding(entry) } } }
}

/** Lists every reason why a member cannot attain a stage on a day. */
export function listAttainmentProblems(context: ActContext, member: Member, fact: StageFact): Problem[] {
  const { programme } = context
  const stage = programme.stages.find(({ code }) => code === fact.stage)
  if (!stage) return listReportProblems(context, fact)
  return [
    ...listStatusProblems(programme, member, fact.happenedOn),
    ...listReportProblems(context, fact, member),
    ...listBirthProblems(member, fact),
    ...listOrderProblems(programme, member, stage, fact.happenedOn),
  ]
}

/**
 * Nobody attains anything before birth. For the first stage, `register` already reports this problem at the birth date.
 */
const listBirthProblems = ({ person, standings }: Member, { happenedOn }: StageFact): Problem[] =>
  person?.birthDate !== undefined && happenedOn < person.birthDate && Object.keys(standings).length > 0
    ? [{ code: 'date_before_birth', path: ['happenedOn'], params: { day: happenedOn } }]
    : []

/**
 * Lists what is wrong with a report of a stage. With a member, the stage's rules also judge the stages that the member
 * holds.
 */
export function listReportProblems(
  context: ActContext,
  { stage: code, happenedOn, agency, evidence }: Omit<StageFact, 'area' | 'agency'> & { agency?: string | undefined },
  member?: Member,
): Problem[] {
  const { programme } = context
  const stage = programme.stages.find((each) => each.code === code)
  if (!stage) return listStageProblems(programme, code)
  return [
    ...listDateProblems(context, happenedOn, 'happenedOn'),
    ...listAgencyProblems(programme, agency),
    ...listStageRuleProblems(stage, { happenedOn, evidence, ...(member && { standings: member.standings }) }),
  ]
}

function listStatusProblems(programme: Programme, member: Member, happenedOn: Day): Problem[] {
  const { status, statusSince, restrictedAt, identity } = member
  if (restrictedAt !== undefined) return [{ code: 'member_restricted' }]
  if (identity && !mayCount(programme, member))
    return [{ code: 'identity_unsettled', params: { identity: identity.status } }]
  const beforeWithdrawal = status === 'withdrawn' && statusSince !== undefined && happenedOn <= statusSince
  return status === 'active' || beforeWithdrawal ? [] : [{ code: 'member_inactive', params: { status } }]
}

/** Refuses a date in the future or before the programme's first month. */
export function listDateProblems(context: ActContext, day: Day, field: string): Problem[] {
  const { firstMonth } = context
  if (day > todayIn(context)) return [{ code: 'date_future', path: [field], params: { day } }]
  if (monthOfDay(day) < firstMonth)
    return [{ code: 'date_before_programme', path: [field], params: { day, firstMonth } }]
  return []
}

import { type ActContext, todayIn } from '../acts/act-context.ts'
import { attain, listAttainmentProblems, type StageFact } from '../acts/attain.ts'
import { findDependents, withoutStandings } from '../acts/reverse.ts'
import type { Day } from '../calendar.ts'
import type { StageEntry } from '../ledger/entry.ts'
import type { Member } from '../member/member.ts'
import type { Financing } from '../programme/programme.ts'
import { withdrawnReason } from './count-loan.ts'
import { decideFinancing, type FinancingDecision } from './financed.ts'
import { findFinancedDay } from './financed-day.ts'
import { type LoanRecord, loanKey } from './loan-record.ts'
import { isDeclined } from './loan-view.ts'

/** A member whose financing stage agrees with the loans, and the entries for the change. */
export type FinancingOutcome = {
  member: Member
  entries: StageEntry[]
  /** Ids of loans that meet the rule but cannot attain the stage, with the codes of the reasons. */
  refused: Map<string, string[]>
}

/**
 * Makes the financing stage agree with all loans of a member: attains it, reverses it, or moves it to the next loan. A stage
 * that a person recorded stays. An attained stage is not judged again: a member who withdraws later keeps it.
 */
export function financeMember(context: ActContext, member: Member, loans: readonly LoanRecord[]): FinancingOutcome {
  const { financing } = context.programme
  if (!financing) return { member, entries: [], refused: new Map() }
  const standing = member.standings[financing.stage]
  const candidates = loans.filter((record) => !isDeclined(record)).flatMap(({ loan }) => loan ?? [])
  const standingLoan = loans.find(({ id }) => id === standing?.loan)
  const problemsOn = (on: Day, record?: LoanRecord) =>
    listAttainmentProblems(context, member, makeStageFact(context, financing, member, on, record))
  const permits = (on: Day) => (standingLoan && standing?.happenedOn === on) || problemsOn(on).length === 0
  const financedStanding = standing && {
    happenedOn: standing.happenedOn,
    // The loan may belong to another member by now. Then the stage moves to another loan, or is reversed.
    ...(standing.loan !== undefined && { loan: standingLoan ?? { partner: '', number: standing.loan } }),
  }
  const decision = decideFinancing(financing.rules, candidates, financedStanding, permits)
  const { member: memberAfter, entries } = carryOutDecision(context, financing, member, loans, decision)
  const refusals = new Map<string, string[]>()
  if (!memberAfter.standings[financing.stage])
    for (const record of loans) {
      const on = isDeclined(record) || !record.loan ? undefined : findFinancedDay(financing.rules, record.loan)
      if (on !== undefined)
        refusals.set(
          record.id,
          problemsOn(on, record).map(({ code }) => code),
        )
    }
  return { member: memberAfter, entries, refused: refusals }
}

function carryOutDecision(
  context: ActContext,
  financing: Financing,
  member: Member,
  loans: readonly LoanRecord[],
  decision: FinancingDecision,
): Pick<FinancingOutcome, 'member' | 'entries'> {
  const { act } = decision
  if (act === 'nothing') return { member, entries: [] }
  const withoutFinancing = act === 'attain' ? { member, entries: [] } : withoutStage(context, financing, member)
  if (act === 'reverse') return withoutFinancing
  const record = loans.find(({ id }) => id === loanKey(decision.by))
  const attainment = attain(
    context,
    withoutFinancing.member,
    makeStageFact(context, financing, member, decision.on, record),
  )
  return { member: attainment.member, entries: [...withoutFinancing.entries, ...attainment.entries] }
}

/** Reverses the stage, and the stages that need it under a strict order. */
function withoutStage(context: ActContext, { stage }: Financing, member: Member) {
  const stages = [stage, ...findDependents(context.programme, member, stage)]
  return withoutStandings(context, member, stages, { reason: withdrawnReason, decidedOn: todayIn(context) })
}

/** Makes the fact that a loan reports about the stage, with the member's area and agency. */
function makeStageFact(
  { areas }: ActContext,
  { stage, evidence }: Financing,
  { area, agency }: Member,
  happenedOn: Day,
  record?: LoanRecord,
): StageFact {
  const proof = evidence !== undefined && {
    evidence: { kind: evidence, ...(record && { number: record.number, issuer: record.partner }) },
  }
  return { stage, happenedOn, area: areas.leafOf(area) ?? area, agency, ...proof, loan: record?.id }
}

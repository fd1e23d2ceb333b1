import { mayCount } from '../acts/attain.ts'
import type { Day } from '../calendar.ts'
import { allowsReferralTo } from '../consent/consent.ts'
import type { Frame } from '../ledger/frame.ts'
import type { LoanRecord } from '../loan/loan-record.ts'
import type { Member } from '../member/member.ts'
import type { Partner } from '../partner/partner.ts'
import type { Problem } from '../problems/app-error.ts'
import type { Programme } from '../programme/programme.ts'
import { findReferralRule, type ReferralRule } from './referral-terms.ts'

type ReferralFrame = Pick<Frame, 'programme' | 'areas'>
type LoanInQuestion = Pick<LoanRecord, 'loan' | 'isSandbox'>

/** Whether a loan is running. A member with a running loan is not referred. */
export function isRunningLoan({ referral }: Programme, { loan, isSandbox }: LoanInQuestion, today: Day): boolean {
  const rule = referral && findReferralRule(referral, today)
  return rule !== undefined && loan !== undefined && !isSandbox && rule.runningLoans.includes(loan.state)
}

/** Every reason why a member cannot be referred to any lender on a day. Empty if the member is eligible. */
export function findReferralObstacles(
  frame: ReferralFrame,
  member: Member,
  loans: readonly LoanInQuestion[],
  today: Day,
): Problem[] {
  const { programme } = frame
  const rule = programme.referral && findReferralRule(programme.referral, today)
  if (!rule) return [{ code: 'referral_not_offered' }]
  const hasConsent = (member.consents ?? []).some(({ until }) => until >= today)
  return [
    ...listStatusProblems(programme, member),
    ...listRuleProblems(frame, rule, member),
    ...(loans.some((loan) => isRunningLoan(programme, loan, today))
      ? [{ code: 'referral_loan_running' as const }]
      : []),
    ...(hasConsent ? [] : [{ code: 'consent_missing' as const }]),
  ]
}

/**
 * Like `findReferralObstacles`, for one lender. A consent must name this lender, and the member must not be waiting for
 * its answer.
 */
export function findObstaclesTo(
  frame: ReferralFrame,
  member: Member,
  loans: readonly LoanInQuestion[],
  today: Day,
  lender: Pick<Partner, 'code' | 'type'>,
): Problem[] {
  const obstacles = findReferralObstacles(frame, member, loans, today)
  const hasConsent = (member.consents ?? []).some((consent) => allowsReferralTo(consent, lender, today))
  const isConsentMissing = !hasConsent && !obstacles.some(({ code }) => code === 'consent_missing')
  const runningReferral = member.referrals?.find(({ partner, isOver }) => partner === lender.code && !isOver)
  return [
    ...obstacles,
    ...(isConsentMissing ? [{ code: 'consent_missing' as const }] : []),
    ...(runningReferral ? [{ code: 'referral_running' as const, params: { referral: runningReferral.id } }] : []),
  ]
}

function listStatusProblems(programme: Programme, member: Member): Problem[] {
  const { status, restrictedAt, identity } = member
  if (status !== 'active') return [{ code: 'member_inactive', params: { status } }]
  if (restrictedAt !== undefined) return [{ code: 'member_restricted' }]
  return identity && !mayCount(programme, member)
    ? [{ code: 'identity_unsettled', params: { identity: identity.status } }]
    : []
}

function listRuleProblems(
  { areas }: ReferralFrame,
  rule: ReferralRule,
  { standings, category, area }: Member,
): Problem[] {
  const missing = rule.held.filter((stage) => !standings[stage])
  const heldStages = rule.lacking.filter((stage) => standings[stage])
  const isElsewhere = rule.areas !== undefined && !rule.areas.some((each) => areas.isWithin(area, each))
  return [
    ...(missing.length > 0
      ? [{ code: 'referral_stage_missing' as const, params: { stages: missing.join(', ') } }]
      : []),
    ...(heldStages.length > 0
      ? [{ code: 'referral_stage_held' as const, params: { stages: heldStages.join(', ') } }]
      : []),
    ...(rule.categories && !rule.categories.includes(category)
      ? [{ code: 'referral_category' as const, params: { category } }]
      : []),
    ...(isElsewhere ? [{ code: 'referral_area' as const, params: { area } }] : []),
  ]
}

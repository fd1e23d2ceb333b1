import * as z from 'zod'
import { LoanFactKind } from './loan-fact-kind.ts'

/**
 * The facts of a referral itself. A referral has `sent` once, and at most one of the others. Each of those ends the
 * wait for an answer. `no_answer`: none came in time. `withdrawn`: it was taken back before an answer came.
 */
export const OwnReferralFact = z.enum(['sent', 'taken', 'not_eligible', 'no_answer', 'withdrawn'])
export type OwnReferralFact = z.infer<typeof OwnReferralFact>

/**
 * The facts of referrals that figures count: those of the referrals, and those of the loans that followed from them.
 */
export const ReferralFactKind = z
  .enum([...OwnReferralFact.options, ...LoanFactKind.options])
  .meta({ id: 'ReferralFactKind' })
export type ReferralFactKind = z.infer<typeof ReferralFactKind>

import * as z from 'zod'
import { LoanFactKind } from './loan-fact-kind.ts'

/**
 * The facts of a referral itself. It is `sent` once; of the others, which end the wait for an answer, it has one at most.
 * `no_answer`: none came in time. `withdrawn`: it was taken back while an answer was awaited.
 */
export const OwnReferralFact = z.enum(['sent', 'taken', 'not_eligible', 'no_answer', 'withdrawn'])
export type OwnReferralFact = z.infer<typeof OwnReferralFact>

/** The facts of referrals that figures count: their own, and those of the loans that came of them. */
export const ReferralFactKind = z
  .enum([...OwnReferralFact.options, ...LoanFactKind.options])
  .meta({ id: 'ReferralFactKind' })
export type ReferralFactKind = z.infer<typeof ReferralFactKind>

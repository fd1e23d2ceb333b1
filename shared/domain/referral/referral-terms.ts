import * as z from 'zod'
import { Bilingual } from '../bilingual.ts'
import { Day } from '../calendar.ts'
import { LoanState } from '../loan/loan-state.ts'
import { Code } from '../programme/code.ts'
import { ascending } from '../values/text-order.ts'
import { ReferralLayout } from './referral-layout.ts'

/** Which members may be referred to a lender, in force from a day until the next rule. */
const ReferralRule = z
  .object({
    from: Day,
    held: z.array(Code).describe('Stages that the member must hold'),
    lacking: z.array(Code).describe('Stages that the member must not hold'),
    categories: z.array(Code).optional().describe('Only members of these categories'),
    areas: z.array(z.string()).optional().describe('Only members in these areas'),
    runningLoans: z.array(LoanState).describe('A loan in one of these states is running: its member is not referred'),
    basis: Bilingual,
  })
  .meta({ id: 'ReferralRule' })
export type ReferralRule = z.infer<typeof ReferralRule>

/** A text by which people are asked for their consent. A changed text is a new version. */
const ConsentNotice = z.object({ version: z.string(), from: Day, text: Bilingual }).meta({ id: 'ConsentNotice' })
type ConsentNotice = z.infer<typeof ConsentNotice>

/** How members are referred to lenders. */
export const ReferralTerms = z
  .object({
    rules: z.array(ReferralRule).min(1),
    notices: z.array(ConsentNotice).min(1),
    longestConsentDays: z.int().min(1),
    layouts: z.array(ReferralLayout),
  })
  .meta({ id: 'ReferralTerms' })
export type ReferralTerms = z.infer<typeof ReferralTerms>

/** What is in force on a day. Undefined before the first one. */
const findInForce = <T extends { from: Day }>(all: readonly T[], day: Day): T | undefined =>
  all.toSorted((a, b) => ascending(a.from, b.from)).findLast(({ from }) => from <= day)

export const findReferralRule = ({ rules }: ReferralTerms, day: Day): ReferralRule | undefined =>
  findInForce(rules, day)

export const findNotice = ({ notices }: ReferralTerms, day: Day): ConsentNotice | undefined => findInForce(notices, day)

import * as z from 'zod'
import { dayMs, Instant } from '../calendar.ts'
import { Grading, makeGrading } from '../partner/collectability.ts'
import type { Partner } from '../partner/partner.ts'
import { maskMiddle } from '../values/mask-middle.ts'
import { LoanReview } from './loan.ts'
import { ToldLoan } from './loan-event.ts'
import { isNikHash, LoanRecord, ParkReason } from './loan-record.ts'
import { LoanState } from './loan-state.ts'

/** A loan as officers and partners see it. While no member is found, the person is masked. */
export const LoanView = LoanRecord.pick({
  id: true,
  partner: true,
  number: true,
  isSandbox: true,
  memberId: true,
  reviewSince: true,
  stageProblems: true,
  twins: true,
  ahead: true,
  dismissedTwins: true,
})
  .extend({
    state: LoanState.optional().describe('Absent while no event is in effect yet'),
    product: z.string().optional(),
    dates: ToldLoan.shape.dates.optional(),
    amounts: ToldLoan.shape.amounts.optional(),
    daysLate: z.int().optional(),
    collectability: Grading.optional().describe("The grade of the days in arrears, on the scale of the partner's type"),
    events: z.int().describe('How many events were received'),
    parked: z.object({ since: Instant, reason: ParkReason }).optional(),
    review: z.array(LoanReview),
    isDeclined: z.boolean().describe('A person decided that it does not attain the stage'),
  })
  .meta({ id: 'LoanView' })
export type LoanView = z.infer<typeof LoanView>

/** Makes the view of a loan. `partners` includes its partner, whose type sets the scale for days in arrears. */
export function makeLoanView(record: LoanRecord, partners: Pick<Partner, 'code' | 'type'>[]): LoanView {
  const daysLate = record.loan?.daysLate
  const type = partners.find(({ code }) => code === record.partner)?.type
  return LoanView.parse({
    ...record.loan,
    ...record,
    ...(daysLate !== undefined && type && { collectability: makeGrading(type, daysLate) }),
    isDeclined: isDeclined(record),
  })
}

/** Whether a person decided that the loan does not attain the financing stage. */
export const isDeclined = ({ decisions }: Pick<LoanRecord, 'decisions'>): boolean =>
  decisions[stageDecision]?.outcome === 'rejected'

/** The key of that decision in `decisions`. It differs from every event id, because none has a blank. */
export const stageDecision = 'the stage'

/** A loan that waits for its member. */
export const ParkedLoan = z
  .object({
    id: z.string(),
    partner: z.string(),
    number: z.string(),
    reason: ParkReason,
    since: Instant,
    days: z.int().describe('How many whole days it has waited'),
    member: z.string().describe('The reported member number, or the NIK, masked'),
  })
  .meta({ id: 'ParkedLoan' })
export type ParkedLoan = z.infer<typeof ParkedLoan>

export function makeParkedLoan(
  { id, partner, number, parked, loan, niks }: LoanRecord,
  now: Date,
): ParkedLoan | undefined {
  if (!parked || !loan) return undefined
  const nik = niks[loan.memberKey]
  const days = Math.floor((now.getTime() - Date.parse(parked.since)) / dayMs)
  const member = nik !== undefined ? maskMiddle(nik) : isNikHash(loan.memberKey) ? '****************' : loan.memberKey
  return { id, partner, number, ...parked, days, member }
}

/** Masks the member number as well: a partner that sent a NIK need not know the number. */
export const maskForPartner = (parked: ParkedLoan): ParkedLoan => ({ ...parked, member: maskMiddle(parked.member) })

import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { PartnerCode } from '../partner/partner.ts'
import { ReferralState } from './referral.ts'

/** A file by which members are referred to a lender, and the referrals in it. */
export const ReferralFile = z.object({
  id: z.string(),
  partner: PartnerCode,
  layout: z.string(),
  madeAt: Instant,
  madeBy: z.string(),
  rows: z.array(z.object({ memberId: z.string(), referral: z.string() })),
})
export type ReferralFile = z.infer<typeof ReferralFile>

/** A file with a receipt for each row. A row is missing if its referral was taken back before it could be sent. */
export const ReferralFileView = ReferralFile.omit({ rows: true })
  .extend({
    sent: z.int(),
    left: z.int().describe('Rows that were not sent: taken back, or sent otherwise'),
    rows: z.array(
      z.object({
        memberId: z.string(),
        referral: z.string(),
        isInFile: z.boolean(),
        state: ReferralState.optional(),
      }),
    ),
  })
  .meta({ id: 'ReferralFile' })
export type ReferralFileView = z.infer<typeof ReferralFileView>

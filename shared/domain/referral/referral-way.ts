import * as z from 'zod'
import { Code } from '../programme/code.ts'

const answerDays = z.int().min(1).max(90).describe('How many days the lender has for an answer')

/** How members are referred to a lender: by a signed push to its address, or by a file. */
export const ReferralWay = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('push'), url: z.url({ protocol: /^https?$/ }).max(500), answerDays }),
    z.strictObject({ by: z.literal('file'), layout: Code.describe("One of the programme's layouts"), answerDays }),
  ])
  .meta({ id: 'ReferralWay' })
export type ReferralWay = z.infer<typeof ReferralWay>

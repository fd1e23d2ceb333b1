import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { ReceiptOutcome } from './receipt.ts'

/** How many days the calls of a partner can be looked up. Receipts stay longer than that, for good. */
export const callDays = 90

/** One genuine call by a partner, with our answer. Calls that we turned away are only counted (`RefusedCalls`). */
export const PartnerCall = z
  .object({
    id: z.string().describe('The id of the receipt, if the call made one'),
    at: Instant,
    door: z
      .enum(['event', 'token', 'parked', 'outcome', 'fit'])
      .describe(
        'An event, a request for an access token, a reading of parked loans or of what came of an event, a call that ' +
          'asks which settings fit',
      ),
    status: z.int().describe('The HTTP status of the answer'),
    reason: z.string().describe('`received`, `repeated`, `done`, or the code of the first problem'),
    place: z.string().optional().describe('Where the problem is: a JSON Pointer'),
    eventId: z.string().optional(),
    outcome: ReceiptOutcome.or(z.literal('waiting')).optional().describe('The outcome of a received event so far'),
    passedOver: z
      .array(z.string())
      .optional()
      .describe('What we do not know in the event: paths of fields, or its type'),
  })
  .meta({ id: 'PartnerCall' })
export type PartnerCall = z.infer<typeof PartnerCall>

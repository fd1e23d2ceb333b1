import { createHash } from 'node:crypto'
import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { PartnerCode } from '../partner/partner.ts'
import { crockford } from '../values/id.ts'

/** The exact answer to a partner, repeated for a repeated call. It is stored unencrypted, so it holds no personal data. */
export const ReceiptAnswer = z.object({ status: z.int(), body: z.record(z.string(), z.string()) })
export type ReceiptAnswer = z.infer<typeof ReceiptAnswer>

/** The outcome of a received event. */
export const ReceiptOutcome = z
  .enum(['applied', 'sandbox', 'test', 'passed_over', 'forgotten'])
  .describe(
    'applied: it changed its loan, which shows the result. sandbox, test: only for testing. passed_over: we do not know its type. forgotten: its content was ' +
      'deleted before it was applied',
  )
  .meta({ id: 'ReceiptOutcome' })
export type ReceiptOutcome = z.infer<typeof ReceiptOutcome>

/**
 * An event of a partner as it arrived. Writing the receipt fixes the answer, even if the event later fails. The body is
 * stored apart (`ReceivedWords`).
 */
export const Receipt = z.object({
  id: z.string(),
  partner: PartnerCode,
  eventId: z.string(),
  type: z.string(),
  receivedAt: Instant,
  content: z.string().describe('Keyed hash of its content; in older receipts, of the body without spaces'),
  answer: ReceiptAnswer,
  outcome: ReceiptOutcome.optional(),
  passedOver: z.array(z.string()).optional().describe('What we do not know in it: paths of fields, or its type'),
})
export type Receipt = z.infer<typeof Receipt>

/** The whole call. It is stored encrypted, and emptied when its person is erased. */
export const ReceivedWords = z.object({ body: z.string().optional(), signature: z.string(), timestamp: z.string() })
export type ReceivedWords = z.infer<typeof ReceivedWords>

/** A call under a known id with other content. It is kept and never applied. */
export const Conflict = z
  .object({
    id: z.string(),
    partner: PartnerCode,
    receipt: z.string().describe('The receipt of the known event'),
    eventId: z.string().describe('The id of the event that was refused'),
    why: z
      .enum(['event_differs', 'external_id_reused'])
      .describe('Other content with the id of a known event, or another event with an X-EXTERNAL-ID of the same day'),
    at: Instant,
  })
  .meta({ id: 'Conflict' })
export type Conflict = z.infer<typeof Conflict>

/** How a person closes a conflict. The refused event stays refused. */
export const ConflictClosing = z
  .strictObject({
    outcome: z
      .enum(['partner_told', 'told_again', 'harmless'])
      .describe(
        'partner_told: the partner was informed. told_again: it sent the event again with a new id. harmless: the difference means nothing',
      ),
  })
  .meta({ id: 'ConflictClosing' })
export type ConflictClosing = z.infer<typeof ConflictClosing>

/** A conflict as a person sees it. It names only the paths that differ, since the values are personal. */
export const ConflictView = Conflict.extend({
  differs: z
    .array(z.string())
    .max(50)
    .describe('JSON Pointers to what differs; none for two events under one X-EXTERNAL-ID'),
}).meta({ id: 'ConflictView' })
export type ConflictView = z.infer<typeof ConflictView>

/** A receipt that waits for a person, because applying it has failed too often. */
export const ParkedReceipt = z
  .object({
    id: z.string(),
    eventId: z.string(),
    type: z.string(),
    receivedAt: Instant,
    parkedAt: Instant,
    reason: z.string().describe('Why the last try failed: a code'),
  })
  .meta({ id: 'ParkedReceipt' })
export type ParkedReceipt = z.infer<typeof ParkedReceipt>

/** An id derived from what it names, so that equal names give equal ids: 130 bits of a hash, in Crockford's base32. */
function hashToId(prefix: string, ...names: string[]): string {
  const bytes = createHash('sha256').update(names.join('\n')).digest()
  return `${prefix}_${Array.from(bytes.subarray(0, 26), (byte) => crockford.charAt(byte % 32)).join('')}`
}

/** The id of an event's only receipt. Partner codes and event ids hold no line ends, so no two events share one. */
export const makeReceiptId = (partner: string, eventId: string): string => hashToId('rct', partner, eventId)

export const makeConflictId = (receipt: string, content: string): string => hashToId('cnf', receipt, content)

import * as z from 'zod'
import { Day, Instant } from '../calendar.ts'

/** How many days the counts of refused calls are kept. */
export const refusedDays = 14

/** Why a call under a partner's name was turned away. */
export const RefusalReason = z
  .enum(['header_missing', 'header_shape', 'signature', 'stale', 'address', 'scheme', 'too_often'])
  .describe(
    'header_missing, header_shape: its headers are not those of the scheme. signature: not made with a live secret or ' +
      'key. stale: its time is too far from our clock. address: it came from an address that is not allowed. scheme: it ' +
      'came to the door of another scheme. too_often: genuine, and beyond the calls of a minute',
  )
export type RefusalReason = z.infer<typeof RefusalReason>

/**
 * The calls under a partner's name that were turned away for one reason on one day. The content of the calls is not
 * kept.
 */
export const RefusedCalls = z
  .object({
    day: Day,
    reason: RefusalReason,
    times: z.int().describe('A lower bound: a burst may be undercounted by half'),
    lastAt: Instant,
  })
  .meta({ id: 'RefusedCalls' })
export type RefusedCalls = z.infer<typeof RefusedCalls>

/** The calls turned away for one reason in a minute: how many are written, and how many are not written yet. */
export type RefusalCount = { minute: string; written: number; unwritten: number }

/**
 * Counts one more refusal. `write` says how many to write now. It is 0 until the unwritten refusals of the minute
 * outnumber the written ones. So a few calls are written at once, and a flood of ten thousand in a minute takes 13
 * writes.
 */
export function countRefusal(before: RefusalCount | undefined, minute: string): { count: RefusalCount; write: number } {
  const writtenThisMinute = before?.minute === minute ? before.written : 0
  const unwritten = (before?.unwritten ?? 0) + 1
  if (unwritten <= writtenThisMinute) return { count: { minute, written: writtenThisMinute, unwritten }, write: 0 }
  return { count: { minute, written: writtenThisMinute + unwritten, unwritten: 0 }, write: unwritten }
}

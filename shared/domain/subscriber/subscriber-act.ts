import * as z from 'zod'
import { Instant } from '../calendar.ts'
import type { Subscriber } from './subscriber.ts'

const Changes = z.record(z.string(), z.object({ from: z.string().optional(), to: z.string().optional() }))

/**
 * One act on a subscriber: append-only, written in the transaction of the act. It says that contacts changed, and never
 * shows them.
 */
export const SubscriberAct = z.object({
  version: z.int().min(1).describe('The version of the subscriber that the act made'),
  at: Instant,
  by: z.string(),
  act: z.enum(['made', 'changed', 'disabled', 'secret_made', 'secret_ended']),
  changes: Changes.optional(),
  secret: z.string().optional().describe('The id of the secret'),
})
export type SubscriberAct = z.infer<typeof SubscriberAct>

const plainFields = ['name', 'target', 'types', 'area', 'agency', 'legalBasis', 'from', 'until', 'status'] as const

/** Lists what differs between two versions of a subscriber, by field. */
export function compareSubscribers(before: Partial<Subscriber>, after: Subscriber): z.infer<typeof Changes> {
  const changed = plainFields
    .map((name) => [name, before[name]?.toString(), after[name]?.toString()] as const)
    .filter(([, from, to]) => from !== to)
    .map(
      ([name, from, to]) => [name, { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }] as const,
    )
  const haveContactsChanged = String(before.contacts) !== String(after.contacts)
  return Object.fromEntries([...changed, ...(haveContactsChanged ? [['contacts', {}] as const] : [])])
}

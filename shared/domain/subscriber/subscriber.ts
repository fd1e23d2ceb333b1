import * as z from 'zod'
import type { Caller } from '../access/grant.ts'
import { can } from '../access/policy.ts'
import { Instant } from '../calendar.ts'
import type { Member } from '../member/member.ts'
import type { AreaTree } from '../programme/area-tree.ts'
import { Email } from '../values/email.ts'
import { plainText } from '../values/text.ts'
import { type OutgoingEvent, OutgoingEventType } from './outgoing-event.ts'

const code = z.string().min(1).max(32)

const fields = {
  name: plainText(120).describe('The institution that gets the events'),
  target: z.string().max(500).describe('Where events are sent: https, port 443, a public host name'),
  types: z.array(OutgoingEventType).min(1).max(20).describe('The events that it gets'),
  legalBasis: plainText(500).describe('The law or agreement that allows it'),
  contacts: z
    .array(Email)
    .min(1)
    .max(5)
    .describe('Who gets a mail when deliveries fail for days: its engineer, and an administrator here'),
}

/** An institution that gets facts as they happen. Its secrets are stored separately. */
export const Subscriber = z
  .object({
    id: z.string(),
    ...fields,
    area: code.describe('Events about members only from this area and everything below it'),
    agency: code.optional().describe('Events about members only from this agency'),
    from: Instant.describe('Gets facts from this instant on'),
    until: Instant.optional().describe('Nothing is sent from this instant on'),
    status: z
      .enum(['active', 'suspended', 'disabled'])
      .describe('suspended: by an administrator. disabled: by itself, after days of failed deliveries'),
    savedBy: z.string(),
    savedAt: Instant,
    version: z.int().min(1),
  })
  .meta({ id: 'Subscriber' })
export type Subscriber = z.infer<typeof Subscriber>

export const NewSubscriber = z
  .strictObject({
    ...fields,
    area: Subscriber.shape.area,
    agency: Subscriber.shape.agency,
    from: Instant.optional().describe('Default, and at the earliest: one minute from now'),
    until: Subscriber.shape.until,
  })
  .meta({ id: 'NewSubscriber' })
export type NewSubscriber = z.infer<typeof NewSubscriber>

export const SubscriberChange = z
  .strictObject({
    ...fields,
    area: Subscriber.shape.area,
    agency: code.nullable().describe('null: every agency'),
    until: Instant.nullable().describe('null: until further notice'),
    status: z.enum(['active', 'suspended']),
  })
  .partial()
  .meta({ id: 'SubscriberChange' })
export type SubscriberChange = z.infer<typeof SubscriberChange>

/** The most subscribers. There is a limit, because every event is checked for each of them. */
export const mostSubscribers = 50

/**
 * Acts that read the books before the first subscriber was created keep no events. So a subscriber gets facts only from
 * this long after its creation, when no such act can still be running.
 */
const leadMs = 60_000

/** The first instant whose facts a subscriber made now can get. */
export const findEarliestFrom = (now: Date): Instant => new Date(now.getTime() + leadMs).toISOString()

/** Applies an administrator's change; `null` removes a value. */
export const changeSubscriber = (
  subscriber: Subscriber,
  change: SubscriberChange,
  savedBy: string,
  now: Date,
): Subscriber =>
  Subscriber.parse({
    ...subscriber,
    ...Object.fromEntries(
      Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [[name, value ?? undefined]])),
    ),
    savedBy,
    savedAt: now.toISOString(),
    version: subscriber.version + 1,
  })

/** Whether anything may be sent to a subscriber now. */
export const isServed = ({ status, until }: Subscriber, now: Date): boolean =>
  status === 'active' && (until === undefined || now.toISOString() < until)

/** Whether a subscriber asked for an event of this type and time. `mayLearnOf` judges its scope. */
export const wants = ({ types, from, until }: Subscriber, { type, time }: OutgoingEvent): boolean =>
  types.includes(type) && from <= time && (until === undefined || time < until)

/**
 * Whether a subscriber may learn of a member. The scope policy decides, as for an officer of the subscriber's scope. No
 * outsider learns of a member who is erased, or whose processing is restricted.
 */
export function mayLearnOf(areas: AreaTree, subscriber: Subscriber, member: Member): boolean {
  if (member.status === 'erased' || member.restrictedAt !== undefined) return false
  const { area, agency } = member
  return can(areas, asReader(subscriber), 'member.read', { area, agency, member: member.id })
}

/** A subscriber as a caller who may read what the subscriber may learn. */
const asReader = ({ id, area, agency, from, savedBy }: Subscriber): Caller => ({
  subject: id,
  grants: [{ id, subject: id, role: 'officer', area, agency, from, grantedBy: savedBy }],
})

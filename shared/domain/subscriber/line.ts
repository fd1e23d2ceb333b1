import * as z from 'zod'
import { dayMs, Instant } from '../calendar.ts'
import type { Patience } from '../jobs/obligation.ts'

/**
 * How far a subscriber has got in the log of events: past all acts up to `number`, and past the first `part` events
 * of the next act.
 */
export const LogPosition = z.object({ number: z.int().min(0), part: z.int().min(0) })
export type LogPosition = z.infer<typeof LogPosition>

const LineHealth = z.object({
  failingSince: Instant.optional(),
  lastFailure: z
    .object({ at: Instant, reason: z.string(), status: z.int().optional() })
    .optional()
    .describe('Why the last failed delivery failed: a code, and the status of the answer'),
  lastTakenAt: Instant.optional(),
})
type LineHealth = z.infer<typeof LineHealth>

/** The line of a subscriber: its events go out in the order of the log, one after another. */
export const Line = z.object({
  subscriberId: z.string(),
  position: LogPosition,
  health: LineHealth,
  version: z.int().min(1),
})
export type Line = z.infer<typeof Line>

/** A line as administrators see it. */
export const LineView = LineHealth.extend({
  state: z
    .enum(['idle', 'sending', 'failing', 'stopped'])
    .describe('idle: all is sent. stopped: the subscriber is suspended, disabled or over'),
  behind: z.int().describe('How many acts in the log it has not reached, with or without events for it'),
  nextTryAt: Instant.optional(),
}).meta({ id: 'SubscriberLine' })
export type LineView = z.infer<typeof LineView>

/** An event that a subscriber took. */
export const EventDelivery = z
  .object({
    event: z.string(),
    type: z.string(),
    member: z.string().optional(),
    takenAt: Instant.describe('The last time'),
    status: z.int().describe('The status of the answer'),
  })
  .meta({ id: 'EventDelivery' })
export type EventDelivery = z.infer<typeof EventDelivery>

/** Failures only slow the line down. The subscriber is disabled (`isHopeless`) before tries run out. */
export const linePatience: Patience = {
  leaseMs: 60_000,
  firstWaitMs: 10_000,
  longestWaitMs: 3_600_000,
  mostTries: 10_000,
}

const mostFailingMs = 5 * dayMs

/** Whether deliveries have failed for so long that the subscriber is disabled. */
export const isHopeless = ({ failingSince }: LineHealth, now: Date): boolean =>
  failingSince !== undefined && now.getTime() - Date.parse(failingSince) >= mostFailingMs

/** The position after the event with index `part` among the `parts` events of an act. */
export const findPositionAfter = (number: number, part: number, parts: number): LogPosition =>
  part + 1 === parts ? { number, part: 0 } : { number: number - 1, part: part + 1 }

/** How many days the log keeps events. A subscriber cannot fall further behind, and cannot replay more. */
export const logDays = 90

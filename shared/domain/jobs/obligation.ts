import * as z from 'zod'
import { Instant } from '../calendar.ts'

/** The kinds that the system carries out. Each has a handler. */
export type CarriedOutKind =
  | 'case'
  | 'receipt'
  | 'loan'
  | 'mailing'
  | 'mail'
  | 'news'
  | 'event'
  | 'wake'
  | 'subscriber'
  | 'subscriber_notice'
  | 'referral'

/**
 * Every kind of obligation. `conflict` and `recipient` wait for a person from the start. Stored items may have other
 * kinds, because during a release the old version also meets the kinds of the new one.
 */
export type ObligationKind = CarriedOutKind | 'conflict' | 'recipient'

/** Part of a key, between `#`. */
const word = z.string().regex(/^[^#]+$/)

const identity = {
  /** Which work it is (`ObligationKind`). It names the handler. */
  kind: word,
  /** The owner of the queue: a partner or an office. Queues do not wait for each other. */
  owner: word,
  /** The id of the work. It appears in keys and logs, so it holds no personal data. */
  id: z.string().min(1),
  /** Tries since creation or replay, including interrupted ones. */
  attempts: z.int().min(0),
}

/** Work with a due time. A try takes it by moving `dueAt` forward, so that others skip it meanwhile. */
export const DueObligation = z.object({
  state: z.literal('due'),
  ...identity,
  dueAt: Instant,
  reason: z.string().optional().describe('Why the last try failed: a code'),
})
export type DueObligation = z.infer<typeof DueObligation>

/** Work that failed too often or cannot succeed. It waits for a person. */
export const ParkedObligation = z.object({
  state: z.literal('parked'),
  ...identity,
  parkedAt: Instant,
  reason: z.string().describe('Why: a code'),
})
export type ParkedObligation = z.infer<typeof ParkedObligation>

const DischargedObligation = z.object({ state: z.literal('discharged'), ...identity, dischargedAt: Instant })
type DischargedObligation = z.infer<typeof DischargedObligation>

/** Accepted work that must be done. It is stored as an attribute of the item that it is about. */
export const Obligation = z.discriminatedUnion('state', [DueObligation, ParkedObligation, DischargedObligation])
export type Obligation = z.infer<typeof Obligation>

/** An obligation that is not done. */
export type OpenObligation = DueObligation | ParkedObligation

/** How patient a kind of work is. Times in milliseconds. */
export type Patience = {
  /** For how long a try keeps others off, at most a minute. A try that takes longer is aborted and has failed. */
  leaseMs: number
  /** The wait after the first failed try. It doubles with each further failure. */
  firstWaitMs: number
  longestWaitMs: number
  /** Failed tries in a row before the work is parked. */
  mostTries: number
}

const after = (now: Date, ms: number): Instant => new Date(now.getTime() + ms).toISOString()

/**
 * Takes an obligation for one try. The try is counted before it begins, so work that kills its process is not tried for
 * ever.
 */
export const leaseObligation = (due: DueObligation, now: Date, { leaseMs }: Patience): DueObligation => ({
  ...due,
  dueAt: after(now, leaseMs),
  attempts: due.attempts + 1,
})

/** Whether all tries are used up. */
export const isExhausted = ({ attempts }: DueObligation, { mostTries }: Patience): boolean => attempts >= mostTries

export const dischargeObligation = (
  { kind, owner, id, attempts }: OpenObligation,
  now: Date,
): DischargedObligation => ({
  ...{ state: 'discharged', kind, owner, id, attempts },
  dischargedAt: now.toISOString(),
})

/** Postpones work that cannot be done before an instant. This is no failure, so tries start again at 0. */
export const postponeObligation = ({ kind, owner, id }: DueObligation, until: Instant): DueObligation => ({
  ...{ state: 'due', kind, owner, id, attempts: 0 },
  dueAt: until,
})

export const parkObligation = (
  { kind, owner, id, attempts }: DueObligation,
  reason: string,
  now: Date,
): ParkedObligation => ({
  ...{ state: 'parked', kind, owner, id, attempts },
  parkedAt: now.toISOString(),
  reason,
})

/** Makes parked work due again, because a person asks for it. */
export const replayObligation = ({ kind, owner, id }: ParkedObligation, now: Date): DueObligation => ({
  ...{ state: 'due', kind, owner, id, attempts: 0 },
  dueAt: now.toISOString(),
})

/** Records a failed try: the work is due again after a wait, or parked after the last try. `chance` is from 0 up to 1. */
export function recordFailedTry(
  due: DueObligation,
  reason: string,
  now: Date,
  patience: Patience,
  chance: number,
): OpenObligation {
  if (isExhausted(due, patience)) return parkObligation(due, reason, now)
  return { ...due, dueAt: after(now, waitMs(due.attempts, patience, chance)), reason }
}

/** Half to all of the doubled wait, at random, so that work that failed together is not tried again together. */
const waitMs = (attempts: number, { firstWaitMs, longestWaitMs }: Patience, chance: number): number =>
  Math.floor(Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, attempts - 1)) * (1 + chance) * 0.5)

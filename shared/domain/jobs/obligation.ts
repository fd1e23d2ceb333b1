import * as z from 'zod'
import { Instant } from '../calendar.ts'

/** The kinds that are carried out: each has a handler. */
export type CarriedOutKind = 'case' | 'receipt' | 'loan' | 'mailing' | 'mail'

/**
 * Every kind of obligation; `conflict` and `recipient` wait for a person from the first. What is stored is not held
 * to them: while a release goes out, the old one sweeps beside kinds that only the new one knows.
 */
export type ObligationKind = CarriedOutKind | 'conflict' | 'recipient'

/** What stands in keys between `#`. */
const word = z.string().regex(/^[^#]+$/)

const whose = {
  /** Which work it is (`ObligationKind`). It names the handler. */
  kind: word,
  /** In whose line it waits: a partner, an office. Lines do not wait for each other. */
  owner: word,
  /** The id of what must be done; without personal data, for it stands in keys and logs. */
  id: z.string().min(1),
  /** Tries since it was made or replayed, those that were interrupted included. */
  attempts: z.int().min(0),
}

/** Work that must be done at its time. A try takes it by moving `dueAt` on, so that others pass over it meanwhile. */
export const DueObligation = z.object({
  state: z.literal('due'),
  ...whose,
  dueAt: Instant,
  reason: z.string().optional().describe('Why the last try failed: a code'),
})
export type DueObligation = z.infer<typeof DueObligation>

/** Work that failed too often, or is hopeless: it waits for a person. */
export const ParkedObligation = z.object({
  state: z.literal('parked'),
  ...whose,
  parkedAt: Instant,
  reason: z.string().describe('Why: a code'),
})
export type ParkedObligation = z.infer<typeof ParkedObligation>

const DischargedObligation = z.object({ state: z.literal('discharged'), ...whose, dischargedAt: Instant })
type DischargedObligation = z.infer<typeof DischargedObligation>

/** Something that was accepted and must be done: an attribute of the item that it is about, until the end of that. */
export const Obligation = z.discriminatedUnion('state', [DueObligation, ParkedObligation, DischargedObligation])
export type Obligation = z.infer<typeof Obligation>

/** One that is not done. */
export type OpenObligation = DueObligation | ParkedObligation

/** How patient a kind of work is. Times in milliseconds. */
export type Patience = {
  /** How long a try keeps others off, a minute at most. It is broken off a little before, and has failed. */
  leaseMs: number
  /** The wait after a first failed try; it doubles with each further one. */
  firstWaitMs: number
  longestWaitMs: number
  /** After so many failed tries in a row it is parked. */
  mostTries: number
}

const after = (now: Date, ms: number): Instant => new Date(now.getTime() + ms).toISOString()

/** Takes an obligation for one try, which counts from now on: one that kills its process is not tried for ever. */
export const leaseObligation = (due: DueObligation, now: Date, { leaseMs }: Patience): DueObligation => ({
  ...due,
  dueAt: after(now, leaseMs),
  attempts: due.attempts + 1,
})

/** Whether its last try was interrupted, and there is to be no further one. */
export const isExhausted = ({ attempts }: DueObligation, { mostTries }: Patience): boolean => attempts >= mostTries

export const dischargeObligation = (
  { kind, owner, id, attempts }: OpenObligation,
  now: Date,
): DischargedObligation => ({
  ...{ state: 'discharged', kind, owner, id, attempts },
  dischargedAt: now.toISOString(),
})

/** It cannot be done before an instant: no failure, so that tries are counted anew. */
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

/** A person wants it tried again. */
export const replayObligation = ({ kind, owner, id }: ParkedObligation, now: Date): DueObligation => ({
  ...{ state: 'due', kind, owner, id, attempts: 0 },
  dueAt: now.toISOString(),
})

/** After a failed try: due again after a while, or parked if there were enough. `chance` is from 0 up to 1. */
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

/** Between half of the doubled wait and all of it, so that what failed together does not come back together. */
const waitMs = (attempts: number, { firstWaitMs, longestWaitMs }: Patience, chance: number): number =>
  Math.floor(Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, attempts - 1)) * (1 + chance) * 0.5)

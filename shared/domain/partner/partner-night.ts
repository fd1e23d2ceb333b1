import type { Instant } from '../calendar.ts'

/** What a nightly check finds about a partner: its calls of the day that ended, and what waits. */
export type PartnerNight = {
  /** Genuine calls of the day. */
  calls: number
  /** How many of them we refused. */
  refused: number
  /** Calls under the partner's name that were turned away (`RefusedCalls`). */
  disbelieved: number
  /** Events of loans on the day, and on the same weekday one to four weeks before. */
  told: number
  toldBefore: number[]
  /** When the partner last reported on a loan, within the days for which calls are kept. */
  lastToldAt?: Instant | undefined
  /** When the oldest event arrived that is still not applied. */
  waitingSince?: Instant | undefined
}

/** What needs attention about a partner. */
export type PartnerTrouble = 'refusals' | 'unapplied' | 'quiet' | 'silent'

/** With fewer calls than this, a share says little. */
const fewestCalls = 20
const mostRefusedShare = 0.2
const hourMs = 3_600_000
const longestWaitMs = 6 * hourMs
/** A day counts as usual if at least this many of the same four weekdays before it had events. */
const usualWeekdays = 3
/** If a bank is silent for so long, it has more likely lost its connection than its customers. */
const silentMs = 7 * 24 * hourMs

/** The share of refused calls in all calls under the partner's name, from 0 to 1. */
export const refusedShare = ({ calls, refused, disbelieved }: PartnerNight): number =>
  calls + disbelieved === 0 ? 0 : (refused + disbelieved) / (calls + disbelieved)

/**
 * What needs attention: a fifth of the calls was refused; an event has waited for six hours; nothing came on a weekday
 * that usually has events; nothing came for seven days. A partner that never reported on a loan is not silent: it is
 * still connecting.
 */
export function findTroubles(night: PartnerNight, now: Date): PartnerTrouble[] {
  const { calls, disbelieved, told, toldBefore, lastToldAt, waitingSince } = night
  const olderThan = (at: Instant | undefined, ms: number) => at !== undefined && now.getTime() - Date.parse(at) > ms
  const found = {
    refusals: calls + disbelieved >= fewestCalls && refusedShare(night) >= mostRefusedShare,
    unapplied: olderThan(waitingSince, longestWaitMs),
    quiet: told === 0 && toldBefore.filter((events) => events > 0).length >= usualWeekdays,
    silent: olderThan(lastToldAt, silentMs),
  }
  return (['refusals', 'unapplied', 'quiet', 'silent'] as const).filter((trouble) => found[trouble])
}

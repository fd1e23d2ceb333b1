import type { Instant } from '../calendar.ts'

/** What a night finds about a partner: its calls of the day that ended, and what waits. */
export type PartnerNight = {
  /** Genuine calls of the day. */
  calls: number
  /** Those of them that we refused. */
  refused: number
  /** Calls under the partner's name that were not let in. */
  disbelieved: number
  /** Events of loans on the day, and on the same weekday one to four weeks before. */
  told: number
  toldBefore: number[]
  /** When it last told of a loan, within the days that calls are kept. */
  lastToldAt?: Instant | undefined
  /** When the oldest event came that is not applied. */
  waitingSince?: Instant | undefined
}

/** What needs attention about a partner. */
export type PartnerTrouble = 'refusals' | 'unapplied' | 'quiet' | 'silent'

/** Below this many calls, a share says little. */
const fewestCalls = 20
const mostRefusedShare = 0.2
const hourMs = 3_600_000
const longestWaitMs = 6 * hourMs
/** A partner for which this many of the four same weekdays before had events has some on most such days. */
const usualWeekdays = 3
/** A bank that falls silent for this many days has more likely lost its connection than its customers. */
const silentMs = 7 * 24 * hourMs

/** The share of refused calls among all under the partner's name, from 0 to 1. */
export const refusedShare = ({ calls, refused, disbelieved }: PartnerNight): number =>
  calls + disbelieved === 0 ? 0 : (refused + disbelieved) / (calls + disbelieved)

/**
 * What needs attention: a fifth of its calls was refused; an event waits for six hours; nothing came on a weekday that mostly
 * has something; nothing came for seven days. A partner that never told of a loan is still connecting and not silent.
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

import { dayMs, hourMs, type Instant } from '../calendar.ts'

/** What a nightly check finds about a partner: its calls of the day that ended, and what waits. */
export type PartnerNight = {
  /** Genuine calls of the day. */
  calls: number
  /** How many of them we refused. */
  refused: number
  /** Calls under the partner's name that were turned away (`RefusedCalls`). */
  turnedAway: number
  /** Events of loans on the day, and on the same weekday one to four weeks before. */
  events: number
  eventsBefore: number[]
  /** When the partner last reported on a loan, within the days for which calls are kept. */
  lastEventAt?: Instant | undefined
  /** When the oldest event arrived that is still not applied. */
  waitingSince?: Instant | undefined
}

/** What needs attention about a partner. */
export type PartnerTrouble = 'refusals' | 'unapplied' | 'quiet' | 'silent'

/** With fewer calls than this, a share says little. */
const fewestCalls = 20
const mostRefusedShare = 0.2
const longestWaitMs = 6 * hourMs
/** A day counts as usual if at least this many of the same four weekdays before it had events. */
const usualWeekdays = 3
/** After this long without an event, a bank has more likely lost its connection than its customers. */
const silentMs = 7 * dayMs

/** The share of refused calls in all calls under the partner's name, from 0 to 1. */
export const calculateRefusedShare = ({ calls, refused, turnedAway }: PartnerNight): number =>
  calls + turnedAway === 0 ? 0 : (refused + turnedAway) / (calls + turnedAway)

/**
 * What needs attention: a fifth of the calls was refused; an event has waited for six hours; nothing came on a weekday
 * that usually has events; nothing came for seven days. A partner that never reported on a loan is not silent: it is
 * still connecting.
 */
export function findTroubles(night: PartnerNight, now: Date): PartnerTrouble[] {
  const { calls, turnedAway, events, eventsBefore, lastEventAt, waitingSince } = night
  const olderThan = (at: Instant | undefined, ms: number) => at !== undefined && now.getTime() - Date.parse(at) > ms
  const troubles = {
    refusals: calls + turnedAway >= fewestCalls && calculateRefusedShare(night) >= mostRefusedShare,
    unapplied: olderThan(waitingSince, longestWaitMs),
    quiet: events === 0 && eventsBefore.filter((count) => count > 0).length >= usualWeekdays,
    silent: olderThan(lastEventAt, silentMs),
  }
  return (['refusals', 'unapplied', 'quiet', 'silent'] as const).filter((trouble) => troubles[trouble])
}

import { type Day, daysFrom } from '../../../../shared/domain/calendar.ts'
import type { SeededRandom } from '../../demo/seeded-random.ts'
import { type Anchor, firstDay, lastDay } from './anchors.ts'

/** The days of the published years, counted from 0. */
export const dayCount = daysFrom(firstDay, lastDay) + 1

const firstDayMs = Date.parse(firstDay)
export const dayAt = (n: number): Day => new Date(firstDayMs + n * 86_400_000).toISOString().slice(0, 10)

/** When the first members reached each stage: a class some weeks after the registration, and a permit later. */
const beginnings: Record<string, Day> = {
  P1: firstDay,
  P2: '2017-11-13',
  P3: '2017-12-11',
  P4: '2018-02-05',
  P5: '2018-03-01',
  P6: '2018-03-15',
  P7: '2018-04-09',
}

/**
 * How many members reach a stage on each day, so that the total meets every anchor on its day. Few reach it at
 * weekends.
 */
export function planDailyAttainments(random: SeededRandom, stage: string, anchors: Anchor[]): Int32Array {
  const perDay = new Int32Array(dayCount)
  let from = daysFrom(firstDay, beginnings[stage] ?? firstDay)
  let previousMembers = 0
  for (const { on, members } of anchors) {
    const to = daysFrom(firstDay, on)
    const weights = Array.from({ length: to - from + 1 }, (_, i) => dayWeight(from + i) * (0.5 + random.fraction()))
    const whole = weights.reduce((sum, weight) => sum + weight, 0)
    let sum = 0
    let plannedMembers = 0
    for (const [i, weight] of weights.entries()) {
      sum += weight
      // Rounds the running sum and not each day, so that the last day meets the anchor exactly.
      const until = Math.round(((members - previousMembers) * sum) / whole)
      perDay[from + i] = until - plannedMembers
      plannedMembers = until
    }
    previousMembers = members
    from = to + 1
  }
  return perDay
}

function dayWeight(n: number): number {
  const weekday = new Date(firstDayMs + n * 86_400_000).getUTCDay()
  return weekday === 0 ? 0.1 : weekday === 6 ? 0.3 : 1
}

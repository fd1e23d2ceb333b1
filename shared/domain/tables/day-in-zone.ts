import * as z from 'zod'
import { type Day, dayOf } from '../calendar.ts'
import { type DayOrder, readDayText } from './day-text.ts'

/** Whether times of day without a zone are those of clocks in Jakarta, or UTC. */
export const DayZone = z.enum(['local', 'utc'])
export type DayZone = z.infer<typeof DayZone>

/** Midnight in Jakarta, as written by programs that keep times in UTC. The day in Jakarta is the next one. */
export const utcMidnight = '17:00:00'

/** A time of day without a zone, after a day. */
const unmarkedTime =
  /(?:[T ]|, | pukul | jam )([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d)(?:[.,]\d{1,9})?)?(?: ?([AP])M)?$/i

/** The time of day in a text that names no zone, as `17:00:00`. */
export function readUnmarkedTime(text: string): string | undefined {
  const [, hour, minute, second = '00', half] = text.length > 40 ? [] : (unmarkedTime.exec(text) ?? [])
  if (hour === undefined) return undefined
  const hours = half ? (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0) : Number(hour)
  return `${String(hours).padStart(2, '0')}:${minute}:${second}`
}

/** Reads a day as `readDayText` does. A time without a zone is in the given one, if it is known. */
export function readDayInZone(text: string, order: DayOrder, zone: DayZone | undefined): Day | undefined {
  const time = zone && readUnmarkedTime(text)
  if (time === undefined) return readDayText(text, order)
  const day = readDayText(text.replace(unmarkedTime, ''), order)
  return day && zone === 'utc' ? dayOf(new Date(`${day}T${time}Z`), 'Asia/Jakarta') : day
}

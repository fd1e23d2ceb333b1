import * as z from 'zod'
import { type Day, dayOf, hourMs } from '../calendar.ts'

/** SNAP is Indonesia's: its days are cut in WIB, whatever the zone of a programme. */
const wib = 'Asia/Jakarta'
const wibOffsetMs = 7 * hourMs

const SnapTimestamp = z.iso.datetime({ offset: true })

/** The instant that an X-TIMESTAMP says, with an offset or `Z`, with or without a fraction; nothing if it says none. */
export function readSnapTimestamp(text: string): Date | undefined {
  return SnapTimestamp.safeParse(text).success ? new Date(text) : undefined
}

/** An instant as SNAP writes it: `2021-10-27T12:00:00+07:00`. */
export const snapTimestamp = (instant: Date): string =>
  `${new Date(instant.getTime() + wibOffsetMs).toISOString().slice(0, 19)}+07:00`

/** The day on which an X-EXTERNAL-ID may not come again: that of receipt, in WIB. */
export const snapDay = (receivedAt: Date): Day => dayOf(receivedAt, wib)

import * as z from 'zod'
import { type Day, dayOf, hourMs } from '../calendar.ts'

/** SNAP days are in WIB, in every programme's zone. */
const wib = 'Asia/Jakarta'
const wibOffsetMs = 7 * hourMs

const SnapTimestamp = z.iso.datetime({ offset: true })

/** Reads an X-TIMESTAMP with an offset or `Z`, with or without a fraction. Undefined when it is not one. */
export function readSnapTimestamp(text: string): Date | undefined {
  return SnapTimestamp.safeParse(text).success ? new Date(text) : undefined
}

/** An instant as SNAP writes it: `2021-10-27T12:00:00+07:00`. */
export const snapTimestamp = (instant: Date): string =>
  `${new Date(instant.getTime() + wibOffsetMs).toISOString().slice(0, 19)}+07:00`

/** The day of receipt in WIB. An X-EXTERNAL-ID may not come again on that day. */
export const snapDay = (receivedAt: Date): Day => dayOf(receivedAt, wib)

import * as z from 'zod'
import { type Day, dayOf, hourMs } from '../calendar.ts'

/** SNAP days are in WIB, in every programme's zone. */
const wib = 'Asia/Jakarta'
const wibOffsetMs = 7 * hourMs

const SnapTimestamp = z.iso.datetime({ offset: true })

/** PHP's DATE_ISO8601 writes an offset without a colon. */
const withColon = (text: string): string => text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')

/** Reads an X-TIMESTAMP with an offset or `Z`, with or without a fraction. Undefined when it is not one. */
export function readSnapTimestamp(text: string): Date | undefined {
  const instant = withColon(text)
  return SnapTimestamp.safeParse(instant).success ? new Date(instant) : undefined
}

/** An instant as SNAP writes it: `2021-10-27T12:00:00+07:00`. */
export const writeSnapTimestamp = (instant: Date): string =>
  `${new Date(instant.getTime() + wibOffsetMs).toISOString().slice(0, 19)}+07:00`

/** The day of receipt in WIB. An X-EXTERNAL-ID may not come again on that day. */
export const findSnapDay = (receivedAt: Date): Day => dayOf(receivedAt, wib)

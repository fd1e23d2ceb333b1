import * as z from 'zod'
import { Day } from '../../shared/domain/calendar.ts'
import { readArgs, usageRefusal } from '../command-line.ts'
import { wib } from './demo/calendar.ts'

export const usage = `npm start -- [options]
  --fresh       start over: delete all data and make the demo again
  --empty       no demo: every month of the programme is open, so that npm run load can fill them
  --now WHEN    set the clock: a day such as 2021-11-30 (noon in Jakarta), or an instant with its zone
  --port PORT   the API's port; if it is in use, the next free one (3000)
  --data DIR    the directory of the data (.data)
  --help        print this`

export type StartOptions = { fresh: boolean; empty: boolean; now?: Date; port: number; data: string; help: boolean }

// The demo's thirteen months need the free order of stages, in force since 22 February 2020.
const earliest = wib('2021-04-01', 0)
const latest = wib('2100-01-01', 0)

const Port = z.coerce.number().int().min(0).max(65_535)
const Instant = z.iso.datetime({ offset: true })

/** Reads the command line. Throws `CommandRefusal` (exit code 2) if it is not valid. */
export function readStartOptions(args: string[]): StartOptions {
  const { fresh, empty, now, port, data, help } = readArgs(usage, {
    args,
    options: {
      fresh: { type: 'boolean', default: false },
      empty: { type: 'boolean', default: false },
      now: { type: 'string' },
      port: { type: 'string', default: '3000' },
      data: { type: 'string', default: '.data' },
      help: { type: 'boolean', default: false },
    },
  }).values
  const listenOn = Port.safeParse(port)
  if (!listenOn.success || port === '')
    throw usageRefusal(usage, `--port ${port} is not a port: give a number up to 65535.`)
  if (data === '') throw usageRefusal(usage, '--data needs the name of a directory.')
  return { fresh, empty, port: listenOn.data, data, help, ...(now !== undefined && { now: readInstant(now) }) }
}

function readInstant(text: string): Date {
  const day = Day.safeParse(text)
  const instant = Instant.safeParse(text)
  if (!day.success && !instant.success)
    throw usageRefusal(
      usage,
      `--now ${text} is neither a day such as 2021-11-30 nor an instant such as 2021-11-30T05:00:00Z.`,
    )
  const now = day.success ? wib(day.data, 12 * 60) : new Date(text)
  if (now < earliest || now >= latest) throw usageRefusal(usage, `--now ${text} is outside 2021-04-01 to 2099-12-31.`)
  return now
}

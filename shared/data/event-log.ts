import * as z from 'zod'
import { Instant } from '../domain/calendar.ts'
import { Obligation } from '../domain/jobs/obligation.ts'
import { logDays } from '../domain/subscriber/line.ts'
import { OutgoingEvent } from '../domain/subscriber/outgoing-event.ts'
import { obligationAttributes } from './obligations.ts'
import { expiresAt, getItem, type Key, queryPage, type Table, type Write } from './table.ts'
import { insert, lostRace, putVersion } from './writes.ts'

// pk OUTGOING#<id>   sk OUTGOING            the events of an act that are not in the log yet
// pk EVENT_LOG       sk <number, 12 digits>  the events of an act, under its number in the log; no number is left out; expires
// pk EVENT_LOG       sk HEAD                the last number

const Outgoing = z.object({ id: z.string(), events: z.array(OutgoingEvent), obligation: Obligation })
type Outgoing = z.infer<typeof Outgoing>

const Head = z.object({ number: z.int(), version: z.int() })
export type LogHead = z.infer<typeof Head>

const LoggedAct = z.object({ number: z.int(), loggedAt: Instant, events: z.array(OutgoingEvent) })
export type LoggedAct = z.infer<typeof LoggedAct>

const pk = 'EVENT_LOG'
const headKey: Key = { pk, sk: 'HEAD' }
const sk = (number: number): string => String(number).padStart(12, '0')
const lastSk = '9'.repeat(12)

export const eventLog = (table: Table) => ({
  /** Keeps the events of an act, in its transaction. */
  owe: ({ obligation, ...outgoing }: Outgoing): Write =>
    insert(table, {
      pk: `OUTGOING#${outgoing.id}`,
      sk: 'OUTGOING',
      ...outgoing,
      ...obligationAttributes(obligation),
    }),

  /** The events that an obligation is to put into the log. */
  owedAt: (key: Key): Promise<Outgoing | undefined> => getItem(table, key, Outgoing),

  head: async (): Promise<LogHead> => (await getItem(table, headKey, Head)) ?? { number: 0, version: 0 },

  /** Adds the events of an act at the end of the log. Refused (`Moved`) if others were added since the head was read. */
  append: ({ number, version }: LogHead, events: OutgoingEvent[], loggedAt: Instant): Write[] => [
    putVersion(table, { ...headKey, number: number + 1, version: version + 1 }, lostRace('event_log')),
    insert(table, {
      ...{ pk, sk: sk(number + 1) },
      ...{ number: number + 1, loggedAt, events },
      expiresAt: expiresAt(loggedAt, logDays),
    }),
  ],

  /** Requires that the log still ends at a head. A concurrent `append` fails and is tried again. */
  touch: ({ number, version }: LogHead): Write =>
    putVersion(table, { ...headKey, number, version: version + 1 }, lostRace('event_log')),

  /** The acts after a number, in order. */
  after: async (number: number, limit: number): Promise<LoggedAct[]> =>
    (await queryPage(table, { pk, between: [sk(number + 1), lastSk], limit }, LoggedAct)).items,

  get: (number: number): Promise<LoggedAct | undefined> => getItem(table, { pk, sk: sk(number) }, LoggedAct),
})

import * as z from 'zod'
import { Instant } from '../domain/calendar.ts'
import { Obligation } from '../domain/jobs/obligation.ts'
import { logDays } from '../domain/subscriber/line.ts'
import { OutgoingEvent } from '../domain/subscriber/outgoing-event.ts'
import { batchGetInOrder } from './batch-get.ts'
import { obligationAttributes } from './obligations.ts'
import { expiresAt, getItem, type Key, queryPage, type Table, type Write } from './table.ts'
import { insert, lostRace, put, putVersion, requireAbsent, requireCondition } from './writes.ts'

// pk OUTGOING#<id>   sk OUTGOING            the events of an act that are not in the log yet
// pk EVENT_LOG       sk <number, 12 digits>  the events of an act, under its number in the log; no number is left out; expires
// pk EVENT_LOG       sk HEAD                the last number
// pk EVENT_LOG       sk WAKE                the obligation to wake lines

const Outgoing = z.object({ id: z.string(), events: z.array(OutgoingEvent), obligation: Obligation })
type Outgoing = z.infer<typeof Outgoing>

const Head = z.object({ number: z.int(), version: z.int() })
export type LogHead = z.infer<typeof Head>

const LoggedAct = z.object({ number: z.int(), loggedAt: Instant, events: z.array(OutgoingEvent) })
export type LoggedAct = z.infer<typeof LoggedAct>

const pk = 'EVENT_LOG'
const headKey: Key = { pk, sk: 'HEAD' }
const wakeKey: Key = { pk, sk: 'WAKE' }
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

  /** Reads the events that obligations are to put into the log. Undefined for those that are already in it. */
  readOwed: (keys: Key[]): Promise<(Outgoing | undefined)[]> => batchGetInOrder(table, keys, Outgoing),

  head: async (): Promise<LogHead> => (await getItem(table, headKey, Head)) ?? { number: 0, version: 0 },

  /**
   * Adds the events of acts at the end of the log, in order. Refused (`LostRace`) if others were added since the head
   * was read.
   */
  append: ({ number: last, version }: LogHead, acts: OutgoingEvent[][], loggedAt: Instant): Write[] => [
    putVersion(table, { ...headKey, number: last + acts.length, version: version + 1 }, lostRace('event_log')),
    ...acts.map((events, i) => {
      const number = last + i + 1
      return insert(table, { pk, sk: sk(number), number, loggedAt, events, expiresAt: expiresAt(loggedAt, logDays) })
    }),
  ],

  /** Requires that the log still ends at a head. Refused (`LostRace`) if something was added. */
  requireEnd: ({ number, version }: LogHead): Write =>
    version === 0
      ? requireAbsent(table, headKey, lostRace('event_log'))
      : requireCondition(table, headKey, { number }, lostRace('event_log')),

  wakeKey,

  /** Makes waking lines due. Replaces an earlier obligation, even one that is being carried out. */
  oweWake: (obligation: Obligation): Write => put(table, { ...wakeKey, ...obligationAttributes(obligation) }),

  /** The acts after a number, in order. */
  after: async (number: number, limit: number): Promise<LoggedAct[]> =>
    (await queryPage(table, { pk, between: [sk(number + 1), lastSk], limit }, LoggedAct)).items,

  get: (number: number): Promise<LoggedAct | undefined> => getItem(table, { pk, sk: sk(number) }, LoggedAct),
})

import * as z from 'zod'
import type { Instant, Month } from '../domain/calendar.ts'
import { previousMonth } from '../domain/calendar.ts'
import { Ledger } from '../domain/ledger/ledger.ts'
import { MonthStatus } from '../domain/ledger/month-status.ts'
import { Recount } from '../domain/ledger/recount.ts'
import { ignoreIfRaceLost } from '../domain/problems/lost-race.ts'
import { batchGetInOrder } from './batch-get.ts'
import { commit, getItem, queryAll, type Table, type Write, type WriteRefusal } from './table.ts'
import { insert, lostRace, put, putVersion, requireAbsent, requireCondition, update } from './writes.ts'

// pk LEDGER   sk LEDGER     the last closed month
// pk MONTHS   sk <month>    a month that is closing or closed; the number of its issues
// pk RECOUNT  sk <month>    the last recount of a month

const ledgerKey = { pk: 'LEDGER', sk: 'LEDGER' }
type ClosedMonth = Required<Pick<MonthStatus, 'closedAt' | 'closedBy' | 'yardstick'>>
const MonthItem = MonthStatus.omit({ recount: true })

export const ledger = (table: Table) => ({
  get: (): Promise<Ledger | undefined> => getItem(table, ledgerKey, Ledger),

  /** Opens the books, with every month from `firstMonth` open. Does nothing if they are open. */
  async open(firstMonth: Month, areas: string): Promise<void> {
    const item = { ...ledgerKey, firstMonth, closedThrough: previousMonth(firstMonth), areas, version: 1 }
    await commit(table, insert(table, item, lostRace('ledger'))).catch(ignoreIfRaceLost('ledger'))
  },

  save: (next: Ledger): Write => putVersion(table, { ...ledgerKey, ...next }, lostRace('ledger')),

  /** Requires, in a transaction, that neither closing nor a repair has changed the ledger since it was read. */
  requireUnmoved: ({ version }: Ledger): Write => requireCondition(table, ledgerKey, { version }, lostRace('ledger')),

  /** The status of a month that is being closed or is closed. */
  month: (month: Month): Promise<MonthStatus | undefined> => getItem(table, { pk: 'MONTHS', sk: month }, MonthItem),

  /** The books, and the status and last recount of a month, in one consistent read. */
  async at(month: Month) {
    const keys = [ledgerKey, { pk: 'MONTHS', sk: month }, { pk: 'RECOUNT', sk: month }]
    const [books, status, recount] = await batchGetInOrder(table, keys, z.unknown())
    return {
      books: Ledger.optional().parse(books),
      status: MonthItem.optional().parse(status),
      recount: Recount.optional().parse(recount),
    }
  },

  lastRecount: (month: Month): Promise<Recount | undefined> => getItem(table, { pk: 'RECOUNT', sk: month }, Recount),

  /** The status of the months that are closing or closed: of all, or within a range. */
  months: (between?: [from: Month, to: Month]): Promise<MonthStatus[]> =>
    queryAll(table, { pk: 'MONTHS', ...(between && { between }) }, MonthItem),

  recounts: (): Promise<Recount[]> => queryAll(table, { pk: 'RECOUNT' }, Recount),

  /** Records that closing a month has begun. The first to begin fixes the instant. */
  async beginClosing(month: Month, closingAt: Instant): Promise<void> {
    const item = { pk: 'MONTHS', sk: month, month, status: 'closing', closingAt, issues: 0, version: 1 }
    await commit(table, insert(table, item, lostRace('month'))).catch(ignoreIfRaceLost('month'))
  },

  /** Requires, in a transaction, that nobody has begun to close a month. */
  requireOpen: (month: Month, refusal: WriteRefusal): Write =>
    requireAbsent(table, { pk: 'MONTHS', sk: month }, refusal),

  /** Turns a month's status to closed, measured against a yardstick. */
  closeMonth: (month: Month, { closedAt, closedBy, yardstick }: ClosedMonth): Write =>
    update(
      table,
      { pk: 'MONTHS', sk: month },
      { set: { status: 'closed', closedAt, closedBy, yardstick } },
      { status: 'closing' },
      lostRace('ledger'),
    ),

  /** Counts an issue of a month. Its number must follow the last one. */
  countIssue: (month: Month, number: number): Write =>
    update(table, { pk: 'MONTHS', sk: month }, { set: { issues: number } }, { issues: number - 1 }, lostRace('ledger')),

  async saveRecount(recount: Recount): Promise<void> {
    await commit(table, put(table, { pk: 'RECOUNT', sk: recount.month, ...recount }))
  },
})

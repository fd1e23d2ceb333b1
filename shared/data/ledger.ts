import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant, Month } from '../domain/calendar.ts'
import { previousMonth } from '../domain/calendar.ts'
import { Ledger } from '../domain/ledger/ledger.ts'
import { MonthStatus } from '../domain/ledger/month-status.ts'
import { Recount } from '../domain/ledger/recount.ts'
import { absent, ConditionFailed, commit, getItem, insert, queryAll, replace, type Table, type Write } from './table.ts'

// pk LEDGER   sk LEDGER     how far the ledger is closed
// pk MONTHS   sk <month>    a month that is being, or has been, closed; its issues
// pk RECOUNT  sk <month>    the last recount of a month

const ledgerKey = { pk: 'LEDGER', sk: 'LEDGER' }
const MonthItem = MonthStatus.omit({ recount: true })

/** Another run of closing was faster. */
export class LedgerMoved extends Error {
  override name = 'LedgerMoved'
}

export const ledger = (table: Table) => ({
  get: (): Promise<Ledger | undefined> => getItem(table, ledgerKey, Ledger),

  /** Opens the books: every month from `firstMonth` is open. Nothing happens if they are open. */
  async open(firstMonth: Month, areas: string): Promise<void> {
    const item = { ...ledgerKey, firstMonth, closedThrough: previousMonth(firstMonth), areas, version: 1 }
    await commit(table, insert(table, item)).catch((error: unknown) => {
      if (!(error instanceof ConditionFailed)) throw error
    })
  },

  save: (next: Ledger): Write =>
    replace(table, { ...ledgerKey, ...next }, () => new LedgerMoved('The ledger moved on')),

  /** Demands, within a transaction, that neither closing nor a repair has changed the ledger since it was read. */
  unmoved: ({ version }: Ledger): Write => ({
    operation: {
      ConditionCheck: {
        TableName: table.name,
        Key: ledgerKey,
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': version },
      },
    },
    refused: () => new LedgerMoved('The ledger moved on'),
  }),

  /** What is known of a month that is no longer plainly open. */
  month: (month: Month): Promise<MonthStatus | undefined> => getItem(table, { pk: 'MONTHS', sk: month }, MonthItem),

  recountOf: (month: Month): Promise<Recount | undefined> => getItem(table, { pk: 'RECOUNT', sk: month }, Recount),

  months: (): Promise<MonthStatus[]> => queryAll(table, { pk: 'MONTHS' }, MonthItem),

  recounts: (): Promise<Recount[]> => queryAll(table, { pk: 'RECOUNT' }, Recount),

  /** Notes that closing a month has begun; the first to begin fixes the instant. */
  async beginClosing(month: Month, closingAt: Instant): Promise<void> {
    const item = { pk: 'MONTHS', sk: month, month, status: 'closing', closingAt, issues: 0, version: 1 }
    await commit(table, insert(table, item)).catch((error: unknown) => {
      if (!(error instanceof ConditionFailed)) throw error
    })
  },

  /** Demands, within a transaction, that nobody has begun to close a month. */
  stillOpen: (month: Month, refused: Write['refused']): Write => absent(table, { pk: 'MONTHS', sk: month }, refused),

  /** Turns a month's status to closed. */
  closed: (month: Month, closedAt: Instant, closedBy: string): Write => ({
    operation: {
      Update: {
        TableName: table.name,
        Key: { pk: 'MONTHS', sk: month },
        UpdateExpression: 'SET #status = :closed, closedAt = :at, closedBy = :by',
        ConditionExpression: '#status = :closing',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':closed': 'closed', ':closing': 'closing', ':at': closedAt, ':by': closedBy },
      },
    },
    refused: () => new LedgerMoved(`Month ${month} is not being closed`),
  }),

  /** Counts an issue of a month: issue `number` follows the one before it. */
  issued: (month: Month, number: number): Write => ({
    operation: {
      Update: {
        TableName: table.name,
        Key: { pk: 'MONTHS', sk: month },
        UpdateExpression: 'SET issues = :number',
        ConditionExpression: 'issues = :before',
        ExpressionAttributeValues: { ':number': number, ':before': number - 1 },
      },
    },
    refused: () => new LedgerMoved(`Month ${month} has another issue ${number}`),
  }),

  async saveRecount(recount: Recount): Promise<void> {
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { pk: 'RECOUNT', sk: recount.month, ...recount } }),
    )
  },
})

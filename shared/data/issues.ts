import * as z from 'zod'
import { IssueRecord } from '../domain/report/issue.ts'
import { getItem, queryAll, type Table, type Write } from './table.ts'
import { insert, moved, put } from './writes.ts'

// pk ISSUES  sk <month>#<number, 4 digits>   an issue: its hash, and where its bytes are
// pk CHAIN   sk HEAD                         the hash of the latest issue of the programme

/** Where an issue stands among those of a programme: what is kept of an issue is found by it, too. */
export const issuePlace = (month: string, number: number) => `${month}#${String(number).padStart(4, '0')}`
const chainKey = { pk: 'CHAIN', sk: 'HEAD' }
const Head = z.object({ hash: z.string() })

export const issues = (table: Table) => ({
  get: (month: string, number: number): Promise<IssueRecord | undefined> =>
    getItem(table, { pk: 'ISSUES', sk: issuePlace(month, number) }, IssueRecord),
  ofMonth: (month: string): Promise<IssueRecord[]> =>
    queryAll(table, { pk: 'ISSUES', begins: `${month}#` }, IssueRecord),
  all: (): Promise<IssueRecord[]> => queryAll(table, { pk: 'ISSUES' }, IssueRecord),
  head: async (): Promise<string | undefined> => (await getItem(table, chainKey, Head))?.hash,

  /** Adds an issue to the end of the chain. Refused (`Moved`) unless `record.previous` is the head. */
  add: (record: IssueRecord): Write[] => [
    put(table, { ...chainKey, hash: record.hash }, { hash: record.previous }, moved('chain')),
    insert(table, { pk: 'ISSUES', sk: issuePlace(record.month, record.number), ...record }, moved('issue')),
  ],
})

import * as z from 'zod'
import { IssueRecord } from '../domain/report/issue.ts'
import { readPrintedHash } from '../domain/report/public-document.ts'
import { getItem, queryAll, type Table, type Write } from './table.ts'
import { insert, lostRace, put } from './writes.ts'

// pk ISSUES  sk <month>#<number, 4 digits>   an issue: its hash, and the key of its file
// pk CHAIN   sk HEAD                         the hashes of the latest issue of the programme, and its place

/** The sort key of an issue. Other items about an issue use it too. */
export const issueSortKey = (month: string, number: number) => `${month}#${String(number).padStart(4, '0')}`
const chainKey = { pk: 'CHAIN', sk: 'HEAD' }
const Head = z.object({ hash: z.string(), printed: z.string().optional(), place: z.int().optional() })

/** The latest issue: its hash, the hash that it printed, and its place in the chain. */
export type ChainHead = { hash: string; printed: string; place: number }

export function issues(table: Table) {
  const all = (): Promise<IssueRecord[]> => queryAll(table, { pk: 'ISSUES' }, IssueRecord)
  return {
    get: (month: string, number: number): Promise<IssueRecord | undefined> =>
      getItem(table, { pk: 'ISSUES', sk: issueSortKey(month, number) }, IssueRecord),
    ofMonth: (month: string): Promise<IssueRecord[]> =>
      queryAll(table, { pk: 'ISSUES', begins: `${month}#` }, IssueRecord),
    all,
    /** The end of the chain. Undefined before the first issue. */
    async head(): Promise<ChainHead | undefined> {
      const head = await getItem(table, chainKey, Head)
      // The first issues did not record their place.
      return head && { hash: head.hash, printed: head.printed ?? head.hash, place: head.place ?? (await all()).length }
    },

    /** Adds an issue to the end of the chain. Refused (`LostRace`) unless `record.previous` is the head. */
    add: (record: IssueRecord): Write[] => [
      put(
        table,
        { ...chainKey, hash: record.hash, printed: readPrintedHash(record), place: record.place },
        { hash: record.previous },
        lostRace('chain'),
      ),
      insert(table, { pk: 'ISSUES', sk: issueSortKey(record.month, record.number), ...record }, lostRace('issue')),
    ],
  }
}

import type * as z from 'zod'
import { Obligation } from '../domain/jobs/obligation.ts'
import { Mailing } from '../domain/mail/mailing.ts'
import { issueSortKey } from './issues.ts'
import { obligationAttributes } from './obligations.ts'
import { getItem, type Key, queryAll, type Table, type Write } from './table.ts'
import { insert, lostRace, putVersion } from './writes.ts'

// pk MAILINGS  sk <month>#<number, 4 digits>   that an issue is to be mailed: an obligation until a delivery is planned for
//                                              every recipient

const key = ({ month, number }: Pick<Mailing, 'month' | 'number'>): Key => ({
  pk: 'MAILINGS',
  sk: issueSortKey(month, number),
})
const Item = Mailing.extend({ obligation: Obligation })

export type StoredMailing = { mailing: Mailing; obligation: Obligation }

export const mailings = (table: Table) => {
  const fromItem = ({ obligation, ...mailing }: z.output<typeof Item>): StoredMailing => ({ mailing, obligation })
  const toItem = ({ mailing, obligation }: StoredMailing) => ({
    ...key(mailing),
    ...mailing,
    ...obligationAttributes(obligation),
  })
  return {
    async get(issue: Pick<Mailing, 'month' | 'number'>): Promise<StoredMailing | undefined> {
      return this.at(key(issue))
    },
    async at(where: Key): Promise<StoredMailing | undefined> {
      const item = await getItem(table, where, Item)
      return item && fromItem(item)
    },
    /** The mailings of a month, in order. */
    ofMonth: async (month: string): Promise<Mailing[]> =>
      (await queryAll(table, { pk: 'MAILINGS', begins: `${month}#` }, Item)).map((item) => fromItem(item).mailing),
    add: (stored: StoredMailing): Write => insert(table, toItem(stored)),
    save: (stored: StoredMailing): Write => putVersion(table, toItem(stored), lostRace('mailing')),
  }
}

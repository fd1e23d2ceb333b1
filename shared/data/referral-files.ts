import { ReferralFile } from '../domain/referral/referral-file-record.ts'
import { getItem, type Table, type Write } from './table.ts'
import { insert, lostRace } from './writes.ts'

// pk REFERRALS-FILE#<id>  sk FILE   which referrals a file sends; its lines are sealed with the referrals

const key = (id: string) => ({ pk: `REFERRALS-FILE#${id}`, sk: 'FILE' })

export const referralFiles = (table: Table) => ({
  get: (id: string): Promise<ReferralFile | undefined> => getItem(table, key(id), ReferralFile),
  add: (file: ReferralFile): Write => insert(table, { ...key(file.id), ...file }, lostRace('referral')),
})

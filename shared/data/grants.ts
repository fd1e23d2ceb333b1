import { Grant } from '../domain/grant.ts'
import { insert, queryAll, type Table, type Write } from './table.ts'

// pk GRANTS#<subject>  sk <grant id>   what somebody may do, where and until when

export const grants = (table: Table) => ({
  of: (subject: string): Promise<Grant[]> => queryAll(table, { pk: `GRANTS#${subject}` }, Grant),
  add: (grant: Grant): Write => insert(table, { pk: `GRANTS#${grant.subject}`, sk: grant.id, ...grant }),
})

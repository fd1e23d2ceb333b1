import type { Month } from '../domain/calendar.ts'
import { Statement } from '../domain/loan/statement.ts'
import { getItem, queryAll, type Table, type Write } from './table.ts'
import { put } from './writes.ts'

// pk STATEMENTS  sk <month>#<partner>   how far a partner's last statement of a month agreed; mismatches are in a file

const key = (month: Month, partner: string) => ({ pk: 'STATEMENTS', sk: `${month}#${partner}` })

export const statements = (table: Table) => ({
  get: (month: Month, partner: string): Promise<Statement | undefined> =>
    getItem(table, key(month, partner), Statement),

  ofMonth: (month: Month): Promise<Statement[]> =>
    queryAll(table, { pk: 'STATEMENTS', begins: `${month}#` }, Statement),

  /** A later statement replaces an earlier one; the file of the earlier one stays. */
  save: (statement: Statement): Write => put(table, { ...key(statement.month, statement.partner), ...statement }),
})

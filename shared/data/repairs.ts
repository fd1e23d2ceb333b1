import { Repair } from '../domain/ledger/repair.ts'
import { queryAll, type Table, type Write } from './table.ts'
import { insert } from './writes.ts'

// pk REPAIRS  sk <repair id>   a counter that was set to the sum of its entries, with its value before and after

export const repairs = (table: Table) => ({
  all: (): Promise<Repair[]> => queryAll(table, { pk: 'REPAIRS' }, Repair),
  add: (repair: Repair): Write => insert(table, { pk: 'REPAIRS', sk: repair.id, ...repair }),
})

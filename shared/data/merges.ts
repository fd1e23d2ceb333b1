import { Merge } from '../domain/acts/merge.ts'
import { conflict } from '../domain/problems/app-error.ts'
import { getItem, type Table, type Write } from './table.ts'
import { insert, put } from './writes.ts'

// pk MERGE#<id>  sk MERGE   two members that were found to be one person

const key = (id: string) => ({ pk: `MERGE#${id}`, sk: 'MERGE' })

export const merges = (table: Table) => ({
  get: (id: string): Promise<Merge | undefined> => getItem(table, key(id), Merge),
  add: (merge: Merge): Write => insert(table, { ...key(merge.id), ...merge }),
  /** Saves a merge together with its kept record, whose version guards both. */
  save: (merge: Merge): Write => put(table, { ...key(merge.id), ...merge }),
  /** Records that a merge was undone. Refused with `conflict` if it was undone before. */
  undo: (merge: Merge): Write =>
    put(table, { ...key(merge.id), ...merge }, { id: merge.id, undoneAt: undefined }, () => conflict('merge_undone')),
})

import { crockford } from '../domain/values/id.ts'
import { countPartitions } from './partition-count.ts'
import type { Table, Write } from './table.ts'
import { put, remove } from './writes.ts'

// pk NIKLESS#<first character of the id>  sk <member id>   a member whose NIK is not known

/** Member numbers begin with each of these equally often, so all partitions are equally busy. */
const shards = [...crockford]

const key = (id: string) => ({ pk: `NIKLESS#${id.slice(0, 1)}`, sk: id })

export const membersWithoutNik = (table: Table) => ({
  /** How many members have no known NIK. Null if there are too many to count. */
  count: (): Promise<number | null> =>
    countPartitions(
      table,
      shards.map((shard) => `NIKLESS#${shard}`),
    ),
  add: (id: string): Write => put(table, key(id)),
  remove: (id: string): Write => remove(table, key(id)),
})

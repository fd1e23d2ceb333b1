import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as z from 'zod'
import { Month } from '../domain/calendar.ts'
import { emptyNode, type NodeCounters } from '../domain/figures/node-counters.ts'
import { Counters } from '../domain/ledger/counter.ts'
import type { AreaTree } from '../domain/programme/area-tree.ts'
import { splitIntoChunks } from '../domain/values/chunks.ts'
import { batchGetInOrder } from './batch-get.ts'
import { commit, getItem, queryAll, type Table } from './table.ts'
import { put } from './writes.ts'

// pk TOTALS#<closed month>  sk <depth>#<area or leaf>   a node's counters at the end of the month, frozen
//
// The depth comes first so that a node's descendants down to a level are one range of one partition: a read is
// charged by the sum of what it returns, not item by item. Counters are deflated: they are never added to again.

const Frozen = z.object({ cumulative: Counters, inMonth: Counters, shifts: z.record(Month, Counters) })
const TotalsItem = z.object({ sk: z.string(), frozen: z.instanceof(Uint8Array) })

/** A transaction holds 4 MB; the largest nodes take tens of KB. */
const putsOfTransaction = 25

export function totals(table: Table, areas: AreaTree) {
  const partition = (month: Month) => `TOTALS#${month}`
  const depthOf = (area: string) => areas.pathOf(area).length - 1
  const sortKey = (area: string) => `${depthOf(area)}#${area}`
  const fromItem = ({ sk, frozen }: z.infer<typeof TotalsItem>): NodeCounters => ({
    area: sk.slice(sk.indexOf('#') + 1),
    ...Frozen.parse(JSON.parse(inflateRawSync(frozen).toString('utf8'))),
  })

  return {
    /** One node at the end of a closed month; empty when it did not exist then. */
    async ofArea(month: Month, area: string): Promise<NodeCounters> {
      const item = await getItem(table, { pk: partition(month), sk: sortKey(area) }, TotalsItem)
      return item ? fromItem(item) : emptyNode(area)
    },

    /** One node at the end of closed months, in their order. */
    async ofAreaInMonths(months: Month[], area: string): Promise<NodeCounters[]> {
      const keys = months.map((month) => ({ pk: partition(month), sk: sortKey(area) }))
      const items = await batchGetInOrder(table, keys, TotalsItem)
      return items.map((item) => (item ? fromItem(item) : emptyNode(area)))
    },

    /** The descendants of a node that are `levels` below it. */
    async below(month: Month, area: string, levels: number): Promise<NodeCounters[]> {
      const depth = depthOf(area) + levels
      const begins = area === areas.root ? `${depth}#` : `${depth}#${area}.`
      return (await queryAll(table, { pk: partition(month), begins }, TotalsItem)).map(fromItem)
    },

    /** The root and its descendants down to a level: they are one range of the partition. */
    async fromRoot(month: Month, levels: number): Promise<NodeCounters[]> {
      const between: [string, string] = ['0#', `${levels}#~`]
      return (await queryAll(table, { pk: partition(month), between }, TotalsItem)).map(fromItem)
    },

    async all(month: Month): Promise<NodeCounters[]> {
      return (await queryAll(table, { pk: partition(month) }, TotalsItem)).map(fromItem)
    },

    /** Writes the totals of a month that is being closed. Writing them twice is harmless. */
    async save(month: Month, nodes: NodeCounters[]): Promise<void> {
      const puts = nodes.map(({ area, ...frozen }) =>
        put(table, { pk: partition(month), sk: sortKey(area), frozen: deflateRawSync(JSON.stringify(frozen)) }),
      )
      await Promise.all(splitIntoChunks(puts, putsOfTransaction).map((chunk) => commit(table, ...chunk)))
    },
  }
}

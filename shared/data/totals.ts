import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as z from 'zod'
import { Month } from '../domain/calendar.ts'
import type { NodeCounters } from '../domain/figures/node-counters.ts'
import { Counters } from '../domain/ledger/counter.ts'
import type { Ledger } from '../domain/ledger/ledger.ts'
import type { AreaTree } from '../domain/programme/area-tree.ts'
import { makeBoundedMemory } from '../domain/values/bounded-memory.ts'
import { splitIntoChunks } from '../domain/values/chunks.ts'
import { batchGetInOrder } from './batch-get.ts'
import { commit, queryAll, type Table } from './table.ts'
import { put } from './writes.ts'

// pk TOTALS#<closed month>  sk <depth>#<area or leaf>   a node's counters at the end of the month, frozen
//
// The depth comes first, so that a node's descendants down to a level are one range of one partition: a read is
// charged by the sum of its items, not item by item. Counters are deflated, because nothing is added to them again.

const Frozen = z.object({ cumulative: Counters, inMonth: Counters, shifts: z.record(Month, Counters) })
const TotalsItem = z.object({ sk: z.string(), frozen: z.instanceof(Uint8Array) })

/** The most bytes of text to keep in memory. The nodes made from it take about four times as much. */
const mostKeptBytes = 8 * 1024 * 1024

/** A transaction holds 4 MB; the largest nodes take tens of KB. */
const putsPerTransaction = 25

const pack = (frozen: z.infer<typeof Frozen>) => deflateRawSync(JSON.stringify(frozen))
const emptyTotals = pack({ cumulative: {}, inMonth: {}, shifts: {} })

export function totals(table: Table, areas: AreaTree) {
  const partition = (month: Month) => `TOTALS#${month}`
  const depthOf = (area: string) => areas.pathOf(area).length - 1
  const sortKey = (area: string) => `${depthOf(area)}#${area}`
  const memory = makeBoundedMemory<NodeCounters[]>(mostKeptBytes)

  const fromText = (sk: string, text: string): NodeCounters => ({
    area: sk.slice(sk.indexOf('#') + 1),
    ...Frozen.parse(JSON.parse(text)),
  })
  const inflate = ({ frozen }: z.infer<typeof TotalsItem>) => inflateRawSync(frozen).toString('utf8')
  const fromItem = (item: z.infer<typeof TotalsItem>) => fromText(item.sk, inflate(item))

  return {
    /**
     * Reads closed months as of one edition of the books; closing and repairing make another edition. Within an
     * edition, repeated reads are answered from memory. Keeps nothing while totals are being made again.
     */
    ofEdition({ version, remakeFrom }: Pick<Ledger, 'version' | 'remakeFrom'>) {
      const edition = String(version)
      async function recall(
        key: string,
        readItems: () => Promise<z.infer<typeof TotalsItem>[]>,
      ): Promise<NodeCounters[]> {
        const nodesInMemory = memory.get(key, edition)
        if (nodesInMemory) return nodesInMemory
        const texts = (await readItems()).map((item) => ({ sk: item.sk, text: inflate(item) }))
        const nodes = texts.map(({ sk, text }) => fromText(sk, text))
        const bytes = texts.reduce((sum, { text }) => sum + text.length, 0)
        if (remakeFrom === undefined) memory.keep(key, edition, nodes, bytes)
        return nodes
      }
      const query = (month: Month, range: { begins: string } | { between: [string, string] }) =>
        recall(JSON.stringify([month, range]), () => queryAll(table, { pk: partition(month), ...range }, TotalsItem))

      return {
        /** One node at the end of closed months, in their order. Empty if it did not exist at that time. */
        async ofArea(months: Month[], area: string): Promise<NodeCounters[]> {
          const sk = sortKey(area)
          const key = JSON.stringify([months, sk])
          return recall(key, async () => {
            const keys = months.map((month) => ({ pk: partition(month), sk }))
            const empty = { sk, frozen: emptyTotals }
            return (await batchGetInOrder(table, keys, TotalsItem)).map((item) => item ?? empty)
          })
        },

        /** The descendants of a node that are `levels` below it. */
        below(month: Month, area: string, levels: number): Promise<NodeCounters[]> {
          const depth = depthOf(area) + levels
          return query(month, { begins: area === areas.root ? `${depth}#` : `${depth}#${area}.` })
        },

        /** The root and its descendants down to a level: they are one range of the partition. */
        fromRoot: (month: Month, levels: number): Promise<NodeCounters[]> =>
          query(month, { between: ['0#', `${levels}#~`] }),
      }
    },

    async all(month: Month): Promise<NodeCounters[]> {
      return (await queryAll(table, { pk: partition(month) }, TotalsItem)).map(fromItem)
    },

    /** Writes the totals of a month that is being closed. Writing them twice is harmless. */
    async save(month: Month, nodes: NodeCounters[]): Promise<void> {
      memory.clear()
      const puts = nodes.map(({ area, ...frozen }) =>
        put(table, { pk: partition(month), sk: sortKey(area), frozen: pack(frozen) }),
      )
      await Promise.all(splitIntoChunks(puts, putsPerTransaction).map((chunk) => commit(table, ...chunk)))
    },
  }
}

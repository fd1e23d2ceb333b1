import { Dispute } from '../domain/acts/dispute.ts'
import type { AreaTree } from '../domain/programme/area-tree.ts'
import { countPartitions } from './partition-count.ts'
import { readPage } from './read-page.ts'
import { getItem, type Table, type Write } from './table.ts'
import { insert, lostRace, putVersion } from './writes.ts'

// pk DISPUTE#<id>            sk DISPUTE            two records over one NIK
// gsi2pk DISPUTES#<shard>    gsi2sk <area>#<id>    open disputes, by the smallest area that contains both records

const key = (id: string) => ({ pk: `DISPUTE#${id}`, sk: 'DISPUTE' })

export function disputes(table: Table, areas: AreaTree) {
  const partition = (area: string) => `DISPUTES#${areas.shardOf(area)}`
  const toItem = (dispute: Dispute) => ({
    ...key(dispute.id),
    ...dispute,
    ...(dispute.state === 'open' && { gsi2pk: partition(dispute.area), gsi2sk: `${dispute.area}#${dispute.id}` }),
  })

  return {
    get: (id: string): Promise<Dispute | undefined> => getItem(table, key(id), Dispute),
    add: (dispute: Dispute): Write => insert(table, toItem(dispute)),
    save: (dispute: Dispute): Write => putVersion(table, toItem(dispute), lostRace('dispute')),

    /** How many are open in the whole programme. Null if there are too many to count. */
    async countOpen(): Promise<number | null> {
      const shards = new Set([areas.root, ...areas.shards])
      return countPartitions(
        table,
        [...shards].map((shard) => `DISPUTES#${shard}`),
        'gsi2',
      )
    },

    /** The parts of the index that hold an area and everything below it. */
    partsWithin: (area: string): string[] =>
      area === areas.root ? [area, ...areas.shards.filter((shard) => shard !== area)] : [area],

    /**
     * A page of the open disputes of one part of the index, by area, oldest first. The part is an area with everything
     * below it; at the root, it is the root alone. In the sort key, an area's code is followed by `#` or `.`, and `/`
     * sorts after both.
     */
    async listOpen(
      area: string,
      { after, limit }: { after?: string | undefined; limit: number },
    ): Promise<{ items: Dispute[]; last?: string }> {
      const { found, ...rest } = await readPage(
        table,
        {
          index: 'gsi2',
          condition: 'gsi2pk = :part AND gsi2sk BETWEEN :from AND :to',
          values: {
            ':part': partition(area),
            // `!` sorts before every character of a key, so this begins right after the last one.
            ':from': after === undefined ? `${area}#` : `${after}!`,
            ':to': `${area}/`,
          },
          limit,
        },
        Dispute,
      )
      return { items: found.map(({ item }) => item), ...rest }
    },
  }
}

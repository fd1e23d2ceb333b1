import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import type { AreaTree } from '../domain/area-tree.ts'
import { Dispute } from '../domain/dispute.ts'
import { batchGet } from './batch-get.ts'
import { MemberMoved } from './members.ts'
import { partitionsCount } from './partition-count.ts'
import { getItem, insert, replace, type Table, type Write } from './table.ts'

// pk DISPUTE#<id>            sk DISPUTE            two records over one NIK
// gsi2pk DISPUTES#<shard>    gsi2sk <area>#<id>    those that are open, by the smallest area that holds both records

const key = (id: string) => ({ pk: `DISPUTE#${id}`, sk: 'DISPUTE' })
const Found = z.object({ pk: z.string(), sk: z.string(), gsi2sk: z.string() })

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
    save: (dispute: Dispute): Write =>
      replace(table, toItem(dispute), () => new MemberMoved('The dispute was closed meanwhile')),

    /** How many are open in the whole programme; null when too many to count. */
    async howManyOpen(): Promise<number | null> {
      const shards = new Set([areas.root, ...areas.shards])
      return partitionsCount(
        table,
        [...shards].map((shard) => `DISPUTES#${shard}`),
        'gsi2',
      )
    },

    /** The parts of the index in which an area and everything below it lie. */
    partsOf: (area: string): string[] =>
      area === areas.root ? [area, ...areas.shards.filter((shard) => shard !== area)] : [area],

    /**
     * A page of the open disputes of one part: those of its area and, save for the root's, of all below, area by area,
     * oldest first. Behind an area's code, `#` and `.` are all that follows, and `/` comes right after them.
     */
    async openOf(
      area: string,
      { after, limit }: { after?: string | undefined; limit: number },
    ): Promise<{ items: Dispute[]; last?: string }> {
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: 'gsi2',
          KeyConditionExpression: 'gsi2pk = :part AND gsi2sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':part': partition(area),
            // `!` sorts before whatever a key is made of: this begins right after the last one.
            ':from': after === undefined ? `${area}#` : `${after}!`,
            ':to': `${area}/`,
          },
          Limit: limit,
        }),
      )
      const found = Items.map((item) => Found.parse(item))
      const keys = found.map(({ pk, sk }) => ({ pk, sk }))
      const read = new Map((await batchGet(table, keys, Dispute)).map((dispute) => [dispute.id, dispute]))
      const items = found.flatMap(({ gsi2sk }) => read.get(gsi2sk.slice(gsi2sk.indexOf('#') + 1)) ?? [])
      const last = found.at(-1)?.gsi2sk
      return LastEvaluatedKey && last !== undefined ? { items, last } : { items }
    },
  }
}

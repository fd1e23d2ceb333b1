import type { Scope } from '../domain/access/policy.ts'
import type { AreaTree } from '../domain/programme/area-tree.ts'
import type { ReadyPlace } from '../domain/referral/ready-place.ts'
import { indexPage } from './index-page.ts'
import { scopeCondition } from './scope-condition.ts'
import { expiresAt, type Key, type Table, type Write } from './table.ts'
import { put, remove } from './writes.ts'

// pk MEMBER#<id>         sk READY             a member who is ready and waits for a lender; expires with the consent
// gsi2pk READY#<shard>   gsi2sk <since>#<id>  those members of a shard, the longest waiting first

const key = (id: string): Key => ({ pk: `MEMBER#${id}`, sk: 'READY' })
const partition = (shard: string) => `READY#${shard}`
const readId = (place: string): string => place.split('#')[1] ?? ''

export const readyMembers = (table: Table, areas: AreaTree) => ({
  /** Puts a member into the list, or moves the member in it. */
  list: (id: string, place: ReadyPlace): Write =>
    put(table, {
      ...key(id),
      ...place,
      gsi2pk: partition(areas.shardOf(areas.leafOf(place.area) ?? place.area)),
      gsi2sk: `${place.since}#${id}`,
      expiresAt: expiresAt(place.until, 2),
    }),

  unlist: (id: string): Write => remove(table, key(id)),

  /**
   * The next ready members of a shard, as far as one query reads. The index follows the table with a short delay, so
   * callers read the members themselves.
   */
  async page(
    shard: string,
    places: Scope[],
    { after, look }: { after?: string | undefined; look: number },
  ): Promise<{ found: { place: string; id: string }[]; last?: string }> {
    const condition = scopeCondition(places, areas.root)
    const { sortKeys, last } = await indexPage(table, {
      index: 'gsi2',
      partition: partition(shard),
      newestFirst: false,
      look,
      after: after === undefined ? undefined : { sortKey: after, item: key(readId(after)) },
      condition,
    })
    return { found: sortKeys.map((place) => ({ place, id: readId(place) })), ...(last !== undefined && { last }) }
  },
})

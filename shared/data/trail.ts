import { createHash } from 'node:crypto'
import * as z from 'zod'
import { TrailEvent } from '../domain/rights/trail.ts'
import { Hash, type SealedEvent, type SealedLeaf } from '../domain/rights/trail-seal.ts'
import { ascending } from '../domain/values/text-order.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGet } from './batch-get.ts'
import { readPage } from './read-page.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { commit, queryAll, queryPage, type Table, type Write } from './table.ts'
import { insert, lostRace, update } from './writes.ts'

// pk MEMBER#<id>         sk TRAIL#<event id>   an act on the member's record; the reason (free text) sealed
// gsi1pk TRAIL#<shard>   gsi1sk <event id>     the events of all members by time, in shards

const prefix = 'TRAIL#'
const key = ({ memberId, id }: Pick<TrailEvent, 'memberId' | 'id'>) => ({
  pk: `MEMBER#${memberId}`,
  sk: `${prefix}${id}`,
})
const Item = TrailEvent.omit({ reason: true }).extend({ sealed: SealedBytes.optional(), reasonHash: Hash.optional() })

/** Enough shards to spread the events of a busy minute. Reading a day takes one query per shard. */
const shards = ['0', '1', '2', '3', '4', '5', '6', '7']
const shardOf = (id: string): string | undefined => shards[id.charCodeAt(id.length - 1) % shards.length]

const readAtOnce = 1000

/** An event as it is sealed, and whether its reason has been emptied since. */
export type FoundEvent = { event: SealedEvent; isEmptied: boolean }

function fromItem({ sealed, reasonHash, ...event }: z.infer<typeof Item>): FoundEvent {
  // The hash of the stored reason, so that a replaced reason is noticed.
  const hash = sealed ? hashBytes(sealed) : reasonHash
  return {
    event: { ...event, ...(hash !== undefined && { reasonHash: hash }) },
    isEmptied: !sealed && reasonHash !== undefined,
  }
}

const hashBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export function trail(table: Table, keys: Keyring) {
  const reasons = sealer(keys, 'trail', z.string())

  function sealReason(id: string, reason: string) {
    const sealed = reasons.seal(id, reason)
    return { sealed, reasonHash: hashBytes(sealed) }
  }

  /** The events in a shard from an event id up to, but not including, another. */
  async function readRange(shard: string, from: string, before: string): Promise<FoundEvent[]> {
    const events: FoundEvent[] = []
    let start: string | undefined = from
    while (start !== undefined) {
      const page: Awaited<ReturnType<typeof readShardPage>> = await readShardPage(shard, start, before, readAtOnce)
      events.push(...page.found.map(({ item }) => fromItem(item)))
      start = page.last === undefined ? undefined : justAfter(page.last)
    }
    return events
  }

  const readShardPage = (shard: string, from: string, before: string, limit: number) =>
    readPage(
      table,
      {
        index: 'gsi1',
        condition: 'gsi1pk = :shard AND gsi1sk BETWEEN :from AND :before',
        values: { ':shard': prefix + shard, ':from': from, ':before': before },
        limit,
      },
      Item,
    )

  return {
    add: ({ reason, ...event }: TrailEvent): Write =>
      insert(
        table,
        {
          ...key(event),
          gsi1pk: `${prefix}${shardOf(event.id)}`,
          gsi1sk: event.id,
          ...event,
          ...(reason !== undefined && sealReason(event.id, reason)),
        },
        lostRace('trail_event'),
      ),

    /** A page of a member's events in order of time; `after` is an event id. */
    async ofMember(
      memberId: string,
      { after, limit }: { after?: string | undefined; limit: number },
    ): Promise<{ items: TrailEvent[]; last?: string }> {
      const where = { pk: `MEMBER#${memberId}`, begins: prefix, limit }
      const page = await queryPage(table, after === undefined ? where : { ...where, after: prefix + after }, Item)
      const items = page.items.map(({ sealed, reasonHash: _, ...event }): TrailEvent => {
        const reason = sealed && reasons.open(event.id, sealed)
        return { ...event, ...(reason !== undefined && { reason }) }
      })
      return page.last === undefined ? { items } : { items, last: page.last.slice(prefix.length) }
    },

    /** The id of the first event, of any member, at or after a place in the order of ids. */
    async firstId(from: string): Promise<string | undefined> {
      const pages = await Promise.all(shards.map((shard) => readShardPage(shard, from, '~', 1)))
      return pages
        .flatMap(({ found }) => found.map(({ place }) => place))
        .toSorted(ascending)
        .at(0)
    },

    /** All members' events in the order of ids, from one place up to, but not including, another. */
    async between(from: string, before: string): Promise<FoundEvent[]> {
      const events = await Promise.all(shards.map((shard) => readRange(shard, from, before)))
      return events.flat().toSorted((a, b) => ascending(a.event.id, b.event.id))
    },

    /**
     * The first of all members' events after one place in the order of ids and before another, with one query per
     * shard.
     */
    async pageBetween(
      from: string,
      before: string,
      { after, limit }: { after?: string | undefined; limit: number },
    ): Promise<{ items: SealedEvent[]; last?: string }> {
      const start = after === undefined ? from : justAfter(after)
      const pages = await Promise.all(shards.map((shard) => readShardPage(shard, start, before, limit + 1)))
      // Beyond the end of the shortest page, a shard may have events that were not read.
      const edge = pages.flatMap(({ last }) => last ?? []).toSorted(ascending)[0]
      const events = pages
        .flatMap(({ found }) => found.map(({ item }) => fromItem(item).event))
        .filter(({ id }) => edge === undefined || id <= edge)
        .toSorted((a, b) => ascending(a.id, b.id))
      const items = events.slice(0, limit)
      const last = events.length > limit || edge !== undefined ? items.at(-1)?.id : undefined
      return { items, ...(last !== undefined && { last }) }
    },

    /** Some events, by member and id, in no order, without those that do not exist. */
    async getMany(events: Pick<SealedLeaf, 'id' | 'memberId'>[]): Promise<FoundEvent[]> {
      return (await batchGet(table, events.map(key), Item)).map(fromItem)
    },

    /** Empties the reasons given for acts on a member. The events stay. */
    async forgetReasons(memberId: string): Promise<void> {
      const items = await queryAll(table, { pk: `MEMBER#${memberId}`, begins: prefix }, Item)
      for (const item of items) if (item.sealed) await commit(table, update(table, key(item), { remove: ['sealed'] }))
    },
  }
}

/** The place right after an id. */
const justAfter = (id: string): string => `${id}0`

import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import type { Instant } from '../domain/calendar.ts'
import {
  DueObligation,
  Obligation,
  type ObligationKind,
  type OpenObligation,
  ParkedObligation,
} from '../domain/jobs/obligation.ts'
import { batchGetInOrder } from './batch-get.ts'
import { commit, type Key, queryAll, type Table, type Write } from './table.ts'
import { lostRace, put, remove, update } from './writes.ts'

// An obligation is an attribute of the item that it is about. Until it is done, an index lists the item by it:
// gsi1pk DUE#<kind>#<owner>      gsi1sk <due at>#<id>      due at that time
// gsi1pk PARKED#<kind>#<owner>   gsi1sk <parked at>#<id>   waits for a person
// pk OBLIGATIONS                 sk <kind>#<owner>         a queue that ever had an obligation, kept for good

/** The obligations of one kind and owner, in order of time. */
export const Queue = z.object({ kind: z.string(), owner: z.string() })
export type Queue = z.infer<typeof Queue>

/** A queue of a kind that this release carries out. */
export type OwnQueue = Queue & { kind: ObligationKind }

/** An obligation and the key of the item that holds it, as read or written. */
export type HeldObligation<T extends OpenObligation = OpenObligation> = { key: Key; obligation: T }

const Found = z.object({ pk: z.string(), sk: z.string(), gsi1sk: z.string() })

const HolderItem = z.object({ pk: z.string(), sk: z.string(), obligation: Obligation })

const dueKey = ({ kind, owner }: Queue) => `DUE#${kind}#${owner}`
const parkedKey = ({ kind, owner }: Queue) => `PARKED#${kind}#${owner}`

const openKeys = (open: OpenObligation) =>
  open.state === 'due'
    ? { gsi1pk: dueKey(open), gsi1sk: `${open.dueAt}#${open.id}` }
    : { gsi1pk: parkedKey(open), gsi1sk: `${open.parkedAt}#${open.id}` }

/** The attributes of an item that has an obligation. Include them in every `put` of the item. */
export const obligationAttributes = (obligation: Obligation) => ({
  obligation,
  ...(obligation.state !== 'discharged' && openKeys(obligation)),
})

export const obligations = (table: Table) => {
  const knownQueues = new Set<string>()
  const query = (input: Partial<QueryCommandInput>) =>
    table.client.send(new QueryCommand({ TableName: table.name, IndexName: 'gsi1', ...input }))

  /** Reads the items that the index names, in its order, without those that have moved since. */
  async function readHeld<T extends OpenObligation>(
    items: Record<string, unknown>[],
    schema: z.ZodType<T>,
  ): Promise<HeldObligation<T>[]> {
    const found = items.map((item) => Found.parse(item))
    const holders = await batchGetInOrder(table, found.map(keyOf), HolderItem)
    return found.flatMap((each, i) => {
      const { data } = schema.safeParse(holders[i]?.obligation)
      return data && openKeys(data).gsi1sk === each.gsi1sk ? [{ key: keyOf(each), obligation: data }] : []
    })
  }

  return {
    /**
     * Makes an obligation for an item; write it with `obligationAttributes`. Before that, registers its queue, once
     * per process, so that no sweep misses it. A caller who tries at once sets `dueAt` later by the time that the try
     * may take.
     */
    async begin({ kind, owner, id }: OwnQueue & { id: string }, dueAt: Instant): Promise<DueObligation> {
      const obligation = DueObligation.parse({ state: 'due', kind, owner, id, dueAt, attempts: 0 })
      const sk = `${kind}#${owner}`
      if (!knownQueues.has(sk)) {
        await commit(table, put(table, { pk: 'OBLIGATIONS', sk, kind, owner }))
        knownQueues.add(sk)
      }
      return obligation
    },

    /** Every queue that ever had an obligation. */
    listQueues: (): Promise<Queue[]> => queryAll(table, { pk: 'OBLIGATIONS' }, Queue),

    /** What is due in a queue, the oldest first. The index may be a moment behind. */
    async listDue(queue: Queue, now: Date, limit: number): Promise<HeldObligation<DueObligation>[]> {
      const { Items = [] } = await query({
        KeyConditionExpression: 'gsi1pk = :queue AND gsi1sk < :after',
        // `$` sorts after the `#` that ends an instant.
        ExpressionAttributeValues: { ':queue': dueKey(queue), ':after': `${now.toISOString()}$` },
        Limit: limit,
      })
      return readHeld(Items, DueObligation)
    },

    /** When the oldest obligation of a queue became or becomes due. Undefined if the queue is empty. */
    async oldestDueAt(queue: Queue): Promise<Instant | undefined> {
      const { Items = [] } = await query({
        KeyConditionExpression: 'gsi1pk = :queue',
        ExpressionAttributeValues: { ':queue': dueKey(queue) },
        Limit: 1,
      })
      return Items[0] && Found.parse(Items[0]).gsi1sk.split('#', 1)[0]
    },

    /** A page of the parked work of a queue, in order of parking; `last` is where the next page begins. */
    async listParked(
      queue: OwnQueue,
      page: { after?: string | undefined; limit: number },
    ): Promise<{ items: HeldObligation<ParkedObligation>[]; last?: string }> {
      const { Items = [], LastEvaluatedKey } = await query({
        KeyConditionExpression: `gsi1pk = :queue${page.after ? ' AND gsi1sk > :after' : ''}`,
        ExpressionAttributeValues: { ':queue': parkedKey(queue), ...(page.after && { ':after': page.after }) },
        Limit: page.limit,
      })
      const items = await readHeld(Items, ParkedObligation)
      return LastEvaluatedKey ? { items, last: Found.parse(LastEvaluatedKey).gsi1sk } : { items }
    },

    /** How many are parked in a queue. This is one query, so it counts only the first thousands. */
    async countParked(queue: Queue): Promise<number> {
      const { Count = 0 } = await query({
        KeyConditionExpression: 'gsi1pk = :queue',
        ExpressionAttributeValues: { ':queue': parkedKey(queue) },
        Select: 'COUNT',
      })
      return Count
    },

    /**
     * Moves an obligation to its next state, and sets other attributes of the same item. Refused (`LostRace`: lease) if
     * somebody else has moved it. Raises the item's version, so that nobody who read the item before can overwrite
     * this.
     */
    move: (
      { key, obligation }: HeldObligation,
      next: Obligation,
      otherAttributes: Record<string, unknown> = {},
    ): Write =>
      update(
        table,
        key,
        {
          set: { ...obligationAttributes(next), ...otherAttributes },
          remove: next.state === 'discharged' ? ['gsi1pk', 'gsi1sk'] : [],
          add: { version: 1 },
        },
        openKeys(obligation),
        lostRace('lease'),
      ),

    /** Removes an item that exists only for its obligation. Refused (`LostRace`: lease) if somebody else has moved it. */
    remove: ({ key, obligation }: HeldObligation): Write => remove(table, key, openKeys(obligation), lostRace('lease')),
  }
}

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk })

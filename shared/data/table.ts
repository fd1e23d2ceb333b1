import { setTimeout } from 'node:timers/promises'
import {
  ConditionalCheckFailedException,
  type ConsumedCapacity,
  DynamoDBClient,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb'
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import type * as z from 'zod'
import { type Day, dayMs, type Instant } from '../domain/calendar.ts'
import { AppError } from '../domain/problems/app-error.ts'

/** The table and how to reach it. `pause` waits before a try is repeated (milliseconds). */
export type Table = { client: DynamoDBDocumentClient; name: string; pause: (ms: number) => Promise<void> }

/** A table that is spoken to when it is first asked for something. */
export const tableNamed = (name: string): Table => ({
  client: DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } }),
  name,
  pause: setTimeout,
})

export type Key = { pk: string; sk: string }
export type Item = Key & Record<string, unknown>

type Operation = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** One write of a transaction, and what it means when its condition refuses it. */
export type Write = { operation: Operation; refused: () => Error }

/** A condition refused a write whose refusal has no meaning of its own. Internal to data modules and their callers. */
export class ConditionFailed extends Error {
  override name = 'ConditionFailed'
}

/** Other transactions kept touching the same items; nothing was written. Whoever waits is told to try again. */
export class Contended extends AppError {
  override name = 'Contended'

  constructor() {
    super('busy', [{ code: 'busy' }])
  }
}

/**
 * When an item goes, so many days after an instant or the start of a day in UTC: whole seconds since 1970, which is the
 * form that DynamoDB looks for (docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html).
 */
export const expiresAt = (from: Instant | Day, days: number): number =>
  Math.ceil((Date.parse(from) + days * dayMs) / 1000)

const conditionFailed = () => new ConditionFailed('A condition refused the write')

/** A consistent read of one item; `undefined` when it is not there. */
export async function getItem<T extends z.ZodType>(
  table: Table,
  key: Key,
  schema: T,
): Promise<z.output<T> | undefined> {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }))
  return Item && schema.parse(Item)
}

export type Where = {
  pk: string
  /** Sort keys that begin with this, or lie between two (both included). */
  begins?: string
  between?: [string, string]
  /** Only sort keys after this one (exclusive), in reading order. */
  after?: string
  limit?: number
  newestFirst?: boolean
}

/** One page of a partition, consistently read. `last` is the sort key to go on after; absent on the last page. */
export async function queryPage<T extends z.ZodType>(
  table: Table,
  where: Where,
  schema: T,
): Promise<{ items: z.output<T>[]; last?: string }> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(new QueryCommand(queryInput(table, where)))
  const items = Items.map((item) => schema.parse(item))
  return LastEvaluatedKey ? { items, last: String(LastEvaluatedKey.sk) } : { items }
}

/** Everything of a partition that matches, page by page. */
export async function queryAll<T extends z.ZodType>(table: Table, where: Where, schema: T): Promise<z.output<T>[]> {
  const items: z.output<T>[] = []
  let after = where.after
  do {
    const page = await queryPage(table, after === undefined ? where : { ...where, after }, schema)
    items.push(...page.items)
    after = page.last
  } while (after !== undefined)
  return items
}

function queryInput(table: Table, { pk, begins, between, after, limit, newestFirst }: Where): QueryCommandInput {
  const range = begins !== undefined ? ' AND begins_with(sk, :a)' : between ? ' AND sk BETWEEN :a AND :b' : ''
  return {
    TableName: table.name,
    ConsistentRead: true,
    KeyConditionExpression: `pk = :pk${range}`,
    ExpressionAttributeValues: {
      ':pk': pk,
      ...(begins !== undefined && { ':a': begins }),
      ...(between && { ':a': between[0], ':b': between[1] }),
    },
    ScanIndexForward: !newestFirst,
    ...(limit !== undefined && { Limit: limit }),
    ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
  }
}

/** Everything is read in steps of so many bytes: a read of less counts as one step. */
export const readStep = 4096

/** How many bytes a read took at most, told from its units: a unit is one step read consistently, two read at ease. */
export const bytesRead = (consumed: ConsumedCapacity | undefined, isConsistent: boolean): number =>
  Math.max(readStep, (consumed?.CapacityUnits ?? 0) * readStep * (isConsistent ? 1 : 2))

/** Puts an item that must not be there yet. */
export const insert = (table: Table, item: Item, refused: Write['refused'] = conditionFailed): Write => ({
  operation: {
    Put: {
      TableName: table.name,
      Item: item,
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  },
  refused,
})

/** Puts an item over whatever is there. */
export const put = (table: Table, item: Item): Write => ({
  operation: { Put: { TableName: table.name, Item: item } },
  refused: conditionFailed,
})

/** Puts a versioned item over the version before it. */
export const replace = (table: Table, item: Item & { version: number }, refused: Write['refused']): Write => ({
  operation: {
    Put: {
      TableName: table.name,
      Item: item,
      ConditionExpression: '#version = :before',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':before': item.version - 1 },
    },
  },
  refused,
})

/** Removes an item, on a condition over its attributes (values by name, all equal). */
export const remove = (
  table: Table,
  key: Key,
  expected: Record<string, string | number>,
  refused: Write['refused'] = conditionFailed,
): Write => ({
  operation: {
    Delete: {
      TableName: table.name,
      Key: key,
      ConditionExpression: Object.keys(expected)
        .map((_, i) => `#${i} = :${i}`)
        .join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(Object.keys(expected).map((name, i) => [`#${i}`, name])),
      ExpressionAttributeValues: Object.fromEntries(Object.values(expected).map((value, i) => [`:${i}`, value])),
    },
  },
  refused,
})

/** Demands, within a transaction, that an item is not there. */
export const absent = (table: Table, key: Key, refused: Write['refused'] = conditionFailed): Write => ({
  operation: { ConditionCheck: { TableName: table.name, Key: key, ConditionExpression: 'attribute_not_exists(pk)' } },
  refused,
})

/** Adds to numeric attributes of an item, making it if need be, unless it carries `barrier`. */
export function add(
  table: Table,
  key: Key,
  amounts: Record<string, number>,
  barrier?: { attribute: string; refused: Write['refused'] },
): Write {
  const names = Object.keys(amounts)
  return {
    operation: {
      Update: {
        TableName: table.name,
        Key: key,
        UpdateExpression: `ADD ${names.map((_, i) => `#${i} :${i}`).join(', ')}`,
        ExpressionAttributeNames: {
          ...Object.fromEntries(names.map((name, i) => [`#${i}`, name])),
          ...(barrier && { '#barrier': barrier.attribute }),
        },
        ExpressionAttributeValues: Object.fromEntries(Object.values(amounts).map((n, i) => [`:${i}`, n])),
        ...(barrier && { ConditionExpression: 'attribute_not_exists(#barrier)' }),
      },
    },
    refused: barrier?.refused ?? conditionFailed,
  }
}

const mostTries = 12

/**
 * Writes all or nothing. Throws what the first refused write says it means; `Contended` when other transactions
 * stayed in the way. Conflicts between transactions are tried again, with jitter.
 */
export async function commit(table: Table, ...writes: Write[]): Promise<void> {
  const [first, ...others] = writes
  for (let attempt = 0; attempt < mostTries; attempt++) {
    try {
      if (first && others.length === 0) await single(table, first)
      else
        await table.client.send(new TransactWriteCommand({ TransactItems: writes.map(({ operation }) => operation) }))
      return
    } catch (error) {
      if (error instanceof TransactionConflictException) {
        await table.pause(jitter(attempt))
        continue
      }
      if (!(error instanceof TransactionCanceledException)) throw error
      const reasons = error.CancellationReasons ?? []
      const refused = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed')
      if (refused >= 0) throw writes[refused]?.refused() ?? error
      if (!reasons.some(({ Code }) => Code === 'TransactionConflict' || Code === 'ThrottlingError')) throw error
      await table.pause(jitter(attempt))
    }
  }
  throw new Contended()
}

/** A transaction of one is written plainly, at half the price. */
async function single(table: Table, { operation: { Put, Update, Delete }, refused }: Write): Promise<void> {
  try {
    if (Put) await table.client.send(new PutCommand(Put))
    if (Update) await table.client.send(new UpdateCommand({ ...Update, UpdateExpression: Update.UpdateExpression }))
    if (Delete) await table.client.send(new DeleteCommand(Delete))
  } catch (error) {
    throw error instanceof ConditionalCheckFailedException ? refused() : error
  }
}

/** Full jitter, up to 25 ms doubled with each try and at most 1 s (Brooker, "Exponential Backoff and Jitter"). */
const jitter = (attempt: number): number => Math.random() * Math.min(1000, 25 * 2 ** attempt)

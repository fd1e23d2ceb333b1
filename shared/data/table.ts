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
import { type Retries, retrying } from '../domain/jobs/retrying.ts'
import { Moved } from '../domain/problems/moved.ts'

/** The table, how to reach it, and how to wait before a try is repeated. */
export type Table = Retries & { client: DynamoDBDocumentClient; name: string }

/** A table that is spoken to when it is first asked for something. */
export const tableNamed = (name: string): Table => ({
  client: DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions: { removeUndefinedValues: true } }),
  name,
  pause: setTimeout,
  random: Math.random,
})

export type Key = { pk: string; sk: string }
export type Item = Key & Record<string, unknown>

type Operation = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** One write of a transaction, and what it means when its condition refuses it. */
export type Write = { operation: Operation; refusal: () => Error }

/**
 * When an item goes, so many days after an instant or the start of a day in UTC: whole seconds since 1970, which is the
 * form that DynamoDB looks for (docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html).
 */
export const expiresAt = (from: Instant | Day, days: number): number =>
  Math.ceil((Date.parse(from) + days * dayMs) / 1000)

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

/**
 * Writes all or nothing. Throws what the first refused write says it means; `busy` when other transactions stayed in the
 * way.
 */
export async function commit(table: Table, ...writes: Write[]): Promise<void> {
  await retrying(table, ['transaction'], () => send(table, writes))
}

async function send({ client }: Table, writes: Write[]): Promise<void> {
  const [first, ...others] = writes
  try {
    if (!first || others.length > 0)
      await client.send(new TransactWriteCommand({ TransactItems: writes.map(({ operation }) => operation) }))
    else await sendAlone(client, first)
  } catch (error) {
    throw translateError(error, writes)
  }
}

/** A transaction of one is written plainly, at half the price. */
async function sendAlone(client: Table['client'], { operation: { Put, Update, Delete } }: Write): Promise<void> {
  if (Put) await client.send(new PutCommand(Put))
  if (Update) await client.send(new UpdateCommand({ ...Update, UpdateExpression: Update.UpdateExpression }))
  if (Delete) await client.send(new DeleteCommand(Delete))
}

/** What an error of DynamoDB means for some writes. Conflicts with other transactions are a lost race. */
function translateError(error: unknown, writes: Write[]): unknown {
  if (error instanceof ConditionalCheckFailedException) return writes[0]?.refusal() ?? error
  if (error instanceof TransactionConflictException) return new Moved('transaction')
  if (!(error instanceof TransactionCanceledException)) return error
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code)
  const refused = codes.indexOf('ConditionalCheckFailed')
  if (refused >= 0) return writes[refused]?.refusal() ?? error
  return codes.some((code) => code === 'TransactionConflict' || code === 'ThrottlingError')
    ? new Moved('transaction')
    : error
}

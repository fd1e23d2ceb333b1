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
import { type Retries, retryRaces } from '../domain/jobs/retry-races.ts'
import type { AppError } from '../domain/problems/app-error.ts'
import { LostRace } from '../domain/problems/lost-race.ts'

/** The table, its client, and how to wait before a retry. */
export type Table = Retries & { client: DynamoDBDocumentClient; name: string }

/** A table by name. The first request opens the connection. */
export const tableNamed = (name: string): Table => ({
  client: DynamoDBDocumentClient.from(quietClient(), { marshallOptions: { removeUndefinedValues: true } }),
  name,
  pause: setTimeout,
  random: Math.random,
})

/** A client without the SDK's logger. The logger would prepare every request and answer for a log that nobody reads. */
function quietClient(): DynamoDBClient {
  const client = new DynamoDBClient({})
  client.middlewareStack.remove('loggerMiddleware')
  return client
}

export type Key = { pk: string; sk: string }
export type Item = Key & Record<string, unknown>

type Operation = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** Makes the error to throw if the condition of a write is not met. */
export type WriteRefusal = () => AppError

/** One write of a transaction, and its refusal if it has a condition. */
export type Write = { operation: Operation; refusal?: WriteRefusal | undefined }

/**
 * The expiry of an item: a number of days after an instant, or after the start of a day in UTC. In whole seconds since
 * 1970, as DynamoDB expects
 * (docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html).
 */
export const expiresAt = (from: Instant | Day, days: number): number =>
  Math.ceil((Date.parse(from) + days * dayMs) / 1000)

/**
 * Reads one item consistently. Undefined if it does not exist. Reads of the same item that begin at the same moment
 * share one request.
 */
export async function getItem<T extends z.ZodType>(
  table: Table,
  key: Key,
  schema: T,
): Promise<z.output<T> | undefined> {
  const item = await readShared(table, key)
  return item && schema.parse(item)
}

const pendingReads = new WeakMap<Table, Map<string, Promise<Record<string, unknown> | undefined>>>()

function readShared(table: Table, key: Key): Promise<Record<string, unknown> | undefined> {
  const reads = pendingReads.get(table) ?? new Map<string, Promise<Record<string, unknown> | undefined>>()
  pendingReads.set(table, reads)
  const name = JSON.stringify([key.pk, key.sk])
  const pendingRead = reads.get(name)
  if (pendingRead) return pendingRead
  const newRead = Promise.resolve().then(async () => {
    reads.delete(name)
    const command = new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true })
    return (await table.client.send(command)).Item
  })
  reads.set(name, newRead)
  return newRead
}

/** Which items of a partition to read, and in which order. */
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

/**
 * Reads one page of a partition consistently. `last` is the sort key after which the next page begins; absent on the
 * last page.
 */
export async function queryPage<T extends z.ZodType>(
  table: Table,
  where: Where,
  schema: T,
): Promise<{ items: z.output<T>[]; last?: string }> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(new QueryCommand(queryInput(table, where)))
  const items = Items.map((item) => schema.parse(item))
  return LastEvaluatedKey ? { items, last: String(LastEvaluatedKey.sk) } : { items }
}

/** Reads everything in a partition that matches, page by page. */
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

/** DynamoDB reads in steps of this many bytes; a smaller read counts as one step. */
export const readStep = 4096

/**
 * The most bytes that a read can have taken, judged by its capacity units. One unit is one step of a consistent read,
 * or two steps of any other.
 */
export const bytesRead = (capacity: ConsumedCapacity | undefined, isConsistent: boolean): number =>
  Math.max(readStep, (capacity?.CapacityUnits ?? 0) * readStep * (isConsistent ? 1 : 2))

/**
 * Writes all or nothing. Throws the `refusal` of the first refused write, or `busy` if other transactions keep getting
 * in the way.
 */
export async function commit(table: Table, ...writes: Write[]): Promise<void> {
  await retryRaces(table, ['transaction'], () => send(table, writes))
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

/** A single write needs no transaction and costs half. */
async function sendAlone(client: Table['client'], { operation: { Put, Update, Delete } }: Write): Promise<void> {
  if (Put) await client.send(new PutCommand(Put))
  if (Update) await client.send(new UpdateCommand({ ...Update, UpdateExpression: Update.UpdateExpression }))
  if (Delete) await client.send(new DeleteCommand(Delete))
}

/**
 * Translates an error of DynamoDB. It is a lost race (`LostRace`) if another transaction conflicted, or if this one was
 * throttled.
 */
function translateError(error: unknown, writes: Write[]): unknown {
  if (error instanceof ConditionalCheckFailedException) return writes[0]?.refusal?.() ?? error
  if (error instanceof TransactionConflictException) return new LostRace('transaction')
  if (!(error instanceof TransactionCanceledException)) return error
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code)
  const refusedIndex = codes.indexOf('ConditionalCheckFailed')
  if (refusedIndex >= 0) return writes[refusedIndex]?.refusal?.() ?? error
  return codes.some((code) => code === 'TransactionConflict' || code === 'ThrottlingError')
    ? new LostRace('transaction')
    : error
}

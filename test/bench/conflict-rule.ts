import { type DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { tableShape } from '../../infra/table.ts'

const { partitionKey, sortKey } = tableShape
const Key = z.object({ [partitionKey]: z.string(), [sortKey]: z.string() })
const Transaction = z.object({
  TransactItems: z.array(z.record(z.string(), z.object({ Item: Key.optional(), Key: Key.optional() }))),
})

/** How many transactions of a client were cancelled because another one touched the same items. */
export type Conflicts = { met: number }

/**
 * Counts the conflicts that a client meets. With `enforced` it cancels a transaction itself, as DynamoDB does, when
 * another one in progress touches one of its items. The local engine makes such transactions wait for each other
 * instead.
 */
export function countConflicts(client: DynamoDBClient, { enforced }: { enforced: boolean }): Conflicts {
  const conflicts = { met: 0 }
  const underWay = new Set<string>()
  client.middlewareStack.add(
    (next) => async (args) => {
      const keys = keysOf(args.input)
      if (enforced && keys.some((key) => underWay.has(key))) {
        conflicts.met++
        throw cancellation(keys.map((key) => (underWay.has(key) ? 'TransactionConflict' : 'None')))
      }
      for (const key of keys) underWay.add(key)
      try {
        return await next(args)
      } catch (error) {
        if (isConflict(error)) conflicts.met++
        throw error
      } finally {
        for (const key of keys) underWay.delete(key)
      }
    },
    { step: 'initialize', name: 'countConflicts' },
  )
  return conflicts
}

function keysOf(input: unknown): string[] {
  const { data } = Transaction.safeParse(input)
  const operations = data?.TransactItems.flatMap((item) => Object.values(item)) ?? []
  return operations.map(({ Item, Key }) => JSON.stringify(Item ?? Key))
}

const cancellation = (codes: string[]) =>
  new TransactionCanceledException({
    message: 'Cancelled by the bench',
    CancellationReasons: codes.map((Code) => ({ Code })),
    $metadata: {},
  })

const isConflict = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).some(({ Code }) => Code === 'TransactionConflict')

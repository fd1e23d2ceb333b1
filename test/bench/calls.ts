import * as z from 'zod'
import { tableShape } from '../../infra/table.ts'
import type { Call } from './meter.ts'

const { partitionKey, sortKey } = tableShape
const Text = z.object({ S: z.string() })
const Key = z.object({ [partitionKey]: Text, [sortKey]: Text })

/** The key of an item as it is sent over the wire. */
export type Key = z.output<typeof Key>

/** An item that a call wrote, and whether in a transaction. */
export type Written = { key: Key; inTransaction: boolean }

const Operation = z.object({ Item: Key.optional(), Key: Key.optional() })
/** Operations by their kind, such as `{ Put: … }`. */
const Operations = z.array(z.record(z.string(), Operation))
const Transaction = z.object({ TransactItems: Operations })
const Batch = z.object({ RequestItems: z.record(z.string(), Operations) })

export function writtenBy({ action, input }: Call): Written[] {
  switch (action) {
    case 'PutItem':
    case 'UpdateItem':
      return keysOf(Operation.parse(input)).map((key) => ({ key, inTransaction: false }))
    case 'BatchWriteItem':
      return Object.values(Batch.parse(input).RequestItems)
        .flatMap((operations) => operations.flatMap((operation) => Object.values(operation).flatMap(keysOf)))
        .map((key) => ({ key, inTransaction: false }))
    case 'TransactWriteItems':
      return Transaction.parse(input)
        .TransactItems.flatMap(({ ConditionCheck: _, ...operation }) => Object.values(operation).flatMap(keysOf))
        .map((key) => ({ key, inTransaction: true }))
    default:
      return []
  }
}

const keysOf = ({ Item, Key }: z.output<typeof Operation>): Key[] => [Item ?? Key ?? []].flat()

const writing = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'])

/** The capacity units that reading took. */
export const readUnits = (calls: Call[]): number =>
  calls.reduce((sum, { action, units }) => (writing.has(action) ? sum : sum + units), 0)

/**
 * Groups calls into rounds. The calls of a round start before any of them is answered, and each round waits for the
 * last.
 */
export function roundsOf(calls: Call[]): Call[][] {
  const rounds: { calls: Call[]; answered: number }[] = []
  for (const call of calls.toSorted((a, b) => a.from - b.from)) {
    const round = rounds.at(-1)
    if (round && call.from < round.answered) {
      round.calls.push(call)
      round.answered = Math.min(round.answered, call.to)
    } else rounds.push({ calls: [call], answered: call.to })
  }
  return rounds.map((round) => round.calls)
}

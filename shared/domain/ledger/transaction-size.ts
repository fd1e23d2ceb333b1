import { contribution } from './contribution.ts'
import type { CounterNames } from './counter.ts'
import type { Entry } from './entry.ts'

/** The most items that DynamoDB writes in one transaction. */
export const itemsOfTransaction = 100

/** The items that posting entries writes, by names: entries in the same cell share those of its counters. */
export function listItems(names: CounterNames, entries: Entry[]): string[] {
  const counters = entries.map((entry) => contribution(names, entry))
  return [
    ...entries.map(
      (entry) =>
        `entry ${entry.memberId} ${entry.kind} ${'fact' in entry ? `${entry.loan} ${entry.fact}` : entry.stage}`,
    ),
    ...counters.map(({ tally }) => `tally ${tally.month} ${tally.area}`),
    ...counters.flatMap(({ shift }) => (shift ? [`shift ${shift.month} ${shift.area} ${shift.trueMonth}`] : [])),
  ]
}

/** How many of what is to be written fit into one transaction, given what each writes; at least one. */
export function countFitting(each: Iterable<string[]>, room = itemsOfTransaction): number {
  const items = new Set<string>()
  let count = 0
  for (const own of each) {
    for (const name of own) items.add(name)
    if (count > 0 && items.size > room) return count
    count++
  }
  return Math.max(count, 1)
}

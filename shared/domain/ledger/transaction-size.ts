import { contribution } from './contribution.ts'
import type { CounterNames } from './counter.ts'
import { type Entry, isLoanEntry, isReferralEntry } from './entry.ts'

/** The most items in a DynamoDB transaction. */
export const mostTransactionItems = 100

/** How many items an act writes for subscribers: one for all its events, or none without subscribers. */
export const countEventItems = ({ hasSubscribers }: { hasSubscribers?: boolean | undefined }): number =>
  hasSubscribers ? 1 : 0

/** Names the items that posting the entries writes. Entries in the same cell share its counters. */
export function listItems(names: CounterNames, entries: Entry[]): string[] {
  const counters = entries.map((entry) => contribution(names, entry))
  return [
    ...entries.map((entry) => `entry ${entry.memberId} ${entry.kind} ${nameFact(entry)}`),
    ...counters.map(({ tally }) => `tally ${tally.month} ${tally.area}`),
    ...counters.flatMap(({ shift }) => (shift ? [`shift ${shift.month} ${shift.area} ${shift.trueMonth}`] : [])),
  ]
}

function nameFact(entry: Entry): string {
  if (isLoanEntry(entry)) return `${entry.loan} ${entry.fact}`
  return isReferralEntry(entry) ? `${entry.referral} ${entry.fact}` : entry.stage
}

/** How many of the writes fit into one transaction, at least one. `writes` yields the names of each write's items. */
export function countFitting(writes: Iterable<string[]>, mostItems = mostTransactionItems): number {
  const items = new Set<string>()
  let count = 0
  for (const own of writes) {
    for (const name of own) items.add(name)
    if (count > 0 && items.size > mostItems) return count
    count++
  }
  return Math.max(count, 1)
}

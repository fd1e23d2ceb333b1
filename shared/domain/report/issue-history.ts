import type { IssueRecord } from './issue.ts'

type Edition = Pick<IssueRecord, 'month' | 'number' | 'issuedAt'>

/**
 * The latest issue of each of the last months up to an issue, oldest first. Leaves out what was issued after it, so
 * that everything made from the result never changes.
 */
export function selectHistory<E extends Edition>(issues: E[], last: E, months: number): E[] {
  const earlierIssues = issues.filter(({ month, issuedAt }) => month < last.month && issuedAt <= last.issuedAt)
  return [...listLatestByMonth(earlierIssues), last].slice(-months)
}

/** The latest issue of every month, oldest first. */
export const listLatestByMonth = <E extends Edition>(issues: E[]): E[] =>
  [...Map.groupBy(issues, ({ month }) => month)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, issuesOfMonth]) => issuesOfMonth.toSorted((a, b) => a.number - b.number).at(-1) ?? [])

import type { Month } from '../../../shared/domain/calendar.ts'
import { AppError, type Problem } from '../../../shared/domain/problems/app-error.ts'
import type { IssueRecord } from '../../../shared/domain/report/issue.ts'
import { listLatestByMonth } from '../../../shared/domain/report/issue-history.ts'

type AskedIssue = { month?: Month | undefined; number?: number | undefined }

/** Returns the latest issue of the last month. Before the first issue, throws `not_found`. */
export function requireLatest(issues: IssueRecord[]): IssueRecord {
  const latest = listLatestByMonth(issues).at(-1)
  if (!latest) throw new AppError('not_found', [{ code: 'issue_none' }])
  return latest
}

/**
 * Finds the issue of a month and number, by default the latest, or says what is wrong. `names` are the names of the two
 * arguments.
 */
export function chooseIssue(
  issues: IssueRecord[],
  { month, number }: AskedIssue,
  problems: Problem[],
  names = { month: 'month', number: 'number' },
): IssueRecord | undefined {
  const latest = listLatestByMonth(issues)
  const last = latest.at(-1)
  const wantedMonth = month ?? last?.month ?? ''
  const ofMonth = latest.find((each) => each.month === wantedMonth)
  if (!ofMonth) {
    const params = { month: wantedMonth, firstMonth: latest[0]?.month ?? '', lastMonth: last?.month ?? '' }
    problems.push({ code: 'issue_of_month_none', path: [names.month], params })
    return undefined
  }
  if (number === undefined) return ofMonth
  const found = issues.find((each) => each.month === wantedMonth && each.number === number)
  if (!found) {
    const params = { month: wantedMonth, number, last: ofMonth.number }
    problems.push({ code: 'issue_unknown', path: [names.number], params })
  }
  return found
}

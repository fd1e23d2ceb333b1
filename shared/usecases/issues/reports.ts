import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise } from '../../domain/access/policy.ts'
import type { Month } from '../../domain/calendar.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import type { ReportScope } from '../../domain/report/book.ts'
import { makeReports } from '../../domain/report/issue-reports.ts'
import { readPrintedHash, readPrintedPrevious } from '../../domain/report/public-document.ts'
import type { Report } from '../../domain/report/report.ts'
import { readCorrectedIssue, readIssue } from './issue-file.ts'
import { readPublicReport } from './public-document.ts'

/**
 * Reads the reports of a stored issue by scope, for many recipients at once. Checks no caller. Throws `not_found` if
 * there is no such issue.
 */
export async function readReports(
  deps: Pick<Deps, 'issues' | 'files'>,
  { month, number }: { month: Month; number: number },
): Promise<(scope: ReportScope) => Report> {
  const record = await deps.issues.get(month, number)
  if (!record) throw notFound()
  const [issue, corrected] = await Promise.all([readIssue(deps, record), readCorrectedIssue(deps, record)])
  return makeReports(issue, readPrintedHash(record), { previous: readPrintedPrevious(record), corrected })
}

/** The report of the whole programme in a stored issue, for callers who may see its figures. */
export async function readWholeReport(
  deps: Pick<Deps, 'issues' | 'files' | 'frame'>,
  caller: Caller,
  which: { month: Month; number: number },
): Promise<Report> {
  const { areas } = deps.frame
  authorise(areas, caller, 'figures.read', { area: areas.root })
  return (await readReports(deps, which))({ area: areas.root })
}

/** The report that anybody may see of a stored issue. Throws `not_found` when there is no such issue. */
export async function readStoredPublicReport(
  deps: Pick<Deps, 'issues' | 'files'>,
  { month, number }: { month: Month; number: number },
): Promise<Report> {
  const record = await deps.issues.get(month, number)
  if (!record) throw notFound()
  return readPublicReport(deps, record)
}

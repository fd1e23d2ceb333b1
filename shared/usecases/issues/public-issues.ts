import type { Deps } from '../../deps.ts'
import type { IssueRecord } from '../../domain/report/issue.ts'
import { publicReport } from '../../domain/report/public-report.ts'
import type { Report } from '../../domain/report/report.ts'
import { reportsOf } from '../../domain/report/reports-of.ts'
import { readIssue } from './issues.ts'

/** All that pages read: the list of issues, and issues. */
export type PublicIssueDeps = { issues: Pick<Deps['issues'], 'all'>; files: Pick<Deps['files'], 'get'> }

const mostKept = 16

/** The issues as the public sees them. An issue never changes, so the reports read last are kept, by hash. */
export function publicIssues(deps: PublicIssueDeps) {
  const kept = new Map<string, Promise<Report>>()
  const read = async (record: IssueRecord) => {
    const issue = await readIssue(deps, record)
    return publicReport(reportsOf(issue, record.hash)({ area: issue.figures.area.code }))
  }
  return {
    /** Every issue, by month and number. */
    list: (): Promise<IssueRecord[]> => deps.issues.all(),

    /** The report of the whole programme in an issue, with small groups hidden. */
    report(record: IssueRecord): Promise<Report> {
      const known = kept.get(record.hash)
      if (known) return known
      const report = read(record)
      report.catch(() => kept.delete(record.hash))
      kept.set(record.hash, report)
      for (const hash of [...kept.keys()].slice(0, -mostKept)) kept.delete(hash)
      return report
    },
  }
}

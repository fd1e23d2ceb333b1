import type { Deps } from '../../deps.ts'
import type { IssueRecord } from '../../domain/report/issue.ts'
import type { Report } from '../../domain/report/report.ts'
import { readPublicReport } from './public-document.ts'

/** All that pages read: the list of issues, and issues. */
export type PublicIssueDeps = { issues: Pick<Deps['issues'], 'all'>; files: Pick<Deps['files'], 'get'> }

const mostKept = 16

/** The issues as the public sees them. An issue never changes, so the reports read last are kept, by hash. */
export function publicIssues(deps: PublicIssueDeps) {
  const kept = new Map<string, Promise<Report>>()
  return {
    /** Every issue, by month and number. */
    list: (): Promise<IssueRecord[]> => deps.issues.all(),

    /** The report of the whole programme in an issue, with small groups hidden. */
    report(record: IssueRecord): Promise<Report> {
      const known = kept.get(record.hash)
      if (known) return known
      const report = readPublicReport(deps, record)
      report.catch(() => kept.delete(record.hash))
      kept.set(record.hash, report)
      for (const hash of [...kept.keys()].slice(0, -mostKept)) kept.delete(hash)
      return report
    },
  }
}

import type { Deps } from '../../deps.ts'
import type { Checkpoint } from '../../domain/report/checkpoint.ts'
import type { IssueRecord } from '../../domain/report/issue.ts'
import { listLatestByMonth, selectHistory } from '../../domain/report/issue-history.ts'
import type { Report } from '../../domain/report/report.ts'
import { writeSeal } from '../../domain/rights/trail-seal.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { readPublicBytes, readPublicReport } from './public-document.ts'

export type PublicIssueDeps = {
  issues: Pick<Deps['issues'], 'all'>
  files: Pick<Deps['files'], 'get'>
  checkpoints: Pick<Deps['checkpoints'], 'latest'>
  trailSeals: Pick<Deps['trailSeals'], 'all'>
}

const mostKept = 16
const reportsAtOnce = 8

/** The issues as the public sees them. An issue never changes, so the reports used last stay in memory, by hash. */
export function openPublicIssues(deps: PublicIssueDeps) {
  const reportByHash = new Map<string, Promise<Report>>()
  return {
    /** Every issue, by month and number. */
    list: (): Promise<IssueRecord[]> => deps.issues.all(),

    /** The document of an issue whose hash is printed, byte for byte. For the first issues, the report as JSON. */
    async document(record: IssueRecord): Promise<Uint8Array> {
      if (record.publicHash !== undefined) return readPublicBytes(deps, record)
      return Buffer.from(`${JSON.stringify(await this.report(record), undefined, 2)}\n`)
    },

    /** The signed heads of the chains. Undefined before the first issue. */
    checkpoint: (): Promise<Checkpoint | undefined> => deps.checkpoints.latest(),

    /** The seals of the trail as lines of JSON, oldest first. They hold only days and hashes. */
    seals: async (): Promise<string> => (await deps.trailSeals.all()).map(writeSeal).join(''),

    /**
     * The reports of the months up to an issue, oldest first. Each earlier month has the latest issue that existed by
     * then.
     */
    async history(record: IssueRecord, months: number): Promise<Report[]> {
      const issues = selectHistory(await this.list(), record, months)
      return Promise.all(issues.map((issue) => this.report(issue)))
    },

    /** The latest report of every month, oldest first. */
    async allMonths(): Promise<Report[]> {
      return mapAtOnce(listLatestByMonth(await this.list()), reportsAtOnce, (issue) => this.report(issue))
    },

    /** The report of the whole programme in an issue, with small groups hidden. */
    report(record: IssueRecord): Promise<Report> {
      const keptReport = reportByHash.get(record.hash)
      if (keptReport) return keptReport
      const report = readPublicReport(deps, record)
      report.catch(() => reportByHash.delete(record.hash))
      reportByHash.set(record.hash, report)
      for (const hash of [...reportByHash.keys()].slice(0, -mostKept)) reportByHash.delete(hash)
      return report
    },
  }
}

import { gunzipSync, gzipSync } from 'node:zlib'
import type { Deps } from '../../deps.ts'
import { previousMonth } from '../../domain/calendar.ts'
import { hideWithinIssue, makeFirstHiding } from '../../domain/report/first-hiding-rule.ts'
import type { Issue, IssueRecord } from '../../domain/report/issue.ts'
import { publicReport } from '../../domain/report/public-report.ts'
import { Report } from '../../domain/report/report.ts'
import { makeReports } from '../../domain/report/reports-of.ts'
import { readIssue } from './issue-file.ts'

type Reading = { files: Pick<Deps['files'], 'get'> }

/** Where the public document of an issue lies: beside the issue. */
const publicFile = ({ file }: Pick<IssueRecord, 'file'>): string => file.replace(/(\.json\.gz)?$/, '.public.json.gz')

/** The report of the whole programme in an issue as the public sees it: for good as it was when the issue was made. */
export async function readPublicReport(deps: Reading, record: IssueRecord): Promise<Report> {
  if (record.hiding === undefined) return hideWithinIssue(wholeReport(await readIssue(deps, record), record.hash))
  const packed = await deps.files.get(publicFile(record))
  if (!packed) throw new Error(`The public document of issue ${record.month}/${record.number} is missing`)
  return Report.parse(JSON.parse(gunzipSync(packed).toString('utf8')))
}

/** What an issue about to be made is hidden beside: the issue that it corrects, or else the one of the month before. */
export async function publicReportBefore(
  deps: Reading & { issues: Pick<Deps['issues'], 'get'> },
  { month, number }: Pick<Issue, 'month' | 'number'>,
): Promise<Report | undefined> {
  const record = await (number > 1 ? deps.issues.get(month, number - 1) : deps.issues.get(previousMonth(month), 1))
  if (!record) return undefined
  const report = await readPublicReport(deps, record)
  return report.hiding ? report : { ...report, hiding: makeFirstHiding(report) }
}

/** Stores the public document of an issue. */
export async function writePublicReport(
  { files }: Pick<Deps, 'files'>,
  issue: Issue,
  { file, hash }: Pick<IssueRecord, 'file' | 'hash'>,
  before: Report | undefined,
): Promise<void> {
  const report = publicReport(wholeReport(issue, hash), before)
  await files.put(publicFile({ file }), gzipSync(`${JSON.stringify(report)}\n`), 'application/gzip')
}

const wholeReport = (issue: Issue, hash: string): Report => makeReports(issue, hash)({ area: issue.figures.area.code })

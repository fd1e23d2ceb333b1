import { gunzipSync, gzipSync } from 'node:zlib'
import type { Deps } from '../../deps.ts'
import { previousMonth } from '../../domain/calendar.ts'
import { hashIssue, type Issue, type IssueRecord } from '../../domain/report/issue.ts'
import { makeReports } from '../../domain/report/issue-reports.ts'
import { hideWithinIssue, makeLegacyHiding } from '../../domain/report/legacy-hiding-rule.ts'
import { encodePublicDocument } from '../../domain/report/public-document.ts'
import { publicReport } from '../../domain/report/public-report.ts'
import { Report } from '../../domain/report/report.ts'
import { readIssue } from './issue-file.ts'

type ReadDeps = { files: Pick<Deps['files'], 'get'> }

/** The key of an issue's public document, which is stored next to the issue. */
const namePublicFile = ({ file }: Pick<IssueRecord, 'file'>): string =>
  file.replace(/(\.json\.gz)?$/, '.public.json.gz')

/** The report of the whole programme as the public sees it, unchanged since the issue was made. */
export async function readPublicReport(deps: ReadDeps, record: IssueRecord): Promise<Report> {
  if (record.hiding === undefined) return hideWithinIssue(makeWholeReport(await readIssue(deps, record), record.hash))
  const bytes = await readPublicBytes(deps, record)
  const document = JSON.parse(Buffer.from(bytes).toString('utf8'))
  // The document does not contain its own hash.
  return Report.parse(record.publicHash === undefined ? document : { ...document, hash: record.publicHash })
}

/**
 * Reads the bytes of an issue's public document, and checks them against the printed hash. The first issues printed
 * the internal issue's hash, so theirs are not checked.
 */
export async function readPublicBytes(deps: ReadDeps, record: IssueRecord): Promise<Uint8Array> {
  const { month, number, publicHash } = record
  const packed = await deps.files.get(namePublicFile(record))
  const bytes = packed && gunzipSync(packed)
  if (!bytes || (publicHash !== undefined && hashIssue(bytes) !== publicHash))
    throw new Error(
      `The public document of issue ${month}/${number} is missing from the file store, or was changed there`,
    )
  return bytes
}

/** The public report before a new issue: the corrected issue's or, for a first issue, the previous month's. */
export async function readPublicReportBefore(
  deps: ReadDeps & { issues: Pick<Deps['issues'], 'get'> },
  { month, number }: Pick<Issue, 'month' | 'number'>,
): Promise<Report | undefined> {
  const record = await (number > 1 ? deps.issues.get(month, number - 1) : deps.issues.get(previousMonth(month), 1))
  if (!record) return undefined
  const report = await readPublicReport(deps, record)
  return report.hiding ? report : { ...report, hiding: makeLegacyHiding(report) }
}

/** The fields of a public document that link it to the chain. */
type Link = { place: number; previous: string | undefined }

/**
 * Stores the public document of an issue, computed from the public report before it and the issue that it corrects.
 * Returns its hash.
 */
export async function writePublicDocument(
  { files }: Pick<Deps, 'files'>,
  issue: Issue,
  { file, hash }: Pick<IssueRecord, 'file' | 'hash'>,
  { link, before, corrected }: { link: Link; before: Report | undefined; corrected: Issue | undefined },
): Promise<string> {
  const { place, previous } = link
  const { previous: _, ...report } = publicReport(makeWholeReport(issue, hash, corrected), before)
  const bytes = encodePublicDocument({ ...report, ...(previous !== undefined && { previous }), place, internal: hash })
  await files.put(namePublicFile({ file }), gzipSync(bytes), 'application/gzip')
  return hashIssue(bytes)
}

const makeWholeReport = (issue: Issue, hash: string, corrected?: Issue): Report =>
  makeReports(issue, hash, { corrected })({ area: issue.figures.area.code })

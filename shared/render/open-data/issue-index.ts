import type { IssueRecord } from '../../domain/report/issue.ts'
import { listLatestByMonth } from '../../domain/report/issue-history.ts'
import { readPrintedHash } from '../../domain/report/public-document.ts'
import { issueFiles } from './catalogue.ts'

/** Every issue with its hash and files, for programs that follow the figures. */
export function issueIndex(issues: IssueRecord[], origin: string) {
  const latest = new Set(listLatestByMonth(issues))
  return {
    issues: issues.map((issue) => ({
      month: issue.month,
      number: issue.number,
      isLatest: latest.has(issue),
      issuedAt: issue.issuedAt,
      ...(issue.cause !== undefined && { cause: issue.cause }),
      sha256: readPrintedHash(issue),
      page: `${origin}/reports/${issue.month}/${issue.number}`,
      files: issueFiles(issue).map(({ path, mediaType }) => ({ url: `${origin}${path}`, mediaType })),
    })),
  }
}

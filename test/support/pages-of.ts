import { gzipSync } from 'node:zlib'
import { pagesApp } from '../../functions/pages/app.ts'
import type { IssueRecord } from '../../shared/domain/report/issue.ts'
import { issueBytes } from '../../shared/domain/report/issue.ts'
import type { MadeIssue } from './made-issues.ts'

/** The public pages over issues that lie in memory as they would in the table and the file store. */
export function pagesOf(made: MadeIssue[]) {
  const files = new Map(made.map(({ issue, hash }) => [hash, gzipSync(issueBytes(issue))]))
  const records: IssueRecord[] = made.map(({ issue: { month, number, issuedAt }, hash }) => ({
    month,
    number,
    issuedAt,
    issuedBy: 'schedule',
    hash,
    file: hash,
    changes: 0,
  }))
  const logged: string[] = []
  const app = pagesApp({
    issues: { all: async () => records },
    files: { get: async (file: string) => files.get(file) },
    log: (_level, message) => logged.push(message),
  })
  return { app, logged }
}

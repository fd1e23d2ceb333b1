import { gzipSync } from 'node:zlib'
import { pagesApp } from '../../functions/pages/app.ts'
import { hidingRule } from '../../shared/domain/hiding/shown-so-far.ts'
import { encodeIssue, type IssueRecord } from '../../shared/domain/report/issue.ts'
import { makeReports } from '../../shared/domain/report/issue-reports.ts'
import { publicReport } from '../../shared/domain/report/public-report.ts'
import type { Report } from '../../shared/domain/report/report.ts'
import type { MadeIssue } from './made-issues.ts'

/** The public reports of consecutive months, each derived with the one before. */
export function publicOver(truth: Report[]): Report[] {
  const shown: Report[] = []
  for (const report of truth) shown.push(publicReport(report, shown.at(-1)))
  return shown
}

/** The public reports of issues. */
export const publicReportsOf = (made: MadeIssue[]): Report[] =>
  publicOver(made.map(({ issue, hash }) => makeReports(issue, hash)({ area: issue.figures.area.code })))

/** The dependencies of the public pages, with table and file store in memory. */
export function publicDepsOf(made: MadeIssue[]) {
  const reports = publicReportsOf(made)
  const files = new Map(
    made.flatMap(({ issue, hash }, i): [string, Buffer][] => [
      [hash, gzipSync(encodeIssue(issue))],
      [`${hash}.public.json.gz`, gzipSync(JSON.stringify(reports[i]))],
    ]),
  )
  const records: IssueRecord[] = made.map(({ issue: { month, number, issuedAt }, hash }) => ({
    month,
    number,
    issuedAt,
    issuedBy: 'schedule',
    hash,
    file: hash,
    changes: 0,
    hiding: hidingRule,
  }))
  const logged: string[] = []
  const deps = {
    pagesUrl: 'https://capaian.example',
    issues: { all: async () => records },
    files: { get: async (file: string) => files.get(file) },
    checkpoints: { latest: async () => undefined },
    trailSeals: { all: async () => [] },
    log: (_level: string, message: string) => void logged.push(message),
  }
  return { deps, logged }
}

/** The public pages over issues in memory. */
export function pagesOf(made: MadeIssue[]) {
  const { deps, logged } = publicDepsOf(made)
  return { app: pagesApp(deps), logged }
}

import type { Deps } from '../../deps.ts'
import type { IssueRef } from '../../domain/mail/mailing.ts'
import type { Recipient } from '../../domain/mail/recipient.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import type { ReportScope } from '../../domain/report/book.ts'
import { makeReports } from '../../domain/report/issue-reports.ts'
import type { Report } from '../../domain/report/report.ts'
import { readIssue } from '../issues/issue-file.ts'
import { readStoredPublicReport } from '../issues/reports.ts'
import { scopeOf } from './compose.ts'

type UntouchedDeps = Pick<Deps, 'issues' | 'files' | 'deliveries'>

/**
 * Makes a test of whether a correction changes nothing for a recipient: the recipient got an earlier issue of the
 * month, and every value of the recipient's scope is the same in both. An issue for which the recipient was passed over
 * does not count.
 */
export async function makeUntouchedTest(
  deps: UntouchedDeps,
  issue: IssueRef,
): Promise<(recipient: Recipient) => Promise<boolean>> {
  if (issue.number === 1) return async () => false
  const lastSent = await findLastSent(deps, issue)
  const reports = new Map<number, Promise<(scope: ReportScope) => Report>>()
  return async (recipient) => {
    const number = lastSent.get(recipient.id)
    if (number === undefined) return false
    if (recipient.report === 'public')
      return number === issue.number - 1 && isUntouched(await readStoredPublicReport(deps, issue))
    const reportOf = reports.get(number) ?? readReportsAgainst(deps, issue, number)
    reports.set(number, reportOf)
    return isUntouched((await reportOf)(scopeOf(recipient)))
  }
}

const isUntouched = ({ correction }: Report): boolean => correction?.changes.length === 0

/** The latest issue before this one that was sent to each recipient. */
async function findLastSent({ deliveries }: UntouchedDeps, { month, number }: IssueRef): Promise<Map<string, number>> {
  const lastSent = new Map<string, number>()
  for (let earlier = 1; earlier < number; earlier++)
    for (const { recipientId, state } of await deliveries.ofIssue(month, earlier))
      if (state !== 'paused') lastSent.set(recipientId, earlier)
  return lastSent
}

/** The reports of an issue, which say what changed against an earlier one of the month. */
async function readReportsAgainst(deps: UntouchedDeps, { month, number }: IssueRef, earlier: number) {
  const records = await Promise.all([deps.issues.get(month, number), deps.issues.get(month, earlier)])
  const [own, before] = records
  if (!own || !before) throw notFound()
  return makeReports(await readIssue(deps, own), own.hash, { corrected: await readIssue(deps, before) })
}

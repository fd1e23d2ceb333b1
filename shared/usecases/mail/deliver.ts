import type { Deps } from '../../deps.ts'
import { dayOf } from '../../domain/calendar.ts'
import type { Retries } from '../../domain/jobs/retry-races.ts'
import { type Delivery, isNextRepeat } from '../../domain/mail/delivery.ts'
import type { Renderers } from '../../domain/mail/mail-rendering.ts'
import { addressOn, findExclusion, type Recipient } from '../../domain/mail/recipient.ts'
import type { SenderDeps } from '../../sending.ts'
import { readReports, readStoredPublicReport } from '../issues/reports.ts'
import type { Handler } from '../sweep.ts'
import { type ComposeDeps, type IssueReports, makeComposer } from './compose.ts'
import { sendCopies } from './send-copies.ts'

export type DeliverDeps = ComposeDeps &
  Pick<Deps, 'deliveries' | 'recipients' | 'issues' | 'commit' | 'log'> &
  Retries &
  SenderDeps

const rememberedIssues = 4

/** Sends reports to offices. Passes over a delivery if its recipient was paused or ended after it was planned. */
export function mailHandler(deps: DeliverDeps, renderers: Renderers, mostAttached?: number): Handler {
  const compose = makeComposer(deps, renderers, mostAttached)
  const issueReports = new Map<string, Promise<IssueReports>>()

  function readIssueReports({ month, number }: Delivery): Promise<IssueReports> {
    const id = `${month}#${number}`
    const known = issueReports.get(id)
    if (known) return known
    if (issueReports.size >= rememberedIssues) issueReports.clear()
    const publicReport = () => readStoredPublicReport(deps, { month, number })
    const reports = readReports(deps, { month, number }).then((reportOf) => ({ month, number, reportOf, publicReport }))
    issueReports.set(id, reports)
    reports.catch(() => issueReports.delete(id))
    return reports
  }

  return sendCopies(deps, {
    inDoubt: 'ask',
    mostTries: 12,
    at: (key) => deps.deliveries.at(key),
    save: (stored) => deps.deliveries.save(stored),
    async compose({ delivery, to }) {
      const found = await deps.recipients.get(delivery.recipientId)
      const isTest = delivery.testId !== undefined
      if (!found || (!isTest && isExcluded(deps, found.recipient))) return undefined
      const { content, archive, unsubscribeUrl } = await compose(await readIssueReports(delivery), found.recipient, {
        isSecondCopy: isNextRepeat(delivery),
        isTest,
      })
      const address = () => to ?? addressOn(found.recipient, dayOf(deps.now(), deps.frame.programme.zone))
      return {
        archive,
        send: (copy, signal) =>
          deps.mail.send({ ...content, to: address(), unsubscribeUrl, tags: tagsOf(delivery, copy) }, signal),
      }
    },
  })
}

/** The tags by which events find their copy. */
const tagsOf = ({ month, number, recipientId, testId }: Delivery, copy: number): Record<string, string> => ({
  issue: `${month}_${number}`,
  recipient: recipientId,
  copy: `${copy}`,
  ...(testId !== undefined && { test: testId }),
})

const isExcluded = ({ now, frame }: Pick<Deps, 'now' | 'frame'>, recipient: Recipient): boolean =>
  findExclusion(recipient, dayOf(now(), frame.programme.zone)) !== undefined

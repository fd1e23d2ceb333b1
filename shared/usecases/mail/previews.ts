import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { permit } from '../../domain/access/policy.ts'
import type { Renderers } from '../../domain/mail/mail-rendering.ts'
import type { IssueRef } from '../../domain/mail/mailing.ts'
import { readReports, readStoredPublicReport } from '../issues/reports.ts'
import { scopeOf } from './compose.ts'
import { makePageLink } from './links.ts'
import { readRecipient } from './recipients.ts'

/** A mail as a recipient would get it. Nothing was sent, and its link unsubscribes nobody. */
export const MailPreview = z
  .object({ subject: z.string(), html: z.string(), text: z.string(), htmlBytes: z.int() })
  .meta({ id: 'MailPreview' })

const previewUrl = (publicUrl: string) => `${publicUrl}/mail/unsubscriptions/preview`

/** Shows an issue as a mail to a recipient. */
export async function previewMail(
  deps: Pick<Deps, 'recipients' | 'issues' | 'files' | 'frame' | 'publicUrl' | 'pagesUrl'>,
  renderers: Pick<Renderers, 'mail'>,
  caller: Caller,
  id: string,
  issue: IssueRef,
): Promise<z.infer<typeof MailPreview>> {
  const { recipient } = await readRecipient(deps, caller, id)
  const report =
    recipient.report === 'public'
      ? await readStoredPublicReport(deps, issue)
      : (await readReports(deps, issue))(scopeOf(recipient))
  const mail = renderers.mail(report, {
    language: recipient.language,
    links: {
      ...makePageLink(deps, issue, scopeOf(recipient), recipient.language),
      unsubscribe: previewUrl(deps.publicUrl),
    },
    attached: [],
    isSecondCopy: false,
    isTest: false,
  })
  return { ...mail, htmlBytes: Buffer.byteLength(mail.html) }
}

/** The last issue of the latest month, for callers who manage recipients. Undefined if there is none. */
export async function findLatestIssue({ issues }: Pick<Deps, 'issues'>, caller: Caller): Promise<IssueRef | undefined> {
  permit(caller, 'recipients.manage')
  return (await issues.all()).at(-1)
}

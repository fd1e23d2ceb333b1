import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Deps } from '../../deps.ts'
import { type Day, dayMs, dayOf } from '../../domain/calendar.ts'
import type { Envelope, Renderers } from '../../domain/mail/mail-rendering.ts'
import type { Attachment, MailContent } from '../../domain/mail/outgoing-mail.ts'
import type { Recipient, ReportFormat } from '../../domain/mail/recipient.ts'
import type { ReportScope } from '../../domain/report/book.ts'
import { isPublicReport, type Report } from '../../domain/report/report.ts'
import type { Language } from '../../domain/values/language.ts'
import { makeFileUrl, makePageLink, unsubscribeUrl } from './links.ts'

export type ComposeDeps = Pick<Deps, 'files' | 'keyring' | 'publicUrl' | 'pagesUrl' | 'frame' | 'now'>

/** A file of a report, kept for as long as mails link to it. */
type KeptFile = Attachment & { format: ReportFormat; sha256: string; key: string }

/**
 * The most bytes to attach to a mail, before encoding, which adds a third. Mailboxes of offices often take ten
 * megabytes.
 */
const mostAttached = 7 * 1024 * 1024

const linkDays = 90
const rememberedFiles = 32

/** An issue, and the reports in it. */
export type IssueReports = {
  month: string
  number: number
  reportOf: (scope: ReportScope) => Report
  publicReport: () => Promise<Report>
}

/**
 * Composes mails from issues. A file is rendered once for all recipients of the same part. The file is stored under
 * its hash before any mail with a link to it is sent.
 */
export function makeComposer(deps: ComposeDeps, renderers: Renderers, limit = mostAttached) {
  const rendered = new Map<string, Promise<KeptFile>>()

  function renderFile(report: Report, format: ReportFormat, language: Language): Promise<KeptFile> {
    const { area, agency } = report.scope
    const id = [report.hash, isPublicReport(report), area.code, agency?.code, language, format].join('#')
    const known = rendered.get(id)
    if (known) return known
    if (rendered.size >= rememberedFiles) rendered.clear()
    const file = keepFile(deps, format, renderers.file(report, format, language))
    rendered.set(id, file)
    file.catch(() => rendered.delete(id))
    return file
  }

  /** Composes a mail for a recipient. Returns the mail, and the SHA-256 under which it is archived. */
  return async function compose(
    issue: IssueReports,
    recipient: Recipient,
    { isSecondCopy, isTest }: Pick<Envelope, 'isSecondCopy' | 'isTest'>,
  ): Promise<{ content: MailContent; unsubscribeUrl: string; archive: string }> {
    const { language, formats } = recipient
    const isPublic = recipient.report === 'public'
    const report = isPublic ? await issue.publicReport() : issue.reportOf(scopeOf(recipient))
    const files: KeptFile[] = []
    for (const format of formats) files.push(await renderFile(report, format, language))
    const { attached, linked } = attachWhatFits(files, limit)
    const until = findLinkEnd(deps)
    const unsubscribe = unsubscribeUrl(deps, recipient.id)
    const links = linked.map(({ format, name, key }) => [format, makeFileUrl(deps, { key, name, until })])
    const mail = renderers.mail(report, {
      language,
      links: {
        ...makePageLink(deps, issue, scopeOf(recipient), language),
        ...Object.fromEntries(links),
        ...(linked.length > 0 && { until }),
        unsubscribe,
      },
      attached: attached.map(({ name }) => name),
      isSecondCopy,
      isTest,
    })
    const content = { ...mail, attachments: attached }
    const archive = await archiveMail(deps, issue, recipient, report.hash, content, attached)
    return { content, unsubscribeUrl: unsubscribe, archive }
  }
}

/** The scope of the report that a recipient gets. */
export const scopeOf = ({ area, agency }: Pick<Recipient, 'area' | 'agency'>): ReportScope => ({
  area,
  ...(agency !== undefined && { agency }),
})

/** The last day of a link that is made now. */
const findLinkEnd = ({ now, frame }: Pick<ComposeDeps, 'now' | 'frame'>): Day =>
  dayOf(new Date(now().getTime() + linkDays * dayMs), frame.programme.zone)

/** Attaches the files that fit, in order, and links the rest. */
function attachWhatFits(files: KeptFile[], limit: number): { attached: KeptFile[]; linked: KeptFile[] } {
  const attachedFiles: KeptFile[] = []
  const linkedFiles: KeptFile[] = []
  let bytesLeft = limit
  for (const file of files) {
    if (file.bytes.length > bytesLeft) linkedFiles.push(file)
    else {
      attachedFiles.push(file)
      bytesLeft -= file.bytes.length
    }
  }
  return { attached: attachedFiles, linked: linkedFiles }
}

async function keepFile(
  { files }: Pick<ComposeDeps, 'files'>,
  format: ReportFormat,
  rendering: Promise<Attachment>,
): Promise<KeptFile> {
  const file = await rendering
  const sha256 = hashBytes(file.bytes)
  const key = `mails/files/${sha256}.${format}`
  await files.put(key, file.bytes, file.contentType)
  return { ...file, format, sha256, key }
}

const hashBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Stores a mail, without its address, in the archive before it is sent. So everything sent is archived. */
async function archiveMail(
  { files }: Pick<ComposeDeps, 'files'>,
  { month, number }: IssueReports,
  { id: recipientId, report, language, area, agency }: Recipient,
  hash: string,
  { subject, html, text }: MailContent,
  attached: KeptFile[],
): Promise<string> {
  const attachments = attached.map(({ name, contentType, sha256, key }) => ({ name, contentType, sha256, key }))
  const scope = scopeOf({ area, agency })
  const archivedMail = {
    format: 1,
    month,
    number,
    hash,
    recipientId,
    report,
    scope,
    language,
    subject,
    html,
    text,
    attachments,
  }
  const bytes = Buffer.from(`${JSON.stringify(archivedMail)}\n`)
  const sha256 = hashBytes(bytes)
  await files.put(makeArchiveKey({ month, number, recipientId }, sha256), gzipSync(bytes), 'application/gzip')
  return sha256
}

/** The archive's key of a mail to a recipient. */
export const makeArchiveKey = (
  { month, number, recipientId }: { month: string; number: number; recipientId: string },
  sha256: string,
): string => `mails/${month}/${String(number).padStart(4, '0')}/${recipientId}/${sha256}.json.gz`

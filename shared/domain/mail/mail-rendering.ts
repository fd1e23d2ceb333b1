import type { Report } from '../report/report.ts'
import type { Language } from '../values/language.ts'
import type { Attachment } from './outgoing-mail.ts'
import type { ReportFormat } from './recipient.ts'

/** What a mail says about itself, in addition to the report. */
export type Envelope = {
  language: Language
  /**
   * Addresses of the page, if there is one; of files that were too large to attach, which work until the day
   * `until`; and of the page that ends the mails.
   */
  links: Partial<Record<ReportFormat | 'page', string>> & { until?: string; unsubscribe: string }
  /** Names of the files that are attached. */
  attached: string[]
  isSecondCopy: boolean
  isTest: boolean
}

/** How a report becomes a mail and files: pure functions, so that the same issue gives the same bytes. */
export type Renderers = {
  mail(report: Report, envelope: Envelope): { subject: string; html: string; text: string }
  file(report: Report, format: ReportFormat, language: Language): Promise<Attachment>
}

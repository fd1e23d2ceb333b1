import * as z from 'zod'
import type { IssueRecord } from '../../../shared/domain/report/issue.ts'
import { listLatestByMonth } from '../../../shared/domain/report/issue-history.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { citation } from '../../../shared/render/words/citation.ts'
import { nameReading } from '../../../shared/render/words/names.ts'
import { describeHiddenCells } from '../../../shared/render/words/sentences.ts'
import type { Wording } from '../../../shared/render/words/wording.ts'

const month = z.string().describe('YYYY-MM')

/** The issue from which numbers are taken. */
export const Source = z
  .object({
    programme: z.string(),
    month: month.describe('The figures are those at the end of this month, YYYY-MM'),
    number: z.int().describe('Number of the issue of that month; 2 and later correct the one before'),
    isLatest: z.boolean().describe('Whether it is the latest issue of its month'),
    issuedAt: z.string(),
    cause: z.string().optional().describe('Why the month was issued again'),
    reading: z
      .enum(['as_posted', 'restated'])
      .describe('as_posted: as the month was closed; restated: with what was posted later'),
    restatedThrough: month.optional(),
    sha256: z.string().describe('Hash of the public document of the issue, for checking'),
    page: z.url(),
    citation: z.string(),
    licence: z.string(),
    hidden: z.string().optional().describe('What is hidden, and why'),
  })
  .meta({ id: 'Source', description: 'The issue that the numbers are from: quote it with them' })

type Origin = { issues: IssueRecord[]; origin: string }

/** Describes the issue of a report. */
export function describeSource(report: Report, { issues, origin }: Origin, wording: Wording): z.input<typeof Source> {
  const { programme, month: ofMonth, number, issuedAt, cause, reading, restatedThrough, publication } = report
  const { language } = wording
  const page = issuePage(report, origin)
  const hidden = describeHiddenCells(report, wording)
  return {
    programme: programme.name[language],
    month: ofMonth,
    number,
    isLatest: listLatestByMonth(issues).some((each) => each.month === ofMonth && each.number === number),
    issuedAt,
    ...(cause !== undefined && { cause }),
    reading,
    ...(restatedThrough !== undefined && { restatedThrough }),
    sha256: report.hash,
    page,
    citation: citation(report, page, wording),
    licence: [publication.licence[language], publication.licenceUrl].filter(Boolean).join(' · '),
    ...(hidden !== undefined && { hidden }),
  }
}

const issuePage = ({ month: ofMonth, number }: { month: string; number: number }, origin: string): string =>
  `${origin}/reports/${ofMonth}/${number}`

/** The source as lines of text, below every answer from it. */
export function writeSource(report: Report, origin: string, wording: Wording): string {
  const { language, words, formats } = wording
  const hidden = describeHiddenCells(report, wording)
  return [
    `${words.asOf}: ${formats.endOf(report.month)}. ${words.issue} ${report.number}, ${words.issued.toLowerCase()} ${formats.instant(report.issuedAt, report.programme.zone)}. ${words.reading}: ${nameReading(report, wording).toLowerCase()}.`,
    ...(report.cause === undefined ? [] : [`${words.cause}: ${report.cause}`]),
    ...(hidden === undefined ? [] : [`${capitalize(words.hidden)}: ${hidden}.`]),
    `${language === 'id' ? 'Sumber' : 'Source'}: ${citation(report, issuePage(report, origin), wording)}`,
    `${words.hash}: ${report.hash}`,
  ].join('\n')
}

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

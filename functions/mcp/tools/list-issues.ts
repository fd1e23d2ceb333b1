import * as z from 'zod'
import { refuseAll } from '../../../shared/domain/problems/app-error.ts'
import { listLatestByMonth } from '../../../shared/domain/report/issue-history.ts'
import { issueIndex } from '../../../shared/render/open-data/issue-index.ts'
import { wordingOf } from '../../../shared/render/words/wording.ts'
import { languageArgument, monthArgument } from '../parts/arguments.ts'
import { requireLatest } from '../parts/choose-issue.ts'
import { joinParts } from '../parts/table-text.ts'
import { makeTool } from '../tool.ts'

const mostMonths = 24

const IssueView = z.object({
  month: z.string(),
  number: z.int(),
  isLatest: z.boolean(),
  issuedAt: z.string(),
  cause: z.string().optional().describe('Why the month was issued again'),
  sha256: z.string(),
  page: z.url(),
})

export const listIssues = makeTool({
  name: 'list_issues',
  title: { id: 'Daftar bulan dan terbitan', en: 'Months and issues' },
  description: {
    id: 'Bulan yang laporannya sudah terbit, dengan setiap terbitan dan koreksinya, yang terbaru lebih dahulu.',
    en: `Months whose report is published, with every issue and correction, the newest first; at most ${mostMonths} months at once.`,
  },
  input: z.strictObject({
    from: monthArgument.optional().describe('First month, YYYY-MM'),
    to: monthArgument.optional().describe('Last month, YYYY-MM'),
    ...languageArgument,
  }),
  output: z.object({
    programme: z.string(),
    firstMonth: z.string(),
    lastMonth: z.string(),
    monthsLeftOut: z.int().describe('Earlier months of the range asked for that are not in this answer'),
    issues: z.array(IssueView),
  }),
  async answer({ known, origin }, { from, to, language }) {
    const all = await known.list()
    const last = requireLatest(all)
    refuseAll(
      from !== undefined && to !== undefined && from > to
        ? [{ code: 'month_range', path: ['to'], params: { most: mostMonths } }]
        : [],
    )
    const { programme } = await known.report(last)
    const { formats, words } = wordingOf(language)
    const months = listLatestByMonth(all).map(({ month }) => month)
    const inRange = months.filter((month) => month >= (from ?? '') && month <= (to ?? last.month))
    const shownIssues = new Set(inRange.slice(-mostMonths))
    const issues = issueIndex(all, origin)
      .issues.filter(({ month }) => shownIssues.has(month))
      .map(({ files: _, ...issue }) => issue)
      .toSorted((a, b) => (a.month < b.month ? 1 : a.month > b.month ? -1 : b.number - a.number))
    const lines = issues.map(
      ({ month, number, issuedAt, cause, sha256, page }) =>
        `- ${formats.month(month)}, ${words.issue.toLowerCase()} ${number}, ${words.issued.toLowerCase()} ${formats.instant(issuedAt, programme.zone)}${cause === undefined ? '' : `; ${words.cause.toLowerCase()}: ${cause}`}. ${words.hash} ${sha256}. ${page}`,
    )
    const monthsLeftOut = inRange.length - shownIssues.size
    const leftOut =
      language === 'id'
        ? `${monthsLeftOut} bulan yang lebih awal tidak dimuat; sebut rentangnya dengan from dan to.`
        : `${monthsLeftOut} earlier months are left out; ask for them by from and to.`
    const none = language === 'id' ? 'Tidak ada terbitan dalam rentang ini.' : 'There is no issue in this range.'
    return {
      structured: {
        programme: programme.name[language],
        firstMonth: months[0] ?? '',
        lastMonth: last.month,
        monthsLeftOut,
        issues,
      },
      text: joinParts(
        programme.name[language],
        lines.length === 0 ? none : lines.join('\n'),
        monthsLeftOut > 0 ? leftOut : undefined,
      ),
    }
  },
})

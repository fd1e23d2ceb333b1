import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise } from '../../domain/access/policy.ts'
import { type Month, previousMonth } from '../../domain/calendar.ts'
import { makeBook } from '../../domain/report/book.ts'
import { makeReports } from '../../domain/report/issue-reports.ts'
import { chooseRenderer } from '../../domain/report/renderer-version.ts'
import type { Report } from '../../domain/report/report.ts'
import { measureAimsInForce } from '../figures/aims.ts'
import { type FigureDeps, readFigures } from '../figures/figures.ts'
import { currentMonth, readBooksAt } from '../ledger/books.ts'
import { readIssue } from './issue-file.ts'

/**
 * The report that issuing a month again would make now, with what it would correct. Reasons of reversals, obstacles and
 * open questions are those of the issue before: they are read only when the month is issued. Undefined if the month has
 * no issue.
 */
export async function previewReissue(
  deps: FigureDeps & Pick<Deps, 'issues' | 'files'>,
  caller: Caller,
  month: Month,
): Promise<Report | undefined> {
  const area = deps.frame.areas.root
  authorise(deps.frame.areas, caller, 'issues.reissue', { area })
  const last = (await deps.issues.ofMonth(month)).at(-1)
  if (!last) return undefined
  const [corrected, before, at] = await Promise.all([
    readIssue(deps, last),
    deps.issues.get(previousMonth(month), 1),
    readBooksAt(deps, month),
  ])
  const restatedThrough = currentMonth(deps)
  const { figures, nodes, posted, yardstick } = await readFigures(
    deps,
    { month, area, reading: 'restated', restatedThrough },
    { at },
  )
  const { quality, reversals, obstacles } = corrected.book
  const book = makeBook(yardstick.frame, before && (await readIssue(deps, before)).book, {
    ...{ month, read: nodes, posted, quality, reversals, obstacles },
    aims: await measureAimsInForce(deps, at.books, { month, restatedThrough }, yardstick),
  })
  const issuedAt = deps.now().toISOString()
  const issue = { ...corrected, renderer: chooseRenderer(figures), number: last.number + 1, issuedAt, figures, book }
  return makeReports(issue, '', { corrected })({ area })
}

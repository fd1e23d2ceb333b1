import type { Report } from '../../domain/report/report.ts'
import { languageQuery } from '../../domain/values/language-query.ts'
import { leadingHeadlines, summarizeHeadlines } from '../headline.ts'
import { html, type Markup } from '../markup.ts'
import { quote } from '../quote.ts'
import { nameScope, shortName } from '../words/names.ts'
import { type Wording, wordingOf } from '../words/wording.ts'
import { changesSection } from './changes-section.ts'
import { downloadSection } from './download-section.ts'
import { type IssueChoice, type PageOptions, page } from './frame.ts'
import { funnelSection, trendSection } from './funnel-sections.ts'
import { headlineBlock, whyBlock } from './headline-block.ts'
import { mapSection } from './map-page.ts'
import { obstacleSection } from './obstacle-section.ts'
import { citySection, tablesSection } from './table-sections.ts'

/** A public report as a web page. It is complete without scripts, and the funnel is its first picture. */
export function reportPage(report: Report, options: PageOptions): string {
  const wording = wordingOf(options.language)
  const { words, formats, language } = wording
  const title = `${shortName(report, wording)}, ${formats.month(report.month)}`
  const permanentPath = `/reports/${report.month}/${report.number}`
  const path = options.isFront ? '/' : permanentPath
  return page(
    title,
    path,
    options,
    html`
<p class="kicker">${language === 'id' ? 'Satu baris angka, dua bacaan' : 'One row of figures, two readings'}</p>
<h1>${shortName(report, wording)}, ${formats.month(report.month)}</h1>
<p class="stand">${report.programme.name[language]} · ${nameScope(report, wording)}<br>${words.asOf} ${formats.month(report.month)} · ${words.issue.toLowerCase()} ${report.number}, ${formats.instant(report.issuedAt, report.programme.zone)}</p>
${report.cause !== undefined && html`<p class="small"><b>${words.cause}:</b> ${quote(report.cause, language)}</p>`}
${renderIssues(report, options.issues, wording)}
${changesSection(report, wording)}
<div class="pair">${leadingHeadlines(report).map((headline, i) => headlineBlock(report, headline, i, wording))}</div>
${whyBlock(report, wording)}
${funnelSection(report, wording)}
${trendSection(report, wording)}
${mapSection(report, wording)}
${citySection(report, wording)}
${obstacleSection(report.obstacles, wording)}
${tablesSection(report, options, wording)}
${downloadSection(report, `${options.origin}${permanentPath}`, permanentPath, wording)}`,
    wording,
    { report, summary: summarizeHeadlines(report, wording) },
  )
}

/** Lists every issue of the month if there are several, and marks this one, so that corrections are visible. */
function renderIssues(
  { month, number }: Report,
  issues: IssueChoice[],
  { language, words }: Wording,
): Markup | undefined {
  const numbers = issues.filter((each) => each.month === month).map((each) => each.number)
  if (numbers.length < 2) return undefined
  return html`<nav class="editions" aria-label="${words.issue}">${words.issue} ${numbers.map((each) =>
    each === number
      ? html`<b aria-current="page">${each}</b> `
      : html`<a href="/reports/${month}/${each}${languageQuery(language)}">${each}</a> `,
  )}${number < Math.max(...numbers) && html`<span>${language === 'id' ? 'Terbitan ini telah dikoreksi oleh terbitan berikutnya.' : 'This issue has been corrected since.'}</span>`}</nav>`
}

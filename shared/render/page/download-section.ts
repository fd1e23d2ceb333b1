import type { Report } from '../../domain/report/report.ts'
import { languageQuery } from '../../domain/values/language-query.ts'
import { html, type Markup } from '../markup.ts'
import { reportTables } from '../tables/report-tables.ts'
import type { Speech } from '../words/speech.ts'

export function downloadSection(report: Report, own: string, speech: Speech): Markup {
  const { language, words } = speech
  const about = reportTables(report, speech).find(({ code }) => code === 'about')
  const name = `capaian-${report.month}-${report.number}`
  const files = [
    ['CSV', `${name}.csv`],
    ['XLSX', `${name}.xlsx`],
    ['JSON', `${name}.json`],
    ['PDF', `${name}.pdf`],
    ['Metadata (CSV)', `${name}-metadata.csv`],
  ] as const
  return html`<section aria-labelledby="data"><h2 id="data">${language === 'id' ? 'Data terbuka' : 'Open data'}</h2>
<ul class="get">${files.map(([label, file]) => html`<li><a href="${own}/${file}${languageQuery(language)}" download>${label}</a></li>`)}</ul>
<h3>${words.about}</h3>
<dl>${about?.rows.map(([, what, value]) => html`<dt>${what ?? ''}</dt><dd>${value ?? ''}</dd>`)}</dl></section>`
}

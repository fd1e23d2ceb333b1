import type { Report } from '../../domain/report/report.ts'
import { languageQuery } from '../../domain/values/language-query.ts'
import { html, type Markup } from '../markup.ts'
import { dataPath } from '../open-data/paths.ts'
import { quote } from '../quote.ts'
import { reportTables } from '../tables/report-tables.ts'
import { citation } from '../words/citation.ts'
import type { Wording } from '../words/wording.ts'
import { licence } from './licence.ts'

/**
 * The files of an issue, how to cite it, and what the data are. `address` is the permanent address of the issue, and
 * `path` the path of its page.
 */
export function downloadSection(report: Report, address: string, path: string, wording: Wording): Markup {
  const { language, words } = wording
  const about = reportTables(report, wording).find(({ code }) => code === 'about')
  const name = `capaian-${report.month}-${report.number}`
  const files = [
    ['CSV', `${name}.csv`],
    ['XLSX', `${name}.xlsx`],
    ['JSON', `${name}.json`],
    ['PDF', `${name}.pdf`],
    ['Metadata (CSV)', `${name}-metadata.csv`],
  ] as const
  return html`<section aria-labelledby="data"><h2 id="data">${language === 'id' ? 'Data terbuka' : 'Open data'}</h2>
<ul class="get">${files.map(([label, file]) => html`<li><a href="${path}/${file}${languageQuery(language)}" download>${label}</a></li>`)}</ul>
<p class="small"><b>${language === 'id' ? 'Cara mengutip' : 'Cite'}.</b> ${citation(report, address, wording)} · ${licence(report, language)} · <a href="${dataPath}${languageQuery(language)}">${language === 'id' ? 'semua bulan, katalog, dan umpan (feed)' : 'all months, catalogues and feed'}</a></p>
<h3>${words.about}</h3>
<dl>${about?.rows.map(([code, what, value]) => html`<dt>${what ?? ''}</dt><dd>${code === 'cause' ? quote(String(value), language) : (value ?? '')}</dd>`)}</dl></section>`
}

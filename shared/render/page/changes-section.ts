import type { Report } from '../../domain/report/report.ts'
import { openWithChanges } from '../changes.ts'
import { html, type Markup } from '../markup.ts'
import { figureTables } from '../tables/report-tables.ts'
import type { Wording } from '../words/wording.ts'

/** The opening of a correction. Every changed value is in the table below it. */
export function changesSection(report: Report, wording: Wording): Markup | undefined {
  const { words, language, formats } = wording
  const opening = openWithChanges(report, figureTables(report, wording), wording)
  if (!opening) return undefined
  const { sentence, reading, moved, groups, moreCount } = opening
  const more =
    language === 'id'
      ? `${formats.number(moreCount)} lainnya ada dalam tabel di bawah.`
      : `${formats.number(moreCount)} more in the table below.`
  return html`<section aria-labelledby="berubah"><h2 id="berubah">${words.changes}</h2>
<p>${sentence}</p>${moved !== undefined && html`<p><b>${words.moved}:</b> ${moved}</p>`}
${groups.map(({ title, lines }) => html`<h3>${title}</h3><ul>${lines.map(({ what, column, old, now }) => html`<li>${what}, ${column}: ${old} → <b>${now}</b></li>`)}</ul>`)}
${moreCount > 0 && html`<p class="small">${more}</p>`}${reading !== undefined && html`<p class="small">${reading}</p>`}</section>`
}

import { createHash } from 'node:crypto'
import type { ClassListView } from '../domain/classes/class-list.ts'
import { aboutClass } from './class-list-sheet.ts'
import { html, raw } from './markup.ts'

// A4 with margins of 12 mm is 273 mm high: the headings take 26 and leave room for 28 rows of 8.6. A name of 120 letters
// fits into a row in small print.
const style = `
@page { size: A4 portrait; margin: 12mm }
* { box-sizing: border-box }
body { margin: 0; color: #000; background: #fff; font: 10pt/1.2 Arial, 'Liberation Sans', sans-serif }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
thead { display: table-header-group }
tr { break-inside: avoid }
.about td { height: 18mm; padding: 0 0 2mm; border: 0; vertical-align: bottom; line-height: 1.35 }
.about h1 { display: inline; margin: 0; font-size: 13pt }
th, tbody td { border: 0.25mm solid #000; padding: 0 1.5mm; overflow: hidden; text-align: left; vertical-align: middle }
th { height: 8mm; font-weight: bold }
tbody td { height: 8.6mm }
col.no { width: 9mm } col.number { width: 25mm } col.phone { width: 33mm } col.sign { width: 45mm } col.box { width: 14mm }
td.no { text-align: right }
td.name { font-size: 9.5pt; line-height: 1.1 }
td.long { font-size: 7pt; line-height: 1.05 }
td.box { text-align: center; font-size: 15pt; line-height: 1 }
@media screen { body { max-width: 186mm; margin: 8mm auto } main { overflow-x: auto } table { min-width: 150mm } }
`

/**
 * The page's content security policy. It allows this one style and nothing else: no script, picture, form or other
 * host.
 */
export const classListPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/**
 * A class list to print and sign: at least 25 rows on an A4 page. Every page repeats the headings and the list's id.
 */
export function classListPage(list: ClassListView): string {
  const [first, ...others] = aboutClass(list).map(([label, value]) => `${label}: ${value}`)
  const row = ({ number, name, phone = '' }: ClassListView['members'][number], i: number) =>
    html`<tr><td class="no">${i + 1}</td><td>${number}</td><td class="${name.length > 56 ? 'name long' : 'name'}">${name}</td><td>${phone}</td><td></td><td class="box">☐</td></tr>\n`
  return html`<!doctype html>
<html lang="id">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Daftar hadir ${list.id}</title>
<style>${raw(style)}</style>
<main tabindex="0"><table>
<colgroup><col class="no"><col class="number"><col><col class="phone"><col class="sign"><col class="box"></colgroup>
<thead>
<tr class="about"><td colspan="6"><h1>Daftar hadir</h1> · ${first}<br>${others.join(' · ')}</td></tr>
<tr><th>No</th><th>Nomor</th><th>Nama</th><th>Telepon</th><th>Tanda tangan</th><th>Hadir</th></tr>
</thead>
<tbody>
${list.members.map(row)}</tbody>
</table></main>
</html>
`.markup
}

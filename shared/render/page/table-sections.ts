import { listPlaces, placePath } from '../../domain/report/public-place.ts'
import type { Report } from '../../domain/report/report.ts'
import { languageQuery } from '../../domain/values/language-query.ts'
import { html, type Markup } from '../markup.ts'
import { reportTables } from '../tables/report-tables.ts'
import type { TableCell } from '../tables/table.ts'
import { describeHiddenCells, recountSentence } from '../words/sentences.ts'
import type { Wording } from '../words/wording.ts'
import type { PageOptions } from './frame.ts'
import { placeForm } from './place-search.ts'
import { renderTable } from './table.ts'

/** The table of the largest areas, with a form to find a place. */
export function citySection(report: Report, wording: Wording): Markup | undefined {
  const { language, words } = wording
  const [breakdown] = report.breakdowns.filter(({ by }) => by === 'area_1')
  const table = reportTables(report, wording).find(({ code }) => code === 'area_1')
  if (!breakdown || !table) return undefined
  return html`<section aria-labelledby="wilayah"><h2 id="wilayah">${words.by(breakdown.name[language])}</h2>${placeForm(language)}${renderTable(table, report, wording, linkPlaces(report, wording))}${breakdown.rows.some(({ stages }) => Object.values(stages).some(({ members, asOf }) => members === null || asOf !== undefined)) && hiddenNote(report, wording)}</section>`
}

export function hiddenNote(report: Report, wording: Wording): Markup | undefined {
  const { words } = wording
  const explanation = describeHiddenCells(report, wording)
  const marks = report.hiding ? words.hiddenLegend : `• ${words.hidden}`
  return explanation === undefined ? undefined : html`<p class="small">${marks}: ${explanation}.</p>`
}

/** Links a row to the page of its place, in the same issue. */
function linkPlaces(report: Report, { language }: Wording) {
  const places = new Map(listPlaces(report).map((place) => [place.code, place]))
  return ([code]: TableCell[]): string | undefined => {
    const place = places.get(String(code))
    return place && `${placePath(place, report)}${languageQuery(language)}`
  }
}

/** Tables that are printed in other sections. */
const tablesInOtherSections = ['area_1', 'obstacles', 'about']

/** The tables that no other section shows, each to unfold. The front page shows only some of them. */
export function tablesSection(report: Report, { isFront, language }: PageOptions, wording: Wording): Markup {
  const { words } = wording
  const front = ['changes', 'indicators', 'comparison', 'lines', 'series']
  const tables = reportTables(report, wording).filter(
    ({ code, rows }) => rows.length > 0 && !tablesInOtherSections.includes(code) && (!isFront || front.includes(code)),
  )
  const all = language === 'id' ? 'Seluruh laporan bulan ini' : 'The whole report of this month'
  return html`<section aria-labelledby="tabel"><h2 id="tabel">${language === 'id' ? 'Angka selengkapnya' : 'The figures behind it'}</h2>
${tables.map((table) => html`<details${!isFront && table.code === 'indicators' && html` open`}><summary>${table.title}</summary>${renderTable(table, report, wording, ['area_2', 'agency'].includes(table.code) ? linkPlaces(report, wording) : undefined)}</details>`)}
<p class="small"><b>${words.recount}.</b> ${recountSentence(report, wording)}</p>
${isFront && html`<p><a href="/reports/${report.month}/${report.number}${languageQuery(language)}">${all}</a></p>`}</section>`
}

import type { Report } from '../../domain/report/report.ts'
import { html, type Markup } from '../markup.ts'
import { canHideCells } from '../tables/hiding.ts'
import { formatMarkedCell, isTextColumn, type ReportTable, type TableCell } from '../tables/table.ts'
import type { Wording } from '../words/wording.ts'

/** Longer texts are broken into lines, in a wider column. */
const longText = 32

/** A table with more columns is set smaller, so that it fits a screen and paper. */
const mostColumns = 10

export function renderTable(
  table: ReportTable,
  report: Report,
  wording: Wording,
  linkRow: (row: TableCell[]) => string | undefined = () => undefined,
): Markup {
  const { title, columns, rows, keys } = table
  const shownColumns = columns.flatMap((column, i) => (column.detail ? [] : [{ column, i }]))
  const canHide = canHideCells(table, report)
  // The column that names a row is the row's header.
  const head = Math.max(
    0,
    shownColumns.findIndex(({ column }) =>
      ['name', 'what', 'area_name', 'month', 'true_month', 'figure'].includes(column.code),
    ),
  )
  const alignments = shownColumns.map(({ column, i }) => {
    if (!isTextColumn(column)) return undefined
    return rows.some((row) => String(row[i] ?? '').length > longText) ? 't w' : 't'
  })
  const renderCell = (row: (typeof rows)[number], { column, i }: (typeof shownColumns)[number], at: number) => {
    const value = row[i] ?? null
    const text =
      canHide && value === null && i >= keys
        ? html`<span class="hid" title="${wording.words.hidden}">•<span class="skip"> ${wording.words.hidden}</span></span>`
        : formatMarkedCell({ columns }, row, i, wording)
    const link = at === head ? linkRow(row) : undefined
    if (link !== undefined) return html`<th scope="row"><a href="${link}">${text}</a></th>`
    if (at === head) return html`<th scope="row">${text}</th>`
    const langAttribute = column.lang !== undefined && column.lang !== wording.language && html` lang="${column.lang}"`
    return alignments[at] === undefined
      ? html`<td>${text}</td>`
      : html`<td class="${alignments[at]}"${text !== '' && langAttribute}>${text}</td>`
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${wording.language === 'id' ? 'Tabel' : 'Table'}: ${title}"><table${shownColumns.length > mostColumns && html` class="wide"`}><thead><tr>${shownColumns.map(
    ({ column }, at) =>
      alignments[at] === undefined
        ? html`<th scope="col">${column.heading}</th>`
        : html`<th scope="col" class="t">${column.heading}</th>`,
  )}</tr></thead><tbody>${rows.map((row) => html`<tr>${shownColumns.map((each, at) => renderCell(row, each, at))}</tr>`)}</tbody></table></div>`
}

import type { Column } from '../domain/export/sheet.ts'
import type { Report } from '../domain/report/report.ts'
import type { Language } from '../domain/values/language.ts'
import { hasHiding } from './tables/hiding.ts'
import { reportTables } from './tables/report-tables.ts'
import type { ReportTable, TableColumn } from './tables/table.ts'
import { type Wording, wordingOf } from './words/wording.ts'
import { type WholeSheet, xlsxWorkbook } from './xlsx.ts'

/** Words with which a name must not end. */
const joiners = ['dan', 'untuk', 'menurut', 'dalam', 'and', 'for', 'by', 'in', 'the', 'to', 'of']

/**
 * Excel limits a sheet's name to 31 characters and forbids some characters. A longer title loses whole words at its
 * end.
 */
export function nameSheet(title: string): string {
  const allowedTitle = title.replace(/[[\]:*?/\\]/g, ' ')
  if (allowedTitle.length <= 31) return allowedTitle
  const end = allowedTitle.lastIndexOf(' ', 31)
  const words = allowedTitle.slice(0, end > 0 ? end : 31).split(' ')
  while (joiners.includes(words.at(-1) ?? '')) words.pop()
  return words.join(' ')
}

/**
 * The report as an Excel workbook: contents that link to the sheets, then a sheet for each table that has rows. Numbers
 * are numbers, codes are texts.
 */
export function reportXlsx(report: Report, { language }: { language: Language }): Uint8Array {
  const wording = wordingOf(language)
  const tables = reportTables(report, wording).filter(({ rows }) => rows.length > 0)
  const aboutTables = tables.filter(({ code }) => code === 'about')
  const orderedTables = [...aboutTables, ...tables.filter(({ code }) => code !== 'about')]
  return xlsxWorkbook([
    contentsSheet(report, orderedTables, wording),
    ...orderedTables.map((table) => ({
      name: nameSheet(table.title),
      columns: table.columns.map((column, i) => sheetColumn(table, column, i)),
      rows: table.rows,
      // The columns that say what a row is about stay in view.
      fixed: Math.min(table.keys, 2),
      printed: table.columns.findLastIndex(({ detail }) => !detail) + 1,
    })),
  ])
}

/** The contents: each sheet, its number of rows, and what its blank and marked cells mean. */
function contentsSheet(report: Report, tables: ReportTable[], { words }: Wording): WholeSheet {
  const links = tables.map(({ title }) => nameSheet(title))
  return {
    name: words.contents,
    columns: [
      { heading: words.sheet, type: 'text', width: 34 },
      { heading: words.dataset, type: 'text', width: 52 },
      { heading: words.remark, type: 'long', width: 60 },
      { heading: words.rowCount, type: 'count', width: 9 },
    ],
    rows: tables.map((table, i) => [
      links[i] ?? '',
      table.title,
      hasHiding(table, report) ? words.blankCells : null,
      table.rows.length,
    ]),
    fixed: 0,
    links,
  }
}

function sheetColumn({ rows }: ReportTable, { heading, type }: TableColumn, i: number): Column {
  const longest = Math.max(0, ...rows.map((row) => String(row[i] ?? '').length))
  const word = Math.max(...heading.split(' ').map(({ length }) => length))
  const isLong = type === 'text' && longest > 60
  return {
    heading,
    type: isLong ? 'long' : type,
    width: isLong ? 70 : Math.max(8, Math.min(longest + 3, 40), word + 3),
  }
}

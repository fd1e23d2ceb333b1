import type { Report } from '../domain/report/report.ts'
import type { Language } from '../domain/values/language.ts'
import { type CsvCell, writeCsv } from './csv.ts'
import { aboutTable } from './tables/data.ts'
import { reportTables } from './tables/report-tables.ts'
import type { ReportTable, TableCell } from './tables/table.ts'
import { wordingOf } from './words/wording.ts'

const header = ['table', 'row_code', 'row_name', 'measure', 'type', 'value']

/**
 * The report as one long table: one row for every cell of every table, with machine values (283343, 101.19, 2021-11).
 * The metadata comes first. An empty value in a breakdown is hidden.
 */
export function reportCsv(report: Report, { language }: { language: Language }): string {
  const wording = wordingOf(language)
  const rows = reportTables(report, wording)
    .toSorted((a, b) => Number(b.code === 'about') - Number(a.code === 'about'))
    .flatMap((table) => table.rows.flatMap((row) => cellRows(table, row)))
  return writeCsv([header, ...rows])
}

/** The columns that name a row in words. The other key columns form its code. */
const namingColumns = ['name', 'what', 'area_name']

function cellRows({ code, columns, keys }: ReportTable, row: TableCell[]): CsvCell[][] {
  const keyCells = columns.slice(0, keys).map(({ code: column }, i) => ({ column, cell: row[i] ?? null }))
  const name = keyCells.find(({ column }) => namingColumns.includes(column))?.cell ?? null
  const key = keyCells
    .filter(({ column, cell }) => !namingColumns.includes(column) && cell !== null)
    .map(({ cell }) => cell)
  return columns
    .slice(keys)
    .map((column, i) => [code, key.join('/'), name, column.code, column.type, row[keys + i] ?? null])
}

/** The report's metadata as a file of its own, to keep with the data. */
export function reportMetadataCsv(report: Report, { language }: { language: Language }): string {
  const { columns, rows } = aboutTable(report, wordingOf(language))
  return writeCsv([columns.map(({ code }) => code), ...rows])
}

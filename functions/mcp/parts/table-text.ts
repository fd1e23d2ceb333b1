import type { Report } from '../../../shared/domain/report/report.ts'
import { canHideCells } from '../../../shared/render/tables/hiding.ts'
import { formatMarkedCell, isTextColumn, type ReportTable } from '../../../shared/render/tables/table.ts'
import type { Wording } from '../../../shared/render/words/wording.ts'

/**
 * Writes a table in Markdown, with the same cells as on pages, without empty columns. `subject` says what the table is
 * about, if its title does not.
 */
export function writeTable(table: ReportTable, report: Report, wording: Wording, subject?: string): string {
  const { title, columns, rows, keys } = table
  if (rows.length === 0) return ''
  const hides = canHideCells(table, report)
  const shown = columns.flatMap((column, i) => {
    const isEmpty = !hides && rows.every((row) => (row[i] ?? null) === null)
    return column.detail || isEmpty ? [] : [{ column, i }]
  })
  const writeRow = (cells: string[]) => `| ${cells.map(escapeCell).join(' | ')} |`
  return [
    `**${title}${subject === undefined ? '' : ` (${subject})`}**`,
    '',
    writeRow(shown.map(({ column }) => column.heading)),
    writeRow(shown.map(({ column }) => (isTextColumn(column) ? '---' : '--:'))),
    ...rows.map((row) =>
      writeRow(
        shown.map(({ i }) =>
          hides && i >= keys && (row[i] ?? null) === null
            ? wording.words.hidden
            : formatMarkedCell({ columns }, row, i, wording),
        ),
      ),
    ),
  ].join('\n')
}

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')

/** Joins the parts of an answer by blank lines, without the empty ones. */
export const joinParts = (...parts: (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n')

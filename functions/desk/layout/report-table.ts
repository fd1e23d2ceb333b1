import type { Markup } from '../../../shared/render/markup.ts'
import { formatCell, isTextColumn, type ReportTable } from '../../../shared/render/tables/table.ts'
import { wordingOf } from '../../../shared/render/words/wording.ts'
import { table } from './parts.ts'
import type { DeskWording } from './wording.ts'

/** A table of a report, as every other output prints it, but without its columns for programs. */
export function reportTable({ language }: DeskWording, { title, columns, rows }: ReportTable): Markup {
  const shownColumns = columns.flatMap((column, i) => (column.detail ? [] : [{ column, i }]))
  return table(
    title,
    shownColumns.map(({ column }) =>
      isTextColumn(column) ? column.heading : { heading: column.heading, isNumber: true },
    ),
    rows.map((row) => shownColumns.map(({ column, i }) => formatCell(row[i] ?? null, column, wordingOf(language)))),
  )
}

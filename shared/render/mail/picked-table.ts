import { stageHeading } from '../tables/stage-heading.ts'
import { formatCell, isTextColumn, type ReportTable, type TableCell, type TableColumn } from '../tables/table.ts'
import type { Speech } from '../words/speech.ts'
import type { MailTable } from './section.ts'

/** Columns that are left out if they hold nothing. */
const rare = ['late', 'reversed', 'reclassified', 'reclassified_in', 'reclassified_out']

/** Picks columns of a report's table. Leaves out rare columns that hold only zeros. */
export function pickColumns({ columns, rows }: ReportTable, wanted: string[], speech: Speech): MailTable {
  const chosen = columns.flatMap((column, i) =>
    wanted.includes(column.code) && !(rare.includes(column.code) && rows.every((row) => row[i] === 0))
      ? [{ column, i }]
      : [],
  )
  return {
    headings: chosen.map(({ column }) => shortHeading(column, speech)),
    words: chosen.filter(({ column }) => isTextColumn(column)).length,
    rows: rows.map((row) => ({ cells: chosen.map(({ column, i }) => mailCell(row[i] ?? null, column, speech)) })),
  }
}

function shortHeading({ code, heading }: TableColumn, { language }: Speech): string {
  const short: Record<string, { id: string; en: string }> = {
    late: { id: 'Terlbt.', en: 'Late' },
    reclassified: { id: 'Rekl.', en: 'Recl.' },
    reclassified_in: { id: 'Rekl. +', en: 'Recl. +' },
    reclassified_out: { id: 'Rekl. −', en: 'Recl. −' },
    posted: { id: 'Dibukukan', en: 'As posted' },
    restated: { id: 'Disajikan', en: 'As restated' },
  }
  return short[code]?.[language] ?? heading
}

function mailCell(cell: TableCell, column: TableColumn, speech: Speech): string {
  if (column.type === 'month') return speech.formats.shortMonth(String(cell))
  return column.code === 'stage' ? stageHeading(String(cell), speech.words) : formatCell(cell, column, speech)
}

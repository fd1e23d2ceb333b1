import { AppError, invalid, type Problem } from '../../domain/problems/app-error.ts'
import { findHeading, type Heading, isOtherHeading } from '../../domain/tables/heading.ts'
import { type BodyRow, bodySorter } from '../../domain/tables/table-body.ts'
import { isBlankRow, type TableRow } from '../../domain/tables/table-row.ts'
import { openTable } from './open-table.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** A file as received: the text of a CSV, or bytes. */
export type SentFile = string | Uint8Array

/**
 * Reads a small file as one table: its first visible sheet with rows. `isScant` says whether a row has too few cells to
 * be a record, if no record follows it. Throws `invalid` if the file cannot be read, or another table with its columns in
 * another order begins below.
 */
export async function readTable(
  file: SentFile,
  isKnown: (heading: string) => boolean,
  isScant: (cells: readonly string[], heading: Heading) => boolean,
): Promise<{ heading: Heading; body: BodyRow[]; separator: string | undefined } | undefined> {
  async function* pieces() {
    yield Buffer.from(file)
  }
  try {
    const { sheets } = await openTable(async () => pieces())
    for (const sheet of sheets.filter(({ isHidden }) => !isHidden)) {
      const rows: TableRow[] = []
      for await (const row of sheet.rows()) rows.push(row)
      const heading = findHeading(rows, isKnown)
      if (!heading) continue
      const below = rows.slice(heading.top + heading.rows)
      refuseOtherHeading(heading, below, isKnown)
      const sorter = bodySorter(heading.cells, (cells) => isScant(cells, heading))
      const above = rows
        .slice(0, heading.top)
        .map((row): BodyRow => ({ ...row, passedOver: isBlankRow(row) ? 'row_blank' : 'row_above' }))
      const body = below.flatMap((row) => sorter.add(row))
      return { heading, body: [...above, ...body, ...sorter.end()], separator: sheet.separator() }
    }
    return undefined
  } catch (error) {
    throw error instanceof UnreadableFile ? new AppError('invalid', [error.problem]) : error
  }
}

/** Throws `invalid` if another table begins among the rows: its records would be read by the wrong columns. */
function refuseOtherHeading(heading: Heading, rows: TableRow[], isKnown: (heading: string) => boolean): void {
  const other = rows.find(({ cells }) => isOtherHeading(heading, cells, isKnown))
  if (other) throw invalid('import_heading_second', { row: other.row })
}

/** The problems of a row, with its line as their place. */
export const atLine = ({ line, row }: TableRow, problems: Problem[]): Problem[] =>
  problems.map((problem) => ({
    ...problem,
    path: ['lines', line, ...(problem.path ?? [])],
    params: { ...problem.params, line, row },
  }))

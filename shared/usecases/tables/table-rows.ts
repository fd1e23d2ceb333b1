import { AppError, invalid, type Problem } from '../../domain/problems/app-error.ts'
import { findHeading, type Heading, isOtherHeading, tidyHeading } from '../../domain/tables/heading.ts'
import { type BodyRow, makeBodySorter } from '../../domain/tables/table-body.ts'
import { isBlankRow, type TableRow } from '../../domain/tables/table-row.ts'
import { openTable } from './open-table.ts'
import { UnreadableFile } from './unreadable-file.ts'

/** A file as received: the text of a CSV, or bytes. */
export type SentFile = string | Uint8Array

/**
 * Reads a small file as one table: the visible sheet with known headings, or else the first with rows. `scantTest` makes,
 * from the headings, the test whether a row has too few cells to be a record, if no record follows it. Throws `invalid`
 * if the file cannot be read, if several sheets have known headings, or if another table with its columns in another
 * order begins below.
 */
export async function readTable(
  file: SentFile,
  isKnown: (heading: string) => boolean,
  scantTest: (headings: readonly string[]) => (cells: readonly string[]) => boolean,
): Promise<{ heading: Heading; body: BodyRow[]; separator: string | undefined } | undefined> {
  const found = await findTable(file, isKnown)
  if (!found) return undefined
  const { heading, rows, separator } = found
  const below = rows.slice(heading.top + heading.rows)
  refuseOtherHeading(heading, below, isKnown)
  const sorter = makeBodySorter(heading.cells, scantTest(heading.cells))
  const above = rows
    .slice(0, heading.top)
    .map((row): BodyRow => ({ ...row, passedOver: isBlankRow(row) ? 'row_blank' : 'row_above' }))
  const body = below.flatMap((row) => sorter.add(row))
  return { heading, body: [...above, ...body, ...sorter.end()], separator }
}

type FoundTable = { name: string; heading: Heading; rows: TableRow[]; separator: string | undefined }

async function findTable(file: SentFile, isKnown: (heading: string) => boolean): Promise<FoundTable | undefined> {
  const tables = await readTables(file, isKnown)
  // One known heading may be a word of another table.
  const [table, ...others] = tables.filter(({ heading }) => heading.cells.filter(isKnown).length >= 2)
  if (table && others.length > 0)
    throw invalid('sheets_several', { examples: [table, ...others].map(({ name }) => name).join(', ') })
  return table ?? tables[0]
}

/** The visible sheets that have rows. */
async function readTables(file: SentFile, isKnown: (heading: string) => boolean): Promise<FoundTable[]> {
  async function* pieces() {
    yield Buffer.from(file)
  }
  const tables: FoundTable[] = []
  try {
    const { sheets } = await openTable(async () => pieces())
    for (const sheet of sheets.filter(({ isHidden }) => !isHidden)) {
      const rows: TableRow[] = []
      for await (const row of sheet.rows()) rows.push(row)
      const heading = findHeading(rows, isKnown)
      if (heading) tables.push({ name: sheet.name, heading, rows, separator: sheet.separator() })
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? new AppError('invalid', [error.problem]) : error
  }
  return tables
}

/** Throws `invalid` if another table begins among the rows: its records would be read by the wrong columns. */
function refuseOtherHeading(heading: Heading, rows: TableRow[], isKnown: (heading: string) => boolean): void {
  const other = rows.find(({ cells }) => isOtherHeading(heading, cells, isKnown))
  if (other) throw invalid('import_heading_second', { row: other.row })
}

/** The places of the columns that headings name. Throws `invalid` if two of them name one column. */
export function placeColumns<Column extends string>(
  headings: readonly string[],
  columnOf: (heading: string) => Column | undefined,
): Map<Column, number> {
  const places = new Map<Column, number>()
  headings.forEach((heading, i) => {
    const column = columnOf(heading)
    if (column === undefined) return
    if (places.has(column)) throw invalid('import_column_twice', { column: tidyHeading(heading), field: column })
    places.set(column, i)
  })
  return places
}

/** The problems of a row, with its line as their place. */
export const atLine = ({ line, row }: TableRow, problems: Problem[]): Problem[] =>
  problems.map((problem) => ({
    ...problem,
    path: ['lines', line, ...(problem.path ?? [])],
    params: { ...problem.params, line, row },
  }))

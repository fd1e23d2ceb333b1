import { type BodyRow, makeBodySorter } from '../../domain/tables/table-body.ts'
import { isBlankRow } from '../../domain/tables/table-row.ts'
import type { FileReading } from './survey-file.ts'

/**
 * Reads the rows of the table and the titles above it, and marks those without a record. Leaves out the heading itself.
 */
export async function* readBodyRows(
  { sheet, heading }: Pick<FileReading, 'sheet' | 'heading'>,
  passesHidden: boolean,
): AsyncGenerator<BodyRow> {
  const sorter = makeBodySorter(heading.cells, isScant)
  let n = 0
  for await (const row of sheet.rows()) {
    if (n++ < heading.top) yield { ...row, passedOver: isBlankRow(row) ? 'row_blank' : 'row_above' }
    else if (n > heading.top + heading.rows)
      yield* passesHidden && row.isHidden ? [{ ...row, passedOver: 'row_hidden' as const }] : sorter.add(row)
  }
  yield* sorter.end()
}

/** Whether a row may be a note below the table: few cells, no NIK, no day. Signers write their own numbers (NIP, NRK). */
const isScant = (cells: readonly string[]): boolean => {
  const filledColumns = cells.flatMap((cell, i) => (cell.trim() === '' ? [] : [i]))
  return (
    filledColumns.length <= 2 &&
    filledColumns.every((i) => {
      const cell = cells[i]?.trim().slice(0, 40) ?? ''
      return /^(nip|nrk)\b/i.test(cell) || !/\d{6}|^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}/.test(cell)
    })
  )
}

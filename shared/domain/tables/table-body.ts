import * as z from 'zod'
import { plainHeading } from './heading.ts'
import { isBlankRow, type TableRow } from './table-row.ts'

/** Why a row of a file holds no record. */
export const PassOverReason = z.enum(['row_blank', 'row_total', 'row_heading', 'row_above', 'row_below', 'row_hidden'])
export type PassOverReason = z.infer<typeof PassOverReason>

const totals = new Set([
  'total',
  'jumlah',
  'subtotal',
  'grandtotal',
  'totalkeseluruhan',
  'jumlahtotal',
  'jumlahkeseluruhan',
])

/** A sum of something that it names, such as `Jumlah Kel. Gambir`. */
const namedTotal = /^(sub ?total|grand total|total|jumlah)\b/i

/**
 * Whether cells are a sum. The first cell has the usual name of a sum, or begins with it and is followed only by
 * numbers.
 */
const isTotal = ([first = '', ...others]: readonly string[]): boolean =>
  totals.has(plainHeading(first)) ||
  (namedTotal.test(first.trim()) && others.every((cell) => /^[\d.,\sRp-]+$/.test(cell)))

/** The name of a group of rows, such as `II. KECAMATAN SENEN` or `Kelompok 2`. */
const groupName =
  /^(?:(?:[ivx]{1,5}|[a-z]|\d{1,2})[.)]? +)?(?:kecamatan|kec\.|kelurahan|kel\.|kota|kabupaten|wilayah|rw|kelompok|angkatan|gelombang)[ .:]/i

/** Whether cells only name the rows below them, if need be after a number. */
const isGroupName = (filledCells: readonly string[]): boolean =>
  groupName.test(filledCells.at(-1)?.trim() ?? '') &&
  (filledCells.length === 1 ||
    (filledCells.length === 2 && /^[\divxa-z]{1,4}[.)]?$/i.test(filledCells[0]?.trim() ?? '')))

/**
 * Why a row holds no record, judged by its cells alone: it is blank, it is a sum, it names a group of rows, or it repeats
 * the heading or the column numbers, as printed pages do. Undefined for a record.
 */
function findPassOverReason(row: TableRow, heading: readonly string[]): PassOverReason | undefined {
  if (isBlankRow(row)) return 'row_blank'
  const filledCells = row.cells.filter((cell) => cell.trim() !== '')
  if (isTotal(filledCells)) return 'row_total'
  if (isGroupName(filledCells)) return 'row_heading'
  const isHeading = row.cells.every(
    (cell, i) => cell.trim() === '' || plainHeading(cell) === plainHeading(heading[i] ?? ''),
  )
  if (isHeading && filledCells.length > 1) return 'row_heading'
  const isNumbered = row.cells.every((cell, i) => cell.trim() === '' || cell.replace(/[\s()]/g, '') === String(i + 1))
  return isNumbered && filledCells.length > 2 ? 'row_heading' : undefined
}

/** A signature below a table has fewer rows than this: place, date, office, and the signer's name and number. */
const mostRowsBelow = 40

/** A row of the table's body: a record, or passed over for a reason. */
export type BodyRow = TableRow & { passedOver?: PassOverReason }

/**
 * Sorts the rows below a heading into records and rows to pass over. A row that `isScant` is passed over only if no
 * record follows it. Between records, it is a record with problems.
 */
export function makeBodySorter(heading: readonly string[], isScant: (cells: readonly string[]) => boolean) {
  let waitingRows: BodyRow[] = []
  const release = (): BodyRow[] => {
    const releasedRows = waitingRows
    waitingRows = []
    return releasedRows
  }
  return {
    /** Adds a row. Returns the rows that are now sorted: this one and any that waited for it, or none yet. */
    add(row: TableRow): BodyRow[] {
      const passedOver = findPassOverReason(row, heading)
      const sortedRow: BodyRow = passedOver ? { ...row, passedOver } : row
      const isOpen = !row.problem && (isScant(row.cells) || (passedOver !== undefined && waitingRows.length > 0))
      if (isOpen && waitingRows.length < mostRowsBelow) {
        waitingRows.push(sortedRow)
        return []
      }
      return [...release(), sortedRow]
    },
    /** The rows below the last record. */
    end: (): BodyRow[] => release().map((row) => ({ ...row, passedOver: row.passedOver ?? 'row_below' })),
  }
}

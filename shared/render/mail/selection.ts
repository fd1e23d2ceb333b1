import type { Percentage } from '../../domain/values/percentage.ts'

/** The most rows that a mail shows whole. */
const mostRows = 12
/** How many rows of each end a mail shows of a longer breakdown. */
const ofEachEnd = 3

/**
 * The rows of a breakdown that a mail shows: all of a short one; of a long one, those with the largest shares, then
 * those with the smallest. `left` is how many are only in the files. Rows with a hidden or undefined share count as
 * neither.
 */
export function selectRows<Row>(rows: Row[], shareOf: (row: Row) => Percentage | null): { rows: Row[]; left: number } {
  if (rows.length <= mostRows) return { rows, left: 0 }
  const known = rows.flatMap((row) => {
    const share = shareOf(row)
    return share === null || share === 'undefined' ? [] : [{ row, share: Number(share) }]
  })
  const ordered = known.toSorted((a, b) => b.share - a.share).map(({ row }) => row)
  const shown =
    ordered.length <= 2 * ofEachEnd ? ordered : [...ordered.slice(0, ofEachEnd), ...ordered.slice(-ofEachEnd)]
  return { rows: shown, left: rows.length - shown.length }
}

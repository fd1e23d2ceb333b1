import type { Percentage } from '../../domain/values/percentage.ts'

/** How many rows a breakdown may have to stand in a mail whole. */
const mostRows = 12
/** Of a longer one, how many rows of either end. */
const ofEachEnd = 3

/**
 * The rows of a breakdown that a mail shows: all of a short one; of a long one those with the largest share and those
 * with the smallest, in this order. `left` is how many are in the files only. Rows whose share is hidden or undefined
 * are neither the largest nor the smallest.
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

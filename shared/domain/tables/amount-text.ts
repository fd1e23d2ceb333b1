/** The thousands separator of a column. */
export type Grouping = '.' | ','

const groupPatterns: Record<Grouping, RegExp> = {
  '.': /^\d{1,3}(\.\d{3})+(,\d{1,2})?$/,
  ',': /^\d{1,3}(,\d{3})+(\.\d{1,2})?$/,
}
const ungroupedAmount = /^\d+([.,]\d{1,2})?$/
/** One separator and three digits: `8.000` may be eight thousand, or eight with three decimals. */
const ambiguousAmount = /^\d{1,3}[.,]\d{3}$/

/** The amount without `Rp` and blanks. The `,-` after round sums means `,00`. */
const stripAmount = (text: string): string =>
  text.length > 60
    ? text
    : text
        .replace(/^(rp\.?|idr)/i, '')
        .replace(/\s/g, '')
        .replace(/,-$/, ',00')
        .replace(/\.-$/, '')

/** The thousands separator that an amount shows, if any. */
export function readGrouping(text: string): Grouping | undefined {
  const amount = stripAmount(text)
  if (ambiguousAmount.test(amount)) return undefined
  if (groupPatterns['.'].test(amount) || /^\d+,\d{1,2}$/.test(amount)) return '.'
  return groupPatterns[','].test(amount) || /^\d+\.\d{1,2}$/.test(amount) ? ',' : undefined
}

/**
 * Reads rupiah as banks and spreadsheets write them (`8000000`, `1.000.000,00`, `Rp 8.000.000,-`), as text with two
 * decimals. `grouping` is the separator of the column. Undefined for an amount that can mean two things.
 */
export function readAmountText(text: string, grouping?: Grouping): string | undefined {
  const amount = stripAmount(text)
  const separator = groupPatterns['.'].test(amount) ? '.' : groupPatterns[','].test(amount) ? ',' : undefined
  if (ambiguousAmount.test(amount) && grouping === undefined) return undefined
  if (separator !== undefined && (grouping === undefined || separator === grouping))
    return withDecimals(amount.replaceAll(separator, '').replace(',', '.'))
  if (!ungroupedAmount.test(amount)) return undefined
  // The column's thousands separator cannot begin decimals.
  return grouping !== undefined && amount.includes(grouping) ? undefined : withDecimals(amount.replace(',', '.'))
}

function withDecimals(amount: string): string {
  const [whole = '', decimals = ''] = amount.split('.')
  return `${whole.replace(/^0+(?=\d)/, '')}.${decimals.padEnd(2, '0')}`
}

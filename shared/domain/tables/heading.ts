import { cleanText } from '../values/clean-text.ts'
import { isBlankRow, type TableRow } from './table-row.ts'

/** Replaces the line breaks and spaces of a heading by single blanks: `Nama\nLengkap` becomes `Nama Lengkap`. */
export const tidyHeading = (heading: string): string => cleanText(heading).replace(/[\s\p{Zl}\p{Zp}]+/gu, ' ')

/** A heading without case, marks and blanks, to compare spellings: `No. HP` becomes `nohp`. */
export const plainHeading = (heading: string): string =>
  tidyHeading(heading)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The heading of a table: its texts, the row where it begins (counted from 0), and how many rows it has. */
export type Heading = { cells: string[]; top: number; rows: number }

/** The most rows of titles above a heading. */
export const mostTitleRows = 20

/**
 * Finds the heading among the first rows: the row with the most known headings, or else the first that is not blank.
 * Two rows are one heading if the first names groups of columns, as merged cells do, and the second divides these
 * groups.
 */
export function findHeading(
  rows: readonly Pick<TableRow, 'cells'>[],
  isKnown: (heading: string) => boolean,
): Heading | undefined {
  const score = ({ cells }: Pick<TableRow, 'cells'>) =>
    cells.filter((cell) => cell.trim() !== '' && isKnown(cell)).length
  const scores = rows.slice(0, mostTitleRows).map(score)
  const best = Math.max(0, ...scores)
  const top = best >= 2 ? scores.indexOf(best) : rows.findIndex((row) => !isBlankRow(row))
  const found = rows[top]
  if (!found) return undefined
  const below = rows[top + 1]
  const above = rows[top - 1]
  if (below && isDivision(found.cells, below.cells, isKnown))
    return { cells: divideGroups(found.cells, below.cells, isKnown), top, rows: 2 }
  if (above && best >= 2 && score(above) > 0 && isDivision(above.cells, found.cells, isKnown))
    return { cells: divideGroups(above.cells, found.cells, isKnown), top: top - 1, rows: 2 }
  return { cells: found.cells.map(tidyHeading), top, rows: 1 }
}

/**
 * Whether the second row divides groups of the first: it has only headings, in columns where the first row has none or
 * a group's.
 */
const isDivision = (groups: string[], parts: string[], isKnown: (heading: string) => boolean): boolean =>
  parts.some((part) => part.trim() !== '') &&
  parts.every((part, i) => part.trim() === '' || isKnown(part) || isKnown(`${groupOver(groups, i)} ${part}`)) &&
  groups.some((group, i) => group.trim() !== '' && (parts[i] ?? '').trim() === '')

/** The heading of the merged cell over a column: the last one to its left. */
const groupOver = (groups: string[], column: number): string =>
  groups.slice(0, column + 1).findLast((group) => group.trim() !== '') ?? ''

const divideGroups = (groups: string[], parts: string[], isKnown: (heading: string) => boolean): string[] =>
  Array.from({ length: Math.max(groups.length, parts.length) }, (_, i) => {
    const part = tidyHeading(parts[i] ?? '')
    const whole = tidyHeading(`${groupOver(groups, i)} ${part}`)
    if (part === '') return tidyHeading(groups[i] ?? '')
    return isKnown(whole) || !isKnown(part) ? whole : part
  })

const longestHeading = 200

/**
 * If a row has this many different known headings in other columns than the table's heading, it begins another table. The
 * same one twice is a label, such as `Nama:` under the signatures of two people.
 */
const fewestMovedHeadings = 2

/** Whether a row below a heading begins another table: at least half of its cells are known headings, and some in other columns. */
export function isOtherHeading(
  { cells: heading }: Heading,
  cells: readonly string[],
  isKnown: (heading: string) => boolean,
): boolean {
  // Nearly every record has a number or a day, and no heading does.
  if (cells.some((cell) => cell.length > longestHeading || /\d{4}/.test(cell))) return false
  const filledCells = cells.flatMap((cell, i) => (cell.trim() === '' ? [] : [{ cell, own: heading[i] ?? '' }]))
  const knownCells = filledCells.filter(({ cell }) => isKnown(cell))
  const movedHeadings = knownCells
    .map(({ cell, own }) => [plainHeading(cell), plainHeading(own)])
    .filter(([cell, own]) => cell !== own)
  return (
    new Set(movedHeadings.map(([cell]) => cell)).size >= fewestMovedHeadings &&
    knownCells.length * 2 >= filledCells.length
  )
}

/** Finds the known heading with the most similar spelling. Undefined when none is close. */
export function findNearestHeading(heading: string, known: Iterable<string>): string | undefined {
  const plain = plainHeading(heading).slice(0, 40)
  let nearest: { name: string; distance: number } | undefined
  for (const name of known) {
    const distance = editDistance(plain, plainHeading(name))
    if (distance <= Math.floor(plain.length / 3) && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY))
      nearest = { name, distance }
  }
  return nearest?.name
}

/** Counts the letters to add, drop or replace to turn one text into the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length] ?? 0
}

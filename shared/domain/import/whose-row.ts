import type { Person } from '../member/person.ts'
import { plainName } from '../values/name.ts'
import { Nik } from '../values/nik.ts'
import { cellText } from './mapping.ts'
import type { ImportRow } from './row.ts'
import { SheetDay } from './sheet-value.ts'

// Whether a row of a file is about a person is asked for two ends, and errs to another side for each. Who is erased
// must be in no file any more: a row that may be about that person is emptied, though it be a namesake's. Who is given
// a copy must see nothing of anybody else (UU 27/2022 art. 33): a row is shown only if it is surely that person's.

const isSame = <T>(a: T | undefined, b: T | undefined): boolean => a !== undefined && a === b

const isNamedAndBornAlike = (said: Person, person: Person): boolean =>
  isSame(said.birthDate, person.birthDate) && plainName(said.name) === plainName(person.name)

/** For erasing: a NIK, a phone, or a name with a birth date in common is enough. */
export const mayBeAbout = ({ person: said }: ImportRow, person: Person): boolean =>
  isSame(said.nik, person.nik) || isSame(said.phone, person.phone) || isNamedAndBornAlike(said, person)

/** For copies: the person's NIK; or name and birth date, and no NIK, since any but the person's is another's. */
export const isSurelyAbout = ({ person: said }: ImportRow, person: Person): boolean =>
  said.nik === undefined ? isNamedAndBornAlike(said, person) : said.nik === person.nik

const digitsIn = (cell: string): string => cell.replace(/\D/g, '')

/** For erasing, of a row of which only the cells are known: they may be misspelt, so any that tells will do. */
export function cellsMayBeAbout(cells: string[], { nik, phone, name }: Person): boolean {
  const known = [nik, phone?.replace(/^\+62/, '')].filter((each) => each !== undefined)
  return cells.some(
    (cell) => known.some((digits) => digitsIn(cell).endsWith(digits)) || plainName(cell) === plainName(name),
  )
}

/**
 * For copies, of a row of which only the cells are known: one has the person's NIK; or there are name and birth date,
 * and no NIK at all. Cells may stand under wrong headings, so each is looked for in every column.
 */
export function cellsAreSurelyAbout(cells: string[], { nik, name, birthDate }: Person): boolean {
  const numbers = cells.map(digitsIn)
  if (nik !== undefined && numbers.includes(nik)) return true
  return (
    !numbers.some((digits) => Nik.safeParse(digits).success) &&
    cells.some((cell) => plainName(cell) === plainName(name)) &&
    cells.some((cell) => isSame(SheetDay.safeParse(cellText(cell)).data, birthDate))
  )
}

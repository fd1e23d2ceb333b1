import type { Person } from '../member/person.ts'
import { plainCell } from '../tables/cell-text.ts'
import { searchName } from '../values/name.ts'
import { Nik } from '../values/nik.ts'
import type { ImportRow } from './row.ts'
import { SheetDay } from './sheet-value.ts'

// Whether a row is about a person is asked in two ways, which err in opposite directions. Erasing empties every row
// that may be about the person, even if it is a namesake's. A personal copy shows only rows that are surely about the
// person, since it must show nothing about anybody else (UU 27/2022 art. 33).

const isSame = <T>(a: T | undefined, b: T | undefined): boolean => a !== undefined && a === b

const isNamedAndBornAlike = (rowPerson: Person, person: Person): boolean =>
  isSame(rowPerson.birthDate, person.birthDate) && searchName(rowPerson.name) === searchName(person.name)

/** For erasing: a NIK, a phone, or a name with a birth date in common is enough. */
export const mayBeAbout = ({ person: rowPerson }: ImportRow, person: Person): boolean =>
  isSame(rowPerson.nik, person.nik) || isSame(rowPerson.phone, person.phone) || isNamedAndBornAlike(rowPerson, person)

/** For copies: the person's NIK is needed, or name and birth date in a row without a NIK. */
export const isSurelyAbout = ({ person: rowPerson }: ImportRow, person: Person): boolean =>
  rowPerson.nik === undefined ? isNamedAndBornAlike(rowPerson, person) : rowPerson.nik === person.nik

const digitsIn = (cell: string): string => cell.replace(/\D/g, '')

/** For erasing an unread row: cells may be misspelt, so one match is enough. */
export function mayCellsBeAbout(cells: string[], { nik, phone, name }: Person): boolean {
  const knownDigits = [nik, phone?.replace(/^\+62/, '')].filter((each) => each !== undefined)
  return cells.some(
    (cell) => knownDigits.some((digits) => digitsIn(cell).endsWith(digits)) || searchName(cell) === searchName(name),
  )
}

/**
 * For copies of an unread row: a cell has the person's NIK, or cells have name and birth date and none has a NIK. Headings may
 * be wrong, so every column is searched.
 */
export function areCellsSurelyAbout(cells: string[], { nik, name, birthDate }: Person): boolean {
  const numbers = cells.map(digitsIn)
  if (nik !== undefined && numbers.includes(nik)) return true
  return (
    !numbers.some((digits) => Nik.safeParse(digits).success) &&
    cells.some((cell) => searchName(cell) === searchName(name)) &&
    cells.some((cell) => isSame(SheetDay.safeParse(plainCell(cell)).data, birthDate))
  )
}

import { findNamesakeMark, makeNameBirthMark, markText } from '../../domain/duplicates/mark.ts'
import { type ImportRow, mayBeSamePhone } from '../../domain/import/row.ts'
import type { Problem } from '../../domain/problems/app-error.ts'

/** The place of a row: the line of the file, and the row of the spreadsheet. */
export type RowPlace = { line: number; row: number }

/** Remembers the rows of a file by NIK, phone, and name with birth date, to find rows that are probably one person. */
export function makeRowTwins() {
  const niks = new Map<string, RowPlace>()
  const phones = new Map<string, RowPlace>()
  const births = new Map<string, RowPlace>()
  const namesakes = new Map<string, { place: RowPlace; phone: string | undefined }[]>()
  const recallOrKeep = (
    placeByKey: Map<string, RowPlace>,
    key: string | undefined,
    place: RowPlace,
  ): RowPlace | undefined => {
    if (key === undefined) return undefined
    const before = placeByKey.get(key)
    if (before === undefined) placeByKey.set(key, place)
    return before
  }
  return {
    /**
     * The problem of a row without a NIK that resembles an accepted row before it. The file alone does not show
     * whether the two are one person.
     */
    listNamesakeProblems(row: ImportRow): Problem[] {
      const mark = findNamesakeMark(row)
      const alike = (mark && namesakes.get(markText(mark))) ?? []
      const before = alike.find(({ phone }) => mayBeSamePhone(phone, row.person.phone))
      return before ? [{ code: 'row_namesake', path: ['name'], params: before.place }] : []
    },
    /** Remembers an accepted row for its namesakes. */
    keepNamesake(row: ImportRow, place: RowPlace): void {
      const mark = findNamesakeMark(row)
      if (!mark) return
      const text = markText(mark)
      namesakes.set(text, [...(namesakes.get(text) ?? []), { place, phone: row.person.phone }])
    },
    /** The problem of a second row with the same NIK. The file alone does not show which row is right. */
    listNikProblems({ person }: ImportRow, place: RowPlace): Problem[] {
      const before = recallOrKeep(niks, person.nik, place)
      return before === undefined ? [] : [{ code: 'row_nik_twice', path: ['nik'], params: before }]
    },
    listWarnings({ person }: ImportRow, place: RowPlace): Problem[] {
      const samePhone = recallOrKeep(phones, person.phone, place)
      const samePerson = recallOrKeep(births, makeNameBirthMark(person)?.text, place)
      return [
        ...(samePhone === undefined ? [] : [{ code: 'row_twin_phone' as const, path: ['phone'], params: samePhone }]),
        ...(samePerson === undefined ? [] : [{ code: 'row_twin_person' as const, path: ['name'], params: samePerson }]),
      ]
    },
  }
}

import { nameBirthMark } from '../../domain/duplicates/mark.ts'
import type { ImportRow } from '../../domain/import/row.ts'
import type { Problem } from '../../domain/problems/app-error.ts'

/** Remembers the rows of a file by NIK, phone, and name with birth date, to find rows that are probably one person. */
export function fileTwins() {
  const niks = new Map<string, number>()
  const phones = new Map<string, number>()
  const births = new Map<string, number>()
  const first = (seen: Map<string, number>, key: string | undefined, line: number): number | undefined => {
    if (key === undefined) return undefined
    const before = seen.get(key)
    if (before === undefined) seen.set(key, line)
    return before
  }
  return {
    /** A second row with the same NIK. Nobody can say here which of them is right. */
    problems({ person }: ImportRow, line: number): Problem[] {
      const before = first(niks, person.nik, line)
      return before === undefined ? [] : [{ code: 'row_nik_twice', path: ['nik'], params: { line: before } }]
    },
    warnings({ person }: ImportRow, line: number): Problem[] {
      const samePhone = first(phones, person.phone, line)
      const samePerson = first(births, nameBirthMark(person)?.text, line)
      return [
        ...(samePhone === undefined
          ? []
          : [{ code: 'row_twin_phone' as const, path: ['phone'], params: { line: samePhone } }]),
        ...(samePerson === undefined
          ? []
          : [{ code: 'row_twin_person' as const, path: ['name'], params: { line: samePerson } }]),
      ]
    },
  }
}

import type { Problem } from '../problems/app-error.ts'
import { nikWarnings } from '../values/nik.ts'
import type { Member } from './member.ts'

/** Warnings about a member's data that do not stop a registration. */
export function memberWarnings({ person, gender, status }: Member): Problem[] {
  if (!person || status === 'erased') return []
  return person.nik
    ? nikWarnings(person.nik, { birthDate: person.birthDate, gender })
    : [{ code: 'member_provisional', path: ['person', 'nik'] }]
}

import type { Member } from '../member/member.ts'
import type { Person } from '../member/person.ts'
import { searchName } from '../values/name.ts'

/**
 * What suggests that two records are of one person when the NIK does not: a phone, or a name in its search form with a birth
 * date.
 */
export type Mark = { kind: 'phone' | 'name_birth'; text: string }

export const phoneMark = (phone: string): Mark => ({ kind: 'phone', text: phone })

/** Undefined for a name that keeps no letter in its search form. */
export function nameBirthMark({ name, birthDate }: Pick<Person, 'name' | 'birthDate'>): Mark | undefined {
  const searched = searchName(name)
  return birthDate && searched ? { kind: 'name_birth', text: `${searched} ${birthDate}` } : undefined
}

/** The marks of a record. An erased record has none. */
export function listMarks({ person }: Pick<Member, 'person'>): Mark[] {
  if (!person) return []
  const named = nameBirthMark(person)
  return [...(person.phone ? [phoneMark(person.phone)] : []), ...(named ? [named] : [])]
}

/** A mark as one text, to compare. */
export const markText = ({ kind, text }: Mark): string => `${kind} ${text}`

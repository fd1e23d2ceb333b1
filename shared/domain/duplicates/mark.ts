import type { Member } from '../member/member.ts'
import type { Person } from '../member/person.ts'
import { searchName } from '../values/name.ts'

/**
 * By what two records are seen to be of one person, where the NIK does not say it: a phone, or a name (as it is looked
 * for) with a birth date.
 */
export type Mark = { kind: 'phone' | 'name_birth'; text: string }

export const phoneMark = (phone: string): Mark => ({ kind: 'phone', text: phone })

/** A name without a letter left, such as one that is a degree only, marks nobody. */
export function nameBirthMark({ name, birthDate }: Pick<Person, 'name' | 'birthDate'>): Mark | undefined {
  const searched = searchName(name)
  return birthDate && searched ? { kind: 'name_birth', text: `${searched} ${birthDate}` } : undefined
}

/** The marks of a record: none once it is erased. */
export function listMarks({ person }: Pick<Member, 'person'>): Mark[] {
  if (!person) return []
  const named = nameBirthMark(person)
  return [...(person.phone ? [phoneMark(person.phone)] : []), ...(named ? [named] : [])]
}

/** A mark as one text, to compare. */
export const markText = ({ kind, text }: Mark): string => `${kind} ${text}`

import type { Member } from '../member/member.ts'
import type { Person } from '../member/person.ts'
import { searchName } from '../values/name.ts'

/**
 * A sign that two records are of one person although no NIK says so: a phone; a name in its search form with a birth
 * date; or the name with gender and area, if neither record has a NIK or birth date.
 */
export type Mark = { kind: 'phone' | 'name_birth' | 'name_place'; text: string }

export const makePhoneMark = (phone: string): Mark => ({ kind: 'phone', text: phone })

/** Undefined if no letter of the name is left in its search form. */
export function makeNameBirthMark({ name, birthDate }: Pick<Person, 'name' | 'birthDate'>): Mark | undefined {
  const searchWords = searchName(name)
  return birthDate && searchWords ? { kind: 'name_birth', text: `${searchWords} ${birthDate}` } : undefined
}

type MarkedRecord = Pick<Member, 'person' | 'gender' | 'area'>

/** Undefined when a NIK or a birth date distinguishes the person from namesakes. */
function makeNamePlaceMark({ person, gender, area }: MarkedRecord): Mark | undefined {
  if (!person || person.nik || person.birthDate) return undefined
  const searchWords = searchName(person.name)
  return searchWords ? { kind: 'name_place', text: `${searchWords} ${gender} ${area}` } : undefined
}

/** The marks of a record. An erased record has none. */
export function listMarks(record: MarkedRecord): Mark[] {
  const { person } = record
  if (!person) return []
  const nameMark = makeNameBirthMark(person) ?? makeNamePlaceMark(record)
  return [...(person.phone ? [makePhoneMark(person.phone)] : []), ...(nameMark ? [nameMark] : [])]
}

/** The mark that a person without a NIK shares with namesakes. A person with a NIK has none. */
export const findNamesakeMark = ({ person, ...place }: MarkedRecord): Mark | undefined =>
  person && !person.nik ? (makeNameBirthMark(person) ?? makeNamePlaceMark({ person, ...place })) : undefined

/** A mark as one text, to compare. */
export const markText = ({ kind, text }: Mark): string => `${kind} ${text}`

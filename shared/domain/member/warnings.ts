import { type Day, earlierOf } from '../calendar.ts'
import type { Problem } from '../problems/app-error.ts'
import { listNikWarnings } from '../values/nik.ts'
import { isLandline } from '../values/phone.ts'
import type { Member } from './member.ts'
import type { Person } from './person.ts'

/** Registering needs an identity card, which is issued from this age on. Source: UU 23/2006 art. 63. */
const leastAge = 17
const greatestAge = 100

/** Warnings about a member's data that do not stop a registration. */
export function listMemberWarnings({ person, gender, status, standings }: Member): Problem[] {
  if (!person || status === 'erased') return []
  const [first, ...others] = Object.values(standings).map(({ happenedOn }) => happenedOn)
  return [
    ...(person.nik
      ? listNikWarnings(person.nik, { birthDate: person.birthDate, gender })
      : [{ code: 'member_provisional' as const, path: ['person', 'nik'] }]),
    ...listPersonWarnings(person, first && others.reduce(earlierOf, first)),
  ]
}

/** What is unusual about a person who registers on a day: `age_low`, `age_high`, `phone_landline`. */
export function listPersonWarnings({ birthDate, phone }: Person, registeredOn: Day | undefined): Problem[] {
  const age = birthDate && registeredOn && ageOn(registeredOn, birthDate)
  const path = ['person', 'birthDate']
  const warnings: Problem[] = []
  if (typeof age === 'number' && age < leastAge)
    warnings.push({ code: 'age_low', path, params: { age, least: leastAge } })
  if (typeof age === 'number' && age > greatestAge) warnings.push({ code: 'age_high', path, params: { age } })
  if (phone && isLandline(phone)) warnings.push({ code: 'phone_landline', path: ['person', 'phone'] })
  return warnings
}

/** Completed years of life on a day. */
const ageOn = (day: Day, birthDate: Day): number =>
  Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0)

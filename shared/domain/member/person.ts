import * as z from 'zod'
import { Day } from '../calendar.ts'
import type { Problem } from '../problems/app-error.ts'
import { Email, maskEmail } from '../values/email.ts'
import { maskMiddle } from '../values/mask-middle.ts'
import { PersonName } from '../values/name.ts'
import { Nik } from '../values/nik.ts'
import { maskPhone, Phone } from '../values/phone.ts'
import { maskNpwp, Npwp } from './business.ts'

/** A member's personal data in full: as received, as stored, and as a logged reveal shows it. */
export const Person = z
  .strictObject({
    name: PersonName,
    nik: Nik.optional(),
    npwp: Npwp.optional(),
    phone: Phone.optional(),
    email: Email.optional(),
    birthDate: Day.optional(),
  })
  .meta({ id: 'FullPerson' })
export type Person = z.infer<typeof Person>

const earliestBirthDate = '1900-01-01'

/**
 * Checks a birth date against a day, and against the days on which the person did something: `birth_date_future`,
 * `birth_date_early`, `birth_date_after_stage`.
 */
export function listPersonProblems(
  { birthDate }: Pick<Person, 'birthDate'>,
  today: Day,
  stageDays: readonly Day[] = [],
): Problem[] {
  if (birthDate && birthDate > today) return [{ code: 'birth_date_future', path: ['person', 'birthDate'] }]
  if (birthDate && birthDate < earliestBirthDate) return [{ code: 'birth_date_early', path: ['person', 'birthDate'] }]
  if (birthDate && stageDays.some((day) => day < birthDate))
    return [{ code: 'birth_date_after_stage', path: ['person', 'birthDate'] }]
  return []
}

/**
 * A person as the API shows one. The patterns accept masked values only, so an answer parsed by this schema cannot carry a full
 * number.
 */
export const MaskedPerson = z
  .object({
    name: z.string(),
    nik: z
      .string()
      .regex(/^\d{2}\*{12}\d{2}$/)
      .optional()
      .meta({ example: '31************01' }),
    npwp: z
      .string()
      .regex(/^\d{2}\*{11,12}\d{2}$/)
      .optional()
      .meta({ example: '12***********00' }),
    phone: z
      .string()
      .regex(/^\+62\*{6,9}\d{3}$/)
      .optional()
      .meta({ example: '+62********890' }),
    email: z
      .string()
      .regex(/^.\*{3}@.+$/)
      .optional()
      .meta({ example: 's***@example.id' }),
    birthYear: z.int().optional(),
  })
  .meta({ id: 'Person' })
export type MaskedPerson = z.infer<typeof MaskedPerson>

/** Masks a person: the full name, masked numbers and addresses, and the year of birth. */
export function maskPerson({ name, nik, npwp, phone, email, birthDate }: Person): MaskedPerson {
  return {
    name,
    ...(nik && { nik: maskMiddle(nik) }),
    ...(npwp && { npwp: maskNpwp(npwp) }),
    ...(phone && { phone: maskPhone(phone) }),
    ...(email && { email: maskEmail(email) }),
    ...(birthDate && { birthYear: Number(birthDate.slice(0, 4)) }),
  }
}

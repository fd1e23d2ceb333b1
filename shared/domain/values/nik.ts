import * as z from 'zod'
import type { Day } from '../calendar.ts'
import type { Problem } from '../problems/app-error.ts'
import { rule } from '../problems/field-rule.ts'
import { cleanDigits } from './clean-text.ts'
import type { Gender } from './gender.ts'

const digitSequences = ['1234567890', '123456789'].flatMap((digits) => {
  const rounds = digits.repeat(3)
  return [rounds, [...rounds].toReversed().join('')]
})

const isPlaceholder = (digits: string) =>
  /^(\d)\1+$/.test(digits) || digitSequences.some((sequence) => sequence.includes(digits))

// 29 February passes if 19yy or 20yy is a leap year, that is, if 4 divides yy.
const daysIn = (month: number, year: number) =>
  month === 2 ? (year % 4 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

/** What a pattern without lookaheads can check: the day, its month and year, and the serial. */
const nikPattern =
  '^\\d{6}(?:' +
  [
    '(?:0[1-9]|1\\d|2[0-8]|4[1-9]|5\\d|6[0-8])(?:0[1-9]|1[0-2])\\d\\d',
    '(?:29|69)(?:(?:0[13-9]|1[0-2])\\d\\d|02(?:[02468][048]|[13579][26]))',
    '(?:30|70)(?:0[13-9]|1[0-2])\\d\\d',
    '(?:31|71)(?:0[13578]|1[02])\\d\\d',
  ].join('|') +
  ')(?:\\d{3}[1-9]|\\d\\d[1-9]0|\\d[1-9]00|[1-9]000)$'

/**
 * An Indonesian identity number: exactly 16 digits, as text. Blanks, points and dashes between them are dropped.
 *
 * Checked: digits 7–12 are a day (women: plus 40), month and year that exist, and the serial is not 0000. A NIK has no
 * check digit, and its region is that of the *first* registration anywhere in Indonesia, so no prefix is refused.
 * Passing says nothing about whose number it is.
 *
 * Refused with `nik_digits`, `nik_placeholder`, `nik_birth_date` or `nik_serial`, the first that applies.
 * Sources: dukcapil.klaten.go.id (structure, permanence), aansupriyanto.com (serial), PP 40/2019 art. 30(2).
 */
export const Nik = z
  .string()
  .overwrite(cleanDigits)
  .refine((nik) => /^\d{16}$/.test(nik), rule('nik_digits'))
  .refine((nik) => !isPlaceholder(nik), rule('nik_placeholder'))
  .refine(hasBirthDate, rule('nik_birth_date'))
  .refine((nik) => !nik.endsWith('0000'), rule('nik_serial'))
  .meta({
    id: 'Nik',
    description: 'Indonesian identity number, 16 digits; not one digit repeated, nor 1234567890 repeated',
    pattern: nikPattern,
    example: '3171016703980001',
  })
export type Nik = z.infer<typeof Nik>

/** Whether a text holds 16 digits in a row, no more, that can be somebody's NIK. */
export const mayHoldNik = (text: string): boolean =>
  (text.match(/(?<!\d)\d{16}(?!\d)/g) ?? []).some((digits) => Nik.safeParse(digits).success)

/** What a NIK says about the person at first registration. The year has two digits, without the century. */
export type NikFacts = { day: number; month: number; yearOfCentury: number; gender: Exclude<Gender, 'unknown'> }

export function readNikFacts(nik: Nik): NikFacts {
  const day = Number(nik.slice(6, 8))
  return {
    day: day > 40 ? day - 40 : day,
    month: Number(nik.slice(8, 10)),
    yearOfCentury: Number(nik.slice(10, 12)),
    gender: day > 40 ? 'female' : 'male',
  }
}

function hasBirthDate(nik: string): boolean {
  const { day, month, yearOfCentury } = readNikFacts(nik)
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, yearOfCentury)
}

/**
 * Warns when a NIK differs from the person's data: `nik_differs_birth_date`, `nik_differs_gender`. These are never refusals: a
 * NIK that was issued with a mistake is kept for life. Paths point into a member.
 */
export function listNikWarnings(
  nik: Nik,
  personData: { birthDate?: Day | undefined; gender?: Gender | undefined },
): Problem[] {
  const { day, month, yearOfCentury, gender } = readNikFacts(nik)
  const birthDateInNik = [yearOfCentury, month, day].map((n) => String(n).padStart(2, '0')).join('-')
  const warnings: Problem[] = []
  if (personData.birthDate && personData.birthDate.slice(2) !== birthDateInNik)
    warnings.push({ code: 'nik_differs_birth_date', path: ['person', 'birthDate'] })
  if (personData.gender && personData.gender !== 'unknown' && personData.gender !== gender)
    warnings.push({ code: 'nik_differs_gender', path: ['gender'] })
  return warnings
}

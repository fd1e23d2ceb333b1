import * as z from 'zod'
import { Day } from '../calendar.ts'
import { Npwp } from '../member/business.ts'
import { rule } from '../problems/field-rule.ts'
import { Gender } from '../values/gender.ts'
import { Nik } from '../values/nik.ts'
import { Phone } from '../values/phone.ts'

/**
 * Schemas that read spreadsheet values into values of the domain. A value that a spreadsheet has damaged is refused with the
 * cause, never guessed.
 */

// 3,17101E+15: the program has kept fifteen digits at most, and shows fewer.
const isScientific = (text: string) => /^\d+([.,]\d+)?E\+?\d+$/i.test(text)

/** Refuses a number that a spreadsheet has shortened (`number_scientific`); its digits are lost. */
const unshortened = z
  .string()
  .trim()
  .refine((text) => !isScientific(text), rule('number_scientific'))

export const SheetNik = unshortened.pipe(Nik)
export const SheetNpwp = unshortened.pipe(Npwp)

/** A phone number, also without the leading 0 that spreadsheets drop. */
export const SheetPhone = unshortened.overwrite((text) => (/^8\d{8,11}$/.test(text) ? `0${text}` : text)).pipe(Phone)

export const unshortenedThen = <T extends z.ZodType<unknown, string>>(schema: T) => unshortened.pipe(schema)

const dayFirst = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/
const midnight = /[T ]00:00(:00(\.0+)?)?Z?$/

function toIso(text: string): string {
  const [, day, month, year] = dayFirst.exec(text) ?? []
  return day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
}

/**
 * A day: `2021-10-27`, or day first as Indonesia writes it, `27/10/2021`; a midnight behind it is dropped. A number is
 * refused (`date_excel_serial`): Excel counts days from 1900 or from 1904, and the file does not say which.
 */
export const SheetDay = z
  .string()
  .trim()
  .refine((text) => !/^\d{4,6}([.,]\d+)?$/.test(text), rule('date_excel_serial'))
  .overwrite((text) => toIso(text.replace(midnight, '')))
  .refine((text) => Day.safeParse(text).success, rule('date_shape'))

const genders: Record<string, Gender> = {
  ...{ l: 'male', lk: 'male', lakilaki: 'male', pria: 'male', male: 'male', m: 'male' },
  ...{ p: 'female', pr: 'female', perempuan: 'female', wanita: 'female', female: 'female', f: 'female' },
  unknown: 'unknown',
}

/** A gender, also in the usual Indonesian words and letters (L, P). */
export const SheetGender = z
  .string()
  .transform((text) => genders[text.toLowerCase().replace(/[^a-z]/g, '')])
  .refine((gender) => gender !== undefined, rule('gender_unknown'))
  .pipe(Gender)

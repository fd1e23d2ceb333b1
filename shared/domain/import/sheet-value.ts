import * as z from 'zod'
import { Day } from '../calendar.ts'
import { Npwp } from '../member/business.ts'
import { rule } from '../problems/field-rule.ts'
import { readDayText } from '../tables/day-text.ts'
import { isShortenedNumber } from '../tables/sheet-number.ts'
import { Gender } from '../values/gender.ts'
import { Nik } from '../values/nik.ts'
import { Phone } from '../values/phone.ts'

/**
 * Schemas that read spreadsheet values into values of the domain. A value that a spreadsheet has damaged is refused with the
 * cause, never guessed.
 */

/** Refuses a number that a spreadsheet has shortened (`number_scientific`); its digits are lost. */
const UnshortenedText = z
  .string()
  .trim()
  .refine((text) => !isShortenedNumber(text), rule('number_scientific'))

export const SheetNik = UnshortenedText.pipe(Nik)
export const SheetNpwp = UnshortenedText.pipe(Npwp)

/** What people note beside a number about its use: `WA 0812…`, `0812… (WA)`. */
const phoneWord = /^(wa|hp|telp)[.:]? |[ ]?\((wa|hp|aktif)\)$/i

/** A phone number, also without the leading 0 that spreadsheets drop. */
export const SheetPhone = UnshortenedText.overwrite((text) => text.replace(phoneWord, ''))
  .overwrite((text) => (/^8[\d .-]{8,14}$/.test(text) ? `0${text}` : text))
  .pipe(Phone)

export const refuseShortened = <T extends z.ZodType<unknown, string>>(schema: T) => UnshortenedText.pipe(schema)

/**
 * A day in any usual writing (`readDayText`); day first, unless the file says otherwise. A number is refused
 * (`date_excel_serial`): Excel counts days from 1900 or from 1904, and the file does not say which.
 */
export const SheetDay = z
  .string()
  .trim()
  .refine((text) => !/^\d{4,6}([.,]\d+)?$/.test(text), rule('date_excel_serial'))
  .overwrite((text) => readDayText(text, 'day_first') ?? text)
  .refine((text) => Day.safeParse(text).success, rule('date_shape'))

const genders: Record<string, Gender> = {
  ...{ l: 'male', lk: 'male', laki: 'male', lakilaki: 'male', pria: 'male', male: 'male', m: 'male', '♂': 'male' },
  ...{ p: 'female', pr: 'female', prp: 'female', perempuan: 'female', wanita: 'female', w: 'female' },
  ...{ female: 'female', f: 'female', '♀': 'female' },
  unknown: 'unknown',
}

/** A gender, also in the usual Indonesian words and letters (L, P). */
export const SheetGender = z
  .string()
  .transform((text) => genders[text.toLowerCase().replace(/[^a-z♂♀]/g, '')])
  .refine((gender) => gender !== undefined, rule('gender_unknown'))
  .pipe(Gender)

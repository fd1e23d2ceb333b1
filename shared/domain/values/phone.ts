import * as z from 'zod'
import { rule } from '../problems/field-rule.ts'
import { cleanText } from './clean-text.ts'

const separators = /[\s().\p{Pd}]/gu

// A 0 after the country code is dropped too: "+62 (0)812 …" is a common way to write both forms at once. 062 8… is
// neither.
const toE164 = (text: string) =>
  cleanText(text)
    .replace(separators, '')
    .replace('＋', '+')
    .replace(/^00(?=62)/, '+')
    .replace(/^(?:\+?620?|0)(?=8)/, '+62')
    .replace(/^(?:\+620?|620|0)(?=[2-79])(?!628)/, '+62')

/** A mobile number; or an area code and a number, 9 to 11 digits together. */
const phonePattern = /^\+62(8[1-35-9]\d{7,10}|[2-79]\d{8,10})$/

/**
 * An Indonesian phone number, kept as E.164 (`+62812…`): a mobile number (9 to 12 digits after `+62`), or a landline with its
 * area code. Takes `08…`, `021…`, `62…`, `0062…` and `+62…` with blanks, dashes, dots and brackets; refused with `phone_shape`.
 * The operator cannot be read from the prefix.
 * Source of the pattern: libphonenumber-js 1.13.16 metadata (MIT).
 */
export const Phone = z
  .string()
  .overwrite(toE164)
  .refine((phone) => phonePattern.test(phone), rule('phone_shape'))
  .meta({
    id: 'Phone',
    description: 'Indonesian phone number, kept as E.164; `0812…` and blanks, dashes, dots and brackets are taken too',
    pattern: phonePattern.source,
    example: '+6281234567890',
  })
export type Phone = z.infer<typeof Phone>

export const isLandline = (phone: Phone): boolean => !phone.startsWith('+628')

/** `+62*********890`: the country code and the last three digits. */
export const maskPhone = (phone: Phone): string => phone.slice(0, 3) + '*'.repeat(phone.length - 6) + phone.slice(-3)

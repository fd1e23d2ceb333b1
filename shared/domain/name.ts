import * as z from 'zod'
import { rule } from './field-rule.ts'

const maxLength = 120

const tidy = (text: string) =>
  text
    .normalize('NFC')
    .trim()
    .replace(/\p{Zs}+/gu, ' ')

// \p{C} also holds invisible characters that turn the direction of text: names are printed in mails and reports.
const isPrintable = (text: string) => !/[\p{C}\p{Zl}\p{Zp}<>]/u.test(text)

// Counted in code points, as JSON Schema counts.
const fits = (text: string) => text.length <= 2 * maxLength && [...text].length <= maxLength

const name = (oneOf: RegExp) =>
  z
    .string()
    .overwrite(tidy)
    .refine((text) => fits(text) && isPrintable(text) && oneOf.test(text), rule('name_shape'))
    .meta({ minLength: 1, maxLength })

/**
 * A person's name as people write it: one word or many, titles, apostrophes, any script. Trimmed, blanks collapsed,
 * NFC. It has a letter, at most 120 characters, and no control characters, `<` or `>`; refused with `name_shape`.
 */
export const PersonName = name(/\p{L}/u)

/** As a person's name, but figures alone will do: a business may be called "1001". */
export const BusinessName = name(/[\p{L}\p{N}]/u)

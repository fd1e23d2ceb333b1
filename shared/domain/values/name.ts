import * as z from 'zod'
import { rule } from '../problems/field-rule.ts'
import { cleanText } from './clean-text.ts'

const maxLength = 120

const tidy = (text: string) => cleanText(text).replace(/ {2,}/g, ' ')

// Names are printed in mails and reports.
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
 * A person's name as people write it: one word or many, titles, apostrophes, any script. Cleaned (`cleanText`), blanks
 * collapsed. It has a letter, at most 120 characters, and no control characters, `<` or `>`; refused with `name_shape`.
 */
export const PersonName = name(/\p{L}/u)

/** Like a person's name, but digits alone are enough: a business may be called "1001". */
export const BusinessName = name(/[\p{L}\p{N}]/u)

/** A name without case, blanks and punctuation, to compare spellings. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}]/gu, '')

const titles = new Set(['h', 'hj', 'haji', 'hajjah', 'kh', 'ir', 'dr', 'drs', 'dra', 'prof', 'ust', 'bp', 'bpk', 'ibu'])
const muhammads = /^(m[uo]?c?h|m[uo](c?h)?am[ae]d)$/

/**
 * The search form of a name: without titles, degrees, marks, blanks and punctuation, and with one spelling for the variants of
 * Indonesian names (oe and u, dj and j, tj and c, doubled letters, short forms of Muhammad). The search form of a beginning
 * begins the search form of the name, except inside a title or a variant spelling.
 */
export function searchName(name: string): string {
  const [given = ''] = name.split(',')
  const words = given
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[’'`]/gu, '')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
  const first = words.findIndex((word, i) => !titles.has(word) || i === words.length - 1)
  return words
    .slice(Math.max(first, 0))
    .map(unifySpelling)
    .map((word) => (muhammads.test(word) ? 'muhamad' : word))
    .join('')
}

const unifySpelling = (word: string): string =>
  word
    .replaceAll('oe', 'u')
    .replaceAll('dj', 'j')
    .replaceAll('tj', 'c')
    .replace(/(\p{L})\1+/gu, '$1')

import * as z from 'zod'
import { rule } from '../problems/field-rule.ts'
import { cleanText } from './clean-text.ts'

const maxLength = 120

const tidy = (text: string) => cleanText(text).replace(/ {2,}/g, ' ')

// Names are printed in mails and reports.
const isPrintable = (text: string) => !/[\p{C}\p{Zl}\p{Zp}<>]/u.test(text)

// Counted in code points, as JSON Schema does.
const fits = (text: string) => text.length <= 2 * maxLength && [...text].length <= maxLength

const makeNameSchema = (neededCharacter: RegExp) =>
  z
    .string()
    .overwrite(tidy)
    .refine((text) => fits(text) && isPrintable(text) && neededCharacter.test(text), rule('name_shape'))
    .meta({ minLength: 1, maxLength })

/**
 * A person's name as people write it: one word or many, titles, apostrophes, any script. Cleaned (`cleanText`), blanks
 * collapsed. It has a letter, at most 120 characters, and no control characters, `<` or `>`; refused with `name_shape`.
 */
export const PersonName = makeNameSchema(/\p{L}/u)

/** Like a person's name, but digits alone are enough: a business may be called "1001". */
export const BusinessName = makeNameSchema(/[\p{L}\p{N}]/u)

const titles = new Set(
  (
    'h hj haji hajjah hajah kh kyai kiai ust ustad ustadz ustadzah ir dr drs dra drg drh prof r ra rd rr raden rm tb tubagus ' +
    'bp bpk bapak ibu ny nyonya tn tuan nn nona sdr sdri'
  ).split(' '),
)

const degrees = new Set(
  (
    'se sh st ss sip sit skm skom skep skes spd spdi spdk sag sei sos ssos sstp ssi sst sp spt spi spsi spar sfarm sked ' +
    'sdes ssn sthi sths spk skg mm mh mt mkom mkes mpd mpdi msi msc mag mba mae msos map mak mkn mhum mars mph amd amdkeb ' +
    'amdkep apt ners cpa phd'
  ).split(' '),
)

const muhammads = /^(m|m[uo]?h|m[uo]?hd|md|m[uo]ham[ae][dt])$/

/**
 * The form of a name by which it is compared, everywhere: in searches, hints, imports and self-service. It has no titles,
 * degrees, marks, blanks and punctuation, and one spelling for what is one name. If a text begins a name, its form begins
 * the form of the name, except inside a title or a variant spelling.
 *
 * Sources of what is one name:
 * - Spelling reforms of 1947 (SK Menteri PPK 264/Bhg. A: oe became u) and 1972 (Keppres 57/1972: dj, tj, nj, sj and ch became j, c, ny,
 *   sy and kh). People keep the old spelling of their names.
 * - Permendagri 73/2022 art. 5: titles of education, custom and religion may stand on family and identity cards, abbreviated, and not
 *   on certificates. Names such as Muh and Abd are names where they are registered so.
 * - The Jakarta Post, "Does Mr. Mochamad confuse you?" (jawawa.id): spellings and short forms of Muhammad.
 * - Doubled letters, oo, ie, q, x, and y or i at the end of a word: Noor and Nur, Rizqy and Riski, Wahyuny and Wahyuni.
 */
export function searchName(name: string): string {
  const [givenNames = ''] = name.split(',')
  const tokens = givenNames
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[’'`]/gu, '')
    .split(/\s+/u)
    .filter((token) => /\p{L}/u.test(token))
  return withoutDegrees(withoutTitles(tokens.flatMap(splitToken)))
    .map(unifySpelling)
    .map((word, i) => (muhammads.test(word) && (word !== 'm' || i === 0) ? 'muhamad' : word === 'abd' ? 'abdul' : word))
    .join('')
}

/** Titles and degrees are abbreviated with points inside (`S.E.`, `M.Si`). Other points, and dashes, divide words. */
function splitToken(token: string): string[] {
  const bare = token.replace(/[^\p{L}]/gu, '')
  if (titles.has(bare) || degrees.has(bare)) return [bare]
  return token.split(/[^\p{L}]+/u).filter((word) => word !== '')
}

function withoutTitles(words: string[]): string[] {
  const first = words.findIndex((word) => !titles.has(word))
  return words.slice(first < 0 ? -1 : first)
}

function withoutDegrees(words: string[]): string[] {
  const last = words.findLastIndex((word) => !degrees.has(word))
  return words.slice(0, Math.max(last + 1, 1))
}

/** Old spellings become new ones, and spellings that sound alike become one. The order of the steps matters. */
const unifySpelling = (word: string): string =>
  word
    .replaceAll('oe', 'u')
    .replaceAll('oo', 'u')
    .replaceAll('dj', 'j')
    .replaceAll('tj', 'c')
    .replace(/([nsh])j/g, '$1y')
    .replace(/^ju(?=[sn])/, 'yu')
    .replace(/[ck]h/g, 'h')
    .replaceAll('sh', 'sy')
    .replaceAll('dz', 'z')
    .replaceAll('ie', 'i')
    .replace(/(?<=\p{L})q|q(?=\p{L})/gu, 'k')
    .replaceAll('x', 'ks')
    .replace(/(\p{L})\1+/gu, '$1')
    .replace(/(?<=[^aeiouy])y$/, 'i')

/**
 * Whether two names with the same number may be one person's: every word of the shorter name is in the longer one, or
 * is the initial of a word there.
 */
export function isNameLike(a: string, b: string): boolean {
  const [fewer = [], more = []] = [a, b].map(nameWords).toSorted((one, other) => one.length - other.length)
  return (
    fewer.length > 0 &&
    fewer.every((word) => more.some((other) => other === word || (word.length === 1 && other.startsWith(word))))
  )
}

const nameWords = (name: string): string[] =>
  name
    .split(',')[0]
    ?.split(/\s+/u)
    .map(searchName)
    .filter((word) => word !== '') ?? []

import * as z from 'zod'
import { rule } from '../problems/field-rule.ts'
import { cleanText } from './clean-text.ts'
import { crockford } from './id.ts'

const randomLength = 7
const bytesNeeded = 5

// Times x in GF(32), whose elements are polynomials over GF(2) modulo x⁵ + x² + 1.
const timesX = (value: number) => (value << 1) ^ (value & 0b10000 ? 0b100101 : 0)

/** 0 for a complete number. For a number without its check character, the value of that character. */
const checksum = (text: string) => [...text].reduce((sum, c) => timesX(sum ^ crockford.indexOf(c)), 0)

const tidy = (text: string) =>
  cleanText(text)
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

const isNumber = (text: string) => /^[0-9A-HJKMNP-TV-Z]{8}$/.test(text) && checksum(text) === 0

/**
 * A member's public number: seven random characters and a check character, stored as eight (`7K3M9QXF`). Reads what
 * people type: lower case, blanks and hyphens, O for 0, I and L for 1. Refused with `member_number_shape`.
 *
 * The check is Damm's for an alphabet of 32: the characters, weighted by distinct powers of a primitive element, sum to
 * 0 in GF(32). It always detects one wrong character, *any* two swapped characters, and a doubled character mistyped as
 * another (AA for BB). Source: H. M. Damm, "Totally anti-symmetric quasigroups for all orders n ≠ 2, 6", Discrete
 * Mathematics 307 (2007) 715–729, with its prime-power construction. Alphabet: crockford.com/base32.html.
 */
export const MemberNumber = z.string().overwrite(tidy).refine(isNumber, rule('member_number_shape')).meta({
  id: 'MemberNumber',
  description: 'Member number with its check character',
  pattern: '^[0-9A-HJKMNP-TV-Z]{4}-?[0-9A-HJKMNP-TV-Z]{4}$',
  example: '7K3M9QXF',
})
export type MemberNumber = z.infer<typeof MemberNumber>

/** A new number from at least five random bytes. Each of the 32⁷ numbers is equally likely. */
export function makeMemberNumber(random: Uint8Array): MemberNumber {
  if (random.length < bytesNeeded)
    throw new Error(`A member number needs ${bytesNeeded} random bytes, but got ${random.length}`)
  const chance = random.subarray(0, bytesNeeded).reduce((sum, byte) => sum * 256 + byte, 0)
  const randomCharacters = Array.from({ length: randomLength }, (_, i) =>
    crockford.charAt(Math.floor(chance / 32 ** i) % 32),
  )
  return randomCharacters.join('') + crockford.charAt(checksum(randomCharacters.join('')))
}

/** As shown to people: `7K3M-9QXF`. */
export const formatMemberNumber = (number: MemberNumber): string => `${number.slice(0, 4)}-${number.slice(4)}`

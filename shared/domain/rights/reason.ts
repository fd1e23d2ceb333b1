import { rule } from '../problems/field-rule.ts'
import { plainText } from '../values/text.ts'

/**
 * Whether a reason says enough for a later reader of the trail: at least two words of letters, ten letters in all, six of
 * them different. "xxxx xxxx xxxx" and "cek" say nothing.
 */
export function hasSubstance(reason: string): boolean {
  const words = reason.match(/\p{L}{2,}/gu) ?? []
  const letters = [...words.join('').toLowerCase()]
  return words.length >= 2 && letters.length >= 10 && new Set(letters).size >= 6
}

/** The reason for seeing personal data in full. Refused with `reason_thin` when it says nothing. */
export const Reason = plainText(500).refine(hasSubstance, rule('reason_thin'))

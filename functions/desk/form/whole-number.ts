import * as z from 'zod'
import { cleanText } from '../../../shared/domain/values/clean-text.ts'

/** Digits, all of them together or in groups of three with one separator: `280000`, `280.000`, `280,000`. */
const wholeNumber = /^\d{1,12}$|^\d{1,3}([., ])\d{3}(?:\1\d{3}){0,2}$/

/**
 * A whole number as people type or paste it, such as `280.000` or `Rp 280.000,-`. Any other text stays as it is. That
 * includes `2.5` and `28.00`, which would be another number without the point.
 */
export const readWholeNumber = (typed: unknown): unknown => {
  const text = cleanText(z.string().safeParse(typed).data ?? '').replaceAll(/^rp\.? ?|,(?:-|00)$/gi, '')
  return wholeNumber.test(text) ? Number(text.replaceAll(/\D/g, '')) : typed
}

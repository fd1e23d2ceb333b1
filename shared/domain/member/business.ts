import * as z from 'zod'
import { rule } from '../problems/field-rule.ts'
import { cleanDigits, cleanText } from '../values/clean-text.ts'
import { BusinessName } from '../values/name.ts'

/**
 * A business identification number: 13 digits as text, since it may start with 0. It has no inner structure and no
 * check digit, so nothing more can be checked; refused with `nib_digits`. Source: PP 24/2018.
 */
export const Nib = z
  .string()
  .overwrite(cleanDigits)
  .refine((nib) => /^\d{13}$/.test(nib), rule('nib_digits'))
  .meta({ id: 'Nib', description: 'Business identification number, 13 digits', pattern: '^\\d{13}$' })
export type Nib = z.infer<typeof Nib>

/**
 * A line of business: five digits (refused with `kbli_digits`) and the year of the classification, since KBLI 2025
 * split and merged codes of KBLI 2020. Sources: BPS Regulations 2/2020 and 7/2025.
 */
export const Kbli = z
  .strictObject({
    code: z
      .string()
      .overwrite(cleanDigits)
      .refine((code) => /^\d{5}$/.test(code), rule('kbli_digits'))
      .meta({ pattern: '^\\d{5}$', example: '56101' }),
    // The OpenAPI generator writes only the first literal.
    year: z.literal([2020, 2025]).meta({ enum: [2020, 2025] }),
  })
  .meta({ id: 'Kbli' })
export type Kbli = z.infer<typeof Kbli>

// 12.345.678.9-012.000, also with other or missing separators between the usual groups.
const dottedNpwp = /^(\d{2})[. ]?(\d{3})[. ]?(\d{3})[. ]?(\d)[-. ]?(\d{3})[. ]?(\d{3})$/

const npwpPattern = /^\d{15,16}$/

/**
 * A tax number as digits: 15 (also in the usual writing `12.345.678.9-012.000`) or 16. Sixteen digits may be a NIK,
 * since a resident's tax number is the NIK. So every tax number is protected and masked like a NIK. The old and new
 * number of a person cannot be derived from each other.
 *
 * Refused with `npwp_digits` or, for one digit repeated (which forms use for "none"), `npwp_placeholder`. Source: PMK
 * 112/PMK.03/2022.
 */
export const Npwp = z
  .string()
  .overwrite((text) => cleanText(text).replace(dottedNpwp, '$1$2$3$4$5$6'))
  .refine((npwp) => npwpPattern.test(npwp), rule('npwp_digits'))
  .refine((npwp) => !/^(\d)\1+$/.test(npwp), rule('npwp_placeholder'))
  .meta({
    id: 'Npwp',
    description: 'Tax number, kept as 15 or 16 digits',
    pattern: npwpPattern.source,
    example: '123456789012000',
  })
export type Npwp = z.infer<typeof Npwp>

/** `12***********00`, like a NIK. */
export const maskNpwp = (npwp: Npwp): string => npwp.slice(0, 2) + '*'.repeat(npwp.length - 4) + npwp.slice(-2)

/** A member's business. */
export const Business = z
  .strictObject({ name: BusinessName, kbli: Kbli.optional(), nib: Nib.optional() })
  .meta({ id: 'Business' })
export type Business = z.infer<typeof Business>

import * as z from 'zod'
import { Month } from '../calendar.ts'
import { Sum } from '../figures/loan-figures.ts'
import { ShownFamily } from './hide-cells.ts'

/** The version of the hiding rule for new issues. Each issue keeps the numbers that the rule of its time showed. */
export const hidingRule = '2'

/** A number of loans with their sum; both are shown together. */
const ShownLoans = z.object({ number: z.int().nullable(), amount: Sum.nullable(), since: Month.optional() })
export type ShownLoans = z.infer<typeof ShownLoans>

/**
 * The numbers shown for every part of the programme. The public document of an issue hands them on to the next one.
 */
export const Hiding = z
  .object({
    rule: z.string(),
    families: z.record(z.string(), ShownFamily),
    loans: z.record(z.string(), ShownLoans),
  })
  .meta({ id: 'Hiding' })
export type Hiding = z.infer<typeof Hiding>

import * as z from 'zod'
import { Instant } from '../calendar.ts'

const count = z.int().min(0).nullable()

/**
 * How many things were known to be wrong or unsettled in the whole programme when the month was issued. Null: not
 * counted.
 */
export const Quality = z
  .object({
    countedAt: Instant,
    openDisputes: count.describe('NIKs claimed by two records'),
    openDuplicates: count.describe('Pairs of records that may be one person'),
    membersWithoutNik: count,
    parkedLoans: count.describe('Loans of partners whose member is not known'),
    unmatchedStatementLines: count.describe(
      "Lines of partners' statements of the month without a loan here; null when no partner has sent one",
    ),
  })
  .meta({ id: 'Quality' })
export type Quality = z.infer<typeof Quality>

/** The codes in the order in which reports list them. */
export const qualityCodes = [
  'parkedLoans',
  'membersWithoutNik',
  'openDisputes',
  'openDuplicates',
  'unmatchedStatementLines',
] as const

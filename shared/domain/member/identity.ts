import * as z from 'zod'
import { Instant } from '../calendar.ts'

/**
 * What an officer looked at to establish who somebody is: the identity card, its digital form (Permendagri 72/2022), the
 * family card, or the certificate that stands in for a card that is not printed yet.
 */
export const Seen = z.enum(['ktp', 'ikd', 'kk', 'suket']).meta({ id: 'Seen' })
export type Seen = z.infer<typeof Seen>

const CheckOutcome = z.enum(['match', 'no_match']).meta({ id: 'CheckOutcome' })

/**
 * Whether it is established that a person who registered himself is who he says. A record without one was made by an
 * officer, who saw the person.
 */
export const Identity = z
  .object({
    status: z.enum(['unverified', 'verified', 'rejected']),
    at: Instant.describe('Since when'),
    by: z.enum(['officer', 'dukcapil']).optional().describe('Who said so; nobody yet of who registered himself'),
    seen: Seen.optional(),
    reason: z.string().optional().describe("Why it was rejected: a code of the programme's reasons"),
    check: z
      .object({ outcome: CheckOutcome, at: Instant })
      .optional()
      .describe('What the population register answered; nothing else of it is kept'),
  })
  .meta({ id: 'Identity' })
export type Identity = z.infer<typeof Identity>

/**
 * Whether a record tells of its person only what somebody said who registered himself. By such words nobody's rows in
 * files are found: they may be another's.
 */
export const isHearsay = (identity: Identity | undefined): boolean =>
  identity?.status === 'rejected' || (identity?.status === 'unverified' && identity.by === undefined)

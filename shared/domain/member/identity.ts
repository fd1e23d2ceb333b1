import * as z from 'zod'
import { Instant } from '../calendar.ts'

/**
 * The document that an officer saw: the identity card, its digital form (Permendagri 72/2022), the family card, or the
 * certificate for a card that is not printed yet.
 */
export const SeenDocument = z.enum(['ktp', 'ikd', 'kk', 'suket']).meta({ id: 'Seen' })
export type SeenDocument = z.infer<typeof SeenDocument>

const CheckOutcome = z.enum(['match', 'no_match']).meta({ id: 'CheckOutcome' })

/**
 * Whether the identity of a person who registered online is confirmed. A record without it was made by an officer who saw the
 * person.
 */
export const Identity = z
  .object({
    status: z.enum(['unverified', 'verified', 'rejected']),
    at: Instant.describe('Since when'),
    by: z.enum(['officer', 'dukcapil']).optional().describe('Who confirmed it; absent while nobody has'),
    seen: SeenDocument.optional(),
    reason: z.string().optional().describe("Why it was rejected: a code of the programme's reasons"),
    check: z
      .object({ outcome: CheckOutcome, at: Instant })
      .optional()
      .describe("The population register's answer; nothing else is kept"),
  })
  .meta({ id: 'Identity' })
export type Identity = z.infer<typeof Identity>

/**
 * Whether a record holds only unconfirmed data from an online registration. Such data must not be used to find rows
 * in files, because those rows may be another person's.
 */
export const isHearsay = (identity: Identity | undefined): boolean =>
  identity?.status === 'rejected' || (identity?.status === 'unverified' && identity.by === undefined)

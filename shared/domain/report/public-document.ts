import * as z from 'zod'
import type { IssueRecord } from './issue.ts'
import { Report } from './report.ts'

/**
 * The public document of an issue: its public report, its place in the chain, and the hash of the internal issue. That
 * hash commits to the internal issue and reveals nothing of it, because the issue holds a secret salt. Outputs print
 * the SHA-256 of this document, which is therefore not in it. `previous` is the printed hash of the issue before.
 */
export const PublicDocument = Report.omit({ hash: true })
  .extend({
    place: z.int().min(1).describe('Which issue of the programme this is, in order of issuing'),
    internal: z.string().describe('Hash of the internal issue'),
  })
  .meta({ id: 'PublicDocument' })
export type PublicDocument = z.infer<typeof PublicDocument>

/** The bytes of a public document: what is stored (packed), published and hashed. One line of JSON. */
export const encodePublicDocument = (document: PublicDocument): Uint8Array =>
  Buffer.from(`${JSON.stringify(PublicDocument.parse(document))}\n`)

/**
 * The hash of an issue as outputs print it. The first issues had no public document, and printed the issue's own hash.
 */
export const readPrintedHash = ({ hash, publicHash }: Pick<IssueRecord, 'hash' | 'publicHash'>): string =>
  publicHash ?? hash

/** The printed hash of the issue before. */
export const readPrintedPrevious = ({
  previous,
  publicHash,
  publicPrevious,
}: Pick<IssueRecord, 'previous' | 'publicHash' | 'publicPrevious'>): string | undefined =>
  publicHash === undefined ? previous : publicPrevious

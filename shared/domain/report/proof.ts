import * as z from 'zod'

/** What a reader needs to check an issue. Mails and files print it. */
export const Proof = z
  .object({
    pages: z.string().optional().describe('Address of the public pages, without a slash at its end'),
    key: z.string().describe("Public key of the checkpoints' signer"),
  })
  .meta({ id: 'Proof' })
export type Proof = z.infer<typeof Proof>

/** The path of the page that explains how to check and shows the signed heads of the chains. */
export const checkPath = '/periksa'
export const checkpointPath = '/checkpoint'

import * as z from 'zod'

/** What a reader needs to check an issue. Mails and files print it. */
export const Proof = z
  .object({
    pages: z.string().optional().describe('Address of the public pages, without a slash at its end'),
    key: z.string().describe("Public key of the checkpoints' signer"),
  })
  .meta({ id: 'Proof' })
export type Proof = z.infer<typeof Proof>

/** The page on how to check, and the signed head of the chains, below the address of the public pages. */
export const checkPath = '/periksa'
export const checkpointPath = '/checkpoint'

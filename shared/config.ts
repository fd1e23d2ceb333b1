import * as z from 'zod'

/** What a function is told by its environment. The SDK reads its own variables besides (region, endpoints). */
export const Config = z.object({
  TABLE_NAME: z.string().min(3),
  BUCKET_NAME: z.string().min(3),
  INTAKE_BUCKET_NAME: z.string().min(3),
  JOB_MACHINE_ARN: z.string().min(1),
  KMS_KEY_ID: z.string().min(1),
  IDENTITY_CHECK_URL: z
    .url()
    .optional()
    .describe('Where the population register is asked; absent until there is an agreement with Ditjen Dukcapil'),
  TOKEN_ISSUER: z.url(),
  TOKEN_CLIENT_ID: z.string().min(1),
  TOKEN_JWKS_URL: z.url().optional(),
})
export type Config = z.infer<typeof Config>

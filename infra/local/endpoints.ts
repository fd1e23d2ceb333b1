import * as z from 'zod'

/**
 * The addresses of the stand-ins of a running system. `machine` is the stand-in for state machines. `state.json` is stored
 * with these names, so they cannot change.
 */
export const Endpoints = z.object({
  dynamoDb: z.string(),
  objectStore: z.string(),
  kms: z.string(),
  machine: z.string(),
  issuer: z.string(),
  mailbox: z.string(),
})
export type Endpoints = z.infer<typeof Endpoints>

/** Makes the SDK of this process use only the stand-ins, no matter how this laptop is configured. */
export function pointSdkTo({ dynamoDb, objectStore, kms, machine, mailbox, issuer }: Endpoints): void {
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'])
    delete process.env[name]
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb,
    AWS_ENDPOINT_URL_S3: objectStore,
    AWS_ENDPOINT_URL_KMS: kms,
    AWS_ENDPOINT_URL_SFN: machine,
    AWS_ENDPOINT_URL_SESV2: mailbox,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: issuer,
    AWS_REGION: 'ap-southeast-3',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  })
}

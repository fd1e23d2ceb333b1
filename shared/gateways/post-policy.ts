import { createHmac } from 'node:crypto'

/** The credentials and region with which a form is signed. */
export type FormSigner = {
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string | undefined }
  region: string
}

/** What a form may upload: one object of one type, up to a number of bytes, until an instant. */
export type UploadTerms = { bucket: string; key: string; type: string; mostBytes: number; until: Date; goOnTo?: string }

/**
 * The fields of a form by which a browser uploads one object straight into S3. Sources: S3 API reference, "Creating a
 * POST policy" and "Authenticating requests: browser-based uploads using POST".
 */
export function signUploadForm(
  { credentials, region }: FormSigner,
  { bucket, key, type, mostBytes, until, goOnTo }: UploadTerms,
  now: Date,
): Record<string, string> {
  const date = now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const scope = [date.slice(0, 8), region, 's3', 'aws4_request']
  const fields = {
    key,
    'Content-Type': type,
    ...(goOnTo === undefined ? { success_action_status: '201' } : { success_action_redirect: goOnTo }),
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': [credentials.accessKeyId, ...scope].join('/'),
    'x-amz-date': date,
    ...(credentials.sessionToken !== undefined && { 'x-amz-security-token': credentials.sessionToken }),
  }
  const conditions = [
    { bucket },
    ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
    ['content-length-range', 0, mostBytes],
  ]
  const policy = Buffer.from(JSON.stringify({ expiration: until.toISOString(), conditions })).toString('base64')
  return { ...fields, policy, 'x-amz-signature': signPolicy(credentials.secretAccessKey, scope, policy) }
}

/** Signs a policy by Signature Version 4. The signing key is derived from each part of the scope in turn. */
export function signPolicy(secret: string, scope: string[], policy: string): string {
  const sign = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = scope.reduce<string | Buffer>((signingKey, part) => sign(signingKey, part), `AWS4${secret}`)
  return sign(key, policy).toString('hex')
}

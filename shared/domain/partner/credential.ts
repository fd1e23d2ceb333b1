import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { conflict } from '../problems/app-error.ts'
import { like } from '../problems/field-rule.ts'
import { isSnap, type SigningProfile } from '../signing/signing-schemes.ts'
import type { SigningKeys } from '../signing/webhook-scheme.ts'
import { findWebhookScheme } from '../signing/webhook-schemes.ts'
import { RsaPublicKey } from './rsa-public-key.ts'

/**
 * A partner signs with a secret that we issued, or with its own key pair, whose public key we store. We sign what we
 * send to the partner with a `push_secret`.
 */
export const Credential = z.object({
  id: z.string(),
  kind: z.enum(['secret', 'public_key', 'push_secret']),
  value: z.string().describe('Secret text, or PEM. Stored encrypted; a secret is shown once, when it is made'),
  from: Instant,
  until: Instant.optional().describe('Not accepted from this instant on; absent while it is the newest'),
})
export type Credential = z.infer<typeof Credential>

/** A credential as lists show it, without its value. */
export const CredentialView = Credential.omit({ value: true }).meta({ id: 'Credential' })
export type CredentialView = z.infer<typeof CredentialView>

export const overlapSeconds = z
  .int()
  .min(0)
  .max(30 * 86_400)
  .default(7 * 86_400)
  .describe('How long the previous one stays valid; default: a week')

/** A secret that a partner brings: printable, and too long to guess. */
const OwnSecret = z
  .string()
  .regex(/^[\x21-\x7e]{24,512}$/, like('whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'))
  .describe("The partner's own secret, when it cannot take ours; absent: we make one")

/** We make secrets, unless the partner brings its own; a public key comes from the partner. */
export const NewCredential = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('secret'), value: OwnSecret.optional(), overlapSeconds }),
    z.strictObject({ kind: z.literal('public_key'), value: RsaPublicKey, overlapSeconds }),
    z.strictObject({ kind: z.literal('push_secret'), overlapSeconds }),
  ])
  .meta({ id: 'NewCredential' })
export type NewCredential = z.infer<typeof NewCredential>

/** At most two of a kind are live: enough to change over without a gap. */
const mostLive = 2

const isLive = ({ from, until }: Credential, now: Date): boolean => {
  const instant = now.toISOString()
  return from <= instant && (until === undefined || instant < until)
}

/** The keys that a partner may sign with now. */
export const listLiveKeys = (credentials: readonly Credential[], now: Date): SigningKeys => ({
  secrets: listLiveValues(credentials, 'secret', now),
  publicKeys: listLiveValues(credentials, 'public_key', now),
})

/** The secrets with which we now sign what we send to a partner. */
export const listLivePushSecrets = (credentials: readonly Credential[], now: Date): string[] =>
  listLiveValues(credentials, 'push_secret', now)

/** The accepted values of a kind, newest first. */
const listLiveValues = (credentials: readonly Credential[], kind: Credential['kind'], now: Date): string[] =>
  credentials
    .filter((credential) => credential.kind === kind && isLive(credential, now))
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))
    .map(({ value }) => value)

/**
 * Adds a credential. Live ones of its kind end after the overlap, or at their own end if that is earlier. Ended ones are
 * removed. Throws `conflict` while two of the kind are live.
 */
export function withCredential(
  credentials: readonly Credential[],
  addition: Pick<Credential, 'id' | 'kind' | 'value'>,
  now: Date,
  overlapSeconds: number,
): Credential[] {
  const live = credentials.filter((credential) => isLive(credential, now))
  const sameKind = live.filter(({ kind }) => kind === addition.kind)
  if (sameKind.length >= mostLive) throw conflict('credentials_full', { most: mostLive })
  const end = new Date(now.getTime() + overlapSeconds * 1000).toISOString()
  return [
    ...live.map((credential) => (credential.kind === addition.kind ? endBy(credential, end) : credential)),
    { ...addition, from: now.toISOString() },
  ]
}

/** Ends a credential at once, for example when it has leaked. Other credentials stay. */
export const withoutCredential = (credentials: readonly Credential[], id: string): Credential[] =>
  credentials.filter((credential) => credential.id !== id)

const endBy = (credential: Credential, end: string): Credential => ({
  ...credential,
  until: credential.until !== undefined && credential.until < end ? credential.until : end,
})

/** How many random bytes a secret is made of. */
export const secretBytes = 32

/** A new secret of random bytes, written as the partner's scheme wants it, or as Standard Webhooks for what we send. */
export function makeSecretText(
  signing: SigningProfile,
  random: Uint8Array,
  kind: Credential['kind'] = 'secret',
): string {
  if (random.length < secretBytes)
    throw new Error(`A secret needs ${secretBytes} random bytes, but got ${random.length}`)
  const bytes = Buffer.from(random.subarray(0, secretBytes))
  if (kind === 'push_secret') return `whsec_${bytes.toString('base64')}`
  return isSnap(signing) ? bytes.toString('base64url') : findWebhookScheme(signing).writeSecret(bytes)
}

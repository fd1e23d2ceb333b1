import * as z from 'zod'
import type { StoredSubscriber } from '../../data/subscribers.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { Credential, overlapSeconds, withCredential, withoutCredential } from '../../domain/partner/credential.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { makeWebhookSecret } from './secret-text.ts'
import { findSubscriber, permitSubscribers, type SubscriberDeps } from './subscribers.ts'

/** A secret for signing deliveries, without its value. */
export const SubscriberSecret = Credential.pick({ id: true, from: true, until: true }).meta({ id: 'SubscriberSecret' })
export type SubscriberSecret = z.infer<typeof SubscriberSecret>

export const NewSubscriberSecret = z.strictObject({ overlapSeconds }).meta({ id: 'NewSubscriberSecret' })
type NewSubscriberSecret = z.infer<typeof NewSubscriberSecret>

/** The secrets of a subscriber: their validity, never their values. */
export async function listSecrets(
  deps: Pick<Deps, 'subscribers' | 'frame'>,
  caller: Caller,
  id: string,
): Promise<SubscriberSecret[]> {
  permitSubscribers(deps, caller)
  return (await findSubscriber(deps, id)).secrets.map((secret) => SubscriberSecret.parse(secret))
}

/**
 * Makes a new secret. Until the old one ends after the overlap, deliveries are signed with both. The new one is shown
 * only in this answer, not in a repeat.
 */
export async function makeSecret(
  deps: SubscriberDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  { overlapSeconds }: NewSubscriberSecret,
) {
  permitSubscribers(deps, caller)
  let secret: string | undefined
  const result = await once(deps, caller, request, SubscriberSecret, (keepAnswer) =>
    changeSecrets(deps, caller, id, ({ secrets }) => {
      const value = makeWebhookSecret()
      secret = value
      const newSecret = { id: deps.newId('crd'), kind: 'secret' as const, value }
      const after = withCredential(secrets, newSecret, deps.now(), overlapSeconds)
      const answer = SubscriberSecret.parse(after.at(-1))
      return { secrets: after, act: 'secret_made', answer, otherWrites: [keepAnswer(answer)] }
    }),
  )
  return { ...result, ...(!result.replayed && secret !== undefined && { secret }) }
}

/**
 * Ends a secret at once, for example after a leak. Throws `conflict` if no other secret is valid without an end, because
 * deliveries must be signed.
 */
export async function endSecret(
  deps: SubscriberDeps,
  caller: Caller,
  request: IdempotentRequest,
  { id, secretId }: { id: string; secretId: string },
) {
  permitSubscribers(deps, caller)
  return once(deps, caller, request, SubscriberSecret, (keepAnswer) =>
    changeSecrets(deps, caller, id, ({ secrets }) => {
      const secretToEnd = secrets.find((secret) => secret.id === secretId)
      if (!secretToEnd) throw notFound()
      const remainingSecrets = withoutCredential(secrets, secretId)
      if (!remainingSecrets.some(({ until }) => until === undefined)) throw conflict('secret_last')
      const answer = SubscriberSecret.parse({ ...secretToEnd, until: deps.now().toISOString() })
      return { secrets: remainingSecrets, act: 'secret_ended', answer, otherWrites: [keepAnswer(answer)] }
    }),
  )
}

type Change = {
  secrets: StoredSubscriber['secrets']
  act: 'secret_made' | 'secret_ended'
  answer: SubscriberSecret
  otherWrites: Write[]
}

/** Changes a subscriber's secrets, and tries again when the subscriber changed meanwhile. */
async function changeSecrets(
  deps: Pick<Deps, 'subscribers' | 'commit' | 'now'> & Retries,
  { subject }: Caller,
  id: string,
  change: (stored: StoredSubscriber) => Change,
): Promise<SubscriberSecret> {
  return retryRaces(deps, ['subscriber'], async () => {
    const stored = await findSubscriber(deps, id)
    const { secrets, act, answer, otherWrites } = change(stored)
    const subscriber = nextVersion(stored.subscriber)
    const what = { version: subscriber.version, at: deps.now().toISOString(), by: subject, act, secret: answer.id }
    await deps.commit(
      ...otherWrites,
      deps.subscribers.save({ subscriber, secrets }),
      deps.subscribers.recordAct(id, what),
    )
    return answer
  })
}

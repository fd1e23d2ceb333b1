import { randomBytes } from 'node:crypto'
import type { Signer } from '../../data/partners.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import {
  CredentialView,
  makeSecretText,
  type NewCredential,
  secretBytes,
  withCredential,
  withoutCredential,
} from '../../domain/partner/credential.ts'
import type { Partner } from '../../domain/partner/partner.ts'
import { invalid, notFound } from '../../domain/problems/app-error.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { type PartnerDeps, permitPartners, readSigner } from './partners.ts'

/** A partner's credentials, without their values. */
export async function listCredentials(
  deps: Pick<Deps, 'partners' | 'frame'>,
  caller: Caller,
  code: string,
): Promise<CredentialView[]> {
  permitPartners(deps, caller, 'partners.read')
  return (await readSigner(deps, code)).credentials.map((credential) => CredentialView.parse(credential))
}

/**
 * Gives a partner a new credential; the old one ends after the overlap. A secret is made here and shown only in this
 * answer, not in a repeat.
 */
export async function issueCredential(
  deps: PartnerDeps & Retries,
  caller: Caller,
  request: IdempotentRequest,
  code: string,
  input: NewCredential,
) {
  permitPartners(deps, caller, 'partners.write')
  let secret: string | undefined
  const result = await once(deps, caller, request, CredentialView, (keepAnswer) =>
    changeCredentials(deps, code, ({ partner, credentials }) => {
      // A secret that the partner brought is not shown again.
      const ownValue = 'value' in input ? input.value : undefined
      secret =
        ownValue === undefined ? makeSecretText(partner.signing, randomBytes(secretBytes), input.kind) : undefined
      const value = ownValue ?? secret ?? ''
      requireUsable(partner.signing, input, value)
      const newCredential = { id: deps.newId('crd'), kind: input.kind, value }
      const after = withCredential(credentials, newCredential, deps.now(), input.overlapSeconds)
      const view = CredentialView.parse(after.at(-1))
      return { credentials: after, answer: view, otherWrites: [keepAnswer(view)] }
    }),
  )
  return { ...result, ...(!result.replayed && secret !== undefined && { secret }) }
}

/** Ends a credential at once, for example after a leak. */
export async function revokeCredential(
  deps: PartnerDeps & Retries,
  caller: Caller,
  request: IdempotentRequest,
  code: string,
  id: string,
) {
  permitPartners(deps, caller, 'partners.write')
  return once(deps, caller, request, CredentialView, (keepAnswer) =>
    changeCredentials(deps, code, ({ credentials }) => {
      const credentialToEnd = credentials.find((credential) => credential.id === id)
      if (!credentialToEnd) throw notFound()
      const view = { ...CredentialView.parse(credentialToEnd), until: deps.now().toISOString() }
      return { credentials: withoutCredential(credentials, id), answer: view, otherWrites: [keepAnswer(view)] }
    }),
  )
}

/** Refuses a secret that the partner's scheme cannot read. In base64, it needs at least 24 bytes. */
function requireUsable(signing: Partner['signing'], { kind }: Pick<NewCredential, 'kind'>, value: string): void {
  if (kind !== 'secret' || signing.scheme !== 'standard_webhooks' || signing.secret === 'text') return
  const text = value.replace(/^whsec_/, '')
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length < 24 || bytes.toString('base64') !== text.padEnd(Math.ceil(text.length / 4) * 4, '='))
    throw invalid('value_format', { format: 'base64', example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD' }, ['value'])
}

type Change<T> = { credentials: Signer['credentials']; answer: T; otherWrites: Write[] }

/** Changes a partner's credentials, and tries again when the partner changed meanwhile. */
async function changeCredentials<T>(
  deps: Pick<Deps, 'partners' | 'commit'> & Retries,
  code: string,
  change: (signer: Signer) => Change<T>,
): Promise<T> {
  return retryRaces(deps, ['partner'], async () => {
    const signer = await readSigner(deps, code)
    const { credentials, answer, otherWrites } = change(signer)
    await deps.commit(...otherWrites, deps.partners.save({ partner: nextVersion(signer.partner), credentials }))
    return answer
  })
}

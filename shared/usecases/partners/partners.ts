import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { type Action, authorise } from '../../domain/access/policy.ts'
import { type NewPartner, Partner, type PartnerChange } from '../../domain/partner/partner.ts'
import { invalid, notFound } from '../../domain/problems/app-error.ts'
import { nextVersion, requireVersion, staleIfMoved } from '../../domain/values/version.ts'
import { type IdempotentRequest, once } from '../once.ts'

export type PartnerDeps = Pick<Deps, 'partners' | 'frame' | 'claims' | 'commit' | 'now' | 'newId'>

/** Partners are the programme's: who keeps them, keeps them all. */
export const permitPartners = ({ frame: { areas } }: Pick<Deps, 'frame'>, caller: Caller, action: Action): void =>
  authorise(areas, caller, action, { area: areas.root })

/** A partner with its credentials, of which no answer may tell. Throws `not_found`. */
export async function readSigner({ partners }: Pick<Deps, 'partners'>, code: string) {
  const found = await partners.get(code)
  if (!found) throw notFound()
  return found
}

/** Every partner, without credentials. */
export async function listPartners(deps: Pick<Deps, 'partners' | 'frame'>, caller: Caller): Promise<Partner[]> {
  permitPartners(deps, caller, 'partners.read')
  return deps.partners.all()
}

/** A partner, without its credentials. Throws `not_found`. */
export async function readPartner(deps: Pick<Deps, 'partners' | 'frame'>, caller: Caller, code: string) {
  permitPartners(deps, caller, 'partners.read')
  return (await readSigner(deps, code)).partner
}

/** Registers a partner, which cannot call before it has credentials. Throws `conflict` when the code is taken. */
export async function registerPartner(
  deps: PartnerDeps,
  caller: Caller,
  request: IdempotentRequest,
  input: NewPartner,
) {
  permitPartners(deps, caller, 'partners.write')
  return once(deps, caller, request, Partner, async (claim) => {
    const partner: Partner = { ...input, version: 1, status: 'active' }
    await deps.commit(claim(partner), deps.partners.add({ partner, credentials: [] }))
    return partner
  })
}

/**
 * Changes a partner whose version the caller has seen; suspending it acts on its next call. Its scheme stays, since its
 * secrets are written for it.
 */
export async function changePartner(
  deps: Pick<Deps, 'partners' | 'frame' | 'commit'>,
  caller: Caller,
  code: string,
  version: number,
  change: PartnerChange,
): Promise<Partner> {
  permitPartners(deps, caller, 'partners.write')
  const { partner, credentials } = await readSigner(deps, code)
  requireVersion(partner, version)
  if (change.signing && change.signing.scheme !== partner.signing.scheme)
    throw invalid('partner_scheme_change', {}, ['signing', 'scheme'])
  const changed = Partner.parse({ ...nextVersion(partner), ...change })
  await deps.commit(deps.partners.save({ partner: changed, credentials })).catch(staleIfMoved('partner', changed))
  return changed
}

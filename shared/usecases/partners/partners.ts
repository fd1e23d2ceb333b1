import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { type Action, authorise } from '../../domain/access/policy.ts'
import { type NewPartner, Partner, type PartnerChange } from '../../domain/partner/partner.ts'
import { invalid, notFound } from '../../domain/problems/app-error.ts'
import { requirePushTarget } from '../../domain/push/push-target.ts'
import { nextVersion, refuseAsStale, requireVersion } from '../../domain/values/version.ts'
import { type IdempotentRequest, once } from '../once.ts'

export type PartnerDeps = Pick<Deps, 'partners' | 'frame' | 'claims' | 'commit' | 'now' | 'newId' | 'pushReach'>

/** Partners belong to the whole programme, so managing them needs the whole area. */
export const permitPartners = ({ frame: { areas } }: Pick<Deps, 'frame'>, caller: Caller, action: Action): void =>
  authorise(areas, caller, action, { area: areas.root })

/** A partner with its credentials, which no answer may show. Throws `not_found`. */
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
  return once(deps, caller, request, Partner, async (keepAnswer) => {
    requireReferable(deps, input)
    const partner: Partner = { ...input, version: 1, status: 'active' }
    await deps.commit(keepAnswer(partner), deps.partners.add({ partner, credentials: [] }))
    return partner
  })
}

/**
 * Changes a partner whose version the caller has seen. Suspending takes effect on its next call. Its scheme cannot
 * change, because its secrets have the scheme's form.
 */
export async function changePartner(
  deps: Pick<Deps, 'partners' | 'frame' | 'commit' | 'pushReach'>,
  caller: Caller,
  code: string,
  version: number,
  change: PartnerChange,
): Promise<Partner> {
  permitPartners(deps, caller, 'partners.write')
  return changeAndWrite(deps, { code, version, change })
}

/** Refuses an address that may not receive anything, and a layout that the programme does not have. */
function requireReferable(
  { frame, pushReach }: Pick<Deps, 'frame' | 'pushReach'>,
  { referral }: Pick<PartnerChange, 'referral'>,
): void {
  if (referral?.by === 'push') requirePushTarget(referral.url, pushReach, ['referral', 'url'])
  const layouts = frame.programme.referral?.layouts ?? []
  if (referral?.by === 'file' && !layouts.some(({ code }) => code === referral.layout))
    throw invalid('referral_layout_unknown', { layout: referral.layout }, ['referral', 'layout'])
}

type SeenPartner = { code: string; version: number; change: PartnerChange }

/** Like `changePartner`, once: a repeat does not count as a change of an old version. */
export async function changePartnerOnce(
  deps: PartnerDeps,
  caller: Caller,
  request: IdempotentRequest,
  seen: SeenPartner,
) {
  permitPartners(deps, caller, 'partners.write')
  return once(deps, caller, request, Partner, (keepAnswer) =>
    changeAndWrite(deps, seen, (changed) => [keepAnswer(changed)]),
  )
}

async function changeAndWrite(
  deps: Pick<Deps, 'partners' | 'frame' | 'commit' | 'pushReach'>,
  { code, version, change }: SeenPartner,
  besides: (changed: Partner) => Write[] = () => [],
): Promise<Partner> {
  const { partner, credentials } = await readSigner(deps, code)
  requireVersion(partner, version)
  if (change.signing && change.signing.scheme !== partner.signing.scheme)
    throw invalid('partner_scheme_change', {}, ['signing', 'scheme'])
  requireReferable(deps, change)
  const changed = Partner.parse({ ...nextVersion(partner), ...change })
  await deps
    .commit(...besides(changed), deps.partners.save({ partner: changed, credentials }))
    .catch(refuseAsStale('partner', changed))
  return changed
}

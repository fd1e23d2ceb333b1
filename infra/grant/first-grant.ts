import type { Deps } from '../../shared/deps.ts'
import type { Grant } from '../../shared/domain/access/grant.ts'
import { findHeldGrant, listUnendedGrants } from '../../shared/domain/access/policy.ts'
import { giveGrant } from '../../shared/usecases/access/give-grant.ts'
import { CommandRefusal } from '../command-refusal.ts'
import type { GrantOptions } from './grant-options.ts'

type FirstGrant = Pick<GrantOptions, 'subject' | 'role' | 'area' | 'agency' | 'until'>

/**
 * Gives a grant that no administrator gives, such as the grant of the first administrator. Throws `CommandRefusal` if
 * the area or agency is unknown, if the end is in the past, or if the person already holds the grant.
 */
export async function giveFirstGrant(
  deps: Pick<Deps, 'frame' | 'grants' | 'commit' | 'newId' | 'now'>,
  { subject, role, area = deps.frame.areas.root, agency, until }: FirstGrant,
  from: Date,
): Promise<Grant> {
  const { areas, programme } = deps.frame
  const now = deps.now()
  if (!areas.find(area)) throw new CommandRefusal(`Area ${area} is unknown; the whole programme is ${areas.root}.`, 2)
  if (agency !== undefined && !programme.agencies.some(({ code }) => code === agency)) {
    const knownCodes = programme.agencies.map(({ code }) => code).join(', ')
    throw new CommandRefusal(`Agency ${agency} is unknown; there are ${knownCodes}.`, 2)
  }
  if (until !== undefined && until <= now)
    throw new CommandRefusal(`--until ${until.toISOString()} is in the past: nothing was given.`, 2)
  const grant = {
    subject,
    role,
    area,
    ...(agency !== undefined && { agency }),
    from: from.toISOString(),
    ...(until && { until: until.toISOString() }),
  }
  const heldGrant = findHeldGrant(listUnendedGrants(await deps.grants.ofSubject(subject), now), grant)
  if (heldGrant)
    throw new CommandRefusal(`${subject} is already ${role} of ${area} (${heldGrant.id}): nothing was given.`)
  return giveGrant(deps, {
    ...grant,
    grantedBy: 'operator',
    grantedAt: now.toISOString(),
    reason: 'npm run grant',
  })
}

import type { Deps } from '../../deps.ts'
import type { Grant } from '../../domain/access/grant.ts'

/** Gives a grant outside the API: to the first administrator of a new deployment, and to the demo's people. */
export async function giveGrant(
  { grants, commit, newId }: Pick<Deps, 'grants' | 'commit' | 'newId'>,
  grant: Omit<Grant, 'id'>,
): Promise<Grant> {
  const newGrant = { ...grant, id: newId('grt') }
  await commit(...grants.add(newGrant))
  return newGrant
}

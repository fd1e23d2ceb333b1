import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { listGrantsInForce } from '../../domain/access/policy.ts'

/** A subject with the grants in force now. They are read at every call, so ending one takes effect at once. */
export async function findCaller({ grants, now }: Pick<Deps, 'grants' | 'now'>, subject: string): Promise<Caller> {
  return { subject, grants: listGrantsInForce(await grants.ofSubject(subject), now()) }
}

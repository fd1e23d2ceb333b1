import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { type ReadMemberDeps, readMember } from './member-access.ts'

/** A page of a member's entries, oldest first; `after` is an entry id. */
export async function readMemberHistory(
  deps: ReadMemberDeps & Pick<Deps, 'entries'>,
  caller: Caller,
  id: string,
  page: { after?: string | undefined; limit: number },
) {
  const member = await readMember(deps, caller, 'member.read', id)
  return { ...(await deps.entries.ofMember(id, page)), notes: member.notes }
}

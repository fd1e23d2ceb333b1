import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { type Action, authorise, findGlassNeeded, permit } from '../../domain/access/policy.ts'
import type { Member } from '../../domain/member/member.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { findStandIn } from './kept-record.ts'
import { type TraceDeps, trace } from './trace.ts'

/** What reading a member's record needs. A reading under break glass is recorded. */
export type ReadMemberDeps = TraceDeps & Pick<Deps, 'members' | 'frame' | 'now' | 'commit'>

/**
 * A member within the caller's scope, or one for whom the caller broke glass; that reading is put on the trail before
 * the answer. Throws `not_found` if the member does not exist or is outside the scope, and `conflict` for a change
 * while processing is restricted.
 */
export async function readMember(deps: ReadMemberDeps, caller: Caller, action: Action, id: string): Promise<Member> {
  permit(caller, action)
  return authoriseMember(deps, caller, action, await deps.members.get(id))
}

/**
 * Like `readMember`, but for a merged record returns the kept record and its place, because an act on the merged record
 * is done to the kept one.
 */
export async function readKeptMember(
  deps: ReadMemberDeps,
  caller: Caller,
  action: Action,
  id: string,
): Promise<Member> {
  permit(caller, action)
  return authoriseMember(deps, caller, action, await findStandIn(deps, await deps.members.get(id)))
}

/**
 * Like `readMember`, for an act on a person. Throws `conflict` for a merged record, because the act would miss the kept
 * record and the merge could not be undone.
 */
export async function readUnmergedMember(
  deps: ReadMemberDeps,
  caller: Caller,
  action: Action,
  id: string,
): Promise<Member> {
  const member = await readMember(deps, caller, action, id)
  if (member.status === 'merged') throw conflict('member_inactive', { status: member.status })
  return member
}

async function authoriseMember(
  deps: ReadMemberDeps,
  caller: Caller,
  action: Action,
  member: Member | undefined,
): Promise<Member> {
  if (!member) throw notFound()
  const { areas } = deps.frame
  const { id } = member
  const place = { area: member.area, agency: member.agency, member: id }
  authorise(areas, caller, action, place)
  if (member.restrictedAt !== undefined && isChange(action)) throw conflict('member_restricted')
  const broken = findGlassNeeded(areas, caller, action, place)
  if (broken) {
    const who = { actor: caller.subject, source: broken.id, now: deps.now() }
    await deps.commit(trace(deps, who, { memberId: id, act: 'read_by_break_glass' }))
  }
  return member
}

const isChange = (action: Action): boolean => action === 'member.write' || action === 'identity.verify'

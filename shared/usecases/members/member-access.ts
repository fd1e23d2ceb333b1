import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { type Action, authorise, findGlassNeeded, permit } from '../../domain/access/policy.ts'
import type { Member } from '../../domain/member/member.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { findStandIn } from './kept-record.ts'
import { type TraceDeps, trace } from './trace.ts'

/** What reading a member's record takes: a reading by way of broken glass is written down. */
export type ReadMemberDeps = TraceDeps & Pick<Deps, 'members' | 'frame' | 'now' | 'commit'>

/**
 * A member within the caller's scope, or for whom the caller broke glass: then the reading stands in the trail before
 * it is answered. Throws `not_found` when there is none, or it is not the caller's to see;
 * `conflict` when it is to be changed and the person has had processing restricted.
 */
export async function readMember(deps: ReadMemberDeps, caller: Caller, action: Action, id: string): Promise<Member> {
  permit(caller, action)
  return authoriseMember(deps, caller, action, await deps.members.get(id))
}

/** As `readMember`, of a merged record the one that is kept, where it lies: what was asked about the one is done to the other. */
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
 * As `readMember`, for an act on a person by one of his records: throws `conflict` when it was merged, since the act would
 * leave the record that is kept alone, and the merge could not be taken back.
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

import type { Caller } from '../../domain/access/grant.ts'
import { permit } from '../../domain/access/policy.ts'
import { type ListDeps, type ListPage, listMembers, type MemberPage } from './list-members.ts'

/** A page of the members who registered online and wait for an officer to verify their identity, the newest first. */
export async function listUnverified(deps: ListDeps, caller: Caller, page: ListPage): Promise<MemberPage> {
  permit(caller, 'identity.verify')
  return listMembers(deps, caller, { order: 'newest', status: 'active', isUnverified: true }, page)
}

import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can, listReachableScopes, permit } from '../../domain/access/policy.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import type { Referral, ReferralState } from '../../domain/referral/referral.ts'
import { ascending } from '../../domain/values/text-order.ts'
import { readOwnRecords } from '../members/kept-record.ts'
import { type ReadMemberDeps, readMember } from '../members/member-access.ts'
import { readOwnMember } from '../members/self-service.ts'

/**
 * A referral as officers see it: without what was sent, which is all the person's data, and without its counted facts.
 */
export function viewReferral({ sent: _, counted: __, ...referral }: Referral): Referral {
  return referral
}

/** Every referral of a member, oldest first. */
export async function listOfMember(
  deps: ReadMemberDeps & Pick<Deps, 'referrals'>,
  caller: Caller,
  memberId: string,
): Promise<Referral[]> {
  await readMember(deps, caller, 'member.refer', memberId)
  return (await deps.referrals.ofMember(memberId)).map(({ referral }) => viewReferral(referral))
}

/** The signed-in person's own referrals, oldest first. */
export async function listOwnReferrals(
  deps: Pick<Deps, 'selves' | 'members' | 'referrals'>,
  caller: Pick<Caller, 'subject'>,
): Promise<Referral[]> {
  const own = await readOwnMember(deps, caller)
  const records = await readOwnRecords(deps, own)
  const found = await Promise.all(records.map(({ id }) => deps.referrals.ofMember(id)))
  return found
    .flat()
    .map(({ referral }) => viewReferral(referral))
    .toSorted((a, b) => ascending(a.preparedAt, b.preparedAt))
}

type ReferralQuery = {
  partner: string
  area?: string | undefined
  agency?: string | undefined
  state?: ReferralState | undefined
}

/**
 * A page of the referrals to a lender within the caller's scope, newest first. It may be short even if there is a next
 * one. Throws `not_found` outside the caller's scope.
 */
export async function listReferrals(
  { frame: { areas }, referrals }: Pick<Deps, 'frame' | 'referrals'>,
  caller: Caller,
  { partner, area = areas.root, agency, state }: ReferralQuery,
  page: { after?: string | undefined; limit: number },
): Promise<{ items: Referral[]; last?: string }> {
  permit(caller, 'member.refer')
  const places = listReachableScopes(areas, caller, 'member.refer', { area, agency })
  if (places.length === 0) throw notFound()
  const { items, ...rest } = await referrals.page(partner, { places, state }, { before: page.after, limit: page.limit })
  // The index may be a moment behind the state.
  const mine = items.filter(
    (each) => can(areas, caller, 'member.refer', each) && (state === undefined || each.state === state),
  )
  return { items: mine.map(viewReferral), ...rest }
}

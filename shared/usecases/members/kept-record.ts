import type { Deps } from '../../deps.ts'
import type { Member } from '../../domain/member/member.ts'

/** The record that a member's leads to: its own, or the one that it was merged into. */
export async function findKeptRecord({ members }: Pick<Deps, 'members'>, id: string): Promise<Member | undefined> {
  let member = await members.get(id)
  while (member?.mergedInto) member = await members.get(member.mergedInto)
  return member
}

/**
 * The record to which is done what was asked about a member's: of a merged one, the one that is kept. An erased record
 * stands for itself: what was asked ended with its data, though the one that it was merged into may have come back.
 */
export const findStandIn = async (
  deps: Pick<Deps, 'members'>,
  member: Member | undefined,
): Promise<Member | undefined> => (member?.status === 'merged' ? findKeptRecord(deps, member.id) : member)

/** The records that were merged into a member, and into these. */
export async function readMergedFrom(deps: Pick<Deps, 'members'>, { mergedFrom: ids = [] }: Member): Promise<Member[]> {
  const direct = (await Promise.all(ids.map((id) => deps.members.get(id)))).filter((member) => member !== undefined)
  return [...direct, ...(await Promise.all(direct.map((member) => readMergedFrom(deps, member)))).flat()]
}

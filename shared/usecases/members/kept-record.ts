import type { Deps } from '../../deps.ts'
import type { Member } from '../../domain/member/member.ts'

/** The kept record of a member: the member's own, or the one into which it was merged. */
export async function findKeptRecord({ members }: Pick<Deps, 'members'>, id: string): Promise<Member | undefined> {
  let member = await members.get(id)
  while (member?.mergedInto) member = await members.get(member.mergedInto)
  return member
}

/**
 * The record on which to act for a member: the kept one if this one was merged. An erased record is not replaced:
 * requests about it ended when its data was erased, even if the record into which it was merged is in use again.
 */
export const findStandIn = async (
  deps: Pick<Deps, 'members'>,
  member: Member | undefined,
): Promise<Member | undefined> => (member?.status === 'merged' ? findKeptRecord(deps, member.id) : member)

/** The records that were merged into a member, directly or through others. */
export async function readMergedFrom(deps: Pick<Deps, 'members'>, { mergedFrom: ids = [] }: Member): Promise<Member[]> {
  const direct = (await Promise.all(ids.map((id) => deps.members.get(id)))).filter((member) => member !== undefined)
  return [...direct, ...(await Promise.all(direct.map((member) => readMergedFrom(deps, member)))).flat()]
}

/** A member's own records: itself, and the records that were merged into it, directly or through others. */
export const readOwnRecords = async (deps: Pick<Deps, 'members'>, member: Member): Promise<Member[]> => [
  member,
  ...(await readMergedFrom(deps, member)),
]

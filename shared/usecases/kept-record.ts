import type { Deps } from '../deps.ts'
import type { Member } from '../domain/member.ts'

/** The record that a member's leads to: its own, or the one that it was merged into. */
export async function keptRecord({ members }: Pick<Deps, 'members'>, id: string): Promise<Member | undefined> {
  let member = await members.get(id)
  while (member?.mergedInto) member = await members.get(member.mergedInto)
  return member
}

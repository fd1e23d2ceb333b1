import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can } from '../../domain/access/policy.ts'

/** The names of members, by number. A member whom the caller may not see, or who was erased, is missing. */
export async function readMemberNames(
  { members, frame }: Pick<Deps, 'members' | 'frame'>,
  caller: Caller,
  ids: string[],
): Promise<Map<string, string>> {
  const found = await members.getMany([...new Set(ids)])
  const seen = found.filter((member) => can(frame.areas, caller, 'member.read', member))
  return new Map(seen.flatMap(({ id, person }) => (person ? [[id, person.name] as const] : [])))
}

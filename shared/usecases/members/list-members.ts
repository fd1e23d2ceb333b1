import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can, listReachableScopes, permit, type Scope } from '../../domain/access/policy.ts'
import type { Member } from '../../domain/member/member.ts'
import { isInList, listFilterProblems, type MemberList, makeIndexFilter } from '../../domain/member/member-list.ts'
import { notFound, refuseAll } from '../../domain/problems/app-error.ts'
import { ascending, descending } from '../../domain/values/text-order.ts'
import { makeIndexSearch } from './index-search.ts'

export type ListDeps = Pick<Deps, 'frame' | 'members' | 'memberIndex'>

/** Where a page begins, the most members on it, and the most bytes to read for it. */
export type ListPage = { from?: string | undefined; limit: number; bytes?: number }

/**
 * A page of a list. `next` is where the next page begins; only the last page has none. `bytes` is the number of bytes
 * read.
 */
export type MemberPage = { members: Member[]; next?: string; bytes: number }

/** The most bytes that a request reads. */
const mostBytes = 1_048_576
/** The most members read at once. */
const mostAtOnce = 100
/** Fewer members than this are not worth another round of reading. */
const fewestAtOnce = 5

/** The parts of the requested area and agency that the caller may see. Throws `not_found` when there are none. */
export function listReachablePlaces(
  { frame }: Pick<Deps, 'frame'>,
  caller: Caller,
  asked: { area?: string | undefined; agency?: string | undefined },
): Scope[] {
  permit(caller, 'member.read')
  const { area = frame.areas.root, agency } = asked
  const places = listReachableScopes(frame.areas, caller, 'member.read', { area, agency })
  if (places.length === 0) throw notFound()
  return places
}

/**
 * A page of the members on a list whom the caller may see. The lists of all kota in scope are read side by side and
 * merged. Their sort keys have one order, so one key says where the next page begins in every list. The members found
 * are read consistently, and those who no longer belong are left out. When the bytes are used up, the page ends, and
 * may be short or even empty. A member whose place in the order stays the same is seen exactly once. A member whose
 * place changes between two pages may be seen twice or not at all, for example a waiting member who attains a stage. A
 * member who moves to another kota while a page is read may be missed.
 */
export async function listMembers(
  deps: ListDeps,
  caller: Caller,
  list: MemberList,
  { from, limit, bytes = mostBytes }: ListPage,
): Promise<MemberPage> {
  const { frame, memberIndex, members } = deps
  const { readStep } = memberIndex
  // The limits in note.ts keep members below this size.
  const largestMember = 4 * readStep
  const places = listReachablePlaces(deps, caller, list)
  refuseAll(listFilterProblems(frame.programme, list))
  const order = list.order === 'newest' ? descending : ascending
  const search = makeIndexSearch(deps, memberIndex.partitions(makeIndexFilter(list, places)), order, from)

  const kept = new Map<string, Member>()
  let last = from
  let opened = 0
  let bytesLeft = bytes
  for (;;) {
    const { found, edge, isWhole } = search.foundSoFar()
    const fresh = found.slice(opened)
    const missing = limit - kept.size
    // At least one is read, so that each page advances.
    const least = opened === 0 ? 1 : 0
    const count = Math.min(countToOpen(missing, opened, kept.size), Math.max(least, Math.floor(bytesLeft / readStep)))
    if (fresh.length < count && !isWhole) {
      const bytesRead = await search.readOn(opened + count, bytesLeft - Math.min(bytes / 2, count * readStep))
      bytesLeft -= bytesRead
      if (bytesRead > 0) continue
    }
    const affordable = Math.max(least, Math.floor(bytesLeft / largestMember))
    const isWorthIt = opened === 0 || affordable >= Math.min(fewestAtOnce, count, fresh.length)
    const group = isWorthIt ? fresh.slice(0, Math.min(count, affordable, mostAtOnce)) : []
    if (group.length === 0) {
      const next = fresh.length > 0 ? last : edge
      return { members: [...kept.values()], ...(next !== undefined && { next }), bytes: bytes - bytesLeft }
    }
    const page = await members.getWithBytes(group.map(({ id }) => id))
    bytesLeft -= page.bytes
    const byId = new Map(page.members.map((member) => [member.id, member]))
    for (const { key, id } of group) {
      if (kept.size === limit) break
      const member = byId.get(id)
      if (member && isInList(frame, list, member) && can(frame.areas, caller, 'member.read', member))
        kept.set(id, member)
      last = key
      opened++
    }
  }
}

/** How many to read to fill the page, judged by the share of those read so far that belonged on it. */
const countToOpen = (missing: number, opened: number, kept: number): number =>
  opened === 0 ? missing : Math.ceil((missing * opened) / Math.max(kept, 1))

/** Every page of a list from a place on, each as large as possible. For code that walks through the whole list. */
export async function* walkMembers(
  deps: ListDeps,
  caller: Caller,
  list: MemberList,
  from?: string,
): AsyncGenerator<MemberPage> {
  let next = from
  do {
    const page = await listMembers(deps, caller, list, { from: next, limit: mostAtOnce })
    yield page
    next = page.next
  } while (next !== undefined)
}

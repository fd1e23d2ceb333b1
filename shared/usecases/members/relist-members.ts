import type { Deps } from '../../deps.ts'
import { ignoreIfMoved } from '../../domain/problems/moved.ts'
import { mapAtOnce } from '../map-at-once.ts'

const writesAtOnce = 16

/**
 * Moves members from the lists by district, which an earlier version wrote, to those by shard. Returns how many there were.
 * It may be interrupted and repeated. Nothing of a member changes but the place in lists.
 */
export async function relistMembers({
  frame,
  memberIndex,
  members,
  commit,
}: Pick<Deps, 'frame' | 'memberIndex' | 'members' | 'commit'>): Promise<number> {
  let relisted = 0
  for (const district of frame.areas.districtsWithin(frame.areas.root)) {
    let after: string | undefined
    do {
      const { ids, readTo } = await memberIndex.earlierPage(district, after)
      // Whoever saves a member meanwhile puts it into the lists by shard.
      await mapAtOnce(await members.getMany(ids), writesAtOnce, (member) =>
        commit(members.relist(member)).catch(ignoreIfMoved('member')),
      )
      relisted += ids.length
      after = readTo
    } while (after !== undefined)
  }
  return relisted
}

import type { Deps } from '../../deps.ts'
import { ignoreIfRaceLost } from '../../domain/problems/lost-race.ts'
import { mapAtOnce } from '../map-at-once.ts'

const writesAtOnce = 16

/**
 * Moves members from the lists by district, which an earlier version wrote, to the lists by shard. Returns how many
 * members were moved. It may be interrupted and repeated. It changes nothing else about a member.
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
      // A member who is saved meanwhile gets into the lists by shard with that save.
      await mapAtOnce(await members.getMany(ids), writesAtOnce, (member) =>
        commit(members.relist(member)).catch(ignoreIfRaceLost('member')),
      )
      relisted += ids.length
      after = readTo
    } while (after !== undefined)
  }
  return relisted
}

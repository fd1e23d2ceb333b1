import type { FormerMarks, MatchHolders } from '../../data/former-marks.ts'
import type { Deps } from '../../deps.ts'
import { listMarks } from '../../domain/duplicates/mark.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { makeIdentityWrites } from './identity-writes.ts'

export type ReindexDeps = Pick<
  Deps,
  'members' | 'matches' | 'membersWithoutNik' | 'pairs' | 'frame' | 'commit' | 'now'
> &
  Retries & { formerMarks: FormerMarks }

const membersAtOnce = 16

/**
 * Makes every member findable by the present comparison of names. Writes the members' places in lists and their marks
 * again, pairs records that now look alike, and takes members off marks that are no longer theirs.
 * Changes no member. It may run at the same time as anything else, be interrupted, and be repeated. `onMembers`
 * receives how many are done.
 */
export async function reindexMembers(deps: ReindexDeps, onMembers: (done: number) => void = () => {}): Promise<number> {
  let done = 0
  for await (const ids of deps.formerMarks.memberIds()) {
    await mapAtOnce(ids, membersAtOnce, (id) => reindexMember(deps, id))
    done += ids.length
    onMembers(done)
  }
  for await (const page of deps.formerMarks.all())
    await mapAtOnce(page, membersAtOnce, (match) => dropFormerHolders(deps, match))
  return done
}

const reindexMember = (deps: ReindexDeps, id: string): Promise<void> =>
  retryRaces(deps, ['member', 'mark', 'pair'], async () => {
    const member = await deps.members.get(id)
    if (!member) return
    const { writes } = await makeIdentityWrites(deps, { now: deps.now() }, [{ after: member }])
    await deps.commit(deps.members.relist(member), ...writes)
  })

/**
 * Takes members off a mark that they no longer have. If the mark changes meanwhile, reads it again.
 */
const dropFormerHolders = (deps: ReindexDeps, match: MatchHolders): Promise<void> =>
  retryRaces(deps, ['mark'], async () => {
    const current = await deps.formerMarks.reread(match)
    const members = await Promise.all((current?.holders ?? []).map((id) => deps.members.get(id)))
    const isHolder = (i: number) => {
      const member = members[i]
      return member !== undefined && listMarks(member).some((mark) => deps.formerMarks.isOf(match, mark))
    }
    const holders = current?.holders.filter((_, i) => isHolder(i)) ?? []
    if (current && holders.length < current.holders.length) await deps.commit(deps.formerMarks.keep(current, holders))
  })

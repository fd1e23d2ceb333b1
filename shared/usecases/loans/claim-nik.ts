import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { Moved } from '../../domain/problems/moved.ts'
import { type DueDeps, makeLoansDue } from './loans-due.ts'

/**
 * Claims a NIK for a member, and makes due the loans that wait for its holder. Every way to get a NIK goes through
 * here, in the member's transaction. Throws `taken()`, by default `Moved` (nik), if it is held. If it is taken before the
 * commit, the commit is refused.
 */
export async function claimNik(
  deps: Pick<Deps, 'members' | 'now'> & DueDeps,
  nik: string,
  memberId: string,
  taken: () => Error = () => new Moved('nik'),
): Promise<Write[]> {
  const state = await deps.members.nikState(nik)
  if (state.memberId !== undefined) throw taken()
  const waiting = state.waiting.length === 0 ? [] : await deps.loans.getMany(state.waiting)
  return [...deps.members.claimAwaited(state, memberId), ...(await makeLoansDue(deps, waiting, deps.now()))]
}

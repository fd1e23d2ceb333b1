import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { Moved } from '../../domain/problems/moved.ts'
import { type DueDeps, makeLoansDue } from './loans-due.ts'

/**
 * Claims a NIK for a member, and makes due the loans that waited for whoever comes to hold it: every way in which a NIK
 * becomes somebody's goes through here, in the transaction of the member. Throws `Moved` (nik), or what `taken` makes, when
 * somebody holds it already; when somebody takes it between this look and the commit, the write is refused.
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

import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { LostRace } from '../../domain/problems/lost-race.ts'
import { type DueDeps, makeLoansDue } from '../loans/loans-due.ts'

/**
 * Claims a NIK for a member, and makes the loans due that wait for its holder. Every way to get a NIK goes through
 * here, in the member's transaction. Throws `LostRace` over `race` if somebody holds the NIK. If somebody claims it
 * before the commit, the commit is refused (`LostRace` over `nik_holder`).
 */
export async function claimNik(
  deps: Pick<Deps, 'members' | 'now'> & DueDeps,
  nik: string,
  memberId: string,
  race: 'nik' | 'nik_holder' = 'nik',
): Promise<Write[]> {
  const state = await deps.members.nikState(nik)
  if (state.memberId !== undefined) throw new LostRace(race)
  const waitingLoans = state.waiting.length === 0 ? [] : await deps.loans.getMany(state.waiting)
  return [...deps.members.claimAwaited(state, memberId), ...(await makeLoansDue(deps, waitingLoans, deps.now()))]
}

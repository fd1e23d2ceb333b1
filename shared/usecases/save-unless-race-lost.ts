import type { Write } from '../data/table.ts'
import type { Deps } from '../deps.ts'
import { type Contested, isLostRace } from '../domain/problems/lost-race.ts'

/** Commits the writes, unless somebody else changed `what` after it was read. Returns whether they were committed. */
export async function saveUnlessRaceLost(
  { commit }: Pick<Deps, 'commit'>,
  what: Contested,
  ...writes: Write[]
): Promise<boolean> {
  try {
    await commit(...writes)
    return true
  } catch (error) {
    if (isLostRace(error, what)) return false
    throw error
  }
}

import type { Write } from '../data/table.ts'
import type { Deps } from '../deps.ts'
import { type Contested, isMoved } from '../domain/problems/moved.ts'

/** Saves an item together with other writes, unless it changed since it was read. Returns whether it was saved. */
export async function saveUnlessMoved(
  { commit }: Pick<Deps, 'commit'>,
  what: Contested,
  ...save: Write[]
): Promise<boolean> {
  try {
    await commit(...save)
    return true
  } catch (error) {
    if (isMoved(error, what)) return false
    throw error
  }
}

import type { Write } from '../data/table.ts'
import type { Deps } from '../deps.ts'
import { type Contested, isMoved } from '../domain/problems/moved.ts'

/** Saves something, unless it has changed since it was read; says whether it did. */
export async function saveUnlessMoved(
  { commit }: Pick<Deps, 'commit'>,
  what: Contested,
  save: Write,
): Promise<boolean> {
  try {
    await commit(save)
    return true
  } catch (error) {
    if (isMoved(error, what)) return false
    throw error
  }
}

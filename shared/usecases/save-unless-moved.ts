import type { Write } from '../data/table.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../domain/problems/app-error.ts'

/** Saves something, unless it has changed since it was read; says whether it did. Throws what else goes wrong. */
export async function saveUnlessMoved({ commit }: Pick<Deps, 'commit'>, save: Write): Promise<boolean> {
  try {
    await commit(save)
    return true
  } catch (error) {
    if (error instanceof AppError && error.kind === 'conflict') return false
    throw error
  }
}

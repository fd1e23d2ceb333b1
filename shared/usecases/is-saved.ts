import type { Write } from '../data/table.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../domain/app-error.ts'

/** Whether something could be saved: not when it has changed meanwhile. */
export async function isSaved({ commit }: Pick<Deps, 'commit'>, save: Write): Promise<boolean> {
  try {
    await commit(save)
    return true
  } catch (error) {
    if (error instanceof AppError && error.kind === 'conflict') return false
    throw error
  }
}

import { AppError } from '../../shared/domain/problems/app-error.ts'

/** The problem codes of a refused act; empty if the act succeeds. Throws other errors. */
export async function refusalOf(act: Promise<unknown>): Promise<string[]> {
  try {
    await act
    return []
  } catch (error) {
    if (error instanceof AppError) return error.problems.map(({ code }) => code)
    throw error
  }
}

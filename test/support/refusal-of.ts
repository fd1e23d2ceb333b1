import { AppError } from '../../shared/domain/problems/app-error.ts'

/** The problem codes with which an act is refused; none if it is carried out. Other errors are thrown. */
export async function refusalOf(act: Promise<unknown>): Promise<string[]> {
  try {
    await act
    return []
  } catch (error) {
    if (error instanceof AppError) return error.problems.map(({ code }) => code)
    throw error
  }
}

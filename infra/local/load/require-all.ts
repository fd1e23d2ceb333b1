import type { ImportProgress } from '../../../shared/usecases/import/imports.ts'
import { CommandRefusal } from '../../command-refusal.ts'

/**
 * Returns the import if no row of it was refused. Refused rows are not in the figures, so the exit code must not say
 * that the file was loaded.
 *
 * @throws CommandRefusal
 */
export function requireAllRows<T extends Pick<ImportProgress, 'id' | 'status' | 'report' | 'outcome'>>(progress: T): T {
  if (progress.status === 'refused') throw new CommandRefusal(`Nothing was imported (${progress.id}).`)
  const refusedRows = (progress.report?.expected.refused ?? 0) + (progress.outcome?.refused ?? 0)
  if (progress.status === 'applied' && refusedRows > 0)
    throw new CommandRefusal(
      `Rows that were not imported: ${refusedRows} (${progress.id}). Mend them, and load them again.`,
    )
  return progress
}

import type { ImportProgress } from '../../../shared/usecases/import/imports.ts'
import { CommandRefusal } from '../../command-refusal.ts'

/**
 * Returns the import if no row of it was refused. Refused rows are not in the figures, so the exit code must not say
 * that the file was loaded.
 *
 * @throws CommandRefusal
 */
export function requireAllRows<T extends Pick<ImportProgress, 'id' | 'status' | 'report' | 'outcome'>>(made: T): T {
  if (made.status === 'refused') throw new CommandRefusal(`Nothing was imported (${made.id}).`)
  const refused = (made.report?.expected.refused ?? 0) + (made.outcome?.refused ?? 0)
  if (made.status === 'applied' && refused > 0)
    throw new CommandRefusal(`Rows that were not imported: ${refused} (${made.id}). Mend them, and load them again.`)
  return made
}

import type { Deps } from '../../shared/deps.ts'
import { startProgramme } from '../../shared/usecases/ledger/start-programme.ts'
import { grantDemoRoles } from './demo/office.ts'

/**
 * Opens a ledger without members. It has the programme's targets, every month is open, and the demo's people have their
 * roles.
 */
export async function openEmptyLedger(deps: Deps): Promise<void> {
  await startProgramme(deps)
  if ((await deps.grants.ofSubject('admin')).length === 0) await grantDemoRoles(deps, new Date(0))
}

import type { Deps } from '../../shared/deps.ts'
import { startProgramme } from '../../shared/usecases/ledger/start-programme.ts'
import { grantDemoRoles } from './demo/office.ts'

/**
 * Opens a ledger without members, with the programme's targets, every month open, and the roles of the demo's people.
 */
export async function openEmpty(deps: Deps): Promise<void> {
  await startProgramme(deps)
  if ((await deps.grants.ofSubject('admin')).length === 0) await grantDemoRoles(deps, new Date(0))
}

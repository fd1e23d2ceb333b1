import type { Deps } from '../../shared/deps.ts'
import { startProgramme } from '../../shared/usecases/ledger/start-programme.ts'
import { grantDemoRoles } from './demo/office.ts'

/** Readies a ledger without members: the programme's own targets, every month open, the demo's people with their roles. */
export async function openEmpty(deps: Deps): Promise<void> {
  await startProgramme(deps)
  if ((await deps.grants.of('admin')).length === 0) await grantDemoRoles(deps, new Date(0))
}

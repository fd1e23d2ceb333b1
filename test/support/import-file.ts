import { runImport } from '../../infra/local/job-machine.ts'
import type { Caller } from '../../shared/domain/access/grant.ts'
import type { ImportMapping } from '../../shared/domain/import/mapping.ts'
import { giveGrant } from '../../shared/usecases/access/give-grant.ts'
import { fileOf } from '../../shared/usecases/import/import-files.ts'
import {
  confirmImport,
  createImport,
  type ImportProgress,
  readImportProgress,
  startUndo,
  startValidation,
} from '../../shared/usecases/import/imports.ts'
import { fewAreas } from './few-areas.ts'
import { callerAs, request, type TestDeps, testDeps } from './test-deps.ts'

/** Dependencies with an administrator who may import. */
export async function importDeps(options: Parameters<typeof testDeps>[0] = {}): Promise<TestDeps> {
  const deps = await testDeps({ programme: fewAreas, ...options })
  const area = deps.frame.areas.root
  const from = '2000-01-01T00:00:00.000Z'
  await giveGrant(deps, { subject: importer.subject, role: 'admin', area, from, grantedBy: 'test' })
  return deps
}

export const importer: Caller = callerAs('admin')

type Opening = { caller?: Caller; mapping?: ImportMapping; source?: string }

/** Creates an import of a file and validates it. */
export async function validateFile(
  deps: TestDeps,
  file: string | Uint8Array,
  { caller = importer, mapping, source }: Opening = {},
): Promise<ImportProgress> {
  const { answer } = await createImport(deps, caller, request(), { mapping, source })
  await deps.intake.put(fileOf(answer.importId).upload, Buffer.from(file), 'text/csv')
  await startValidation(deps, caller, request(), answer.importId)
  await runImport(deps, { importId: answer.importId, task: 'validate' })
  return readImportProgress(deps, caller, answer.importId)
}

/** Confirms an import and carries it out. */
export async function applyImport(deps: TestDeps, { id }: { id: string }, caller = importer): Promise<ImportProgress> {
  await confirmImport(deps, caller, request(), id)
  await runImport(deps, { importId: id, task: 'apply' })
  return readImportProgress(deps, caller, id)
}

export const importFile = async (deps: TestDeps, file: string | Uint8Array, opening: Opening = {}) =>
  applyImport(deps, await validateFile(deps, file, opening), opening.caller)

/** Undoes an import. */
export async function undoImport(deps: TestDeps, { id }: { id: string }): Promise<ImportProgress> {
  await startUndo(deps, importer, request(), id, 'data_entry_mistake')
  await runImport(deps, { importId: id, task: 'undo' })
  return readImportProgress(deps, importer, id)
}

import type { Deps } from '../../deps.ts'
import { type Import, mayBecome, sumCounts } from '../../domain/import/import.ts'
import type { ImportStep } from '../../domain/import/import-step.ts'
import { busy } from '../../domain/problems/app-error.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { saveUnlessRaceLost } from '../save-unless-race-lost.ts'
import { type ApplyPartDeps, applyPart } from './apply-part.ts'
import { undoPart } from './undo-part.ts'
import { type ValidateDeps, validateImport } from './validate-import.ts'

export type StepDeps = ValidateDeps & ApplyPartDeps & Pick<Deps, 'commit'>

/**
 * Carries out a step of an import's work; `list` returns the parts. Every step can be repeated. `onRows` receives how
 * many rows of a part have been applied.
 */
export async function runImportStep(
  deps: StepDeps,
  step: ImportStep,
  onRows?: (rows: number) => void,
): Promise<{ parts: string[] }> {
  const { importId, task } = step
  switch (step.step) {
    case 'validate':
      await validateImport(deps, importId)
      return { parts: [] }
    case 'list':
      return { parts: ((await deps.imports.get(importId))?.parts ?? []).map(({ part }) => part) }
    case 'part':
      if (task === 'undo') await undoPart(deps, importId, step.part)
      else await applyPart(deps, importId, step.part, onRows)
      return { parts: [] }
    case 'finish':
      await finishImport(deps, importId, task === 'undo' ? 'UNDO' : 'APPLY')
      return { parts: [] }
  }
}

/** Records that every part is finished. Throws `busy` when one is not. */
async function finishImport(deps: StepDeps, importId: string, direction: 'APPLY' | 'UNDO'): Promise<void> {
  const importRecord = await deps.imports.get(importId)
  const status = direction === 'APPLY' ? 'applied' : 'undone'
  if (!importRecord || !mayBecome(importRecord, status)) return
  const lastChunks = await mapAtOnce(importRecord.parts, 8, ({ part }) =>
    deps.imports.lastChunk({ importId, part, direction }),
  )
  const appliedChunks = await mapAtOnce(importRecord.parts, 8, ({ part }) =>
    deps.imports.lastChunk({ importId, part, direction: 'APPLY' }),
  )
  const countExpectedRows = (i: number) =>
    (direction === 'APPLY' ? importRecord.parts[i]?.rows : appliedChunks[i]?.to) ?? 0
  if (lastChunks.some((last, i) => (last?.to ?? 0) < countExpectedRows(i))) throw busy('busy')
  const at = deps.now().toISOString()
  const next: Import =
    direction === 'APPLY'
      ? { ...importRecord, status, appliedAt: at, outcome: sumCounts(lastChunks.flatMap((last) => last?.soFar ?? [])) }
      : { ...importRecord, status, undoneAt: at }
  // Somebody else may have finished it meanwhile.
  if (!(await saveUnlessRaceLost(deps, 'import', deps.imports.save(nextVersion(next))))) return
  deps.log('info', 'An import is through', { importId, status })
}

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
      await finish(deps, importId, task === 'undo' ? 'UNDO' : 'APPLY')
      return { parts: [] }
  }
}

/** Records that every part is finished. Throws `busy` when one is not. */
async function finish(deps: StepDeps, importId: string, direction: 'APPLY' | 'UNDO'): Promise<void> {
  const made = await deps.imports.get(importId)
  const status = direction === 'APPLY' ? 'applied' : 'undone'
  if (!made || !mayBecome(made, status)) return
  const lasts = await mapAtOnce(made.parts, 8, ({ part }) => deps.imports.lastChunk({ importId, part, direction }))
  const applied = await mapAtOnce(made.parts, 8, ({ part }) =>
    deps.imports.lastChunk({ importId, part, direction: 'APPLY' }),
  )
  const rowsWanted = (i: number) => (direction === 'APPLY' ? made.parts[i]?.rows : applied[i]?.to) ?? 0
  if (lasts.some((last, i) => (last?.to ?? 0) < rowsWanted(i))) throw busy('busy')
  const at = deps.now().toISOString()
  const next: Import =
    direction === 'APPLY'
      ? { ...made, status, appliedAt: at, outcome: sumCounts(lasts.flatMap((last) => last?.soFar ?? [])) }
      : { ...made, status, undoneAt: at }
  // Somebody else may have finished it meanwhile.
  if (!(await saveUnlessRaceLost(deps, 'import', deps.imports.save(nextVersion(next))))) return
  deps.log('info', 'An import is through', { importId, status })
}

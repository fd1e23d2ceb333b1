import { ImportStep } from '../../shared/domain/import/job.ts'
import { runImportStep, type StepDeps } from '../../shared/usecases/import/run-step.ts'

/** One step of the import's state machine. Throws what goes wrong, so that the machine tries the step again. */
export const importHandler = (deps: StepDeps) => (event: unknown) => runImportStep(deps, ImportStep.parse(event))

import { ImportStep } from '../../shared/domain/import/import-step.ts'
import { runImportStep, type StepDeps } from '../../shared/usecases/import/run-step.ts'

/** Runs one step of the import's state machine. Throws any error, so that the machine retries the step. */
export const importHandler = (deps: StepDeps) => (event: unknown) => runImportStep(deps, ImportStep.parse(event))

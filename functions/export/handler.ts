import { ExportJob } from '../../shared/domain/export/export.ts'
import { type RunDeps, runExport } from '../../shared/usecases/export/run-export.ts'

/** Runs an export. Throws any error, so that the state machine retries it. */
export const exportHandler = (deps: RunDeps) => (event: unknown) => runExport(deps, ExportJob.parse(event).exportId)

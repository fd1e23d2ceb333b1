import { ExportJob } from '../../shared/domain/export/export.ts'
import { type RunDeps, runExport } from '../../shared/usecases/export/run-export.ts'

/** The work of an export. Throws what goes wrong, so that the machine tries it again. */
export const exportHandler = (deps: RunDeps) => (event: unknown) => runExport(deps, ExportJob.parse(event).exportId)

import { ExportJob } from '../../shared/domain/export/export.ts'
import { sheetWriters } from '../../shared/render/sheet-writers.ts'
import { type RunDeps, runExport } from '../../shared/usecases/export/run-export.ts'

/** Runs an export. Throws any error, so that the state machine retries it. */
export const exportHandler = (deps: Omit<RunDeps, 'sheetWriters'>) => (event: unknown) =>
  runExport({ ...deps, sheetWriters }, ExportJob.parse(event).exportId)

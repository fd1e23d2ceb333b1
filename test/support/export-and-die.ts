import * as z from 'zod'
import { sheetWriters } from '../../shared/render/sheet-writers.ts'
import { runExport } from '../../shared/usecases/export/run-export.ts'
import { runFated } from './fated-process.ts'
import { fewAreas } from './few-areas.ts'

/** Makes an export in a process that is killed at one of its writes. Without `TEST_FATE` it prints the number of writes. */
await runFated(fewAreas, ['DYNAMODB', 'S3'], z.object({ TEST_EXPORT: z.string() }), async (deps, { TEST_EXPORT }) => {
  await runExport({ ...deps, sheetWriters }, TEST_EXPORT)
})

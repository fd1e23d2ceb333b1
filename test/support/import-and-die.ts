import * as z from 'zod'
import { runImport } from '../../infra/local/job-machine.ts'
import { ImportJob } from '../../shared/domain/import/import-step.ts'
import { runFated } from './fated-process.ts'
import { fewAreas } from './few-areas.ts'

/**
 * Works on an import in a process that is killed at one of its writes. Without `TEST_FATE` it prints the number of writes.
 */
await runFated(fewAreas, ['DYNAMODB', 'S3'], z.object({ TEST_JOB: z.string() }), async (deps, { TEST_JOB }) => {
  await runImport(deps, ImportJob.parse(JSON.parse(TEST_JOB)))
})

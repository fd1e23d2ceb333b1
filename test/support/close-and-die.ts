import * as z from 'zod'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { runFated } from './fated-process.ts'
import { smallProgramme } from './small-programme.ts'

/** Closes months in a process that is killed at one of its writes. Without `TEST_FATE` it prints the number of writes. */
await runFated(smallProgramme, ['DYNAMODB', 'S3'], z.object({}), async (deps) => {
  await closeMonths(deps, 'schedule')
})

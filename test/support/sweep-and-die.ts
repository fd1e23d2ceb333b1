import * as z from 'zod'
import { sweep } from '../../shared/usecases/sweep.ts'
import { runFated } from './fated-process.ts'
import { fewAreas } from './few-areas.ts'
import { obligationHandlers, thingsToDo } from './things-to-do.ts'

/** Sweeps in a process that is killed at one of its writes. Without `TEST_FATE` it prints the number of writes. */
await runFated(
  fewAreas,
  ['DYNAMODB'],
  z.object({ TEST_HANDLER: z.enum(['together', 'repeatable']) }),
  async (deps, { TEST_HANDLER, TEST_TABLE }) => {
    await sweep(deps, { receipt: obligationHandlers(thingsToDo(deps, TEST_TABLE))[TEST_HANDLER] })
  },
)

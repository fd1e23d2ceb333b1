import * as z from 'zod'
import { sweep } from '../../shared/usecases/sweep.ts'
import { eventHandlers } from './event-receiver.ts'
import { runFated } from './fated-process.ts'
import { fewAreas } from './few-areas.ts'

/** Logs and sends events, in a process that is killed at one of its writes. Without `TEST_FATE` it prints their number. */
await runFated(fewAreas, ['DYNAMODB'], z.object({}), async (deps) => {
  for (let i = 0; i < 2; i++) await sweep(deps, eventHandlers(deps), 3_000)
})

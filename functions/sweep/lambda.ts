import { liveMetrics } from '../../shared/metrics.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { liveSender } from '../../shared/sending.ts'
import { sweepHandler } from './handler.ts'
import { handlersOf } from './handlers.ts'

const deps = await liveSender(process.env, jakpreneur)
const metrics = liveMetrics(process.env, deps.now)

export const handler = sweepHandler(deps, handlersOf(deps), metrics)

import { lambdaMetrics } from '../../shared/metrics.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { loadSenderDeps } from '../../shared/sending.ts'
import { sweepHandler } from './handler.ts'
import { obligationHandlers } from './handlers.ts'

const deps = await loadSenderDeps(process.env, jakpreneur)
const metrics = lambdaMetrics(deps.now)

export const handler = sweepHandler(deps, obligationHandlers(deps), metrics)

import { liveLedger } from '../../shared/ledger-deps.ts'
import { liveMetrics } from '../../shared/metrics.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { recountHandler } from './handler.ts'

const deps = await liveLedger(process.env, jakpreneur)
const metrics = liveMetrics(process.env, deps.now)

export const handler = recountHandler(deps, metrics)

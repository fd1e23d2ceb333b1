import { loadLedgerDeps } from '../../shared/ledger-deps.ts'
import { lambdaMetrics } from '../../shared/metrics.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { recountHandler } from './handler.ts'

const deps = await loadLedgerDeps(process.env, jakpreneur)
const metrics = lambdaMetrics(deps.now)

export const handler = recountHandler(deps, metrics)

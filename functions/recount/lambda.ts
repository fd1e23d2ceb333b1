import { liveLedger } from '../../shared/ledger-deps.ts'
import { embeddedMetrics } from '../../shared/metrics.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { recountHandler } from './handler.ts'

const deps = await liveLedger(process.env, jakpreneur)
const metrics = embeddedMetrics((line) => process.stdout.write(`${line}\n`), deps.now, {
  FunctionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? '',
})

export const handler = recountHandler(deps, metrics)

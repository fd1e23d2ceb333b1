import { embeddedMetrics } from '../../shared/metrics.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { liveSender } from '../../shared/sending.ts'
import { sweepHandler } from './handler.ts'
import { handlersOf } from './handlers.ts'

const deps = await liveSender(process.env, jakpreneur)
const metrics = embeddedMetrics((line) => process.stdout.write(`${line}\n`), deps.now, {
  FunctionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? '',
})

export const handler = sweepHandler(deps, handlersOf(deps), metrics)

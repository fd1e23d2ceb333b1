import type { Context } from 'hono'
import { handle, type LambdaEvent } from 'hono/aws-lambda'
import { loadLedgerDeps } from '../../shared/ledger-deps.ts'
import { lambdaMetrics } from '../../shared/metrics.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { tellLoan } from '../../shared/usecases/receiving/tell-loan.ts'
import { webhooksApp } from './app.ts'

const deps = await loadLedgerDeps(process.env, jakpreneur)
const metrics = lambdaMetrics(deps.now)

/** The caller's address, as the gateway knows it. A header could contain any address. */
function callerAddress(c: Context<{ Bindings: { event: LambdaEvent } }>): string {
  const { requestContext } = c.env.event
  return requestContext && 'http' in requestContext ? requestContext.http.sourceIp : ''
}

export const handler = handle(webhooksApp({ ...deps, metrics, tellLoan: tellLoan(deps) }, callerAddress))

import type { LambdaContext, LambdaEvent } from 'hono/aws-lambda'
import type { Metrics } from '../../shared/metrics.ts'

type LambdaAnswer = { statusCode: number; headers?: Record<string, unknown> | undefined }

const registrationPath = /^\/v1\/(members|me\/registration)$/

/** Counts new registrations, but not repeated requests. An alarm notices a day without any registration. */
export const countRegistrations =
  <A extends LambdaAnswer>(handler: (event: LambdaEvent, context?: LambdaContext) => Promise<A>, metrics: Metrics) =>
  async (event: LambdaEvent, context?: LambdaContext): Promise<A> => {
    const answer = await handler(event, context)
    if (answer.statusCode === 201 && isRegistration(event) && !isReplayed(answer)) metrics({ Registered: 1 })
    return answer
  }

const isReplayed = ({ headers }: LambdaAnswer): boolean => headers?.['idempotency-replayed'] !== undefined

function isRegistration({ requestContext }: LambdaEvent): boolean {
  if (!requestContext || !('http' in requestContext)) return false
  const { method, path } = requestContext.http
  return method === 'POST' && registrationPath.test(path)
}

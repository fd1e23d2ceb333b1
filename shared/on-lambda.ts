import type { Hono } from 'hono'
import { defaultIsContentTypeBinary, handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda'

/**
 * Makes an app a Lambda function behind an HTTP API. CSV is sent as bytes, because as text it would lose the byte order
 * mark, by which spreadsheets recognise UTF-8.
 */
export function lambdaHandler<E extends object>(app: Hono<E>) {
  const handler = handle(app, {
    isContentTypeBinary: (type) => type.startsWith('text/csv') || defaultIsContentTypeBinary(type),
  })
  return (event: LambdaEvent, context?: LambdaContext) => handler(dropNeedlessBody(event), context)
}

/** Drops the body of a GET or HEAD, as other servers do, because `Request` refuses one. */
function dropNeedlessBody(event: LambdaEvent): LambdaEvent {
  const { requestContext } = event
  const reads = requestContext && 'http' in requestContext && /^(GET|HEAD)$/.test(requestContext.http.method)
  return reads ? { ...event, body: null } : event
}

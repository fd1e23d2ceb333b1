import type { Hono } from 'hono'
import { defaultIsContentTypeBinary, handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda'

/**
 * An app as a Lambda function behind an HTTP API. CSV is passed on as bytes: read as text, it would lose the byte order
 * mark by which spreadsheets know UTF-8.
 */
export function lambdaHandler<E extends object>(app: Hono<E>) {
  const handler = handle(app, {
    isContentTypeBinary: (type) => type.startsWith('text/csv') || defaultIsContentTypeBinary(type),
  })
  return (event: LambdaEvent, context?: LambdaContext) => handler(dropNeedlessBody(event), context)
}

/** A body where none belongs is left out, as on other servers: a request that reads cannot be made with one. */
function dropNeedlessBody(event: LambdaEvent): LambdaEvent {
  const { requestContext } = event
  const reads = requestContext && 'http' in requestContext && /^(GET|HEAD)$/.test(requestContext.http.method)
  return reads ? { ...event, body: null } : event
}

import type { Hono } from 'hono'
import { defaultIsContentTypeBinary, handle } from 'hono/aws-lambda'

/**
 * An app as a Lambda function behind an HTTP API. CSV is passed on as bytes: read as text, it would lose the byte order
 * mark by which spreadsheets know UTF-8.
 */
export const onLambda = <E extends object>(app: Hono<E>) =>
  handle(app, { isContentTypeBinary: (type) => type.startsWith('text/csv') || defaultIsContentTypeBinary(type) })

import { randomUUID } from 'node:crypto'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import type { Deps } from '../../shared/deps.ts'
import { AppError, malformed, unauthenticated } from '../../shared/domain/problems/app-error.ts'
import { scanJson } from '../../shared/domain/values/json-text.ts'
import { findCaller } from '../../shared/usecases/access/find-caller.ts'
import { limitCalls } from '../../shared/usecases/access/limit-calls.ts'
import { startOnce } from '../../shared/usecases/ledger/start-programme.ts'
import type { ApiEnv } from './router.ts'
import { isCsv, isWorkbook } from './sheet-body.ts'

const mostKilobytes = 256
const mostNestedLevels = 20

/**
 * Gives each request an id and logs one line about it, without body, query or names. Keeps an id sent by the caller if
 * it looks like an id and is not all digits, as a NIK or a phone number would be.
 */
export const logAccess = ({ log }: Pick<Deps, 'log'>) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const given = c.req.header('X-Request-Id')
    const requestId = given && /^(?!\d+$)[A-Za-z0-9-]{8,64}$/.test(given) ? given : randomUUID()
    c.set('requestId', requestId)
    c.header('X-Request-Id', requestId)
    const started = performance.now()
    await next()
    log('info', 'Request', {
      requestId,
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Math.round(performance.now() - started),
      subject: c.get('caller')?.subject,
    })
  })

/** Answers are personal: browsers and proxies must not store them. */
export const forbidCaching = createMiddleware<ApiEnv>(async (c, next) => {
  await next()
  c.header('Cache-Control', 'no-store')
})

/** Identifies the caller, with the grants in force. */
export const authenticate = (deps: Pick<Deps, 'tokens' | 'grants' | 'now'>) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(c.req.header('Authorization') ?? '')?.[1]
    if (!token) throw unauthenticated('token_missing')
    const subject = await deps.tokens.verifySubject(token)
    c.set('caller', await findCaller(deps, subject))
    await next()
  })

/** Refuses callers who ask too often. */
export const limitCaller = (deps: Parameters<typeof limitCalls>[0]) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    await limitCalls(deps, 'api', c.var.caller.subject)
    await next()
  })

/** Prepares the programme of a new deployment when the first request comes. */
export function startOnFirstRequest(deps: Parameters<typeof startOnce>[0]) {
  const started = startOnce(deps)
  return createMiddleware<ApiEnv>(async (_, next) => {
    await started()
    await next()
  })
}

/** Refuses bodies that are too large. */
export const limitBody = bodyLimit({
  maxSize: mostKilobytes * 1024,
  onError: () => {
    throw tooLarge()
  },
})

const tooLarge = () => new AppError('too_large', [{ code: 'body_too_large', params: { limitKB: mostKilobytes } }])

/**
 * Refuses a body that is compressed, that is neither UTF-8 nor a workbook, that is nested too deeply, or that names a
 * field twice. Checks the length again, because `Content-Length` may be too small.
 */
export const checkBody = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.req.method === 'POST' || c.req.method === 'PATCH' || c.req.method === 'PUT') {
    if (!/^(identity)?$/i.test(c.req.header('Content-Encoding') ?? ''))
      throw new AppError('unsupported', [{ code: 'content_encoding_unsupported' }])
    const bytes = await c.req.arrayBuffer()
    if (bytes.byteLength > mostKilobytes * 1024) throw tooLarge()
    const type = c.req.header('Content-Type')
    const text = isWorkbook(type) ? '' : decodeUtf8(bytes)
    if (!isCsv(type) && !isWorkbook(type)) {
      const { isTooDeep, hasRepeatedField } = scanJson(text, mostNestedLevels)
      if (isTooDeep) throw malformed('body_too_deep')
      if (hasRepeatedField) throw malformed('body_field_twice')
    }
  }
  await next()
})

function decodeUtf8(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw malformed('body_encoding')
  }
}

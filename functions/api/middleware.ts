import { randomUUID } from 'node:crypto'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import type { Deps } from '../../shared/deps.ts'
import { AppError, malformed, unauthenticated } from '../../shared/domain/app-error.ts'
import { inForce } from '../../shared/domain/policy.ts'
import type { ApiEnv } from './router.ts'

const mostKilobytes = 256
const deepest = 20
const jsonString = /"(?:[^"\\]|\\.)*"/gs

/** Gives each request an id (taken over if it is one) and logs one line about it: never a body, query or name. */
export const access = ({ log }: Pick<Deps, 'log'>) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const given = c.req.header('X-Request-Id')
    const requestId = given && /^[A-Za-z0-9-]{8,64}$/.test(given) ? given : randomUUID()
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

/** Finds out who is asking and what they may do now: grants are read on every request, so ending one acts at once. */
export const authenticate = ({ tokens, grants, now }: Pick<Deps, 'tokens' | 'grants' | 'now'>) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(c.req.header('Authorization') ?? '')?.[1]
    if (!token) throw unauthenticated('token_missing')
    const subject = await tokens.subjectOf(token)
    c.set('caller', { subject, grants: inForce(await grants.of(subject), now()) })
    await next()
  })

/** Refuses bodies that are too large. */
export const limitBody = bodyLimit({
  maxSize: mostKilobytes * 1024,
  onError: () => {
    throw new AppError('too_large', [{ code: 'body_too_large', params: { limitKB: mostKilobytes } }])
  },
})

/** Refuses bodies that are not UTF-8, or nested so deeply that reading them is work. */
export const checkBody = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.req.method === 'POST' || c.req.method === 'PATCH' || c.req.method === 'PUT') {
    const text = decoded(await c.req.arrayBuffer())
    if (depthOf(text) > deepest) throw malformed('body_too_deep')
  }
  await next()
})

function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw malformed('body_encoding')
  }
}

function depthOf(text: string): number {
  let depth = 0
  let most = 0
  for (const c of text.replace(jsonString, '')) {
    if (c === '[' || c === '{') most = Math.max(most, ++depth)
    else if (c === ']' || c === '}') depth--
  }
  return most
}

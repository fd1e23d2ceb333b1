import { randomUUID } from 'node:crypto'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import { secureHeaders } from 'hono/secure-headers'
import type { DeskDeps } from '../../shared/desk-deps.ts'
import type { Caller } from '../../shared/domain/access/grant.ts'
import { AppError } from '../../shared/domain/problems/app-error.ts'
import { startOnce } from '../../shared/usecases/ledger/start-programme.ts'
import type { DeskEnv } from './desk-env.ts'
import { deskWording } from './layout/wording.ts'
import { languageCookie } from './session/cookies.ts'

const megabyte = 1024 * 1024
/** More than a file may have, so that a form with too large a file comes back with what was typed. */
const mostMultipartBytes = 16 * megabyte
const mostFormBytes = 256 * 1024

/** Gives each request an id and logs one line about it, without path, body, query or names. */
export const recordAccess = ({ log }: Pick<DeskDeps, 'log'>) =>
  createMiddleware<DeskEnv>(async (c, next) => {
    c.set('requestId', randomUUID())
    const started = performance.now()
    await next()
    const caller: Caller | undefined = c.get('caller')
    log('info', 'Request', {
      requestId: c.var.requestId,
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      ms: Math.round(performance.now() - started),
      subject: caller?.subject,
    })
  })

/** Sets the language that was chosen in this browser; Indonesian is the default. */
export const speak = createMiddleware<DeskEnv>(async (c, next) => {
  c.set('wording', deskWording(languageCookie.read(c) === 'en' ? 'en' : 'id'))
  await next()
})

/** Pages are personal, so browsers and proxies must not store them. Assets set another header. */
export const forbidCaching = createMiddleware<DeskEnv>(async (c, next) => {
  await next()
  if (c.res.headers.get('Cache-Control') === null) c.header('Cache-Control', 'no-store')
})

/** Forbids other sites to frame a page, and allows only our own scripts, styles and form targets. */
export const guardPages = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // Our own pages get a referrer, because the language form returns to the page from which it came.
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
})

/**
 * Changes the security policy of answers that need a different one: pages whose form posts to the store, and answers
 * that are files.
 */
export const adaptPolicy = createMiddleware<DeskEnv>(async (c, next) => {
  await next()
  const target: string | undefined = c.get('formTarget')
  const policy = c.res.headers.get('Content-Security-Policy') ?? ''
  if (target !== undefined)
    c.header('Content-Security-Policy', policy.replace("form-action 'self'", `form-action 'self' ${target}`))
  if (c.get('isFile')) c.header('Content-Security-Policy', "default-src 'none'; sandbox")
})

/** Prepares a new deployment on its first request. */
export function start(deps: Parameters<typeof startOnce>[0]) {
  const started = startOnce(deps)
  return createMiddleware<DeskEnv>(async (_, next) => {
    await started()
    await next()
  })
}

const limitBytes = (maxBytes: number) =>
  bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new AppError('too_large', [{ code: 'body_too_large', params: { limitKB: maxBytes / 1024 } }])
    },
  })
const limitForm = limitBytes(mostFormBytes)
const limitUpload = limitBytes(mostMultipartBytes)

/** Refuses bodies that are too large. A form with a file may be larger than one without. */
export const limitBody = createMiddleware<DeskEnv>((c, next) =>
  c.req.header('Content-Type')?.startsWith('multipart/') ? limitUpload(c, next) : limitForm(c, next),
)

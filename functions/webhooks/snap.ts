import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { AppError, notFound } from '../../shared/domain/problems/app-error.ts'
import { isSnap } from '../../shared/domain/signing/signing-schemes.ts'
import type { SnapProfile } from '../../shared/domain/signing/snap-profile.ts'
import { makeSnapRefusal, makeSnapReply } from '../../shared/domain/signing/snap-reply.ts'
import { writeSnapTimestamp } from '../../shared/domain/signing/snap-time.ts'
import { issueToken } from '../../shared/usecases/receiving/access-token.ts'
import { type CallerBy, identifySigner } from '../../shared/usecases/receiving/door.ts'
import { fitSnap, fitToken } from '../../shared/usecases/receiving/fit-settings.ts'
import { readBySnap } from '../../shared/usecases/receiving/partner-readings.ts'
import { readOutcome } from '../../shared/usecases/receiving/read-outcome.ts'
import { readParkedPage } from '../../shared/usecases/receiving/read-parked.ts'
import { receiveSnap } from '../../shared/usecases/receiving/receive-snap.ts'
import { logFailure, readBody, readRawQuery, type WebhooksDeps, type WebhooksEnv } from './call.ts'

type SnapEnv = { Variables: WebhooksEnv['Variables'] & { signer: CallerBy<SnapProfile>; service: string } }

/** The service code of a reply to an unknown partner. */
const usualService = '88'
const tokenService = '73'

const notify = '/:partner/v1.0/loan/notify'
const parked = '/:partner/v1.0/loan/parked'
const outcome = '/:partner/v1.0/loan/outcome'
const fit = '/:partner/v1.0/loan/fit'
const token = '/:partner/v1.0/access-token/b2b'
const tokenFit = '/:partner/v1.0/access-token/fit'
const unsupportedMethods = ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * The endpoint of partners that speak SNAP. Every path answers in SNAP's form. A partner may call and sign another
 * path, which its profile names; a gateway maps that path to the one here.
 */
export function snapRoutes(deps: WebhooksDeps) {
  const reply = (status: number, body: object) =>
    Response.json(body, { status, headers: { 'X-TIMESTAMP': writeSnapTimestamp(deps.now()) } })

  /** Finds the partner, and the service code of replies: that of the path or, if it has none, that of the partner. */
  const findSigner = (own?: string) =>
    createMiddleware<SnapEnv>(async (c, next) => {
      c.set('service', own ?? usualService)
      const caller = { code: c.req.param('partner') ?? '', address: c.var.address }
      const signer = await identifySigner(deps, caller, isSnap)
      c.set('signer', signer)
      c.set('service', own ?? ('profile' in signer ? signer.profile.service : undefined) ?? usualService)
      await next()
    })
  const withSigner = findSigner()

  const refuseMethod = (service: string) => {
    const { status, body } = makeSnapReply('not_supported', service)
    return reply(status, body)
  }

  const app = new Hono<SnapEnv>()
  app.onError((error, c) => {
    const service = c.get('service') ?? usualService
    logFailure(deps, error)
    const { status, body } =
      error instanceof AppError ? makeSnapRefusal(error, service) : makeSnapReply('internal', service)
    return reply(status, body)
  })
  return app
    .post(token, findSigner(tokenService), async (c) => {
      const { status, body } = await issueToken(deps, c.var.signer, {
        clientKey: c.req.header('X-CLIENT-KEY'),
        timestamp: c.req.header('X-TIMESTAMP'),
        signature: c.req.header('X-SIGNATURE'),
        body: await readBody(c),
      })
      return reply(status, body)
    })
    .post(notify, withSigner, async (c) => {
      const { status, body } = await receiveSnap(deps, c.var.signer, {
        ...readRequest(c, await readBody(c)),
        externalId: c.req.header('X-EXTERNAL-ID'),
      })
      return reply(status, body)
    })
    .get(parked, withSigner, async (c) => {
      const read = (code: string) => readParkedPage(deps, code, c.req.query('cursor'))
      const page = await readBySnap(deps, c.var.signer, readRequest(c, Buffer.of()), 'parked', read)
      const { status, body } = makeSnapReply('successful', c.var.service)
      return reply(status, { ...body, ...page })
    })
    .get(outcome, withSigner, async (c) => {
      const read = (code: string) => readOutcome(deps, code, c.req.query('event') ?? '')
      const found = await readBySnap(deps, c.var.signer, readRequest(c, Buffer.of()), 'outcome', read)
      const { status, body } = makeSnapReply('successful', c.var.service)
      return reply(status, { ...body, ...found })
    })
    .post(fit, withSigner, async (c) => {
      const report = await fitSnap(deps, c.var.signer, readRequest(c, await readBody(c)), c.req.path)
      const { status, body } = makeSnapReply('successful', c.var.service)
      return reply(status, { ...body, ...report })
    })
    .post(tokenFit, findSigner(tokenService), async (c) => {
      const report = await fitToken(deps, c.var.signer, {
        clientKey: c.req.header('X-CLIENT-KEY'),
        timestamp: c.req.header('X-TIMESTAMP'),
        signature: c.req.header('X-SIGNATURE'),
        body: await readBody(c),
      })
      const { status, body } = makeSnapReply('successful', tokenService)
      return reply(status, { ...body, ...report })
    })
    .on(unsupportedMethods, token, () => refuseMethod(tokenService))
    .on(unsupportedMethods, notify, withSigner, (c) => refuseMethod(c.var.service))
    .all('*', () => {
      throw notFound()
    })
}

/** The parts of a call that its signature covers. */
const readRequest = (c: Context, body: Uint8Array) => ({
  method: c.req.method,
  query: readRawQuery(c),
  accessToken: readBearerToken(c),
  timestamp: c.req.header('X-TIMESTAMP'),
  signature: c.req.header('X-SIGNATURE'),
  body,
})

const readBearerToken = (c: Context): string | undefined =>
  /^Bearer (\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1]

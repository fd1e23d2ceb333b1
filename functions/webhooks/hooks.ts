import { type Context, Hono } from 'hono'
import type { AppError, Problem } from '../../shared/domain/problems/app-error.ts'
import { statusByKind, viewProblem } from '../../shared/domain/problems/problem-view.ts'
import { isWebhook } from '../../shared/domain/signing/signing-schemes.ts'
import { identifySigner } from '../../shared/usecases/receiving/door.ts'
import { fitWebhook } from '../../shared/usecases/receiving/fit-settings.ts'
import { readByWebhook } from '../../shared/usecases/receiving/partner-readings.ts'
import { readOutcome } from '../../shared/usecases/receiving/read-outcome.ts'
import { readParkedPage } from '../../shared/usecases/receiving/read-parked.ts'
import { receiveWebhook, type WebhookCall } from '../../shared/usecases/receiving/receive-webhook.ts'
import { readBody, readRawQuery, type WebhooksDeps, type WebhooksEnv } from './call.ts'

/** The endpoint of partners that sign by a webhook scheme. */
export const hookRoutes = (deps: WebhooksDeps) =>
  new Hono<WebhooksEnv>()
    .post('/:partner', async (c) => {
      const caller = { code: c.req.param('partner'), address: c.var.address }
      const { status, body } = await receiveWebhook(deps, await identifySigner(deps, caller, isWebhook), {
        header: (name) => c.req.header(name),
        body: await readBody(c),
      })
      return Response.json(body, { status })
    })
    .get('/:partner/parked', async (c) => {
      const caller = { code: c.req.param('partner'), address: c.var.address }
      const signer = await identifySigner(deps, caller, isWebhook)
      const read = (code: string) => readParkedPage(deps, code, c.req.query('cursor'))
      return Response.json(await readByWebhook(deps, signer, readSignedGet(c), 'parked', read))
    })
    .get('/:partner/outcome', async (c) => {
      const caller = { code: c.req.param('partner'), address: c.var.address }
      const signer = await identifySigner(deps, caller, isWebhook)
      const read = (code: string) => readOutcome(deps, code, c.req.query('event') ?? '')
      return Response.json(await readByWebhook(deps, signer, readSignedGet(c), 'outcome', read))
    })
    .post('/:partner/fit', async (c) => {
      const caller = { code: c.req.param('partner'), address: c.var.address }
      const signer = await identifySigner(deps, caller, isWebhook)
      const call = { header: (name: string) => c.req.header(name), body: await readBody(c) }
      return Response.json(await fitWebhook(deps, signer, call))
    })

/** The bytes that are signed for a GET, which has no body: the method, a blank, and the path with its query. */
function readSignedGet(c: Context): WebhookCall {
  const query = readRawQuery(c)
  return { header: (name) => c.req.header(name), body: Buffer.from(`GET ${c.req.path}${query && `?${query}`}`) }
}

/** Answers a call to a known address with a method that it does not have. */
export function answerWrongMethod(methods: string[]): Response {
  const allowed = methods.join(', ')
  const refusal = answerProblem({
    kind: 'wrong_method',
    problems: [{ code: 'method_not_allowed', params: { allowed } }],
  })
  refusal.headers.set('Allow', allowed)
  return refusal
}

/** Answers with a problem document (RFC 9457). It is the same for every request with this problem. */
export function answerProblem(refusal: Pick<AppError, 'kind' | 'problems'> | undefined): Response {
  const problems: Problem[] = refusal?.problems ?? [{ code: 'internal' }]
  const status = refusal ? statusByKind[refusal.kind] : 500
  const document = { type: 'about:blank', status, problems: problems.map(viewProblem) }
  const isTooOften = status === 429
  return new Response(JSON.stringify(document), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...(isTooOften && { 'Retry-After': '60' }) },
  })
}

import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { EventDelivery, LineView } from '../../../shared/domain/subscriber/line.ts'
import { NewSubscriber, Subscriber, SubscriberChange } from '../../../shared/domain/subscriber/subscriber.ts'
import {
  listTaken,
  Replay,
  Replaying,
  readLine,
  replayEvents,
} from '../../../shared/usecases/subscribers/deliveries.ts'
import {
  endSecret,
  listSecrets,
  makeSecret,
  NewSubscriberSecret,
  SubscriberSecret,
} from '../../../shared/usecases/subscribers/secrets.ts'
import {
  changeSubscriberFor,
  listSubscribers,
  makeSubscriber,
  readSubscriber,
  SubscriberSaved,
} from '../../../shared/usecases/subscribers/subscribers.ts'
import { sendTestPush, TestPushed } from '../../../shared/usecases/subscribers/test-push.ts'
import { json, jsonWithVersion } from '../answers.ts'
import { PageQuery, readCursorPage } from '../cursor.ts'
import { setEtag } from '../etag.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addChangeRoute, addWriteRoute } from '../writing-routes.ts'

const id = z.string().max(64)
const SubscriberPath = z.object({ id })
const SecretPath = z.object({ id, secretId: z.string().max(64) })
const secret = z.string().optional().describe('Shown only in this answer; a repeated request does not show it again.')
const SubscriberList = z.object({ items: z.array(Subscriber) }).meta({ id: 'SubscriberList' })
const SubscriberMade = SubscriberSaved.extend({ secret }).meta({ id: 'SubscriberMade' })
const SecretList = z.object({ items: z.array(SubscriberSecret) }).meta({ id: 'SubscriberSecretList' })
const SecretMade = SubscriberSecret.extend({ secret }).meta({ id: 'SubscriberSecretMade' })
const DeliveryList = z
  .object({ items: z.array(EventDelivery), next: z.string().optional(), line: LineView })
  .meta({ id: 'EventDeliveryList' })

/** The institutions that get facts as they happen. */
export function subscriberRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/subscribers',
      tags: ['Subscribers'],
      summary: 'The institutions that get events',
      responses: { 200: json(SubscriberList, 'Subscribers, in the order in which they were made'), ...refusals },
    }),
    async (c) => c.json({ items: await listSubscribers(deps, c.var.caller) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/subscribers',
    tags: ['Subscribers'],
    summary: 'Add a subscriber, with its first secret',
    body: NewSubscriber,
    answer: jsonWithVersion(SubscriberMade, 'The subscriber. Hand the secret to its engineer.'),
    location: ({ subscriberId }) => `/v1/subscribers/${subscriberId}`,
    version: ({ version }) => version,
    carryOut: async ({ caller, request, body }) => {
      const { answer, replayed, secret } = await makeSubscriber(deps, caller, request, body)
      return { answer: { ...answer, ...(secret !== undefined && { secret }) }, replayed }
    },
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/subscribers/{id}',
      tags: ['Subscribers'],
      summary: 'One subscriber',
      request: { params: SubscriberPath },
      responses: { 200: jsonWithVersion(Subscriber, 'The subscriber'), ...refusals },
    }),
    async (c) => {
      const subscriber = await readSubscriber(deps, c.var.caller, c.req.valid('param').id)
      setEtag(c, subscriber.version)
      return c.json(subscriber, 200)
    },
  )

  addChangeRoute(routes, {
    method: 'patch',
    path: '/subscribers/{id}',
    tags: ['Subscribers'],
    summary: 'Change, suspend or resume a subscriber',
    params: SubscriberPath,
    body: SubscriberChange,
    answer: jsonWithVersion(Subscriber, 'Changed'),
    change: ({ caller, version, params, body }) => changeSubscriberFor(deps, caller, params.id, version, body),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/subscribers/{id}/secrets',
      tags: ['Subscribers'],
      summary: 'The secrets of a subscriber, with their validity but never their values',
      request: { params: SubscriberPath },
      responses: { 200: json(SecretList, 'Secrets'), ...refusals },
    }),
    async (c) => c.json({ items: await listSecrets(deps, c.var.caller, c.req.valid('param').id) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/subscribers/{id}/secrets',
    tags: ['Subscribers'],
    summary: 'Make a new secret. Until the overlap ends, deliveries have the signatures of both secrets.',
    params: SubscriberPath,
    body: NewSubscriberSecret,
    answer: json(SecretMade, 'Made'),
    carryOut: async ({ caller, request, params, body }) => {
      const { answer, replayed, secret } = await makeSecret(deps, caller, request, params.id, body)
      return { answer: { ...answer, ...(secret !== undefined && { secret }) }, replayed }
    },
  })

  addWriteRoute(routes, deps, {
    path: '/subscribers/{id}/secrets/{secretId}/revocations',
    tags: ['Subscribers'],
    summary: 'End a secret at once, for example after a leak',
    params: SecretPath,
    answer: json(SubscriberSecret, 'Ended'),
    carryOut: ({ caller, request, params }) => endSecret(deps, caller, request, params),
  })

  addWriteRoute(routes, deps, {
    path: '/subscribers/{id}/test-events',
    tags: ['Subscribers'],
    summary: 'Send a test event at once and see the result',
    params: SubscriberPath,
    answer: json(TestPushed, 'The result'),
    carryOut: ({ caller, request, params }) => sendTestPush(deps, caller, request, params.id),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/subscribers/{id}/deliveries',
      tags: ['Subscribers'],
      summary: 'The events that a subscriber took in the last 90 days, and the state of its line',
      request: { params: SubscriberPath, query: PageQuery },
      responses: { 200: json(DeliveryList, 'A page, the latest facts first'), ...refusals },
    }),
    async (c) => {
      const { caller } = c.var
      const { id } = c.req.valid('param')
      const line = await readLine(deps, caller, id)
      const page = await readCursorPage(deps, c, c.req.valid('query'), (asked) => listTaken(deps, caller, id, asked))
      return c.json({ ...page, line }, 200)
    },
  )

  addWriteRoute(routes, deps, {
    path: '/subscribers/{id}/replays',
    tags: ['Subscribers'],
    summary: 'Resend events since a given time, with the same ids',
    params: SubscriberPath,
    body: Replay,
    answer: json(Replaying, 'The events are due'),
    carryOut: ({ caller, request, params, body }) => replayEvents(deps, caller, request, params.id, body),
  })

  return routes
}

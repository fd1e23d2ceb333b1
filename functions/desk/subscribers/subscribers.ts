import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { startOfDay } from '../../../shared/domain/calendar.ts'
import { NewSubscriber, SubscriberChange } from '../../../shared/domain/subscriber/subscriber.ts'
import { requireInAll } from '../../../shared/usecases/access/may.ts'
import { listTaken, Replay, readLine, replayEvents } from '../../../shared/usecases/subscribers/deliveries.ts'
import { endSecret, listSecrets, makeSecret } from '../../../shared/usecases/subscribers/secrets.ts'
import {
  changeSubscriberOnce,
  listActs,
  listSubscribers,
  makeSubscriber,
  readSubscriber,
} from '../../../shared/usecases/subscribers/subscribers.ts'
import { sendTestPush } from '../../../shared/usecases/subscribers/test-push.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, newForm, valueAt } from '../form/form-state.ts'
import { agencyOptions, areaOptions } from '../layout/options.ts'
import { openPlace, sealPlace } from '../layout/paging.ts'
import { readPathId, readPathName } from '../layout/path-id.ts'
import { render } from '../layout/render.ts'
import {
  changeSubscriberView,
  isDay,
  newSubscriberView,
  readNewSubscriber,
  readSubscriberChange,
  subscriberValues,
} from './subscriber-form.ts'
import { replayView, secretView, subscribersView, subscriberView, testedView } from './subscribers-view.ts'

const nothing = z.strictObject({})
const takenPerPage = 25
const overlapSeconds = 7 * 86_400

/** Subscribers: adding, changing, suspending and testing them, their secrets, what they took, and sending it again. */
export function subscriberRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const { frame } = deps
  const { zone } = frame.programme
  const read = (c: DeskContext) => readSubscriber(deps, c.var.caller, readPathId(c, 'sub'))

  async function show(c: DeskContext, form: FormState = newForm()) {
    const { caller, wording } = c.var
    const subscriber = await read(c)
    const page = { after: openPlace(deps, c, c.req.query('from')), limit: takenPerPage }
    const [line, acts, secrets, { items, last }] = await Promise.all([
      readLine(deps, caller, subscriber.id),
      listActs(deps, caller, subscriber.id),
      listSecrets(deps, caller, subscriber.id),
      listTaken(deps, caller, subscriber.id, page),
    ])
    const next = last === undefined ? undefined : sealPlace(deps, c, last)
    return subscriberView(wording, frame, {
      ...{ subscriber, line, acts, secrets, taken: items, next, form },
      done: c.req.query('done'),
    })
  }

  const choices = ({ var: { caller } }: DeskContext) => ({
    areas: areaOptions(deps, caller, 'subscribers.manage'),
    agencies: agencyOptions(deps, caller, 'subscribers.manage'),
  })

  routes.get('/subscribers', async (c) =>
    render(c, subscribersView(c.var.wording, frame, await listSubscribers(deps, c.var.caller))),
  )

  addFormPage(routes, deps, '/subscribers/new', NewSubscriber, (c) => {
    const { caller, wording } = c.var
    requireInAll(deps, caller, 'subscribers.manage')
    return {
      read: (values) => readNewSubscriber(values, zone),
      show: (form) => newSubscriberView(wording, form, choices(c)),
      async act(input, { request }) {
        const { answer, secret } = await makeSubscriber(deps, caller, request, input)
        return secretView(wording, answer.subscriberId, secret)
      },
    }
  })

  routes.get('/subscribers/:id', async (c) => render(c, await show(c)))

  addFormPage(routes, deps, '/subscribers/:id/change', SubscriberChange.omit({ status: true }), async (c) => {
    const { caller, wording } = c.var
    const subscriber = await read(c)
    return {
      start: newForm(subscriberValues(subscriber, zone), subscriber.version),
      read: (values) => readSubscriberChange(values, subscriber, zone),
      show: (form) => changeSubscriberView(wording, subscriber, form, choices(c)),
      async act(change, { request, version }) {
        await changeSubscriberOnce(deps, caller, request, { id: subscriber.id, version, change })
        return `/subscribers/${subscriber.id}?done=saved`
      },
      async current() {
        const now = await read(c)
        return { version: now.version, values: subscriberValues(now, zone) }
      },
    }
  })

  addFormPage(
    routes,
    deps,
    '/subscribers/:id/status',
    SubscriberChange.pick({ status: true }).required(),
    async (c) => {
      const { id } = await read(c)
      return {
        show: (form) => show(c, form),
        async act({ status }, { request, version }) {
          await changeSubscriberOnce(deps, c.var.caller, request, { id, version, change: { status } })
          return `/subscribers/${id}?done=saved`
        },
        async current() {
          const now = await read(c)
          return { version: now.version, values: [] }
        },
      }
    },
  )

  addFormPage(routes, deps, '/subscribers/:id/test-event', nothing, async (c) => {
    const subscriber = await read(c)
    return {
      show: (form) => show(c, form),
      act: async (_, { request }) =>
        testedView(c.var.wording, subscriber, (await sendTestPush(deps, c.var.caller, request, subscriber.id)).answer),
    }
  })

  addFormPage(routes, deps, '/subscribers/:id/replay', Replay, async (c) => {
    const subscriber = await read(c)
    return {
      read(values) {
        const day = valueAt(values, 'from')
        return { ...(day !== '' && { from: isDay(day) ? startOfDay(day, zone).toISOString() : day }) }
      },
      show: (form) => replayView(c.var.wording, subscriber, form),
      async act(input, { request }) {
        await replayEvents(deps, c.var.caller, request, subscriber.id, input)
        return `/subscribers/${subscriber.id}?done=replayed`
      },
    }
  })

  addFormPage(routes, deps, '/subscribers/:id/secrets', nothing, async (c) => {
    const { id } = await read(c)
    return {
      show: (form) => show(c, form),
      async act(_, { request }) {
        const { secret } = await makeSecret(deps, c.var.caller, request, id, { overlapSeconds })
        return secretView(c.var.wording, id, secret)
      },
    }
  })

  addFormPage(routes, deps, '/subscribers/:id/secrets/:other/revocation', nothing, async (c) => {
    const { id } = await read(c)
    return {
      show: (form) => show(c, form),
      async act(_, { request }) {
        await endSecret(deps, c.var.caller, request, { id, secretId: readPathName(c, 'other') })
        return `/subscribers/${id}?done=revoked`
      },
    }
  })

  return routes
}

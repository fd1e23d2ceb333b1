import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { listIssueDeliveries, replayDelivery } from '../../../shared/usecases/mail/deliveries.ts'
import { listRecipients } from '../../../shared/usecases/mail/recipients.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { readPathId } from '../layout/path-id.ts'
import { render } from '../layout/render.ts'
import { readPathIssue } from '../months/path-month.ts'
import { deliveriesView } from './deliveries-view.ts'

/** Shows the state of each mail of an issue, and sends mails again that wait for a person. */
export function deliveryRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()

  async function show(c: DeskContext, form: FormState = newForm()) {
    const { caller, wording } = c.var
    const issue = readPathIssue(c)
    const [found, recipients] = await Promise.all([
      listIssueDeliveries(deps, caller, issue),
      listRecipients(deps, caller),
    ])
    const offices = new Map(recipients.map(({ id, office }) => [id, office]))
    return deliveriesView(wording, deps.frame, { issue, ...found, offices, form, done: c.req.query('done') })
  }

  routes.get('/months/:month/issues/:number/deliveries', async (c) => render(c, await show(c)))

  addFormPage(routes, deps, '/months/:month/issues/:number/deliveries/:id/replay', z.strictObject({}), (c) => ({
    show: (form) => show(c, form),
    async act(_, { request }) {
      const { month, number } = readPathIssue(c)
      const recipientId = readPathId(c, 'rcp')
      await replayDelivery(deps, c.var.caller, request, { month, number, recipientId })
      return `/months/${month}/issues/${number}/deliveries?done=replayed`
    },
  }))

  return routes
}

import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Delivery, DeliveryState } from '../../../shared/domain/mail/delivery.ts'
import { DeliveryReplayed, listIssueDeliveries, replayDelivery } from '../../../shared/usecases/mail/deliveries.ts'
import { MailPlan, previewMailing } from '../../../shared/usecases/mail/mail-plan.ts'
import { json } from '../answers.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'
import { IssuePath } from './issues.ts'
import { RecipientPath } from './recipients.ts'

const DeliveryOfIssuePath = IssuePath.extend(RecipientPath.shape)
const IssueDeliveries = z
  .object({
    items: z.array(Delivery),
    states: z.partialRecord(DeliveryState, z.int()).describe('The number of deliveries in each state'),
  })
  .meta({ id: 'IssueDeliveries' })

export function deliveryRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/months/{month}/issues/{number}/deliveries',
      tags: ['Mail'],
      summary: 'The state of the mails of an issue',
      request: { params: IssuePath },
      responses: { 200: json(IssueDeliveries, 'Those within your scope'), ...refusals },
    }),
    async (c) => c.json(await listIssueDeliveries(deps, c.var.caller, c.req.valid('param')), 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/months/{month}/issues/{number}/delivery-plan',
      tags: ['Mail'],
      summary: 'Preview who would get an issue today, in which language and formats. Nothing is sent.',
      request: { params: IssuePath },
      responses: { 200: json(MailPlan, 'Recipients within your scope'), ...refusals },
    }),
    async (c) => c.json(await previewMailing(deps, c.var.caller, c.req.valid('param')), 200),
  )

  addWriteRoute(routes, deps, {
    path: '/months/{month}/issues/{number}/deliveries/{recipientId}/replays',
    tags: ['Mail'],
    summary:
      "Send a mail that awaits a person's decision. If an earlier copy may have arrived, the new one says that it is a repeat.",
    params: DeliveryOfIssuePath,
    answer: json(DeliveryReplayed, 'The mail is due again'),
    carryOut: ({ caller, request, params }) => replayDelivery(deps, caller, request, params),
  })

  return routes
}

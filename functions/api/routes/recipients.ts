import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Month } from '../../../shared/domain/calendar.ts'
import { Delivery } from '../../../shared/domain/mail/delivery.ts'
import { NewRecipient, Recipient, RecipientChange } from '../../../shared/domain/mail/recipient.ts'
import { wholeNumber } from '../../../shared/domain/values/whole-number.ts'
import { MailPreview, previewMail } from '../../../shared/usecases/mail/previews.ts'
import {
  addRecipient,
  changeRecipientFor,
  listDeliveries,
  listRecipients,
  RecipientAdded,
  readRecipient,
} from '../../../shared/usecases/mail/recipients.ts'
import { listTests, NewTestMail, sendTest, TestMail } from '../../../shared/usecases/mail/test-mails.ts'
import { json, jsonWithVersion } from '../answers.ts'
import { setEtag } from '../etag.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addChangeRoute, addWriteRoute } from '../writing-routes.ts'

export const RecipientPath = z.object({ recipientId: z.string().max(64) })
const RecipientList = z.object({ items: z.array(Recipient) }).meta({ id: 'RecipientList' })
const DeliveryList = z.object({ items: z.array(Delivery) }).meta({ id: 'DeliveryList' })
const IssueQuery = z.strictObject({ month: Month, number: wholeNumber(1, 9999) })
const TestMailRequest = NewTestMail.extend({ month: Month }).meta({ id: 'TestMailRequest' })

export function recipientRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/recipients',
      tags: ['Mail'],
      summary: 'The offices within your scope that get reports',
      responses: { 200: json(RecipientList, 'Recipients'), ...refusals },
    }),
    async (c) => c.json({ items: await listRecipients(deps, c.var.caller) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/recipients',
    tags: ['Mail'],
    summary: 'Add an office that gets the reports of its area and agency',
    body: NewRecipient,
    answer: jsonWithVersion(RecipientAdded, 'Added'),
    version: ({ version }) => version,
    carryOut: ({ caller, request, body }) => addRecipient(deps, caller, request, body),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/recipients/{recipientId}',
      tags: ['Mail'],
      summary: 'One recipient, with the people who hold the office, and their addresses',
      request: { params: RecipientPath },
      responses: { 200: jsonWithVersion(Recipient, 'The recipient'), ...refusals },
    }),
    async (c) => {
      const { recipient } = await readRecipient(deps, c.var.caller, c.req.valid('param').recipientId)
      setEtag(c, recipient.version)
      return c.json(recipient, 200)
    },
  )

  addChangeRoute(routes, {
    method: 'patch',
    path: '/recipients/{recipientId}',
    tags: ['Mail'],
    summary: 'Change, pause or resume a recipient',
    params: RecipientPath,
    body: RecipientChange,
    answer: jsonWithVersion(Recipient, 'The new version'),
    change: ({ caller, version, params: { recipientId }, body }) =>
      changeRecipientFor(deps, caller, recipientId, version, body),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/recipients/{recipientId}/deliveries',
      tags: ['Mail'],
      summary: 'The issues sent to a recipient or planned for it, newest first',
      request: { params: RecipientPath },
      responses: { 200: json(DeliveryList, 'At most the last sixty'), ...refusals },
    }),
    async (c) => c.json({ items: await listDeliveries(deps, c.var.caller, c.req.valid('param').recipientId) }, 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/recipients/{recipientId}/preview',
      tags: ['Mail'],
      summary: 'Preview an issue as a mail to this recipient. Nothing is sent.',
      request: { params: RecipientPath, query: IssueQuery },
      responses: { 200: json(MailPreview, 'The mail'), ...refusals },
    }),
    async (c) => {
      const { recipientId } = c.req.valid('param')
      const { renderMail } = await import('../../../shared/render/report-mail.ts')
      return c.json(await previewMail(deps, { mail: renderMail }, c.var.caller, recipientId, c.req.valid('query')), 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/recipients/{recipientId}/test-mails',
      tags: ['Mail'],
      summary:
        'The test mails of an issue for this recipient, with what the mail service said. They are kept for two days.',
      request: { params: RecipientPath, query: IssueQuery },
      responses: { 200: json(DeliveryList, 'Test mails'), ...refusals },
    }),
    async (c) => {
      const { recipientId } = c.req.valid('param')
      return c.json({ items: await listTests(deps, c.var.caller, recipientId, c.req.valid('query')) }, 200)
    },
  )

  addWriteRoute(routes, deps, {
    path: '/recipients/{recipientId}/test-mails',
    tags: ['Mail'],
    summary: 'Send yourself an issue as this recipient would get it',
    params: RecipientPath,
    body: TestMailRequest,
    answer: json(TestMail, 'On its way'),
    hasDailyLimit: true,
    carryOut: ({ caller, request, params: { recipientId }, body }) =>
      sendTest(deps, caller, request, recipientId, body),
  })

  return routes
}

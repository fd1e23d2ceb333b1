import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { Month } from '../../../shared/domain/calendar.ts'
import { Delivery } from '../../../shared/domain/mail/delivery.ts'
import { NewRecipient, Recipient, RecipientChange } from '../../../shared/domain/mail/recipient.ts'
import { MailPreview, previewMail } from '../../../shared/usecases/mail/previews.ts'
import {
  addRecipient,
  changeRecipientFor,
  deliveriesOf,
  listRecipients,
  RecipientAdded,
  recipientOf,
} from '../../../shared/usecases/mail/recipients.ts'
import { NewTestMail, sendTest, TestMail } from '../../../shared/usecases/mail/test-mails.ts'
import { body, json, versioned } from '../answers.ts'
import { IfMatchHeader, ifMatch, setEtag } from '../etag.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfAllowance, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'

export const RecipientPath = z.object({ recipientId: z.string().max(64) })
const RecipientList = z.object({ items: z.array(Recipient) }).meta({ id: 'RecipientList' })
const DeliveryList = z.object({ items: z.array(Delivery) }).meta({ id: 'DeliveryList' })
const IssueQuery = z.strictObject({ month: Month, number: z.coerce.number().int().min(1).max(9999) })
const TestMailRequest = NewTestMail.extend({ month: Month }).meta({ id: 'TestMailRequest' })

export const recipientRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/recipients',
        tags: ['Mail'],
        summary: 'The offices that get the reports, within your scope',
        responses: { 200: json(RecipientList, 'Recipients'), ...refusals },
      }),
      async (c) => c.json({ items: await listRecipients(deps, c.var.caller) }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/recipients',
        tags: ['Mail'],
        summary: 'Let an office get the reports of its area and agency',
        request: { headers: IdempotencyHeader, ...body(NewRecipient) },
        responses: { 201: versioned(RecipientAdded, 'Added'), ...refusalsOfChange },
      }),
      async (c) => {
        const input = c.req.valid('json')
        const { answer, replayed } = await addRecipient(deps, c.var.caller, requestOf(deps, c, input), input)
        markReplay(c, replayed)
        setEtag(c, answer.version)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/recipients/{recipientId}',
        tags: ['Mail'],
        summary: 'One recipient, with its holders and addresses',
        request: { params: RecipientPath },
        responses: { 200: versioned(Recipient, 'The recipient'), ...refusals },
      }),
      async (c) => {
        const { recipient } = await recipientOf(deps, c.var.caller, c.req.valid('param').recipientId)
        setEtag(c, recipient.version)
        return c.json(recipient, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/recipients/{recipientId}',
        tags: ['Mail'],
        summary: 'Change a recipient, or pause it and let it get mail again',
        request: { params: RecipientPath, headers: IfMatchHeader, ...body(RecipientChange) },
        responses: { 200: versioned(Recipient, 'The new version'), ...refusalsOfChange },
      }),
      async (c) => {
        const { recipientId } = c.req.valid('param')
        const changed = await changeRecipientFor(deps, c.var.caller, recipientId, ifMatch(c), c.req.valid('json'))
        setEtag(c, changed.version)
        return c.json(changed, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/recipients/{recipientId}/deliveries',
        tags: ['Mail'],
        summary: 'The issues that a recipient got, or is to get, newest first',
        request: { params: RecipientPath },
        responses: { 200: json(DeliveryList, 'At most the last sixty'), ...refusals },
      }),
      async (c) => c.json({ items: await deliveriesOf(deps, c.var.caller, c.req.valid('param').recipientId) }, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/recipients/{recipientId}/preview',
        tags: ['Mail'],
        summary: 'An issue as the mail that this recipient would get; nothing is sent',
        request: { params: RecipientPath, query: IssueQuery },
        responses: { 200: json(MailPreview, 'The mail'), ...refusals },
      }),
      async (c) => {
        const { recipientId } = c.req.valid('param')
        const { renderMail } = await import('../../../shared/render/report-mail.ts')
        return c.json(
          await previewMail(deps, { mail: renderMail }, c.var.caller, recipientId, c.req.valid('query')),
          200,
        )
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/recipients/{recipientId}/test-mails',
        tags: ['Mail'],
        summary: 'Send an issue, as this recipient would get it, to yourself',
        request: { params: RecipientPath, headers: IdempotencyHeader, ...body(TestMailRequest) },
        responses: { 201: json(TestMail, 'On its way'), ...refusalsOfAllowance },
      }),
      async (c) => {
        const { recipientId } = c.req.valid('param')
        const input = c.req.valid('json')
        const request = requestOf(deps, c, { ...input, recipientId })
        const { answer, replayed } = await sendTest(deps, c.var.caller, request, recipientId, input)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )

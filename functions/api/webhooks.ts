import type { OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { PartnerEvent } from '../../shared/domain/loan/loan-event.ts'
import { ProblemView } from '../../shared/domain/problems/problem-view.ts'
import { body, json } from './answers.ts'
import type { ApiEnv } from './router.ts'

export type Webhook = Parameters<OpenAPIHono<ApiEnv>['openAPIRegistry']['registerWebhook']>[0]

const Received = z
  .object({ receipt: z.string().describe('The id under which the event is kept') })
  .meta({ id: 'Received' })

/** A refusal sent to a partner: like any refusal of the API, but without title and request id. */
const Refused = z
  .object({ type: z.literal('about:blank'), status: z.int(), problems: z.array(ProblemView).min(1) })
  .meta({ id: 'WebhookRefusal' })

const refusedAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Refused } },
})

const SnapReply = z
  .object({
    responseCode: z
      .string()
      .regex(/^\d{7}$/)
      .describe('HTTP status, service and case, such as 2008800'),
    responseMessage: z.string().max(150),
  })
  .meta({ id: 'SnapReply' })

export const WebhookHeaders = z.object({
  'webhook-id': z
    .string()
    .regex(/^[\x21-\x2d\x2f-\x7e]{1,128}$/)
    .describe('The id of the event, as in its body'),
  'webhook-timestamp': z
    .string()
    .regex(/^[1-9]\d{0,10}$/)
    .describe('Seconds since 1970, within five minutes of now'),
  'webhook-signature': z
    .string()
    .describe('`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64. Spaces separate several signatures.'),
})

const SnapHeaders = z.object({
  authorization: z
    .string()
    .regex(/^Bearer \S+$/)
    .optional()
    .describe('An access token that we issued. Only a call with the symmetric signature needs it.'),
  'x-timestamp': z.iso.datetime({ offset: true }).describe('ISO 8601 with an offset, within five minutes of now'),
  'x-signature': z.string().describe('HMAC-SHA512 or SHA256withRSA, in hex or base64, as agreed'),
  'x-partner-id': z.string().optional(),
  'x-external-id': z
    .string()
    .regex(/^[\x21-\x7e]{1,36}$/)
    .describe('The number of the call, unique on its day in WIB. Some partners must use digits only.'),
  'channel-id': z.string().optional(),
})

/**
 * The tag of webhooks only. Client generators make one class per tag, and leave webhooks out of a class that also has
 * paths.
 */
export const partnerCallTag = 'Webhooks'

/**
 * The calls that partners make, described by the schemas that check them. They are signed, so `security` is empty. A
 * SNAP call with the symmetric signature also carries an access token of ours.
 */
export const partnerWebhooks: Webhook[] = [
  {
    method: 'post',
    path: 'partnerEvent',
    tags: [partnerCallTag],
    summary: 'An event of a loan, signed according to Standard Webhooks',
    description:
      'The partner sends it to `/hooks/{partner}` at the address of webhooks, where `/partners` has samples that sign. ' +
      'If the same event is sent again, it gets the same answer and changes nothing.',
    security: [],
    request: { headers: WebhookHeaders, ...body(PartnerEvent) },
    responses: {
      200: json(Received, 'Received and stored'),
      400: refusedAnswer('Not JSON, or a field is named twice'),
      401: refusedAnswer('Signature, time, key or address is not right'),
      409: refusedAnswer('The id belongs to a known event with other content'),
      422: refusedAnswer('Invalid: every problem is named'),
      503: refusedAnswer('Busy: send it again'),
    },
  },
  {
    method: 'post',
    path: 'snapNotification',
    tags: [partnerCallTag],
    summary: 'An event of a loan, signed according to SNAP',
    description:
      'The partner sends it to `/snap/{partner}/v1.0/loan/notify` at the address of webhooks, in the envelope of Bank ' +
      "Indonesia's standard. Every answer has SNAP's form.",
    security: [],
    request: { headers: SnapHeaders, ...body(PartnerEvent) },
    responses: {
      200: json(SnapReply, 'Received and stored, or already known'),
      400: json(SnapReply, 'Unreadable. The answer names the field.'),
      401: json(SnapReply, 'Signature, time, key, address or token is not right'),
      403: json(SnapReply, 'Not permitted'),
      404: json(SnapReply, 'The id belongs to a known event with other content'),
      409: json(SnapReply, 'Another event of the day has this X-EXTERNAL-ID'),
      504: json(SnapReply, 'Busy: send it again'),
    },
  },
]

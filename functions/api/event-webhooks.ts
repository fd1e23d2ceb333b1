import * as z from 'zod'
import { OutgoingEvent } from '../../shared/domain/subscriber/outgoing-event.ts'
import { body } from './answers.ts'
import { type Webhook, WebhookHeaders } from './webhooks.ts'

/** A separate tag, as for the calls of partners. */
export const eventTag = 'Events'

/** `member.attained` becomes `memberAttained`. */
const nameWebhook = (type: string): string => type.replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase())

/**
 * The calls that we make to subscribers, described by the schemas of the events. They are signed, so `security` is
 * empty.
 */
export const eventWebhooks: Webhook[] = OutgoingEvent.options.map(({ shape: { id, time, type, data } }) => ({
  method: 'post',
  path: nameWebhook(type.value),
  tags: [eventTag],
  summary: `An event ${type.value} for a subscriber, as a CloudEvent`,
  description:
    'Sent by us to the target of a subscriber, signed according to Standard Webhooks. Any answer of 2xx takes it; until ' +
    'then it is sent again with the same `webhook-id`, and so are later events. 410 ends the subscription.',
  security: [],
  request: {
    headers: WebhookHeaders,
    ...body(
      z.object({
        specversion: z.literal('1.0'),
        id,
        source: z.url().describe('The address of this API'),
        type,
        time,
        datacontenttype: z.literal('application/json'),
        data,
      }),
    ),
  },
  responses: { 204: { description: 'Taken' }, 410: { description: 'The receiver is gone for good' } },
}))

import * as z from 'zod'
import { ReferralPush } from '../../shared/domain/referral/referral-push.ts'
import { OutgoingEvent } from '../../shared/domain/subscriber/outgoing-event.ts'
import { body } from './answers.ts'
import { type Webhook, WebhookHeaders } from './webhooks.ts'

/** The tags of the calls that we make. They are listed apart from the calls that we take. */
export const eventTag = 'Events'
export const pushTag = 'Referral pushes'

/** `member.attained` becomes `memberAttained`. */
const nameWebhook = (type: string): string => type.replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase())

/** A call that we make, with a fact in the envelope of CloudEvents. It is signed, so `security` is empty. */
const describePush = (
  about: Pick<Webhook, 'path' | 'tags' | 'summary' | 'description'>,
  { id, time, type, data, ...more }: Record<'id' | 'time' | 'type' | 'data', z.ZodType>,
): Webhook => ({
  method: 'post',
  ...about,
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
        ...more,
        datacontenttype: z.literal('application/json'),
        data,
      }),
    ),
  },
  responses: { 204: { description: 'Taken' }, 410: { description: 'The receiver is gone for good' } },
})

/** The calls that we make to subscribers, described by the schemas of the events. */
export const eventWebhooks: Webhook[] = OutgoingEvent.options.map(({ shape }) =>
  describePush(
    {
      path: nameWebhook(shape.type.value),
      tags: [eventTag],
      summary: `An event ${shape.type.value} for a subscriber, as a CloudEvent`,
      description:
        'We send it to the target of a subscriber, signed according to Standard Webhooks. Any 2xx answer takes it. ' +
        'Until then we send it again with the same `webhook-id`, and later events wait. 410 ends the subscription.',
    },
    shape,
  ),
)

const pushSummaries = {
  'referral.prepared': 'The full data of a member who is referred to a lender, as a CloudEvent',
  'referral.withdrawn': 'The withdrawal of a referral, as a CloudEvent with ids only',
}

/** The calls that we make to lenders to whom members are referred. */
export const referralWebhooks: Webhook[] = ReferralPush.options.map(({ shape }) =>
  describePush(
    {
      path: nameWebhook(shape.type.value),
      tags: [pushTag],
      summary: pushSummaries[shape.type.value],
      description:
        "We send it to the address in a partner's `referral`, signed according to Standard Webhooks with its " +
        '`push_secret`. Any 2xx answer takes it. Until then we send it again, for days, with the same `webhook-id`. ' +
        'The lender answers with a call of its own (`partnerEvent`).',
    },
    shape,
  ),
)

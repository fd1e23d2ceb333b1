import * as z from 'zod'
import { ForeignInstant } from '../../shared/domain/calendar.ts'
import type { DeliveryId } from '../../shared/domain/mail/delivery.ts'
import type { MailNotice } from '../../shared/domain/mail/mail-notice.ts'
import type { NewsDeliveryId } from '../../shared/domain/mail/news-delivery.ts'

import { MemberNumber } from '../../shared/domain/values/member-number.ts'

/** SES writes times with or without fractions of a second. */
const SesInstant = ForeignInstant.transform((text) => new Date(text).toISOString())
const Tag = z.tuple([z.string()]).rest(z.string())
const Timestamped = z.object({ timestamp: SesInstant })

/**
 * What a bounce report says about a recipient. SES leaves both fields out if there was no report. Source: SES developer
 * guide, "Bounced recipients".
 */
const BouncedRecipient = z.object({ action: z.string().nullish(), status: z.string().nullish() })
type BouncedRecipient = z.infer<typeof BouncedRecipient>

const Bounce = Timestamped.extend({
  bounceType: z.string(),
  bounceSubType: z.string(),
  bouncedRecipients: z.array(BouncedRecipient),
})

const Mail = z.object({ timestamp: SesInstant, tags: z.record(z.string(), Tag).default({}) })

/**
 * The part of an SES event that we read; never the recipient's address. Source: SES developer guide, "Examples of event
 * data that SES publishes to Amazon SNS".
 */
const SesEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail: Mail }),
  z.object({ eventType: z.literal('Reject'), mail: Mail }),
  z.object({ eventType: z.literal('Delivery'), mail: Mail, delivery: Timestamped }),
  z.object({
    eventType: z.literal('DeliveryDelay'),
    mail: Mail,
    deliveryDelay: Timestamped.extend({ delayType: z.string() }),
  }),
  z.object({ eventType: z.literal('Complaint'), mail: Mail, complaint: Timestamped }),
  z.object({ eventType: z.literal('Bounce'), mail: Mail, bounce: Bounce }),
])
type SesEvent = z.infer<typeof SesEvent>

/** An event of a kind that we do not use. */
const OtherEvent = z.object({ eventType: z.string() })

const Tags = z.object({
  issue: z
    .tuple([z.string().regex(/^\d{4}-(0[1-9]|1[0-2])_[1-9]\d{0,3}$/)])
    .transform(([issue]) => ({ month: issue.slice(0, 7), number: Number(issue.slice(8)) })),
  recipient: z.tuple([z.string().regex(/^rcp_\w+$/)]),
  copy: z.tuple([z.coerce.number().int().min(1)]),
  test: z.tuple([z.string().regex(/^tst_\w+$/)]).optional(),
})

const NewsTags = z.object({
  news: z.tuple([z.string().regex(/^nws_\w+$/)]),
  member: z.tuple([MemberNumber]),
  copy: Tags.shape.copy,
})

/** A notice about one of our copies: of a report, or of news for a member. */
export type CopyNotice = { copy: number; notice: MailNotice } & ({ id: DeliveryId } | { news: NewsDeliveryId })

/** Reads an event as a notice about one of our copies. `undefined` for other kinds, and for mails without our tags. */
export function readCopyNotice(event: unknown): CopyNotice | undefined {
  const parsed = SesEvent.safeParse(event)
  if (!parsed.success) {
    if (isKnownKind(OtherEvent.parse(event).eventType)) throw parsed.error
    return undefined
  }
  const news = NewsTags.safeParse(parsed.data.mail.tags)
  if (news.success) {
    const { copy, member, ...tags } = news.data
    return { news: { id: tags.news[0], memberId: member[0] }, copy: copy[0], notice: toNotice(parsed.data) }
  }
  const { data: tags } = Tags.safeParse(parsed.data.mail.tags)
  if (!tags) return undefined
  const [recipientId] = tags.recipient
  const [copy] = tags.copy
  const testId = tags.test?.[0]
  return {
    id: { ...tags.issue, recipientId, ...(testId !== undefined && { testId }) },
    copy,
    notice: toNotice(parsed.data),
  }
}

const isKnownKind = (kind: string): boolean => SesEvent.options.some(({ shape }) => shape.eventType.value === kind)

function toNotice(event: SesEvent): MailNotice {
  switch (event.eventType) {
    case 'Send':
      return { kind: 'sent', at: event.mail.timestamp }
    case 'Reject':
      return { kind: 'rejected', at: event.mail.timestamp }
    case 'Delivery':
      return { kind: 'delivered', at: event.delivery.timestamp }
    case 'DeliveryDelay':
      return { kind: 'delayed', at: event.deliveryDelay.timestamp, detail: event.deliveryDelay.delayType.slice(0, 60) }
    case 'Complaint':
      return { kind: 'complained', at: event.complaint.timestamp }
    case 'Bounce':
      return toBounceNotice(event.bounce)
  }
}

function toBounceNotice({
  timestamp,
  bounceType,
  bounceSubType,
  bouncedRecipients,
}: z.infer<typeof Bounce>): MailNotice {
  const details = { at: timestamp, detail: `${bounceType}/${bounceSubType}`.slice(0, 60) }
  if (/suppress/i.test(bounceSubType)) return { kind: 'suppressed', ...details }
  if (bounceType !== 'Transient') return { kind: 'bounced', ...details }
  if (isDelay(bouncedRecipients)) return { kind: 'delayed', ...details }
  return { kind: bounceSubType === 'General' ? classifyGeneralBounce(bouncedRecipients) : 'failed', ...details }
}

/** Whether a bounce says that the mail is only late. Source: RFC 3464, 2.3.3. */
const isDelay = (recipients: BouncedRecipient[]): boolean =>
  recipients.length > 0 && recipients.every(({ action, status }) => action === 'delayed' && !status?.startsWith('5.'))

/**
 * A bounce of type Transient and subtype General is either an automatic reply (out of office), which has no report, or
 * a failed mail, which has one: no such domain (5.4.4), no such mailbox (5.0.0), or hours of vain tries (4.4.7). A
 * status that begins with 5 is permanent, no matter what the type is. Sources: SES developer guide, "Bounce types"; RFC
 * 3463, 2; knadh/listmonk#1463 and mozilla/fxa-content-server#5629 on GitHub.
 */
function classifyGeneralBounce(recipients: BouncedRecipient[]): 'bounced' | 'failed' | 'replied' {
  if (recipients.some(({ status }) => status?.startsWith('5.'))) return 'bounced'
  const hasFailed = recipients.some(({ action, status }) => action === 'failed' || status?.startsWith('4.'))
  return hasFailed ? 'failed' : 'replied'
}

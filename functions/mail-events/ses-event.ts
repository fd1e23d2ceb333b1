import * as z from 'zod'
import { ToldInstant } from '../../shared/domain/calendar.ts'
import type { DeliveryId } from '../../shared/domain/mail/delivery.ts'
import type { MailNotice } from '../../shared/domain/mail/mail-notice.ts'

/** SES tells times with or without fractions of a second. */
const At = ToldInstant.transform((text) => new Date(text).toISOString())
const Tag = z.tuple([z.string()]).rest(z.string())
const Told = z.object({ timestamp: At })

/**
 * What the report on a bounce says of a recipient; where there was no report, SES leaves both out. Source: SES developer
 * guide, "Bounced recipients".
 */
const BouncedRecipient = z.object({ action: z.string().nullish(), status: z.string().nullish() })
type BouncedRecipient = z.infer<typeof BouncedRecipient>

const Bounce = Told.extend({
  bounceType: z.string(),
  bounceSubType: z.string(),
  bouncedRecipients: z.array(BouncedRecipient),
})

const Mail = z.object({ timestamp: At, tags: z.record(z.string(), Tag).default({}) })

/**
 * What SES publishes of a mail, as far as we read it: of the recipient's address nothing. Source: SES developer guide,
 * "Examples of event data that SES publishes to Amazon SNS".
 */
const SesEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail: Mail }),
  z.object({ eventType: z.literal('Reject'), mail: Mail }),
  z.object({ eventType: z.literal('Delivery'), mail: Mail, delivery: Told }),
  z.object({
    eventType: z.literal('DeliveryDelay'),
    mail: Mail,
    deliveryDelay: Told.extend({ delayType: z.string() }),
  }),
  z.object({ eventType: z.literal('Complaint'), mail: Mail, complaint: Told }),
  z.object({ eventType: z.literal('Bounce'), mail: Mail, bounce: Bounce }),
])
type SesEvent = z.infer<typeof SesEvent>

/** Events of other kinds may come; of them we say nothing. */
const OtherEvent = z.object({ eventType: z.string() })

const Tags = z.object({
  issue: z
    .tuple([z.string().regex(/^\d{4}-(0[1-9]|1[0-2])_[1-9]\d{0,3}$/)])
    .transform(([issue]) => ({ month: issue.slice(0, 7), number: Number(issue.slice(8)) })),
  recipient: z.tuple([z.string().regex(/^rcp_\w+$/)]),
  copy: z.tuple([z.coerce.number().int().min(1)]),
  test: z.tuple([z.string().regex(/^tst_\w+$/)]).optional(),
})

/** A notice about one of our copies. */
export type CopyNotice = { id: DeliveryId; copy: number; notice: MailNotice }

/** What an event tells about which of our copies; nothing when it is of another kind, or about a mail without our tags. */
export function readCopyNotice(event: unknown): CopyNotice | undefined {
  const told = SesEvent.safeParse(event)
  if (!told.success) {
    if (isKnownKind(OtherEvent.parse(event).eventType)) throw told.error
    return undefined
  }
  const { data: tags } = Tags.safeParse(told.data.mail.tags)
  if (!tags) return undefined
  const [recipientId] = tags.recipient
  const [copy] = tags.copy
  const testId = tags.test?.[0]
  return {
    id: { ...tags.issue, recipientId, ...(testId !== undefined && { testId }) },
    copy,
    notice: toNotice(told.data),
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
  const told = { at: timestamp, detail: `${bounceType}/${bounceSubType}`.slice(0, 60) }
  if (/suppress/i.test(bounceSubType)) return { kind: 'suppressed', ...told }
  if (bounceType !== 'Transient') return { kind: 'bounced', ...told }
  if (isDelay(bouncedRecipients)) return { kind: 'delayed', ...told }
  return { kind: bounceSubType === 'General' ? classifyGeneralBounce(bouncedRecipients) : 'failed', ...told }
}

/** A report that the mail is late, and still on its way. Source: RFC 3464, 2.3.3. */
const isDelay = (recipients: BouncedRecipient[]): boolean =>
  recipients.length > 0 && recipients.every(({ action, status }) => action === 'delayed' && !status?.startsWith('5.'))

/**
 * SES tells automatic replies (out of office) as bounces of the type Transient and the subtype General, but also mails
 * that failed: to a domain that does not exist (5.4.4), to a mailbox that does not (5.0.0), or tried in vain for hours
 * (4.4.7). Only of those is there a report. A status that begins with 5 is for good, whatever type SES gives it. Sources:
 * SES developer guide, "Bounce types"; RFC 3463, 2; knadh/listmonk#1463 and mozilla/fxa-content-server#5629 on GitHub.
 */
function classifyGeneralBounce(recipients: BouncedRecipient[]): 'bounced' | 'failed' | 'replied' {
  if (recipients.some(({ status }) => status?.startsWith('5.'))) return 'bounced'
  const hasFailed = recipients.some(({ action, status }) => action === 'failed' || status?.startsWith('4.'))
  return hasFailed ? 'failed' : 'replied'
}

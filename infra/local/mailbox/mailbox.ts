import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { simpleParser } from 'mailparser'
import * as z from 'zod'
import { listen } from '../listen.ts'
import type { BoxedMail } from './boxed-mail.ts'
import { mailboxPages } from './pages.ts'

const SendEmail = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: z.array(z.string()).min(1) }),
  Content: z.object({ Raw: z.object({ Data: z.base64() }) }),
  ConfigurationSetName: z.string(),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
})
/** Takes an event as SNS hands it to a function. */
type Listener = (event: unknown) => Promise<void>

const mostMails = 2_000

/**
 * Starts a stand-in for SES that keeps mails instead of sending them, shows them on a page, and publishes the events that
 * SES would. Each mail gets Send and Delivery. Mails to bounce@, ooto@, complaint@ and suppressionlist@ of any domain get
 * the events of the SES mailbox simulator.
 */
export async function startMailbox({ port, now = () => new Date() }: { port: number; now?: () => Date }) {
  const mails: BoxedMail[] = []
  let eventListener: Listener | undefined

  async function keepMail({ Content, Destination, EmailTags }: z.infer<typeof SendEmail>): Promise<string> {
    const parsedMail = await simpleParser(Buffer.from(Content.Raw.Data, 'base64'))
    const mail: BoxedMail = {
      id: randomUUID(),
      at: now().toISOString(),
      to: Destination.ToAddresses,
      subject: parsedMail.subject ?? '',
      html: parsedMail.html || '',
      text: parsedMail.text ?? '',
      headers: Object.fromEntries(
        parsedMail.headerLines.map(({ key, line }) => [key, line.slice(key.length + 1).trim()]),
      ),
      attachments: parsedMail.attachments.map(({ filename, contentType, content }) => ({
        name: filename ?? 'tanpa-nama',
        contentType,
        bytes: content,
      })),
      tags: Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, Value])),
      events: [],
    }
    mails.unshift(mail)
    mails.splice(mostMails)
    setTimeout(() => void sendEvents(mail), 0)
    return mail.id
  }

  async function sendEvents(mail: BoxedMail): Promise<void> {
    for (const event of mailEvents(mail, now)) {
      mail.events.push(event.eventType)
      // The listener may be stopping.
      await eventListener?.({ Records: [{ Sns: { Message: JSON.stringify(event) } }] }).catch(() => {})
    }
  }

  const app = new Hono()
    .post('/v2/email/outbound-emails', async (c) => {
      const request = SendEmail.safeParse(await c.req.json())
      if (!request.success) {
        c.header('x-amzn-errortype', 'BadRequestException')
        return c.json({ message: 'Not what this stand-in knows' }, 400)
      }
      return c.json({ MessageId: await keepMail(request.data) })
    })
    .route('/', mailboxPages(mails))
  const server = await listen(app, port)
  return {
    ...server,
    mails,
    /** Sends events to this listener from now on. */
    sendEventsTo(listener: Listener): void {
      eventListener = listener
    },
  }
}

/**
 * What a bounce reports about a recipient. For an automatic reply, SES reports nothing. That is how a reply differs from a
 * failure.
 */
type Report = { action: string; status: string }
const noSuchUser: Report = { action: 'failed', status: '5.1.1' }

/** The events that SES publishes for a mail. */
function mailEvents({ id, to, tags }: BoxedMail, now: () => Date): ({ eventType: string } & Record<string, unknown>)[] {
  const at = () => ({ timestamp: now().toISOString() })
  const mail = {
    ...at(),
    messageId: id,
    destination: to,
    tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
  }
  const sendEvent = { eventType: 'Send', mail, send: {} }
  const deliveryEvent = { eventType: 'Delivery', mail, delivery: at() }
  const bounce = (bounceType: string, bounceSubType: string, report?: Report) => ({
    eventType: 'Bounce',
    mail,
    bounce: {
      ...at(),
      bounceType,
      bounceSubType,
      bouncedRecipients: to.map((emailAddress) => ({ emailAddress, ...report })),
    },
  })
  const name = to[0]?.replace(/[+@].*/, '')
  if (name === 'bounce') return [sendEvent, bounce('Permanent', 'General', noSuchUser)]
  if (name === 'suppressionlist') return [sendEvent, bounce('Permanent', 'Suppressed', noSuchUser)]
  if (name === 'ooto') return [sendEvent, deliveryEvent, bounce('Transient', 'General')]
  if (name === 'complaint') return [sendEvent, deliveryEvent, { eventType: 'Complaint', mail, complaint: at() }]
  return [sendEvent, deliveryEvent]
}

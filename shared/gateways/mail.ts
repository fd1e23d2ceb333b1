import { type SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2'
import * as z from 'zod'
import type { SendResult } from '../domain/mail/delivery.ts'
import type { MailContent, OutgoingMail } from '../domain/mail/outgoing-mail.ts'

/** Refusals that concern only this mail. Every other refusal concerns our account or this moment, and will pass. */
const hopelessErrors = ['MessageRejected', 'BadRequestException']

const NetworkError = z.object({ code: z.string() })

/**
 * Hands mails to SES. Its client must not retry by itself (`maxAttempts: 1`): SES has no idempotency key, so only our
 * deliveries decide when a mail is sent again.
 */
export const mail = (ses: SESv2Client, { from, configurationSet }: { from: string; configurationSet: string }) => ({
  async send(message: OutgoingMail, signal?: AbortSignal): Promise<SendResult> {
    const command = new SendEmailCommand({
      FromEmailAddress: from,
      Destination: { ToAddresses: [message.to] },
      Content: { Raw: { Data: await buildMime(from, message) } },
      ConfigurationSetName: configurationSet,
      EmailTags: Object.entries(message.tags).map(([Name, Value]) => ({ Name, Value })),
    })
    try {
      const { MessageId = '' } = await ses.send(command, { ...(signal && { abortSignal: signal }) })
      return { outcome: 'handed_over', messageId: MessageId }
    } catch (error) {
      return classifyFailure(error)
    }
  },
})

/** Builds the bytes of a mail. Attachments are in memory: nothing is read from files or addresses. */
async function buildMime(from: string, { to, unsubscribeUrl, ...content }: OutgoingMail): Promise<Buffer> {
  // Loaded for the first mail, because a sweep rarely sends any.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  return new MailComposer({
    from,
    to,
    ...composerOptions(content),
    headers: {
      ...(unsubscribeUrl !== undefined && {
        'List-Unsubscribe': `<${unsubscribeUrl}>`,
        // RFC 8058: programs unsubscribe by POST. A GET does nothing, because scanners send one to every link.
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
      // RFC 3834: asks for no automatic replies.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}

const composerOptions = ({ subject, html, text, attachments }: MailContent) => ({
  subject,
  html,
  text,
  attachments: attachments.map(({ name, contentType, bytes }) => ({
    filename: name,
    contentType,
    content: Buffer.from(bytes),
  })),
})

function classifyFailure(error: unknown): SendResult {
  if (error instanceof SESv2ServiceException && error.$fault === 'client' && error.$metadata.httpStatusCode !== 408)
    return {
      ...{ outcome: 'refused', reason: snakeCase(error.name), said: withoutAddresses(error.message) },
      isFinal: hopelessErrors.includes(error.name),
    }
  const { data } = NetworkError.safeParse(error)
  // No server took the mail.
  if (data?.code === 'ECONNREFUSED' || data?.code === 'ENOTFOUND')
    return { outcome: 'refused', reason: 'unreachable', isFinal: false }
  return { outcome: 'unknown', reason: error instanceof Error ? snakeCase(error.name) : 'unknown' }
}

/** SES names the addresses that it refuses. They must not stay in a log or a delivery. */
const withoutAddresses = (sentence: string): string =>
  sentence.replace(/[^\s<>,;:]+/g, (word) => (word.includes('@') ? '…' : word)).slice(0, 300)

/** `TooManyRequestsException` becomes `too_many_requests`. */
const snakeCase = (name: string): string =>
  name
    .replace(/Exception$/, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()

import * as z from 'zod'
import { Instant } from '../calendar.ts'

/** What the mail service told about a mail after it took it. Of the recipient it says nothing. */
export const MailNotice = z
  .object({
    kind: z
      .enum(['sent', 'delayed', 'delivered', 'suppressed', 'bounced', 'failed', 'rejected', 'complained', 'replied'])
      .describe(
        'bounced: there is no such mailbox or domain, or nobody knows why. failed: it was tried long enough. rejected: ' +
          'the service found something bad in it. replied: an automatic reply, or one that looks like it',
      ),
    at: Instant,
    detail: z.string().optional().describe('The words of the service, such as Permanent/NoEmail'),
  })
  .meta({ id: 'MailNotice' })
export type MailNotice = z.infer<typeof MailNotice>

/** Why a recipient gets nothing more until a person has looked: the address is of no use, or nobody wants it. */
const pausingKinds = ['suppressed', 'bounced', 'complained'] as const satisfies MailNotice['kind'][]
export type PausingKind = (typeof pausingKinds)[number]

export const pauses = (kind: MailNotice['kind']): kind is PausingKind => pausingKinds.some((each) => each === kind)

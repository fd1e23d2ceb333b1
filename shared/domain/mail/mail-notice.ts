import * as z from 'zod'
import { Instant } from '../calendar.ts'

/** A report of the mail service about a mail that it took. It does not name the recipient. */
export const MailNotice = z
  .object({
    kind: z
      .enum(['sent', 'delayed', 'delivered', 'suppressed', 'bounced', 'failed', 'rejected', 'complained', 'replied'])
      .describe(
        'bounced: no such mailbox or domain, or an unknown reason. failed: tried for too long. rejected: the service ' +
          'found something harmful in it. replied: an automatic reply, or one that looks like it',
      ),
    at: Instant,
    detail: z.string().optional().describe('The words of the service, such as Permanent/NoEmail'),
  })
  .meta({ id: 'MailNotice' })
export type MailNotice = z.infer<typeof MailNotice>

/** Notices that pause a recipient until a person looks: the address is useless, or the mail is unwanted. */
const pausingKinds = ['suppressed', 'bounced', 'complained'] as const satisfies MailNotice['kind'][]
export type PausingKind = (typeof pausingKinds)[number]

export const isPausing = (kind: MailNotice['kind']): kind is PausingKind => pausingKinds.some((each) => each === kind)

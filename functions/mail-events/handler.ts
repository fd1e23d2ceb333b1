import * as z from 'zod'
import { type NoticeDeps, takeNotice } from '../../shared/usecases/mail/notices.ts'
import { copyNotice } from './ses-event.ts'

/** How SNS hands messages to a function. */
const SnsEvent = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })) })

/**
 * Takes in what SES tells of our mails. Throws when an event could not be taken in, so that it comes again and at last
 * lies in the queue of failures; an event that is taken in twice changes nothing.
 */
export const mailEventsHandler =
  (deps: NoticeDeps) =>
  async (event: unknown): Promise<void> => {
    for (const { Sns } of SnsEvent.parse(event).Records) {
      const told = copyNotice(JSON.parse(Sns.Message))
      if (told) await takeNotice(deps, told.id, told.copy, told.notice)
      else deps.log('info', 'An event is about no mail of ours')
    }
  }

import * as z from 'zod'
import { type NoticeDeps, takeNotice } from '../../shared/usecases/mail/notices.ts'
import { readCopyNotice } from './ses-event.ts'

/** How SNS hands messages to a function. */
const SnsEvent = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })) })

/**
 * What SES publishes once, as plain text, when it is told to send its events to a topic, as a deployment does. Sources:
 * ope-tech/laravel-ses#10 on GitHub, where it came; django-anymail, which lets it pass in the same words.
 */
const topicValidated = 'Successfully validated SNS topic for Amazon SES event publishing.'

/**
 * Takes in what SES tells of our mails. Throws when an event could not be taken in, so that it comes again and at last
 * lies in the queue of failures; an event that is taken in twice changes nothing.
 */
export const mailEventsHandler =
  (deps: NoticeDeps) =>
  async (event: unknown): Promise<void> => {
    for (const { Sns } of SnsEvent.parse(event).Records) {
      if (Sns.Message === topicValidated) deps.log('info', 'SES may publish its events to us')
      else await takeEvent(deps, JSON.parse(Sns.Message))
    }
  }

async function takeEvent(deps: NoticeDeps, event: unknown): Promise<void> {
  const told = readCopyNotice(event)
  if (told) await takeNotice(deps, told.id, told.copy, told.notice)
  else deps.log('info', 'An event is about no mail of ours')
}

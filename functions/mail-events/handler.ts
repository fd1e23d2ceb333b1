import * as z from 'zod'
import { type NewsNoticeDeps, takeNewsNotice } from '../../shared/usecases/mail/news-notices.ts'
import { type NoticeDeps, takeNotice } from '../../shared/usecases/mail/notices.ts'
import { readCopyNotice } from './ses-event.ts'

/** The event in which SNS hands messages to a function. */
const SnsEvent = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })) })

/**
 * The plain text that SES publishes once, when a deployment sets the topic for its events. Sources:
 * ope-tech/laravel-ses#10 on GitHub, which received it; django-anymail, which accepts the same words.
 */
const topicValidated = 'Successfully validated SNS topic for Amazon SES event publishing.'

/**
 * Applies the events that SES sends about our mails. Throws if one fails, so that SNS sends it again, and at last puts
 * it into the queue of failures. Applying an event twice changes nothing.
 */
export const mailEventsHandler =
  (deps: NoticeDeps & NewsNoticeDeps) =>
  async (event: unknown): Promise<void> => {
    for (const { Sns } of SnsEvent.parse(event).Records) {
      if (Sns.Message === topicValidated) deps.log('info', 'SES may publish its events to us')
      else await applyEvent(deps, JSON.parse(Sns.Message))
    }
  }

async function applyEvent(deps: NoticeDeps & NewsNoticeDeps, event: unknown): Promise<void> {
  const found = readCopyNotice(event)
  if (found && 'news' in found) await takeNewsNotice(deps, found.news, found.copy, found.notice)
  else if (found) await takeNotice(deps, found.id, found.copy, found.notice)
  else deps.log('info', 'An event is about no mail of ours')
}

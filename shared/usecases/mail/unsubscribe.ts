import type { Deps } from '../../deps.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import { readUnsubscription } from './links.ts'
import { pauseAndPark } from './notices.ts'

type UnsubscribeDeps = Pick<Deps, 'recipients' | 'obligations' | 'keyring' | 'commit' | 'now' | 'log'> & Retries

/**
 * Ends the mails to an office at the request of anybody who has received one. The office is paused and an administrator
 * is told, because an office that needs the report may have pressed the wrong button. Throws `not_found` for a link
 * that we never made, and `busy` when the request could not be saved: nobody must believe that the mails end.
 */
export async function unsubscribe(deps: UnsubscribeDeps, token: string): Promise<void> {
  const id = readUnsubscription(deps, token)
  return retryRaces(deps, ['recipient'], async () => {
    const stored = await deps.recipients.get(id)
    if (!stored) throw notFound()
    if (stored.recipient.pausedAt !== undefined) return
    await deps.commit(await pauseAndPark(deps, stored, 'unsubscribed'))
    deps.log('error', 'A recipient of reports wants no more of them, and is paused until somebody has looked', {
      recipient: id,
    })
  })
}

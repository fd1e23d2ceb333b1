import type { Deps } from '../../deps.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import { MemberNumber } from '../../domain/values/member-number.ts'
import { readUnsubscription } from './links.ts'
import { pauseAndPark } from './notices.ts'
import { endMails } from './own-mails.ts'

type UnsubscribeDeps = Parameters<typeof endMails>[0] & EndOfficeDeps & Pick<Deps, 'keyring'>
type EndOfficeDeps = Pick<Deps, 'recipients' | 'obligations' | 'commit' | 'now' | 'log'> & Retries

/** Whose mails a link ends: an office's or a member's. Throws `not_found` for a link that we never made. */
export const readUnsubscriber = (deps: Pick<Deps, 'keyring'>, token: string): 'office' | 'member' =>
  MemberNumber.safeParse(readUnsubscription(deps, token)).success ? 'member' : 'office'

/**
 * Ends the mails to an office or a member at the request of anybody who has received one. Throws `not_found` for a link
 * that we never made. Throws `busy` if the request could not be saved, so that nobody believes that the mails have
 * ended.
 */
export async function unsubscribe(deps: UnsubscribeDeps, token: string): Promise<'office' | 'member'> {
  const unsubscriber = readUnsubscriber(deps, token)
  const id = readUnsubscription(deps, token)
  if (unsubscriber === 'member') await endMails(deps, id)
  else await endMailsToOffice(deps, id)
  return unsubscriber
}

/**
 * Pauses an office and tells an administrator, because an office that needs the report may have pressed the wrong button.
 */
function endMailsToOffice(deps: EndOfficeDeps, id: string): Promise<void> {
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

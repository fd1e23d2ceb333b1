import type { Deps } from '../../deps.ts'
import { retryRaces } from '../../domain/jobs/retry-races.ts'
import { recordNotice } from '../../domain/mail/delivery.ts'
import { isPausing, type MailNotice } from '../../domain/mail/mail-notice.ts'
import type { NewsDeliveryId } from '../../domain/mail/news-delivery.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { dischargeIfSent } from './notices.ts'
import { endMails } from './own-mails.ts'

export type NewsNoticeDeps = Parameters<typeof endMails>[0] & Pick<Deps, 'newsDeliveries' | 'log'>

/**
 * Records an event of the mail service about a mail to a member, in any order and any number of times. If the address
 * is useless or the mail is unwanted, the member gets no more until agreeing again.
 */
export async function takeNewsNotice(
  deps: NewsNoticeDeps,
  id: NewsDeliveryId,
  copy: number,
  notice: MailNotice,
): Promise<void> {
  if (isPausing(notice.kind)) await endMails(deps, id.memberId)
  return retryRaces(deps, ['delivery'], async () => {
    const stored = await deps.newsDeliveries.get(id)
    if (!stored?.delivery.copies.some(({ number }) => number === copy)) {
      deps.log('warn', 'An event is about a mail that we do not know', { delivery: id.id })
      return
    }
    const delivery = recordNotice(stored.delivery, copy, notice)
    if (JSON.stringify(delivery) === JSON.stringify(stored.delivery)) return
    const obligation = dischargeIfSent(deps, stored, delivery)
    await deps.commit(deps.newsDeliveries.save({ delivery: nextVersion(delivery), obligation }))
  })
}

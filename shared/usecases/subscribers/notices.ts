import { createHash } from 'node:crypto'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Retries } from '../../domain/jobs/retry-races.ts'
import { isNextRepeat } from '../../domain/mail/delivery.ts'
import type { MailContent } from '../../domain/mail/outgoing-mail.ts'
import type { Subscriber } from '../../domain/subscriber/subscriber.ts'
import { planNotice } from '../../domain/subscriber/subscriber-notice.ts'
import type { SenderDeps } from '../../sending.ts'
import { sendCopies } from '../mail/send-copies.ts'
import type { Handler } from '../sweep.ts'

/** Plans mails to the contacts of a subscriber that was disabled. Belongs in the transaction that disables it. */
export const makeNoticeWrites = (
  { newId, obligations, subscribers, now }: Pick<Deps, 'newId' | 'obligations' | 'subscribers' | 'now'>,
  { id: subscriberId, contacts }: Subscriber,
): Promise<Write[]> =>
  Promise.all(
    contacts.map(async (to) => {
      const id = newId('ntc')
      const due = { kind: 'subscriber_notice' as const, owner: 'subscribers', id: `${subscriberId}.${id}` }
      const obligation = await obligations.begin(due, now().toISOString())
      return subscribers.saveNotice({ delivery: planNotice({ id, subscriberId, to }, now()), obligation })
    }),
  )

/** Makes the mail that tells that a subscriber was disabled. It names only the host of the target, never a member. */
export type RenderDisabled = (about: {
  name: string
  host: string
  failingSince: string
  deskUrl: string
  isSecondCopy: boolean
}) => MailContent

/** Sends mails to contacts of disabled subscribers, except those that work again. */
export const makeNoticeHandler = (
  deps: Pick<Deps, 'subscribers' | 'deskUrl' | 'commit' | 'now' | 'log'> & SenderDeps & Retries,
  renderDisabled: RenderDisabled,
): Handler =>
  sendCopies(deps, {
    inDoubt: 'ask',
    mostTries: 40,
    at: (key) => deps.subscribers.noticeAt(key),
    save: (stored) => deps.subscribers.saveNotice(stored),
    async compose({ delivery }) {
      const { subscriberId, id, to } = delivery
      const [stored, found] = await Promise.all([
        deps.subscribers.get(subscriberId),
        deps.subscribers.line(subscriberId),
      ])
      const failingSince = found?.line.health.failingSince
      if (stored?.subscriber.status !== 'disabled' || failingSince === undefined) return undefined
      const { name, target } = stored.subscriber
      const about = { name, host: new URL(target).host, failingSince, deskUrl: deps.deskUrl }
      const content = renderDisabled({ ...about, isSecondCopy: isNextRepeat(delivery) })
      return {
        archive: createHash('sha256').update(content.text).digest('hex'),
        send: (copy, signal) =>
          deps.mail.send({ ...content, to, tags: { notice: id, subscriber: subscriberId, copy: `${copy}` } }, signal),
      }
    },
  })

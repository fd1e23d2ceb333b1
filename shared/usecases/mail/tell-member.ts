import { createHash } from 'node:crypto'
import type { Deps } from '../../deps.ts'
import { dayMs } from '../../domain/calendar.ts'
import type { Retries } from '../../domain/jobs/retry-races.ts'
import { isNextRepeat } from '../../domain/mail/delivery.ts'
import type { NewsDelivery } from '../../domain/mail/news-delivery.ts'
import type { MailContent } from '../../domain/mail/outgoing-mail.ts'
import { findMailReach } from '../../domain/member/mail-reach.ts'
import type { Member } from '../../domain/member/member.ts'
import { keepTrueNews, type News } from '../../domain/member/news.ts'
import type { Programme } from '../../domain/programme/programme.ts'
import type { Language } from '../../domain/values/language.ts'
import type { SenderDeps } from '../../sending.ts'
import type { Handler } from '../sweep.ts'
import { unsubscribeUrl } from './links.ts'
import { type ComposedCopy, sendCopies } from './send-copies.ts'

/** Makes a mail of news. The same news gives the same bytes. */
export type RenderNews = (
  programme: Programme,
  news: News[],
  about: { language: Language; ownPage: string; unsubscribe: string; isSecondCopy: boolean },
) => MailContent

/** A channel that sends news to members. It returns undefined for a member whom it cannot reach. */
export type NewsChannel = (member: Member, delivery: NewsDelivery) => ComposedCopy | undefined

/** Reaches members by mail. The mail names neither the member nor anybody else. */
export const mailChannel =
  (deps: Pick<Deps, 'frame' | 'keyring' | 'publicUrl' | 'deskUrl'> & SenderDeps, renderNews: RenderNews): NewsChannel =>
  (member, delivery) => {
    const reach = findMailReach(member)
    if (!reach) return undefined
    const unsubscribe = unsubscribeUrl(deps, member.id)
    const content = renderNews(deps.frame.programme, delivery.news, {
      language: reach.language,
      ownPage: `${deps.deskUrl}/me`,
      unsubscribe,
      isSecondCopy: isNextRepeat(delivery),
    })
    return {
      archive: createHash('sha256').update(content.text).digest('hex'),
      send: (copy, signal) =>
        deps.mail.send({ ...content, to: reach.to, unsubscribeUrl: unsubscribe, tags: tagsOf(delivery, copy) }, signal),
    }
  }

/** The tags by which events find their copy. */
const tagsOf = ({ id, memberId }: NewsDelivery, copy: number): Record<string, string> => ({
  news: id,
  member: memberId,
  copy: `${copy}`,
})

/** After this time, unsent news is passed over. The person's page shows it in any case. */
const mostDays = 2

/**
 * Sends news to members by the first channel that reaches them. Before each copy it checks again whether the person may
 * get it: the consent may have been withdrawn, or the record restricted, erased or merged. News that is no longer true
 * is not sent. News is never parked for an operator.
 */
export const makeNewsHandler = (
  deps: Pick<Deps, 'newsDeliveries' | 'members' | 'commit' | 'now' | 'log'> & Retries,
  channels: NewsChannel[],
): Handler =>
  sendCopies(deps, {
    inDoubt: 'leave it',
    // Allows more tries than fit into the time limit. So the limit ends them, and no news is parked.
    mostTries: 1_000,
    at: (key) => deps.newsDeliveries.at(key),
    save: (stored) => deps.newsDeliveries.save(stored),
    async compose({ delivery }) {
      const isOld = deps.now().getTime() - Date.parse(delivery.plannedAt) > mostDays * dayMs
      const member = isOld ? undefined : await deps.members.get(delivery.memberId)
      const news = member ? keepTrueNews(delivery.news, member) : []
      if (!member || news.length === 0) return undefined
      for (const reach of channels) {
        const copy = reach(member, { ...delivery, news })
        if (copy) return copy
      }
      return undefined
    },
  })

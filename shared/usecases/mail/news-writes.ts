import type { OwnQueue } from '../../data/obligations.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { planNews } from '../../domain/mail/news-delivery.ts'
import { findNews, type NewsSource } from '../../domain/member/news.ts'

/** The queue of mails to members. */
const newsQueue: OwnQueue = { kind: 'news', owner: 'members' }

/**
 * Plans mails to members about an act, if they agreed to get them. Belongs in the transaction of the act, so that each
 * gets the news once, and nobody gets news of an act that did not happen.
 */
export function makeNewsWrites(
  { newId, newsDeliveries, obligations }: Pick<Deps, 'newId' | 'newsDeliveries' | 'obligations'>,
  context: ActContext,
  act: NewsSource,
): Promise<Write[]> {
  return Promise.all(
    findNews(context, act).map(async ({ memberId, news }) => {
      const id = newId('nws')
      const due = { ...newsQueue, id: `${memberId}.${id}` }
      const obligation = await obligations.begin(due, context.now.toISOString())
      return newsDeliveries.add({ delivery: planNews({ memberId, id }, news, context.now), obligation })
    }),
  )
}

import * as z from 'zod'
import type { ActContext } from '../acts/act-context.ts'
import { Day } from '../calendar.ts'
import type { Entry } from '../ledger/entry.ts'
import { everyStage, firstStage } from '../programme/programme.ts'
import { findMailReach } from './mail-reach.ts'
import type { Member } from './member.ts'

/** One piece of news for a member about the member's own record. */
export const News = z
  .discriminatedUnion('what', [
    z.object({ what: z.literal('registered') }),
    z.object({ what: z.literal('verified') }),
    z.object({ what: z.literal('rejected') }),
    z.object({ what: z.literal('stage'), stage: z.string(), happenedOn: Day }),
    z.object({ what: z.literal('loan'), answer: z.enum(['approved', 'rejected']) }).describe('What a lender answered'),
  ])
  .meta({ id: 'MemberNews' })
export type News = z.infer<typeof News>

/** News that a use case has for a member. News of registrations and stages is found from the act itself. */
export type NewsForMember = { memberId: string; news: News }

/** The members as an act leaves them. Those named in `added` are new. */
export type NewsSource = {
  members: Member[]
  added?: Member[]
  entries: Entry[]
  memberNews?: NewsForMember[] | undefined
}

/**
 * The news of an act for each member who agreed to get news. Imported files bring none, because their acts lie far
 * back. A merge brings none, because it changes nothing for the person.
 */
export function findNews(
  { programme, source }: Pick<ActContext, 'programme' | 'source'>,
  { members, added = [], entries, memberNews = [] }: NewsSource,
): { memberId: string; news: News[] }[] {
  if (source.startsWith('imp_')) return []
  const first = firstStage(programme).code
  return [...added, ...members].flatMap((member) => {
    if (!findMailReach(member)) return []
    const own = memberNews.flatMap(({ memberId, news }) => (memberId === member.id ? [news] : []))
    const firstNews: News[] = added.includes(member) ? [{ what: 'registered' }, ...own] : own
    const isJoining = firstNews.some(({ what }) => what === 'registered' || what === 'verified')
    const stages = entries.flatMap((entry): News[] =>
      entry.memberId === member.id && isAttained(entry) && !(entry.stage === first && isJoining)
        ? [{ what: 'stage', stage: entry.stage, happenedOn: entry.happenedOn }]
        : [],
    )
    const news = [...firstNews, ...stages]
    return news.length === 0 ? [] : [{ memberId: member.id, news }]
  })
}

/** Returns the news of a decision on a member's identity. */
export function findIdentityNews({ before, after }: { before: Member; after: Member }): NewsForMember[] {
  const status = after.identity?.status
  if (status === undefined || status === 'unverified' || status === before.identity?.status) return []
  return [{ memberId: after.id, news: { what: status } }]
}

/** Whether an entry is news of an attained stage. Entries of a merge have a reason, and are no news. */
const isAttained = (entry: Entry): entry is Extract<Entry, { stage: string }> =>
  entry.kind === 'attained' && entry.stage !== everyStage && entry.reason === undefined

/** Keeps the news that is still true. Between act and mail, a stage may be reversed, or an identity decided anew. */
export const keepTrueNews = (news: News[], { standings, identity }: Member): News[] =>
  news.filter((each) => {
    if (each.what === 'stage') return standings[each.stage]?.happenedOn === each.happenedOn
    return each.what === 'verified' || each.what === 'rejected' ? identity?.status === each.what : true
  })

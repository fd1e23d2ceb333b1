import type { StoredReferral } from '../../data/referrals.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import type { ReferralEntry } from '../../domain/ledger/entry.ts'
import { countReferral } from '../../domain/referral/count-referral.ts'
import { makeReferralNews } from '../../domain/referral/referral-news.ts'
import type { NewOutgoingEvent } from '../../domain/subscriber/outgoing-event.ts'
import { nextVersion } from '../../domain/values/version.ts'

/** The writes of changed referrals, the entries that count them, and the events for subscribers. */
export type ReferralWrites = { entries: ReferralEntry[]; writes: Write[]; events: NewOutgoingEvent[] }

/** The writes of a referral that has reached another state. It is saved with its next version. */
export function makeReferralWrites(
  { referrals }: Pick<Deps, 'referrals'>,
  context: ActContext,
  { referral: changed, obligation }: StoredReferral,
): ReferralWrites {
  const { referral, entries } = countReferral(context, changed)
  return {
    entries,
    writes: [referrals.save({ referral: nextVersion(referral), obligation })],
    events: [makeReferralNews(referral, context.now.toISOString())],
  }
}

export const joinWrites = (all: ReferralWrites[]): ReferralWrites => ({
  entries: all.flatMap(({ entries }) => entries),
  writes: all.flatMap(({ writes }) => writes),
  events: all.flatMap(({ events }) => events),
})

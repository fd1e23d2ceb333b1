import type { Bilingual } from '../bilingual.ts'
import type { ReferralFactKind } from '../ledger/referral-fact-kind.ts'
import words from './referral-fact-words.data.json' with { type: 'json' }

/**
 * Names and definitions of what is counted about referrals. `waiting` is not a fact: it counts the referrals that have
 * no answer yet.
 */
export const referralFactWords = words satisfies Record<
  ReferralFactKind | 'waiting',
  { name: Bilingual; definition: Bilingual }
>

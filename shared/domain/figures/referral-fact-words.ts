import type { Bilingual } from '../bilingual.ts'
import type { ReferralFactKind } from '../ledger/referral-fact-kind.ts'
import words from './referral-fact-words.data.json' with { type: 'json' }

/** What is counted of referrals, in words; `waiting` stands for those that nobody has answered. */
export const referralFactWords = words satisfies Record<
  ReferralFactKind | 'waiting',
  { name: Bilingual; definition: Bilingual }
>

import type { Day } from '../calendar.ts'
import type { Frame } from '../ledger/frame.ts'
import type { LoanRecord } from '../loan/loan-record.ts'
import type { Member } from '../member/member.ts'
import { findReferralObstacles } from './eligibility.ts'
import type { ReadyPlace } from './ready-place.ts'

/**
 * Whether a member may enter or leave the list of ready members. Without a consent or a place in the list, nothing can
 * change.
 */
export const mayBeReady = ({ consents, ready }: Pick<Member, 'consents' | 'ready'>): boolean =>
  consents !== undefined || ready !== undefined

/** The member's place in the list. Undefined if the member is not eligible, or is referred and waits for an answer. */
export function findReadiness(
  frame: Pick<Frame, 'programme' | 'areas'>,
  member: Member,
  loans: readonly Pick<LoanRecord, 'loan' | 'isSandbox'>[],
  today: Day,
): ReadyPlace | undefined {
  const { consents = [], referrals = [], ready, area, agency, category } = member
  const until = consents
    .map((consent) => consent.until)
    .toSorted()
    .at(-1)
  if (until === undefined || referrals.some(({ isOver }) => !isOver)) return undefined
  if (findReferralObstacles(frame, member, loans, today).length > 0) return undefined
  return { since: ready?.since ?? today, until, area, agency, category }
}

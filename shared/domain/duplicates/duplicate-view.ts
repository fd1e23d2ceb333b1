import * as z from 'zod'
import { Instant } from '../calendar.ts'
import type { Member } from '../member/member.ts'
import { MemberView, makeMemberView } from '../member/member-view.ts'
import { compareMembers } from '../rights/trail.ts'
import { Pair, PairId, PairReason, PairState } from './pair.ts'

/** Two records that are probably of one person, side by side. Only callers who may see both get it. */
export const DuplicateView = z
  .object({
    id: PairId,
    state: PairState,
    foundAt: Instant,
    reasons: z.array(PairReason).describe('What the two have in common now'),
    differing: z.array(z.string()).describe('Fields in which the two differ'),
    members: z.array(MemberView).describe('The two records'),
    mergeId: z.string().optional().describe('The merge of the two records'),
    judged: Pair.shape.judged.describe('Who decided that these are two people, when and why'),
  })
  .meta({ id: 'Duplicate' })
export type DuplicateView = z.infer<typeof DuplicateView>

export function makeDuplicateView(pair: Pair, both: [Member, Member], reasons: PairReason[]): DuplicateView {
  const { fields = [], changes = {} } = compareMembers(...both)
  return DuplicateView.parse({
    ...pair,
    reasons,
    differing: [...fields, ...Object.keys(changes)],
    members: both.map(makeMemberView),
  })
}

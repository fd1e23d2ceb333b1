import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { Classification } from '../ledger/dimensions.ts'
import { Seen } from '../member/identity.ts'
import type { Member } from '../member/member.ts'
import { conflict, refuseAll } from '../problems/app-error.ts'
import type { AreaTree } from '../programme/area-tree.ts'
import { type Merge, merge } from './merge.ts'
import { type ActContext, type OutcomeForSeveral, todayOf } from './posting.ts'
import { registerAgain } from './register.ts'
import { reasonProblems } from './reverse.ts'
import { withRefusalOf } from './rights-case.ts'
import { registrationDay, reject, verify } from './verify.ts'

/**
 * Two records over one NIK: `claimant` registered himself with a NIK that `holder` held. The claimant is not told, and
 * counts nothing until an officer has decided.
 */
export const Dispute = z
  .object({
    id: z.string(),
    version: z.int(),
    state: z
      .enum(['open', 'same_person', 'claimant', 'holder', 'lapsed'])
      .describe('Whom it was decided for; lapsed when there was nothing left to decide'),
    claimant: z.string(),
    holder: z.string(),
    area: z.string().describe('The smallest area in which both lay when it was opened'),
    openedAt: Instant,
    closedAt: Instant.optional(),
    closedBy: z.string().optional(),
    reason: z.string().optional(),
  })
  .meta({ id: 'Dispute' })
export type Dispute = z.infer<typeof Dispute>

export const DisputeDecision = z
  .strictObject({
    outcome: z
      .enum(['same_person', 'claimant', 'holder'])
      .describe('The two are one person, or the NIK belongs to the one or the other'),
    seen: Seen,
    reason: z.string().min(1).max(32),
  })
  .meta({ id: 'DisputeDecision' })
export type DisputeDecision = z.infer<typeof DisputeDecision>

/**
 * The two sides as they are now. `holder` is the record that is kept of whoever holds the NIK; `named` the one that the
 * claim on the NIK names, which may have been merged into it. Absent when nobody holds the NIK any more.
 */
export type Sides = { claimant: Member; holder: Member; named?: Member | undefined }

export const openDispute = (
  { areas, now }: Pick<ActContext, 'areas' | 'now'>,
  id: string,
  { claimant, holder }: Pick<Sides, 'claimant' | 'holder'>,
): Dispute => ({
  id,
  version: 1,
  state: 'open',
  claimant: claimant.id,
  holder: holder.id,
  area: smallestWith(areas, claimant.area, holder.area),
  openedAt: now.toISOString(),
})

/** The smallest area in which two areas lie. */
export const smallestWith = ({ pathOf, root }: AreaTree, one: string, other: string): string => {
  const around = pathOf(other)
  return pathOf(one).findLast((code) => around.includes(code)) ?? root
}

/** The dispute as it is closed. Throws `conflict` when it was closed before. */
export function close(
  { now, actor }: Pick<ActContext, 'now' | 'actor'>,
  dispute: Dispute,
  state: Exclude<Dispute['state'], 'open'>,
  reason?: string,
): Dispute {
  if (dispute.state !== 'open') throw conflict('dispute_closed', { state: dispute.state })
  return {
    ...dispute,
    version: dispute.version + 1,
    state,
    closedAt: now.toISOString(),
    closedBy: actor,
    ...(reason !== undefined && { reason }),
  }
}

export type Decided = OutcomeForSeveral & { dispute: Dispute; merge?: Merge }

/**
 * Decides a dispute. For the claimant, the NIK is his from now on and the holder is left without, unverified; for the
 * holder, the claimant is rejected; one person, and the claimant's record is merged into the holder's.
 */
export function decide(
  posting: ActContext,
  opened: Dispute,
  sides: Sides,
  { outcome, seen, reason, mergeId }: DisputeDecision & { mergeId: string },
): Decided {
  const dispute = close(posting, opened, outcome, reason)
  const { dispute: _, ...claimant } = sides.claimant
  if (claimant.status !== 'active') throw conflict('member_inactive', { status: claimant.status })
  refuseAll(reasonProblems(posting.programme, reason))
  switch (outcome) {
    case 'same_person':
      return { ...join(posting, { ...sides, claimant }, { id: mergeId, reason }), dispute }
    case 'claimant': {
      const verified = verify(posting, claimant, { by: 'officer', seen })
      return { members: [verified.member, ...holderGivesWay(posting, sides)], entries: verified.entries, dispute }
    }
    case 'holder': {
      const rejected = reject(posting, claimant, { seen, reason })
      return { members: [rejected.member], entries: rejected.entries, dispute }
    }
  }
}

/** One record of two. A person who was erased comes back with what the claimant said, and is not counted twice. */
function join(
  posting: ActContext,
  { claimant, holder }: Sides,
  merging: { id: string; reason: string },
): OutcomeForSeveral & { merge?: Merge } {
  const { person, business, area } = claimant
  if (holder.status !== 'erased' || !person) return merge(posting, claimant, holder, merging)
  const returned = registerAgain(posting, holder, {
    person,
    ...(business && { business }),
    area,
    ...Classification.parse(claimant),
    registeredOn: registrationDay(posting, claimant),
  })
  const kept: Member = {
    ...withRefusalOf(returned.member, claimant),
    mergedFrom: [...(returned.member.mergedFrom ?? []), claimant.id],
  }
  const merged: Member = { ...claimant, status: 'merged', statusSince: todayOf(posting), mergedInto: holder.id }
  return { members: [merged, kept], entries: returned.entries }
}

/** Who loses the NIK: what was counted stands, and who has no other NIK has his identity to show anew. */
function holderGivesWay({ now }: ActContext, { claimant, holder, named }: Sides): Member[] {
  const nik = claimant.person?.nik
  if (!named || nik === undefined) return []
  const kept = withoutNik(holder, nik)
  const shown: Member =
    !kept.person || kept.person.nik
      ? kept
      : { ...kept, identity: { status: 'unverified', at: now.toISOString(), by: 'officer' } }
  const before = named.id === holder.id ? [] : [withoutNik(named, nik)]
  return [shown, ...before].filter((member) => member !== holder && member !== named)
}

function withoutNik(member: Member, lost: string): Member {
  if (member.person?.nik !== lost) return member
  const { nik: _, ...person } = member.person
  return { ...member, person }
}

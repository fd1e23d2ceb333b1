import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { Classification } from '../ledger/breakdown-dimensions.ts'
import { SeenDocument } from '../member/identity.ts'
import type { Member } from '../member/member.ts'
import { conflict, refuseAll } from '../problems/app-error.ts'
import { findSmallestAreaAround } from '../programme/area-tree.ts'
import { type ActContext, type OutcomeForSeveral, todayIn } from './act-context.ts'
import { type Merge, merge } from './merge.ts'
import { registerAgain } from './register.ts'
import { listReasonProblems } from './reverse.ts'
import { keepContactRefusal } from './rights-case.ts'
import { findRegistrationDay, reject, verify } from './verify.ts'

/**
 * Two records claim one NIK: `claimant` registered online with a NIK that `holder` already held. The claimant does not see
 * the dispute, and is not counted until an officer decides.
 */
export const Dispute = z
  .object({
    id: z.string(),
    version: z.int(),
    state: z
      .enum(['open', 'same_person', 'claimant', 'holder', 'lapsed'])
      .describe('Open, or the decision; lapsed when nothing was left to decide'),
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
      .describe("same_person: both records are one person's. claimant, holder: that person gets the NIK"),
    seen: SeenDocument,
    reason: z.string().min(1).max(32),
  })
  .meta({ id: 'DisputeDecision' })
export type DisputeDecision = z.infer<typeof DisputeDecision>

/**
 * The members of a dispute as they are now. `recordWithNik` is absent if no record has the NIK any more. `holder` is that
 * record, or the record that it was merged into.
 */
export type DisputedMembers = { claimant: Member; holder: Member; recordWithNik?: Member | undefined }

export const openDispute = (
  { areas, now }: Pick<ActContext, 'areas' | 'now'>,
  id: string,
  { claimant, holder }: Pick<DisputedMembers, 'claimant' | 'holder'>,
): Dispute => ({
  id,
  version: 1,
  state: 'open',
  claimant: claimant.id,
  holder: holder.id,
  area: findSmallestAreaAround(areas, claimant.area, holder.area),
  openedAt: now.toISOString(),
})

/** Closes a dispute. Throws `conflict` when it is closed already. */
export function closeDispute(
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

export type DisputeOutcome = OutcomeForSeveral & { dispute: Dispute; merge?: Merge }

/**
 * Decides a dispute. `claimant`: the claimant gets the NIK, and the holder loses it and becomes unverified. `holder`: the
 * claimant is rejected. `same_person`: the claimant's record is merged into the holder's.
 */
export function settleDispute(
  context: ActContext,
  openedDispute: Dispute,
  sides: DisputedMembers,
  { outcome, seen, reason, mergeId }: DisputeDecision & { mergeId: string },
): DisputeOutcome {
  const dispute = closeDispute(context, openedDispute, outcome, reason)
  const { dispute: _, ...claimant } = sides.claimant
  if (claimant.status !== 'active') throw conflict('member_inactive', { status: claimant.status })
  refuseAll(listReasonProblems(context.programme, reason))
  switch (outcome) {
    case 'same_person':
      return { ...joinRecords(context, { ...sides, claimant }, { id: mergeId, reason }), dispute }
    case 'claimant': {
      const verification = verify(context, claimant, { by: 'officer', seen })
      return {
        members: [verification.member, ...takeNikFromHolder(context, sides)],
        entries: verification.entries,
        dispute,
      }
    }
    case 'holder': {
      const rejection = reject(context, claimant, { seen, reason })
      return { members: [rejection.member], entries: rejection.entries, dispute }
    }
  }
}

/** Makes one record of the two. An erased person returns with the claimant's data, and is not counted twice. */
function joinRecords(
  context: ActContext,
  { claimant, holder }: DisputedMembers,
  mergeFacts: { id: string; reason: string },
): OutcomeForSeveral & { merge?: Merge } {
  const { person, business, area } = claimant
  if (holder.status !== 'erased' || !person) return merge(context, claimant, holder, mergeFacts)
  const registration = registerAgain(context, holder, {
    person,
    ...(business && { business }),
    area,
    ...Classification.parse(claimant),
    registeredOn: findRegistrationDay(context, claimant),
  })
  const keptRecord: Member = {
    ...keepContactRefusal(registration.member, claimant),
    mergedFrom: [...(registration.member.mergedFrom ?? []), claimant.id],
  }
  const mergedRecord: Member = { ...claimant, status: 'merged', statusSince: todayIn(context), mergedInto: holder.id }
  return { members: [mergedRecord, keptRecord], entries: registration.entries }
}

/** Takes the NIK from the holder, whose counted stages remain. A holder without another NIK becomes unverified. */
function takeNikFromHolder({ now }: ActContext, { claimant, holder, recordWithNik }: DisputedMembers): Member[] {
  const nik = claimant.person?.nik
  if (!recordWithNik || nik === undefined) return []
  const holderWithoutNik = withoutNik(holder, nik)
  const holderAfter: Member =
    !holderWithoutNik.person || holderWithoutNik.person.nik
      ? holderWithoutNik
      : { ...holderWithoutNik, identity: { status: 'unverified', at: now.toISOString(), by: 'officer' } }
  const before = recordWithNik.id === holder.id ? [] : [withoutNik(recordWithNik, nik)]
  return [holderAfter, ...before].filter((member) => member !== holder && member !== recordWithNik)
}

function withoutNik(member: Member, nik: string): Member {
  if (member.person?.nik !== nik) return member
  const { nik: _, ...person } = member.person
  return { ...member, person }
}

import * as z from 'zod'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { authorise, can, listReachableAreas, permit } from '../../domain/access/policy.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { Dispute, type DisputeDecision, type DisputedMembers, settleDispute } from '../../domain/acts/dispute.ts'
import { PostedAnswer, viewPostedEntries } from '../../domain/acts/posted-answer.ts'
import type { Member } from '../../domain/member/member.ts'
import { findIdentityNews } from '../../domain/member/news.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { makeIdentityWrites } from '../duplicates/identity-writes.ts'
import { type LedgerWrite, post } from '../ledger/post.ts'
import { moveNik } from '../loans/move-nik.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { claimNik } from './claim-nik.ts'
import { findKeptRecord } from './kept-record.ts'
import { type ReadMemberDeps, readMember } from './member-access.ts'
import type { MemberDeps } from './member-act.ts'
import { makeMergeWrites } from './merges.ts'
import { traceChange } from './trace.ts'

/** The answer to a decision, without personal data. */
export const DisputeDecided = z
  .object({ dispute: Dispute, mergeId: z.string().optional(), entries: PostedAnswer.shape.entries })
  .meta({ id: 'DisputeDecided' })
export type DisputeDecided = z.infer<typeof DisputeDecided>

type DisputeDeps = MemberDeps & Pick<Deps, 'disputes' | 'merges' | 'keyring'>

/** A dispute with both members, for a caller who may see both. */
export async function readDispute(
  deps: ReadMemberDeps & Pick<Deps, 'disputes'>,
  caller: Caller,
  id: string,
): Promise<{ dispute: Dispute } & DisputedMembers> {
  permit(caller, 'disputes.decide')
  const dispute = await deps.disputes.get(id)
  if (!dispute) throw notFound()
  const claimant = await readMember(deps, caller, 'disputes.decide', dispute.claimant)
  const nik = claimant.person?.nik
  const heldBy = dispute.state === 'open' && nik ? await deps.members.idByNik(nik) : undefined
  const recordWithNik = heldBy === undefined ? undefined : await deps.members.get(heldBy)
  const holder = await findKeptRecord(deps, recordWithNik?.id ?? dispute.holder)
  if (!holder) throw notFound()
  authorise(deps.frame.areas, caller, 'disputes.decide', holder)
  return { dispute, claimant, holder, recordWithNik }
}

/** Where a page ends: the part of the index, and the last key read in it. */
export type DisputesPosition = { part: number; after?: string | undefined }

/** A page of the open disputes whose two members the caller may see, by area, oldest first. */
export async function listDisputes(
  deps: Pick<Deps, 'disputes' | 'members' | 'frame'>,
  caller: Caller,
  { position = { part: 0 }, limit }: { position?: DisputesPosition | undefined; limit: number },
): Promise<{ items: Dispute[]; next?: DisputesPosition }> {
  permit(caller, 'disputes.decide')
  const parts = listReachableAreas(deps.frame.areas, caller, 'disputes.decide').flatMap(deps.disputes.partsWithin)
  const items: Dispute[] = []
  let { part, after } = position
  while (part < parts.length && items.length < limit) {
    const page = await deps.disputes.listOpen(parts[part] ?? '', { after, limit: limit - items.length })
    items.push(...(await filterVisible(deps, caller, page.items)))
    after = page.last
    if (after === undefined) part++
  }
  return part < parts.length ? { items, next: { part, ...(after !== undefined && { after }) } } : { items }
}

/** A dispute with the names in both records. A record that was erased has none. */
export type NamedDispute = Dispute & { names: { claimant?: string | undefined; holder?: string | undefined } }

/** Like `listDisputes`, with the names in both records. */
export async function listNamedDisputes(
  deps: Pick<Deps, 'disputes' | 'members' | 'frame'>,
  caller: Caller,
  page: { position?: DisputesPosition | undefined; limit: number },
): Promise<{ items: NamedDispute[]; next?: DisputesPosition }> {
  const { items, ...rest } = await listDisputes(deps, caller, page)
  const members = await deps.members.getMany(items.flatMap(({ claimant, holder }) => [claimant, holder]))
  const names = new Map(members.map(({ id, person }) => [id, person?.name]))
  const namedDisputes = items.map((each) => ({
    ...each,
    names: { claimant: names.get(each.claimant), holder: names.get(each.holder) },
  }))
  return { items: namedDisputes, ...rest }
}

/** The disputes whose two members the caller may see where they are now. */
async function filterVisible(
  { members, frame }: Pick<Deps, 'members' | 'frame'>,
  caller: Caller,
  found: Dispute[],
): Promise<Dispute[]> {
  const places = await members.readPlaces(found.flatMap(({ claimant, holder }) => [claimant, holder]))
  const isSeen = async (id: string) => {
    const place = places.get(id)
    const kept = place?.mergedInto === undefined ? place : await findKeptRecord({ members }, place.mergedInto)
    return kept !== undefined && can(frame.areas, caller, 'disputes.decide', kept)
  }
  const seen = await Promise.all(
    found.map(async ({ claimant, holder }) => (await isSeen(claimant)) && (await isSeen(holder))),
  )
  return found.filter((_, i) => seen[i])
}

/** Decides a dispute, once, in one transaction: both records, the claim on the NIK, the counters, and the trail. */
export async function decideDispute(
  deps: DisputeDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  decision: DisputeDecision,
) {
  permit(caller, 'disputes.decide')
  return once(deps, caller, request, DisputeDecided, (keepAnswer) =>
    post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<DisputeDecided>> => {
      const { dispute, ...sides } = await readDispute(deps, caller, id)
      if ([sides.claimant, sides.holder].some(({ restrictedAt }) => restrictedAt !== undefined))
        throw conflict('member_restricted')
      const settlement = settleDispute(context, dispute, sides, { ...decision, mergeId: deps.newId('mrg') })
      const answer = {
        dispute: settlement.dispute,
        ...(settlement.merge && { mergeId: settlement.merge.id }),
        entries: viewPostedEntries(settlement),
      }
      const nik = await giveNik(deps, decision.outcome, sides)
      const mergeWrites = settlement.merge ? [deps.merges.add(settlement.merge)] : []
      const members = settlement.members.map(nextVersion)
      const changes = pairChanges(sides, members)
      const by = { caller, now: context.now }
      const both = { before: changes.map(({ before }) => before), after: members }
      const identity = settlement.merge
        ? await makeMergeWrites(deps, by, settlement.merge, both)
        : (await makeIdentityWrites(deps, by, changes)).writes
      const trailWrites = makeTraceWrites(deps, context, sides, settlement.dispute, changes)
      const disputeWrite = deps.disputes.save(settlement.dispute)
      const otherWrites = [keepAnswer(answer), disputeWrite, ...nik, ...mergeWrites, ...identity, ...trailWrites]
      return {
        members,
        entries: settlement.entries,
        otherWrites,
        memberNews: changes.flatMap(findIdentityNews),
        answer,
      }
    }),
  )
}

/**
 * Gives the NIK to the claimant. For `same_person`, gives it to the kept record if nobody holds it, because the NIK may
 * have been released when that record was erased unverified.
 */
async function giveNik(
  deps: DisputeDeps,
  outcome: DisputeDecision['outcome'],
  { claimant, holder, recordWithNik }: DisputedMembers,
): Promise<Write[]> {
  const nik = claimant.person?.nik
  if (!nik || outcome === 'holder') return []
  const owner = outcome === 'claimant' ? claimant : holder
  if (!recordWithNik) return claimNik(deps, nik, owner.id, 'nik_holder')
  return outcome === 'claimant' ? moveNik(deps, nik, { recordWithNik, holder, owner }) : []
}

type Change = { before: Member; after: Member }

const pairChanges = ({ claimant, holder, recordWithNik }: DisputedMembers, changed: Member[]): Change[] =>
  [claimant, holder, ...(recordWithNik && recordWithNik.id !== holder.id ? [recordWithNik] : [])].flatMap((before) => {
    const after = changed.find(({ id }) => id === before.id)
    return after ? [{ before, after }] : []
  })

const actByOutcome = { same_person: 'merged', claimant: 'verified', holder: 'rejected' } as const

function makeTraceWrites(
  deps: DisputeDeps,
  context: ActContext,
  { claimant, holder }: DisputedMembers,
  { state, reason }: Dispute,
  changes: Change[],
): Write[] {
  if (state === 'open' || state === 'lapsed') return []
  return changes.map((change) => {
    const isClaimant = change.after.id === claimant.id
    const act = isClaimant || state === 'same_person' ? actByOutcome[state] : 'nik_moved'
    const other = state === 'same_person' ? { other: isClaimant ? holder.id : claimant.id } : {}
    return traceChange(deps, context, { act, ...change, ...other, ...(reason && { reason }) })
  })
}

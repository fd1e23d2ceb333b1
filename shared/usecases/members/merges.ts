import * as z from 'zod'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { permit } from '../../domain/access/policy.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { type Merge, type MergeInForce, merge, unmerge } from '../../domain/acts/merge.ts'
import { PostedAnswer, viewPostedEntries } from '../../domain/acts/posted-answer.ts'
import { listMarks } from '../../domain/duplicates/mark.ts'
import { makePairId, markPairMerged, type Pair, reopenPair } from '../../domain/duplicates/pair.ts'
import type { Member } from '../../domain/member/member.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import type { TrailEvent } from '../../domain/rights/trail.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { makeIdentityWrites } from '../duplicates/identity-writes.ts'
import { type LedgerWrite, post } from '../ledger/post.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { readOwnRecords } from './kept-record.ts'
import { type ReadMemberDeps, readMember } from './member-access.ts'
import type { MemberDeps } from './member-act.ts'
import { traceChange } from './trace.ts'

export const MergeAnswer = z
  .object({ mergeId: z.string(), from: z.string(), into: z.string(), entries: PostedAnswer.shape.entries })
  .meta({ id: 'Merged' })
export type MergeAnswer = z.infer<typeof MergeAnswer>

type MergeDeps = MemberDeps & Pick<Deps, 'merges'>

const makeMergedAnswer = (
  { id, from, into }: Merge,
  outcome: Parameters<typeof viewPostedEntries>[0],
): MergeAnswer => ({
  mergeId: id,
  from,
  into,
  entries: viewPostedEntries(outcome),
})

type NewMerge = { from: string; into: string; reason: string }

/** Merges the record `from` into `into`, both in the caller's scope, in one transaction. */
export async function mergeMembers(deps: MergeDeps, caller: Caller, request: IdempotentRequest, input: NewMerge) {
  permit(caller, 'member.write')
  return once(deps, caller, request, MergeAnswer, (keepAnswer) =>
    post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<MergeAnswer>> => {
      const { otherWrites, ...act } = await makeMergeAct(deps, caller, context, input)
      return { ...act, otherWrites: [keepAnswer(act.answer), ...otherWrites] }
    }),
  )
}

/** The act of merging two records. `pair` is their pair, if it was read already. */
export async function makeMergeAct(
  deps: MergeDeps,
  caller: Caller,
  context: ActContext,
  { from, into, reason }: NewMerge,
  pair?: Pair,
): Promise<LedgerWrite<MergeAnswer> & { otherWrites: Write[] }> {
  const [duplicate, kept] = await Promise.all([
    readMember(deps, caller, 'member.write', from),
    readMember(deps, caller, 'member.write', into),
  ])
  const outcome = merge(context, duplicate, kept, { id: deps.newId('mrg'), reason })
  const members = outcome.members.map(nextVersion)
  const before = [duplicate, kept]
  const trailWrites = makeTraceWrites(deps, context, { act: 'merged', before, after: members, reason })
  const identity = await makeMergeWrites(deps, { caller, now: context.now }, outcome.merge, {
    before,
    after: members,
    pair,
  })
  return {
    ...outcome,
    members,
    otherWrites: [deps.merges.add(outcome.merge), ...identity, ...trailWrites],
    answer: makeMergedAnswer(outcome.merge, outcome),
  }
}

/**
 * Makes the writes about similar records when two records are merged, or when their merge is undone. The pair of the
 * two is decided, or opened again. Other records that were similar to the one that disappears or returns are paired
 * with the record that now represents it.
 */
export async function makeMergeWrites(
  deps: MergeDeps,
  by: { caller: Caller; now: Date },
  { id, from, into, undoneAt }: Merge,
  { before, after, pair }: { before: Member[]; after: Member[]; pair?: Pair | undefined },
): Promise<Write[]> {
  const standing = undoneAt === undefined ? into : from
  const gone = before.find((member) => member.id === from)
  const alsoBy = gone ? (await readOwnRecords(deps, gone)).flatMap(listMarks) : []
  const changes = after.map((member) => ({
    before: before.find((one) => one.id === member.id),
    after: member,
    ...(member.id === standing && { alsoBy }),
  }))
  const { writes } = await makeIdentityWrites(deps, by, changes)
  const own = pair ?? (await deps.pairs.get(makePairId(from, into)))
  if (own && undoneAt === undefined) return [deps.pairs.save(markPairMerged(own, id)), ...writes]
  return own?.mergeId === id ? [deps.pairs.save(reopenPair(own)), ...writes] : writes
}

/** Undoes a merge in one transaction. Both records get back their earlier standings, and their pair is open again. */
export async function unmergeMembers(deps: MergeDeps, caller: Caller, request: IdempotentRequest, mergeId: string) {
  permit(caller, 'member.write')
  return once(deps, caller, request, MergeAnswer, (keepAnswer) =>
    post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<MergeAnswer>> => {
      const merge = await readMerge(deps, caller, mergeId)
      const [from, into] = await Promise.all([
        readMember(deps, caller, 'member.write', merge.from),
        readMember(deps, caller, 'member.write', merge.into),
      ])
      const others = (await listMergesInto(deps, into)).filter(({ merge }) => merge.id !== mergeId)
      const outcome = unmerge(context, merge, { from, into, others })
      const answer = makeMergedAnswer(outcome.merge, outcome)
      const members = outcome.members.map(nextVersion)
      const trailWrites = makeTraceWrites(deps, context, { act: 'unmerged', before: [from, into], after: members })
      const identity = await makeMergeWrites(deps, { caller, now: context.now }, outcome.merge, {
        before: [from, into],
        after: members,
      })
      return {
        ...outcome,
        members,
        otherWrites: [
          keepAnswer(answer),
          deps.merges.undo(outcome.merge),
          ...outcome.heirs.map((heir) => deps.merges.save(heir)),
          ...identity,
          ...trailWrites,
        ],
        answer,
      }
    }),
  )
}

/** The merges into a record that are in force, in order. A record without figures was merged without a merge entry. */
async function listMergesInto(
  deps: Pick<Deps, 'members' | 'merges'>,
  { mergedFrom: ids = [] }: Member,
): Promise<MergeInForce[]> {
  const found = await mapAtOnce(ids, 16, async (id) => {
    const from = await deps.members.get(id)
    const merge = from?.mergeId === undefined ? undefined : await deps.merges.get(from.mergeId)
    return from && merge ? [{ from, merge }] : []
  })
  return found.flat()
}

/** An event on each of the two records, each naming the other. */
function makeTraceWrites(
  deps: MergeDeps,
  context: ActContext,
  { before, after, ...what }: { before: Member[]; after: Member[] } & Pick<TrailEvent, 'act' | 'reason'>,
): Write[] {
  return before.flatMap((one) => {
    const changed = after.find(({ id }) => id === one.id)
    const other = before.find(({ id }) => id !== one.id)?.id
    return changed && other ? [traceChange(deps, context, { ...what, before: one, after: changed, other })] : []
  })
}

/** A merge of two members within the caller's scope. */
export async function readMerge(
  deps: ReadMemberDeps & Pick<Deps, 'merges'>,
  caller: Caller,
  id: string,
): Promise<Merge> {
  permit(caller, 'member.trail')
  const merge = await deps.merges.get(id)
  if (!merge) throw notFound()
  await Promise.all([merge.from, merge.into].map((member) => readMember(deps, caller, 'member.trail', member)))
  return merge
}

import * as z from 'zod'
import { Day, Instant } from '../calendar.ts'
import type { StageEntry } from '../ledger/entry.ts'
import { type Member, Standing } from '../member/member.ts'
import { conflict, invalid, refuseAll } from '../problems/app-error.ts'
import { everyStage } from '../programme/programme.ts'
import { type ActContext, type Outcome, type OutcomeForSeveral, todayIn } from './act-context.ts'
import { classifyPerson, mayCount, withStanding } from './attain.ts'
import { withCompleteSet } from './complete-set.ts'
import { findDependents, listReasonProblems, withoutStandings } from './reverse.ts'
import { keepContactRefusal } from './rights-case.ts'

/** A merge of two records of one person: `from` into `into`. It can be undone. */
export const Merge = z
  .object({
    id: z.string(),
    from: z.string(),
    into: z.string(),
    mergedAt: Instant,
    mergedBy: z.string(),
    reason: z.string(),
    /** The standings of `from` before the merge. Undoing the merge restores them. */
    standings: z.record(z.string(), Standing),
    statusBefore: z.enum(['active', 'withdrawn']),
    statusSinceBefore: Day.optional(),
    /** Stages that `into` gained by the merge, with the ids of their entries. */
    gained: z.record(z.string(), z.string()),
    undoneAt: Instant.optional(),
    undoneBy: z.string().optional(),
  })
  .meta({ id: 'Merge' })
export type Merge = z.infer<typeof Merge>

/** A merge that has not been undone, with the record that was merged. */
export type MergeInForce = { merge: Merge; from: Member }

/**
 * Merges `from` into `into`: reverses the stages of `from`, and attains those that `into` lacks, with their true dates. A
 * stage that both hold counts once, with the date of `into`.
 */
export function merge(
  context: ActContext,
  from: Member,
  into: Member,
  { id, reason }: { id: string; reason: string },
): OutcomeForSeveral & { merge: Merge } {
  if (from.id === into.id) throw invalid('member_into_itself', {}, ['into'])
  if (into.status !== 'active') throw conflict('member_inactive', { status: into.status }, ['into'])
  const statusBefore = from.status
  if (statusBefore !== 'active' && statusBefore !== 'withdrawn')
    throw conflict('member_inactive', { status: statusBefore }, ['from'])
  if (into.identity && !mayCount(context.programme, into))
    throw conflict('identity_unsettled', { identity: into.identity.status }, ['into'])
  if (from.identity?.status === 'rejected') throw conflict('identity_unsettled', { identity: 'rejected' }, ['from'])
  // A disputed record is merged only by deciding its dispute.
  if (from.dispute) throw conflict('nik_taken', {}, ['from'])
  refuseAll(listReasonProblems(context.programme, reason))

  const { [everyStage]: _, ...standings } = from.standings
  const giverAfter = withoutStandings(context, from, stageCodes(context), { reason, decidedOn: todayIn(context) })
  const takerAfter = withMissingStages(context, into, standings, { from, reason })
  return {
    members: [
      {
        ...giverAfter.member,
        evidence: from.evidence,
        status: 'merged',
        statusSince: todayIn(context),
        mergedInto: into.id,
        mergeId: id,
      },
      {
        ...keepContactRefusal(takerAfter.member, from),
        mergedFrom: [...(into.mergedFrom ?? []), from.id],
        ...((into.loans ?? from.loans) && { loans: [...new Set([...(into.loans ?? []), ...(from.loans ?? [])])] }),
      },
    ],
    entries: [...giverAfter.entries, ...takerAfter.entries],
    merge: {
      id,
      from: from.id,
      into: into.id,
      mergedAt: context.now.toISOString(),
      mergedBy: context.actor,
      reason,
      standings,
      statusBefore,
      ...(from.statusSince && { statusSinceBefore: from.statusSince }),
      gained: takerAfter.gained,
    },
  }
}

/**
 * Undoes a merge: `into` loses what it still has from the merge, and `from` holds its stages again. If another merge in
 * force (`others`) also brought a lost stage, the stage stays with `into` and now belongs to that merge; such merges
 * are `heirs`. Refused when `from` is erased. Refused also when `into` itself was merged later, because the person
 * would count twice: undo that merge first.
 */
export function unmerge(
  context: ActContext,
  mergeToUndo: Merge,
  { from, into, others }: { from: Member; into: Member; others: MergeInForce[] },
): OutcomeForSeveral & { merge: Merge; heirs: Merge[] } {
  if (mergeToUndo.undoneAt) throw conflict('merge_undone')
  if (from.status !== 'merged') throw conflict('member_inactive', { status: from.status }, ['from'])
  if (into.status === 'merged') throw conflict('member_inactive', { status: into.status }, ['into'])
  const gainedStages = stageCodes(context).filter((stage) => {
    const standing = into.standings[stage]
    return standing && (standing.origin ?? standing.entryId) === mergeToUndo.gained[stage]
  })
  for (const stage of gainedStages) {
    const dependents = findDependents(context.programme, into, stage).filter((other) => !gainedStages.includes(other))
    if (dependents.length > 0) throw conflict('stage_supports_others', { stage, dependents: dependents.join(', ') })
  }
  const takerAfterLoss = withoutStandings(context, into, gainedStages, {
    reason: mergeToUndo.reason,
    decidedOn: todayIn(context),
  })
  const takerAfter = giveToOtherMerges(context, takerAfterLoss.member, gainedStages, others)
  const { mergedInto: _, mergeId: __, statusSince: ___, ...rest } = from
  const { statusBefore: status, statusSinceBefore: since } = mergeToUndo
  const before: Member = { ...rest, status, ...(since && { statusSince: since }) }
  const giverAfter = withStandings(context, before, mergeToUndo.standings, mergeToUndo.reason)
  const giverWithOrigins = withOrigins(giverAfter.member, mergeToUndo.standings)
  return {
    members: [giverWithOrigins, withoutMergedRecord(withoutLoansFrom(takerAfter.member, from), from.id)],
    entries: [...takerAfterLoss.entries, ...takerAfter.entries, ...giverAfter.entries],
    merge: { ...mergeToUndo, undoneAt: context.now.toISOString(), undoneBy: context.actor },
    heirs: takerAfter.heirs,
  }
}

/**
 * Attains again the lost stages that another merge also brought, since the person still holds them. The earliest
 * merge comes first, as if the undone merge had never happened.
 */
function giveToOtherMerges(context: ActContext, member: Member, lostStages: string[], others: MergeInForce[]) {
  let memberSoFar = member
  const entries: StageEntry[] = []
  const heirs: Merge[] = []
  for (const { merge, from } of others) {
    const gain = withMissingStages(context, memberSoFar, pickKeys(merge.standings, lostStages), {
      from,
      reason: merge.reason,
    })
    if (gain.entries.length === 0) continue
    memberSoFar = gain.member
    entries.push(...gain.entries)
    heirs.push({ ...merge, gained: { ...merge.gained, ...gain.gained } })
  }
  return { member: memberSoFar, entries, heirs }
}

/** Attains the stages of `from` that `member` lacks, with their evidence. Returns them in `gained`. */
function withMissingStages(
  context: ActContext,
  member: Member,
  standings: Record<string, Standing>,
  { from, reason }: { from: Member; reason: string },
): Outcome & { gained: Merge['gained'] } {
  const missing = Object.fromEntries(Object.entries(standings).filter(([stage]) => !member.standings[stage]))
  const outcome = withStandings(context, member, missing, reason)
  const attainments = outcome.entries.filter(({ kind, stage }) => kind === 'attained' && stage !== everyStage)
  return {
    member: { ...outcome.member, evidence: { ...pickKeys(from.evidence, Object.keys(missing)), ...member.evidence } },
    entries: outcome.entries,
    gained: Object.fromEntries(attainments.map(({ stage, id }) => [stage, id])),
  }
}

/** Removes the loans that came with a merged record. */
function withoutLoansFrom({ loans = [], ...member }: Member, { loans: mergedLoans = [] }: Member): Member {
  const others = loans.filter((loan) => !mergedLoans.includes(loan))
  return others.length > 0 ? { ...member, loans: others } : member
}

function withoutMergedRecord({ mergedFrom = [], ...member }: Member, id: string): Member {
  const others = mergedFrom.filter((other) => other !== id)
  return others.length > 0 ? { ...member, mergedFrom: others } : member
}

/** Keeps the origins of standings that an undone merge gives back, so that an earlier merge can still be undone. */
function withOrigins(member: Member, origins: Record<string, Standing>): Member {
  const standings = Object.entries(member.standings).map(([stage, standing]) => {
    const before = origins[stage]
    return [stage, before ? { ...standing, origin: before.origin ?? before.entryId } : standing] as const
  })
  return { ...member, standings: Object.fromEntries(standings) }
}

const pickKeys = <T>(values: Record<string, T>, keys: string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)))

const stageCodes = ({ programme }: ActContext) => programme.stages.map(({ code }) => code)

/** Attains stages with the place and date of given standings. The first stage comes first, since durations count from it. */
function withStandings(
  context: ActContext,
  member: Member,
  standings: Record<string, Standing>,
  reason: string,
): Outcome {
  const entries: StageEntry[] = []
  let memberSoFar = member
  for (const stage of stageCodes(context)) {
    const standing = standings[stage]
    if (!standing) continue
    const attainment = withStanding(context, memberSoFar, { ...standing, stage, ...classifyPerson(member) })
    entries.push(attainment.entry)
    memberSoFar = attainment.member
  }
  const outcome = withCompleteSet(context, memberSoFar, reason)
  return { member: outcome.member, entries: [...entries, ...outcome.entries] }
}

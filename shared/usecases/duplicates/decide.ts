import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { permit } from '../../domain/access/policy.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { PostedAnswer } from '../../domain/acts/posted-answer.ts'
import { DifferentReason, markPairJudged, type Pair, PairId, PairState } from '../../domain/duplicates/pair.ts'
import { conflict, invalid } from '../../domain/problems/app-error.ts'
import { MemberNumber } from '../../domain/values/member-number.ts'
import { type LedgerWrite, post } from '../ledger/post.ts'
import { readMember } from '../members/member-access.ts'
import type { MemberDeps } from '../members/member-act.ts'
import { makeMergeAct } from '../members/merges.ts'
import { trace } from '../members/trace.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { readPair } from './review.ts'

/** The decision of a person who looked at both records: they are of one person, or of two. */
export const DuplicateDecision = z
  .union([
    z.strictObject({
      decision: z.literal('same'),
      keep: MemberNumber.describe('The record that stays; the other is merged into it'),
      reason: z.string().max(32),
    }),
    z.strictObject({ decision: z.literal('different'), reason: DifferentReason }),
  ])
  .meta({ id: 'DuplicateDecision' })
export type DuplicateDecision = z.infer<typeof DuplicateDecision>

export const DuplicateDecided = z
  .object({
    id: PairId,
    state: PairState,
    mergeId: z.string().optional().describe('The merge of the two records, to undo it'),
    entries: PostedAnswer.shape.entries,
  })
  .meta({ id: 'DuplicateDecided' })
export type DuplicateDecided = z.infer<typeof DuplicateDecided>

type DecideDeps = MemberDeps & Pick<Deps, 'merges'>

/**
 * Decides a pair in one transaction: merges the two records, or marks them as different. Nobody is asked again unless
 * a new reason appears. Throws `conflict` when the pair is decided.
 */
export async function decideDuplicate(
  deps: DecideDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  decision: DuplicateDecision,
) {
  permit(caller, 'member.write')
  return once(deps, caller, request, DuplicateDecided, (keepAnswer) =>
    post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<DuplicateDecided>> => {
      const { pair, reasons } = await readPair(deps, caller, id)
      for (const member of [pair.first, pair.second]) await readMember(deps, caller, 'member.write', member)
      if (pair.state !== 'open') throw conflict('duplicate_decided', { state: pair.state })
      const { otherWrites, ...act } =
        decision.decision === 'same'
          ? await decideSame(deps, caller, context, pair, decision)
          : decideDifferent(
              deps,
              context,
              markPairJudged(pair, { ...makeAuthorship(context), reason: decision.reason, reasons }),
            )
      return { ...act, otherWrites: [keepAnswer(act.answer), ...(otherWrites ?? [])] }
    }),
  )
}

const makeAuthorship = ({ actor, now }: ActContext) => ({ by: actor, at: now.toISOString() })

async function decideSame(
  deps: DecideDeps,
  caller: Caller,
  context: ActContext,
  pair: Pair,
  { keep, reason }: Extract<DuplicateDecision, { decision: 'same' }>,
): Promise<LedgerWrite<DuplicateDecided>> {
  const [from] = [pair.first, pair.second].filter((id) => id !== keep)
  if (from === undefined || ![pair.first, pair.second].includes(keep)) throw invalid('duplicate_keep', {}, ['keep'])
  const { answer, ...act } = await makeMergeAct(deps, caller, context, { from, into: keep, reason }, pair)
  const { mergeId, entries } = answer
  return { ...act, answer: { id: pair.id, state: 'same', mergeId, entries } }
}

function decideDifferent(deps: DecideDeps, context: ActContext, pair: Pair): LedgerWrite<DuplicateDecided> {
  const reason = pair.judged?.reason
  const traces = [
    [pair.first, pair.second],
    [pair.second, pair.first],
  ].map(([memberId = '', other]) =>
    trace(deps, context, { memberId, act: 'told_apart', ...(other && { other }), ...(reason && { reason }) }),
  )
  return {
    members: [],
    entries: [],
    otherWrites: [deps.pairs.save(pair), ...traces],
    answer: { id: pair.id, state: pair.state, entries: [] },
  }
}

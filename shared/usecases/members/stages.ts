import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { authorise } from '../../domain/access/policy.ts'
import type { ActContext, Outcome } from '../../domain/acts/act-context.ts'
import { attain } from '../../domain/acts/attain.ts'
import type { PostedAnswer } from '../../domain/acts/posted-answer.ts'
import { type Reclassification, reclassify } from '../../domain/acts/reclassify.ts'
import { listPlaceProblems } from '../../domain/acts/register.ts'
import { type Reversal, reverse } from '../../domain/acts/reverse.ts'
import { type Day, dayOf } from '../../domain/calendar.ts'
import type { Evidence, Member } from '../../domain/member/member.ts'
import { refuseAll } from '../../domain/problems/app-error.ts'
import { compareMembers } from '../../domain/rights/trail.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { makeIdentityWrites } from '../duplicates/identity-writes.ts'
import { type LedgerWrite, post } from '../ledger/post.ts'
import type { IdempotentRequest, KeepAnswer } from '../once.ts'
import { readMember } from './member-access.ts'
import { actOnce, type MemberDeps, makePostedAnswer } from './member-act.ts'
import { trace } from './trace.ts'

/** A reported stage. Agency and area default to the member's own. */
export type ReportedStage = {
  stage: string
  happenedOn: Day
  agency?: string | undefined
  area?: string | undefined
  evidence?: Evidence | undefined
  note?: string | undefined
}

/** Records a stage of a member. Throws `conflict` when it is held, `invalid` with every problem. */
export const recordStage = (
  deps: MemberDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  report: ReportedStage,
) => actOnce(deps, caller, request, (keepAnswer) => attainFor(deps, caller, id, report, keepAnswer))

/** Records a stage, and keeps the answer, so that it happens once. */
export const attainFor = (
  deps: MemberDeps,
  caller: Caller,
  id: string,
  report: ReportedStage,
  keepAnswer: KeepAnswer<PostedAnswer>,
): Promise<PostedAnswer> =>
  change(deps, caller, id, keepAnswer, (context, member) => {
    refuseAll(listPlaceProblems(context, { area: report.area }))
    const agency = report.agency ?? member.agency
    const area = report.area ?? member.area
    authorise(deps.frame.areas, caller, 'member.write', { area, agency })
    return attain(context, member, { ...report, agency, area: context.areas.leafOf(area) ?? area })
  })

/**
 * Reverses a stage of a member, dated today unless `decidedOn` says otherwise. Throws `not_found`, `conflict` for a
 * stage that a loan attained or that other stages need, and `invalid` with every other problem.
 */
export const reverseStage = (
  deps: MemberDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  reversal: Omit<Reversal, 'decidedOn'> & { decidedOn?: Day | undefined },
) =>
  actOnce(deps, caller, request, (keepAnswer) =>
    change(deps, caller, id, keepAnswer, (context, member) =>
      reverse(context, member, {
        ...reversal,
        decidedOn: reversal.decidedOn ?? dayOf(context.now, context.programme.zone),
      }),
    ),
  )

/**
 * From now on, counts a member under another place, gender or category. Throws `not_found`, and `invalid` with every
 * problem.
 */
export const reclassifyMember = (
  deps: MemberDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  reclassification: Reclassification,
) =>
  actOnce(deps, caller, request, (keepAnswer) =>
    change(deps, caller, id, keepAnswer, async (context, member) => {
      const outcome = reclassify(context, member, reclassification)
      // A missing area or agency stays the member's own. The caller needs access to the resulting place.
      const { area = member.area, agency = member.agency } = reclassification
      authorise(deps.frame.areas, caller, 'member.write', { area, agency })
      const change = { before: member, after: outcome.member }
      const { writes } = await makeIdentityWrites(deps, { caller, now: context.now }, [change])
      return {
        ...outcome,
        otherWrites: [...makeReclassifiedTraces(deps, context, change, reclassification.reason), ...writes],
      }
    }),
  )

/**
 * The trail event of a reclassification. Entries do not show that the member's own area, agency and so on have changed.
 */
function makeReclassifiedTraces(
  deps: MemberDeps,
  context: ActContext,
  { before, after }: { before: Member; after: Member },
  reason: string,
): Write[] {
  const { changes } = compareMembers(before, after)
  return changes ? [trace(deps, context, { memberId: after.id, act: 'reclassified', changes, reason })] : []
}

type MemberDecision = Outcome & { otherWrites?: Write[] }

/** Loads a member within the caller's scope, decides, posts the outcome, and keeps the answer. */
function change(
  deps: Pick<Deps, 'frame'> & MemberDeps,
  caller: Caller,
  id: string,
  keepAnswer: KeepAnswer<PostedAnswer>,
  decide: (context: ActContext, member: Member) => MemberDecision | Promise<MemberDecision>,
): Promise<PostedAnswer> {
  return post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<PostedAnswer>> => {
    const member = await readMember(deps, caller, 'member.write', id)
    const decision = await decide(context, member)
    const { entries, otherWrites = [] } = decision
    const after = nextVersion(decision.member)
    const answer = makePostedAnswer(after, { entries })
    return { members: [after], entries, otherWrites: [keepAnswer(answer), ...otherWrites], answer }
  })
}

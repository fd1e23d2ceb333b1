import * as z from 'zod'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { permit } from '../../domain/access/policy.ts'
import { listReportProblems } from '../../domain/acts/attain.ts'
import { PostedAnswer } from '../../domain/acts/posted-answer.ts'
import { AppError, invalid, refuseAll } from '../../domain/problems/app-error.ts'
import { ProblemView, viewProblem } from '../../domain/problems/problem-view.ts'
import { currentContext } from '../ledger/post.ts'
import { mapAtOnce } from '../map-at-once.ts'
import type { MemberDeps } from '../members/member-act.ts'
import { attainFor, type ReportedStage } from '../members/stages.ts'
import { type IdempotentRequest, isClaimFor, once } from '../once.ts'

export const ClassResult = z
  .object({
    attained: z.int(),
    refused: z.int(),
    members: z.array(
      z.object({
        memberId: z.string(),
        entryIds: z.array(z.string()),
        postedIn: z.string().optional(),
        problems: z.array(ProblemView),
      }),
    ),
  })
  .meta({ id: 'ClassResult' })
export type ClassResult = z.infer<typeof ClassResult>
type MemberResult = ClassResult['members'][number]

const membersAtOnce = 8

/**
 * Records one stage on one date for a whole class: each member in its own transaction, with its own result. A repeat
 * of an interrupted request continues where it stopped, and does not refuse the members already recorded. Throws
 * `invalid` with every problem of the report itself. `admit` runs first and may refuse the request. It does not run for
 * a repeat of a finished request.
 */
export async function recordClass(
  deps: MemberDeps,
  caller: Caller,
  request: IdempotentRequest,
  { memberIds, ...report }: ReportedStage & { memberIds: string[] },
  admit: () => Promise<void> = async () => {},
) {
  permit(caller, 'member.write')
  return once(deps, caller, request, ClassResult, async (keepAnswer) => {
    await admit()
    const duplicateAt = memberIds.findIndex((id, i) => memberIds.indexOf(id) !== i)
    if (duplicateAt >= 0) throw invalid('class_duplicate', {}, ['memberIds', duplicateAt])
    refuseAll(listReportProblems(await currentContext(deps, byOfficer(caller)), report))
    const members = await mapAtOnce(memberIds, membersAtOnce, (id) => recordMember(deps, caller, request, id, report))
    const attained = members.filter(({ problems }) => problems.length === 0).length
    const result = { attained, refused: members.length - attained, members }
    await deps.commit(keepAnswer(result))
    return result
  })
}

/** Whether this request recorded a member before it was interrupted. */
export async function isRecorded(
  { claims }: Pick<MemberDeps, 'claims'>,
  { subject }: Caller,
  request: IdempotentRequest,
  memberId: string,
): Promise<boolean> {
  const claim = await claims.get({ caller: subject, key: request.key, part: memberId })
  return claim !== undefined && isClaimFor(request, claim)
}

async function recordMember(
  deps: MemberDeps,
  caller: Caller,
  request: IdempotentRequest,
  memberId: string,
  report: ReportedStage,
): Promise<MemberResult> {
  const { key, fingerprint } = request
  const part = { caller: caller.subject, key, part: memberId }
  const findEarlierResult = async () => {
    const claim = await deps.claims.get(part)
    if (claim && !isClaimFor(request, claim)) throw invalid('idempotency_key_reused')
    return claim && makeMemberResult(PostedAnswer.parse(claim.answer))
  }
  const earlierResult = await findEarlierResult()
  if (earlierResult) return earlierResult
  try {
    const keepAnswer = (answer: PostedAnswer) => deps.claims.add(part, { fingerprint, answer })
    return makeMemberResult(await attainFor(deps, caller, memberId, report, keepAnswer))
  } catch (error) {
    // As in `once`, a twin may have recorded the member meanwhile.
    const twin = await findEarlierResult()
    if (twin) return twin
    if (!(error instanceof AppError) || error.kind === 'busy') throw error
    return { memberId, entryIds: [], problems: error.problems.map(viewProblem) }
  }
}

const makeMemberResult = ({ memberId, entries }: PostedAnswer): MemberResult => ({
  memberId,
  entryIds: entries.map(({ id }) => id),
  ...(entries[0] && { postedIn: entries[0].postedIn }),
  problems: [],
})

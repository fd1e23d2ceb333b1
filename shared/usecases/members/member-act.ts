import type * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { type Action, authorise, permit } from '../../domain/access/policy.ts'
import type { Outcome } from '../../domain/acts/act-context.ts'
import { PostedAnswer, viewPostedEntries } from '../../domain/acts/posted-answer.ts'
import type { Member } from '../../domain/member/member.ts'
import { listMemberWarnings } from '../../domain/member/warnings.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import { viewProblem } from '../../domain/problems/problem-view.ts'
import { type Likeness, makeDuplicateHint } from '../duplicates/pair-writes.ts'
import type { PostDeps } from '../ledger/post.ts'
import { type IdempotentRequest, type KeepAnswer, once } from '../once.ts'

export type MemberDeps = PostDeps &
  Pick<Deps, 'claims' | 'matches' | 'membersWithoutNik' | 'pairs' | 'disputes' | 'newMemberNumber' | 'trail'>

/**
 * The answer to an act on one member. `after` is the member as saved; `alike` are similar records that the caller may
 * see.
 */
export const makePostedAnswer = (
  after: Member,
  outcome: Pick<Outcome, 'entries'>,
  alike: Likeness[] = [],
): PostedAnswer => ({
  memberId: after.id,
  version: after.version,
  entries: viewPostedEntries(outcome),
  warnings: [...listMemberWarnings(after), ...alike.map(makeDuplicateHint)].map(viewProblem),
})

type OnceDeps = Pick<Deps, 'claims' | 'members' | 'frame'>

/** Carries out an act on a member once. */
export const actOnce = (
  deps: OnceDeps,
  caller: Caller,
  request: IdempotentRequest,
  carryOut: (keepAnswer: KeepAnswer<PostedAnswer>) => Promise<PostedAnswer>,
) => onceAbout(deps, caller, 'member.write', request, PostedAnswer, carryOut)

/** Like `once`, but checks access to the member again before it replays. */
export async function onceAbout<T extends z.ZodType<{ memberId: string }>>(
  deps: OnceDeps,
  caller: Caller,
  action: Action,
  request: IdempotentRequest,
  schema: T,
  carryOut: (keepAnswer: KeepAnswer<z.output<T>>) => Promise<z.output<T>>,
) {
  permit(caller, action)
  const result = await once(deps, caller, request, schema, carryOut)
  if (result.replayed) {
    const member = await deps.members.get(result.answer.memberId)
    if (!member) throw notFound()
    authorise(deps.frame.areas, caller, action, member)
  }
  return result
}

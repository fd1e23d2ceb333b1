import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { rejoin, withdraw } from '../../domain/acts/member-status.ts'
import type { PostedAnswer } from '../../domain/acts/posted-answer.ts'
import type { Member } from '../../domain/member/member.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type LedgerWrite, post } from '../ledger/post.ts'
import type { IdempotentRequest } from '../once.ts'
import { readMember } from './member-access.ts'
import { actOnce, type MemberDeps, makePostedAnswer } from './member-act.ts'
import { traceChange } from './trace.ts'

/** Changes a member's status and records it in the trail. Posts no entry. */
async function changeStatus(
  deps: MemberDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  act: 'withdrawn' | 'returned',
  change: (context: ActContext, member: Member) => Member,
) {
  return actOnce(deps, caller, request, (keepAnswer) =>
    post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<PostedAnswer>> => {
      const member = await readMember(deps, caller, 'member.write', id)
      const changed = nextVersion(change(context, member))
      const answer = makePostedAnswer(changed, { entries: [] })
      const trailWrites = traceChange(deps, context, { act, before: member, after: changed })
      return { members: [changed], entries: [], otherWrites: [keepAnswer(answer), trailWrites], answer }
    }),
  )
}

/** Records that a member left the programme on a day. Throws `not_found`, `conflict` and `invalid`. */
export const withdrawMember = (deps: MemberDeps, caller: Caller, request: IdempotentRequest, id: string, on: string) =>
  changeStatus(deps, caller, request, id, 'withdrawn', (context, member) => withdraw(context, member, on))

/** Records that a member who left is back (the act `returned`). Throws `not_found` and `invalid`. */
export const rejoinMember = (deps: MemberDeps, caller: Caller, request: IdempotentRequest, id: string) =>
  changeStatus(deps, caller, request, id, 'returned', (_, member) => rejoin(member))

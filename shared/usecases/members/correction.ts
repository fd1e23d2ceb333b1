import type { Write } from '../../data/table.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { authorise } from '../../domain/access/policy.ts'
import { correct } from '../../domain/acts/correct.ts'
import type { Member, MemberChange } from '../../domain/member/member.ts'
import { isLostRace } from '../../domain/problems/lost-race.ts'
import { compareMembers } from '../../domain/rights/trail.ts'
import { nextVersion, requireVersion } from '../../domain/values/version.ts'
import { makeIdentityWrites } from '../duplicates/identity-writes.ts'
import { type LedgerWrite, post } from '../ledger/post.ts'
import type { IdempotentRequest } from '../once.ts'
import { claimNik } from './claim-nik.ts'
import { lapseDispute } from './lapse-dispute.ts'
import { readMember } from './member-access.ts'
import { actOnce, type MemberDeps, makePostedAnswer } from './member-act.ts'
import { refuseTakenNik, requireNikAllowance, type TakenNikDeps } from './taken-nik.ts'
import { traceChange } from './trace.ts'

type CorrectDeps = MemberDeps & TakenNikDeps

/** Corrects or moves a member whose version the caller has seen. Throws `stale` if it has changed since. */
export const correctMember = (
  deps: CorrectDeps,
  caller: Caller,
  id: string,
  version: number,
  change: MemberChange,
): Promise<Member> => correctAndWrite(deps, caller, { id, version, change })

/** Like `correctMember`, once: a repeat does not count as a change of an old version. */
export const correctMemberOnce = (
  deps: CorrectDeps,
  caller: Caller,
  request: IdempotentRequest,
  seen: { id: string; version: number; change: MemberChange },
) =>
  actOnce(deps, caller, request, async (keepAnswer) =>
    makeCorrectionAnswer(
      await correctAndWrite(deps, caller, seen, (member) => [keepAnswer(makeCorrectionAnswer(member))]),
    ),
  )

const makeCorrectionAnswer = (member: Member) => makePostedAnswer(member, { entries: [] })

async function correctAndWrite(
  deps: CorrectDeps,
  caller: Caller,
  { id, version, change }: { id: string; version: number; change: MemberChange },
  makeMoreWrites: (member: Member) => Write[] = () => [],
): Promise<Member> {
  return post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<Member>> => {
    const member = await readMember(deps, caller, 'member.write', id)
    requireVersion(member, version)
    const changed = nextVersion(correct(context, member, change))
    authorise(deps.frame.areas, caller, 'member.write', changed)
    const before = member.person?.nik
    const after = changed.person?.nik
    const isNikKept = before === after
    const lapsed = isNikKept ? { member: changed, writes: [] } : await lapseDispute(deps, context, changed)
    const correctedMember = lapsed.member
    const otherWrites = isNikKept
      ? []
      : [
          ...(after ? [...requireNikAllowance(deps, caller), ...(await claimNik(deps, after, id))] : []),
          ...(before ? await deps.members.releaseNik(before, id) : []),
          ...lapsed.writes,
        ]
    const act = compareMembers(member, correctedMember).fields ? 'corrected' : 'moved'
    const { reason } = change
    const trailWrites = traceChange(deps, context, {
      act,
      before: member,
      after: correctedMember,
      ...(reason && { reason }),
    })
    const { writes } = await makeIdentityWrites(deps, { caller, now: context.now }, [
      { before: member, after: correctedMember },
    ])
    const own = [...otherWrites, ...writes, trailWrites, ...makeMoreWrites(correctedMember)]
    return { members: [correctedMember], entries: [], otherWrites: own, answer: correctedMember }
  }).catch(async (error: unknown) => {
    if (!isLostRace(error, 'nik') || !change.person?.nik) throw error
    // Somebody else may have claimed it for this same member.
    const current = await readMember(deps, caller, 'member.write', id)
    requireVersion(current, version)
    return refuseTakenNik(deps, caller, change.person.nik)
  })
}

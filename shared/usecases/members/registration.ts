import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { authorise } from '../../domain/access/policy.ts'
import type { PostedAnswer } from '../../domain/acts/posted-answer.ts'
import { register, registerAgain } from '../../domain/acts/register.ts'
import type { Member, NewMember } from '../../domain/member/member.ts'
import type { NewsForMember } from '../../domain/member/news.ts'
import { listMemberWarnings } from '../../domain/member/warnings.ts'
import { conflict, type Problem } from '../../domain/problems/app-error.ts'
import { isLostRace } from '../../domain/problems/lost-race.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { makeIdentityWrites } from '../duplicates/identity-writes.ts'
import { currentContext, type LedgerWrite, post } from '../ledger/post.ts'
import type { IdempotentRequest, KeepAnswer } from '../once.ts'
import { claimNik } from './claim-nik.ts'
import { findKeptRecord } from './kept-record.ts'
import { actOnce, type MemberDeps, makePostedAnswer } from './member-act.ts'
import { isHeldByVisibleMember, refuseTakenNik, requireNikAllowance, type TakenNikDeps } from './taken-nik.ts'
import { traceChange } from './trace.ts'

type RegisterDeps = MemberDeps & TakenNikDeps

/**
 * Registers a person: the member, the claim on the NIK, the first entry and its counters in one transaction. Throws
 * `conflict` if the NIK is registered. An erased person who registers again gets the old number back and is not counted
 * twice.
 */
export async function registerMember(deps: RegisterDeps, caller: Caller, request: IdempotentRequest, input: NewMember) {
  return actOnce(deps, caller, request, (keepAnswer) =>
    post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<PostedAnswer>> => {
      const outcome = register(context, deps.newMemberNumber(), input)
      const { member } = outcome
      authorise(deps.frame.areas, caller, 'member.write', input)
      const { writes, found } = await makeIdentityWrites(deps, { caller, now: context.now }, [{ after: member }])
      const answer = makePostedAnswer(member, outcome, found[0])
      const nik = input.person.nik
        ? [...requireNikAllowance(deps, caller), ...(await claimNik(deps, input.person.nik, member.id))]
        : []
      const otherWrites = [keepAnswer(answer), ...nik, ...writes]
      return { added: [member], members: [], entries: outcome.entries, otherWrites, answer }
    }).catch(async (error: unknown) => {
      if (!isLostRace(error, 'nik') || !input.person.nik) throw error
      return reviveMember(deps, caller, input, input.person.nik, keepAnswer)
    }),
  )
}

/**
 * Shows what registering a person would do, without doing it: warnings about the data, and similar members that the
 * caller may see. Throws as registering does, but says nothing about a NIK whose holder the caller may not see.
 */
export async function checkRegistration(
  deps: RegisterDeps,
  caller: Caller,
  input: NewMember,
): Promise<{ warnings: Problem[]; alike: Member[] }> {
  const context = await currentContext(deps, byOfficer(caller))
  const { member } = register(context, deps.newMemberNumber(), input)
  authorise(deps.frame.areas, caller, 'member.write', input)
  const { nik } = input.person
  if (nik !== undefined && (await isHeldByVisibleMember(deps, caller, nik)))
    throw conflict('nik_taken', {}, ['person', 'nik'])
  const { found } = await makeIdentityWrites(deps, { caller, now: context.now }, [{ after: member }])
  return { warnings: listMemberWarnings(member), alike: (found[0] ?? []).map((each) => each.member) }
}

/**
 * Registers a person whose NIK is taken. If an erased record holds the NIK, that record is revived. Otherwise this
 * throws `conflict`.
 */
async function reviveMember(
  deps: RegisterDeps,
  caller: Caller,
  input: NewMember,
  nik: string,
  keepAnswer: KeepAnswer<PostedAnswer>,
): Promise<PostedAnswer> {
  return post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<PostedAnswer>> => {
    const id = await deps.members.idByNik(nik)
    const holder = id === undefined ? undefined : await findKeptRecord(deps, id)
    if (holder?.status !== 'erased') return refuseTakenNik(deps, caller, nik)
    const outcome = registerAgain(context, holder, input)
    const after = nextVersion(outcome.member)
    const identity = await makeIdentityWrites(deps, { caller, now: context.now }, [{ before: holder, after }])
    const answer = makePostedAnswer(after, outcome, identity.found[0])
    const trailWrites = traceChange(deps, context, { act: 'registered_again', before: holder, after })
    const otherWrites = [keepAnswer(answer), ...requireNikAllowance(deps, caller), ...identity.writes, trailWrites]
    const memberNews: NewsForMember[] = [{ memberId: after.id, news: { what: 'registered' } }]
    return { members: [after], entries: outcome.entries, otherWrites, memberNews, answer }
  })
}

import * as z from 'zod'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import type { ActContext, Outcome } from '../../domain/acts/act-context.ts'
import { PostedAnswer } from '../../domain/acts/posted-answer.ts'
import { reject, verify } from '../../domain/acts/verify.ts'
import { Identity, SeenDocument } from '../../domain/member/identity.ts'
import type { Member } from '../../domain/member/member.ts'
import { findIdentityNews } from '../../domain/member/news.ts'
import { busy, conflict, invalid } from '../../domain/problems/app-error.ts'
import { isLostRace, LostRace } from '../../domain/problems/lost-race.ts'
import type { TrailEvent } from '../../domain/rights/trail.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type LedgerWrite, post } from '../ledger/post.ts'
import type { IdempotentRequest } from '../once.ts'
import { claimNik } from './claim-nik.ts'
import { findKeptRecord } from './kept-record.ts'
import { lapseDispute } from './lapse-dispute.ts'
import { readUnmergedMember } from './member-access.ts'
import { type MemberDeps, makePostedAnswer, onceAbout } from './member-act.ts'
import { refuseTakenNik, type TakenNikDeps } from './taken-nik.ts'
import { traceChange } from './trace.ts'

/** An officer has compared the person with a document, or the population register is asked. */
export const Verification = z
  .discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('officer'),
      outcome: z.enum(['matches', 'does_not_match']),
      seen: SeenDocument,
      reason: z.string().min(1).max(32).optional().describe('Required when it does not match'),
    }),
    z.strictObject({ by: z.literal('dukcapil') }),
  ])
  .meta({ id: 'Verification' })
export type Verification = z.infer<typeof Verification>

export const VerifiedAnswer = PostedAnswer.extend({ identity: Identity }).meta({ id: 'Verified' })
export type VerifiedAnswer = z.infer<typeof VerifiedAnswer>

type VerifyDeps = MemberDeps & TakenNikDeps & Pick<Deps, 'disputes' | 'identityCheck'>

/** The result of a verification: the member, the claim on its NIK, and its trail. */
type VerificationResult = Outcome & { act: TrailEvent['act']; otherWrites: Write[] }

/** The population register's answer, and the person it is about. */
type RegisterAnswer = { asked: Parameters<Deps['identityCheck']['matches']>[0]; isMatch: boolean }

/**
 * Settles the identity of a person who registered online. If verified, the first stage counts from the day of
 * registration. If rejected, everything counted is reversed and the NIK becomes free. A mismatch in the register is
 * only recorded, because an officer decides. Throws `conflict` if the identity is settled, somebody else holds the NIK,
 * or the record was merged.
 */
export async function verifyMember(
  deps: VerifyDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  verification: Verification,
) {
  return onceAbout(deps, caller, 'identity.verify', request, VerifiedAnswer, async (keepAnswer) => {
    const registerAnswer =
      verification.by === 'dukcapil'
        ? await askRegister(deps, await readUnmergedMember(deps, caller, 'identity.verify', id))
        : undefined
    return post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<VerifiedAnswer>> => {
      const before = await readUnmergedMember(deps, caller, 'identity.verify', id)
      const { act, member, entries, otherWrites } =
        verification.by === 'officer'
          ? await decideByOfficer(deps, context, before, verification)
          : await decideByRegister(deps, context, before, registerAnswer)
      const after = nextVersion(member)
      const { identity } = after
      if (!identity) throw new Error('The verification recorded no identity')
      const answer = { ...makePostedAnswer(after, { entries }), identity }
      const trailWrites = traceChange(deps, context, { act, before, after })
      const memberNews = findIdentityNews({ before, after })
      return {
        members: [after],
        entries,
        otherWrites: [keepAnswer(answer), ...otherWrites, trailWrites],
        memberNews,
        answer,
      }
    }).catch(async (error: unknown) => {
      if (!isLostRace(error, 'nik')) throw error
      const { person } = await readUnmergedMember(deps, caller, 'identity.verify', id)
      return refuseTakenNik(deps, caller, person?.nik ?? '')
    })
  })
}

async function decideByOfficer(
  deps: VerifyDeps,
  context: ActContext,
  before: Member,
  { outcome, seen, reason }: Extract<Verification, { by: 'officer' }>,
): Promise<VerificationResult> {
  if (outcome === 'matches') return decideVerified(deps, context, before, { by: 'officer', seen })
  if (reason === undefined) throw invalid('field_missing', {}, ['reason'])
  if (before.identity?.status !== 'unverified') throw makeSettledRefusal(before)
  const { member, writes } = await lapseDispute(deps, context, before)
  const releaseWrites = member.person?.nik ? await deps.members.releaseNik(member.person.nik, member.id) : []
  return { ...reject(context, member, { seen, reason }), act: 'rejected', otherWrites: [...writes, ...releaseWrites] }
}

async function decideVerified(
  deps: VerifyDeps,
  context: ActContext,
  before: Member,
  by: Parameters<typeof verify>[2],
): Promise<VerificationResult> {
  if (!before.identity || before.identity.status === 'verified') throw makeSettledRefusal(before)
  const held = await claimNikIfFree(deps, before)
  const { member, writes } = await lapseDispute(deps, context, before)
  return { ...verify(context, member, by), act: 'verified', otherWrites: [...writes, ...held] }
}

/** Claims the member's NIK if nobody holds it. Throws `LostRace` over `nik` if somebody else does. */
async function claimNikIfFree(deps: VerifyDeps, { id, person }: Member): Promise<Write[]> {
  if (!person?.nik) return []
  const heldBy = await deps.members.idByNik(person.nik)
  if (heldBy === undefined) return claimNik(deps, person.nik, id, 'nik_holder')
  if ((await findKeptRecord(deps, heldBy))?.id !== id) throw new LostRace('nik')
  return []
}

/** Asks the register, but only about an unverified person, because the question reveals who the person is. */
async function askRegister({ identityCheck }: Pick<Deps, 'identityCheck'>, before: Member): Promise<RegisterAnswer> {
  if (before.identity?.status !== 'unverified') throw makeSettledRefusal(before)
  const { nik, name, birthDate } = before.person ?? {}
  if (nik === undefined || name === undefined || birthDate === undefined) throw invalid('identity_check_incomplete')
  const question = { nik, name, birthDate }
  return { asked: question, isMatch: await identityCheck.matches(question) }
}

/** Throws `busy` if the person changed while the register answered, because the answer is then about somebody else. */
async function decideByRegister(
  deps: VerifyDeps,
  context: ActContext,
  before: Member,
  registerAnswer: RegisterAnswer | undefined,
): Promise<VerificationResult> {
  if (before.identity?.status !== 'unverified') throw makeSettledRefusal(before)
  if (!registerAnswer || !isAbout(registerAnswer, before)) throw busy('busy')
  const { isMatch } = registerAnswer
  const outcome = isMatch ? 'match' : 'no_match'
  const checkedMember: Member = {
    ...before,
    identity: { ...before.identity, check: { outcome, at: context.now.toISOString() } },
  }
  if (isMatch) return decideVerified(deps, context, checkedMember, { by: 'dukcapil' })
  return { member: checkedMember, entries: [], act: 'checked', otherWrites: [] }
}

const isAbout = ({ asked }: RegisterAnswer, { person }: Member): boolean =>
  person?.nik === asked.nik && person.name === asked.name && person.birthDate === asked.birthDate

const makeSettledRefusal = ({ identity }: Member) =>
  conflict('identity_settled', { identity: identity?.status ?? 'verified' })

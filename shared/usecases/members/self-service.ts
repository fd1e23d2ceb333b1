import type { Self } from '../../data/selves.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { openDispute } from '../../domain/acts/dispute.ts'
import type { SelfRegistration } from '../../domain/acts/self-registration.ts'
import { registerSelf } from '../../domain/acts/self-registration.ts'
import type { Member } from '../../domain/member/member.ts'
import {
  bySelf,
  isVerified,
  makeOwnEntry,
  type OwnEntry,
  SelfRegistered,
  viewSelfRegistration,
} from '../../domain/member/own-record.ts'
import { listMemberWarnings } from '../../domain/member/warnings.ts'
import { conflict, notFound, type Problem } from '../../domain/problems/app-error.ts'
import { makeIdentityWrites } from '../duplicates/identity-writes.ts'
import { currentContext, type LedgerWrite, post } from '../ledger/post.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { claimNik } from './claim-nik.ts'
import { findKeptRecord } from './kept-record.ts'
import type { MemberDeps } from './member-act.ts'
import { trace } from './trace.ts'

type SelfDeps = MemberDeps & Pick<Deps, 'selves' | 'disputes'>

/**
 * Registers a signed-in person, once. Throws `conflict` when the person has a record. The person does not learn that
 * another record holds the NIK: the new record is not counted, and a dispute opens for officers.
 */
export async function registerOneself(
  deps: SelfDeps,
  { subject }: Pick<Caller, 'subject'>,
  request: IdempotentRequest,
  input: SelfRegistration,
) {
  const self = await deps.selves.find(subject)
  return once(deps, { subject: self.account }, request, SelfRegistered, (keepAnswer) =>
    post(deps, bySelf, async (context): Promise<LedgerWrite<SelfRegistered>> => {
      if (self.memberId !== undefined && !(await isErased(deps, self))) throw conflict('already_registered_self')
      const { nik } = input.person
      const heldBy = nik && (await deps.members.idByNik(nik))
      const holder = heldBy && (await findKeptRecord(deps, heldBy))
      const registered = registerSelf(context, deps.newMemberNumber(), input, Boolean(holder))
      const { member, otherWrites } = holder
        ? addDispute(deps, context, registered.member, holder)
        : {
            member: registered.member,
            otherWrites: nik ? await claimNik(deps, nik, registered.member.id, 'nik_holder') : [],
          }
      const answer = viewSelfRegistration(deps.frame.programme, member)
      const selfLink = deps.selves.link(subject, self, member.id)
      const { writes } = await makeIdentityWrites(deps, context, [{ after: member }])
      const trailWrite = trace(deps, context, { memberId: member.id, act: 'registered_self' })
      return {
        added: [member],
        members: [],
        entries: registered.entries,
        otherWrites: [keepAnswer(answer), ...selfLink, ...otherWrites, ...writes, trailWrite],
        answer,
      }
    }),
  )
}

function addDispute(deps: SelfDeps, context: ActContext, claimant: Member, holder: Member) {
  const dispute = openDispute(context, deps.newId('dsp'), { claimant, holder })
  return { member: { ...claimant, dispute: dispute.id }, otherWrites: [deps.disputes.add(dispute)] }
}

/** An erased person has no record left, and may register again. */
async function isErased(deps: Pick<Deps, 'members'>, { memberId }: Self): Promise<boolean> {
  const record = memberId === undefined ? undefined : await findKeptRecord(deps, memberId)
  return record?.status === 'erased'
}

/** The warnings that an online registration gets, without registering. Throws `invalid` with every problem. */
export async function checkSelfRegistration(
  deps: Pick<Deps, 'frame' | 'ledger' | 'newId' | 'newMemberNumber' | 'now'>,
  input: SelfRegistration,
): Promise<Problem[]> {
  const context = await currentContext(deps, bySelf)
  return listMemberWarnings(registerSelf(context, deps.newMemberNumber(), input, false).member)
}

/** Finds the signed-in person's own record, or the kept record if it was merged. An erased record counts as none. */
export async function findOwnMember(
  deps: Pick<Deps, 'selves' | 'members'>,
  { subject }: Pick<Caller, 'subject'>,
): Promise<Member | undefined> {
  const { memberId } = await deps.selves.find(subject)
  const record = memberId === undefined ? undefined : await findKeptRecord(deps, memberId)
  return record?.status === 'erased' ? undefined : record
}

/** The signed-in person's own record. Throws `not_found` when there is none. */
export async function readOwnMember(
  deps: Pick<Deps, 'selves' | 'members'>,
  caller: Pick<Caller, 'subject'>,
): Promise<Member> {
  const record = await findOwnMember(deps, caller)
  if (!record) throw notFound()
  return record
}

/** A page of a person's own entries, oldest first. Empty until the identity is verified. */
export async function readOwnHistory(
  deps: Pick<Deps, 'selves' | 'members' | 'entries'>,
  caller: Pick<Caller, 'subject'>,
  page: { after?: string | undefined; limit: number },
): Promise<{ items: OwnEntry[]; last?: string }> {
  const member = await readOwnMember(deps, caller)
  if (!isVerified(member)) return { items: [] }
  const { items, ...rest } = await deps.entries.ofMember(member.id, page)
  return { items: items.map(makeOwnEntry), ...rest }
}

import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { permit } from '../../domain/access/policy.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { erase } from '../../domain/acts/member-status.ts'
import { Posted } from '../../domain/acts/posted-answer.ts'
import { isHearsay } from '../../domain/member/identity.ts'
import type { Member } from '../../domain/member/member.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { endConsentsOfErased } from '../consent/consents.ts'
import { identityWrites } from '../duplicates/identity-writes.ts'
import { discardExportsAbout } from '../export/discard-exports.ts'
import { forgetInImports } from '../import/forget-person.ts'
import { type LedgerWrite, post } from '../ledger/post.ts'
import { forgetFiles } from '../members/evidence-files.ts'
import { findKeptRecord, readMergedFrom } from '../members/kept-record.ts'
import { lapseDispute } from '../members/lapse-dispute.ts'
import { readMember, readUnmergedMember } from '../members/member-access.ts'
import { type MemberDeps, postedAnswer } from '../members/member-act.ts'
import { traceChange } from '../members/trace.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { endReferralsOfErased } from '../referral/take-back.ts'

/**
 * Erases a person: the member, every record merged into it wherever it lies, and the rows of files. Throws `conflict`
 * for a merged record, because the person's data is in the kept one.
 */
export async function eraseMember(deps: EraseDeps, caller: Caller, request: IdempotentRequest, id: string) {
  permit(caller, 'member.write')
  const erased = await once(deps, caller, request, Posted, (claim) =>
    post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<Posted>> => {
      const found = await readUnmergedMember(deps, caller, 'member.write', id)
      const { members, also } = await erasureAct(deps, context, found)
      const answer = postedAnswer(members[0] ?? found, { entries: [] })
      return { members, entries: [], also: [claim(answer), ...also], answer }
    }),
  )
  const { memberId } = erased.answer
  // A repeat first finishes what was interrupted, then checks whether its caller may still have the answer.
  await forgetElsewhere(deps, memberId)
  if (erased.replayed) await readMember(deps, caller, 'member.write', memberId)
  return erased
}

export type EraseDeps = MemberDeps &
  Pick<
    Deps,
    | 'evidenceFiles'
    | 'exports'
    | 'imports'
    | 'intake'
    | 'rightsCases'
    | 'breakGlassLog'
    | 'receipts'
    | 'consents'
    | 'referrals'
  >

/** The act of erasing a person: the member and every record merged into it. Empties the rows of files at once. */
export async function erasureAct(
  deps: EraseDeps,
  context: ActContext,
  found: Member,
): Promise<Pick<LedgerWrite<never>, 'members'> & { also: Write[] }> {
  const all = [found, ...(await readMergedFrom(deps, found)).filter(({ status }) => status !== 'erased')]
  const lapsed = await Promise.all(all.map((one) => lapseDispute(deps, context, erase(context, one))))
  const changes = all.map((before, i) => ({ before, after: nextVersion(lapsed[i]?.member ?? before) }))
  // Files first: after an interruption, a repeat finds them again.
  for (const one of all) {
    const { person } = one
    if (!person || isOnlySaid(one, found)) continue
    await forgetInImports(deps, person, found.id)
    if (person.nik) await deps.receipts.forget({ nik: person.nik })
  }
  await discardExportsAbout(deps, idsOf(all))
  const released = await Promise.all(all.map((one) => releaseHearsayNik(deps, one, found)))
  return {
    members: changes.map(({ after }) => after),
    also: [
      ...(await identityWrites(deps, context, changes)).writes,
      ...changes.map((change) => traceChange(deps, context, { act: 'erased', ...change })),
      ...lapsed.flatMap(({ writes }) => writes),
      ...released.flat(),
      ...endConsentsOfErased(deps, context, all),
      ...(await endReferralsOfErased(deps, context, all)),
    ],
  }
}

/**
 * Whether both records are unverified: then their merge does not prove who owns the NIK. When a record was merged into
 * a verified one, an officer has confirmed that both are of one person.
 */
const isOnlySaid = (one: Member, kept: Member): boolean => isHearsay(one.identity) && isHearsay(kept.identity)

/**
 * Releases a NIK that nobody verified, of a person who counted nothing, so that no tombstone blocks its owner. A merged
 * record counts nothing itself; its NIK leads to the kept record, which may count.
 */
async function releaseHearsayNik({ members }: Pick<Deps, 'members'>, one: Member, kept: Member): Promise<Write[]> {
  const { id, person } = one
  if (!person?.nik || !isOnlySaid(one, kept) || Object.keys(kept.standings).length > 0) return []
  return members.releaseNik(person.nik, id)
}

/**
 * Empties free text about an erased person under every record, and discards exports that read the person just before.
 * Runs last, so that it misses nothing; a repeat does it again.
 */
export async function forgetElsewhere(
  deps: Pick<
    EraseDeps,
    | 'members'
    | 'trail'
    | 'rightsCases'
    | 'breakGlassLog'
    | 'receipts'
    | 'evidenceFiles'
    | 'exports'
    | 'intake'
    | 'referrals'
    | 'commit'
    | 'now'
  >,
  id: string,
): Promise<void> {
  const member = await findKeptRecord(deps, id)
  const all = member ? [member, ...(await readMergedFrom(deps, member))] : []
  // A person who has registered again since owns the words of the new record.
  const gone = idsOf(all.filter(({ status }) => status === 'erased'))
  await discardExportsAbout(deps, gone)
  for (const each of gone) {
    await deps.trail.forgetReasons(each)
    await deps.breakGlassLog.forgetReasons(each)
    await deps.rightsCases.forgetWords(each)
    await deps.referrals.forgetWords(each)
    await deps.receipts.forget({ number: each })
    await forgetFiles(deps, each)
  }
}

const idsOf = (members: Member[]): string[] => members.map(({ id }) => id)

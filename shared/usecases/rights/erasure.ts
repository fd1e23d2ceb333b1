import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { permit } from '../../domain/access/policy.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { erase } from '../../domain/acts/member-status.ts'
import { PostedAnswer } from '../../domain/acts/posted-answer.ts'
import { isHearsay } from '../../domain/member/identity.ts'
import type { Member } from '../../domain/member/member.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { endConsentsOfErased } from '../consent/consents.ts'
import { makeIdentityWrites } from '../duplicates/identity-writes.ts'
import { discardExportsAbout } from '../export/discard-exports.ts'
import { forgetInImports } from '../import/forget-person.ts'
import { type LedgerWrite, post } from '../ledger/post.ts'
import { forgetFiles } from '../members/evidence-files.ts'
import { findKeptRecord, readMergedFrom, readOwnRecords } from '../members/kept-record.ts'
import { lapseDispute } from '../members/lapse-dispute.ts'
import { readMember, readUnmergedMember } from '../members/member-access.ts'
import { type MemberDeps, makePostedAnswer } from '../members/member-act.ts'
import { traceChange } from '../members/trace.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { endReferralsOfErased } from '../referral/take-back.ts'

/**
 * Erases a person: the member, every record merged into it, wherever these are, and the rows of imported files. Throws
 * `conflict` for a merged record, because the person's data is in the kept one.
 */
export async function eraseMember(deps: EraseDeps, caller: Caller, request: IdempotentRequest, id: string) {
  permit(caller, 'member.write')
  const result = await once(deps, caller, request, PostedAnswer, (keepAnswer) =>
    post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<PostedAnswer>> => {
      const found = await readUnmergedMember(deps, caller, 'member.write', id)
      const { members, entries, otherWrites } = await makeErasureAct(deps, context, found)
      const answer = makePostedAnswer(members[0] ?? found, { entries: [] })
      return { members, entries, otherWrites: [keepAnswer(answer), ...otherWrites], answer }
    }),
  )
  const { memberId } = result.answer
  // A repeat first finishes what was interrupted, then checks whether its caller may still have the answer.
  await forgetElsewhere(deps, memberId)
  if (result.replayed) await readMember(deps, caller, 'member.write', memberId)
  return result
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

/**
 * The act of erasing a person: the member and every record merged into it. Also empties the rows of imported files,
 * before the act is written. Its entries say only that referrals were taken back.
 */
export async function makeErasureAct(
  deps: EraseDeps,
  context: ActContext,
  found: Member,
): Promise<Pick<LedgerWrite<never>, 'members' | 'entries'> & { otherWrites: Write[] }> {
  const all = [found, ...(await readMergedFrom(deps, found)).filter(({ status }) => status !== 'erased')]
  const lapsed = await Promise.all(all.map((one) => lapseDispute(deps, context, erase(context, one))))
  const changes = all.map((before, i) => ({ before, after: nextVersion(lapsed[i]?.member ?? before) }))
  // Files first: after an interruption, a repeat finds them again.
  for (const one of all) {
    const { person } = one
    if (!person || areBothHearsay(one, found)) continue
    await forgetInImports(deps, person, found.id)
    if (person.nik) await deps.receipts.forget({ nik: person.nik })
  }
  await discardExportsAbout(deps, idsOf(all))
  const releaseWrites = await Promise.all(all.map((one) => releaseHearsayNik(deps, one, found)))
  const endedReferrals = await endReferralsOfErased(deps, context, all)
  return {
    members: changes.map(({ after }) => after),
    entries: endedReferrals.entries,
    otherWrites: [
      ...(await makeIdentityWrites(deps, context, changes)).writes,
      ...changes.map((change) => traceChange(deps, context, { act: 'erased', ...change })),
      ...lapsed.flatMap(({ writes }) => writes),
      ...releaseWrites.flat(),
      ...endConsentsOfErased(deps, context, all),
      ...endedReferrals.writes,
    ],
  }
}

/**
 * Whether both records are unverified. If so, their merge does not prove who owns the NIK. If a record was merged into
 * a verified one, an officer has confirmed that both are of one person.
 */
const areBothHearsay = (one: Member, kept: Member): boolean => isHearsay(one.identity) && isHearsay(kept.identity)

/**
 * Releases the NIK of a person who is unverified and counted nothing, so that no tombstone keeps the NIK's owner from
 * registering. A merged record never counts by itself, so the kept record decides.
 */
async function releaseHearsayNik({ members }: Pick<Deps, 'members'>, one: Member, kept: Member): Promise<Write[]> {
  const { id, person } = one
  if (!person?.nik || !areBothHearsay(one, kept) || Object.keys(kept.standings).length > 0) return []
  return members.releaseNik(person.nik, id)
}

/**
 * Empties free text about an erased person under every record, and discards exports that were just reading the person.
 * It runs last, so that it misses nothing. A repeat does it again.
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
  const all = member ? await readOwnRecords(deps, member) : []
  // A person who has registered again since owns the words of the new record.
  const erasedIds = idsOf(all.filter(({ status }) => status === 'erased'))
  await discardExportsAbout(deps, erasedIds)
  for (const each of erasedIds) {
    await deps.trail.forgetReasons(each)
    await deps.breakGlassLog.forgetReasons(each)
    await deps.rightsCases.forgetWords(each)
    await deps.referrals.forgetWords(each)
    await deps.receipts.forget({ number: each })
    await forgetFiles(deps, each)
  }
}

const idsOf = (members: Member[]): string[] => members.map(({ id }) => id)

import type * as z from 'zod'
import { NikTaken } from '../data/members.ts'
import type { Write } from '../data/table.ts'
import type { Deps } from '../deps.ts'
import { conflict, notFound, stale } from '../domain/app-error.ts'
import { correct } from '../domain/correct.ts'
import { byOfficer, type Caller } from '../domain/grant.ts'
import { isHearsay } from '../domain/identity.ts'
import type { Member, MemberChange, NewMember } from '../domain/member.ts'
import { erase, rejoin, withdraw } from '../domain/member-status.ts'
import { type Action, authorise, glassFor, permit } from '../domain/policy.ts'
import type { Outcome, Posting } from '../domain/posting.ts'
import { Posted, postedEntries } from '../domain/posting-answer.ts'
import { viewOf } from '../domain/problem-view.ts'
import { memberWarnings, register, registerAgain } from '../domain/register.ts'
import { differenceOf } from '../domain/trail.ts'
import { identityWrites } from './duplicates/identity-writes.ts'
import { duplicateHint, type Likeness } from './duplicates/pair-writes.ts'
import { discardExportsOf } from './export/forget.ts'
import { forgetInImports } from './import/forget.ts'
import { keptRecord, recordInPlaceOf } from './kept-record.ts'
import { lapseDispute } from './lapse-dispute.ts'
import { claimNik } from './loans/claim-nik.ts'
import { type Claiming, once, type Request } from './once.ts'
import { type Act, type PostDeps, post } from './post.ts'
import { type TraceDeps, trace, traceChange } from './trace.ts'

export type MemberDeps = PostDeps &
  Pick<Deps, 'claims' | 'matches' | 'nikless' | 'pairs' | 'disputes' | 'newMemberNumber' | 'trail'>

/** What reading a member's record takes: a reading by way of broken glass is written down. */
export type ReadDeps = TraceDeps & Pick<Deps, 'members' | 'frame' | 'now' | 'commit'>

/**
 * A member within the caller's scope, or for whom the caller broke glass: then the reading stands in the trail before
 * it is answered. Throws `not_found` when there is none, or it is not the caller's to see;
 * `conflict` when it is to be changed and the person has had processing restricted.
 */
export async function memberOf(deps: ReadDeps, caller: Caller, action: Action, id: string): Promise<Member> {
  permit(caller, action)
  return authorised(deps, caller, action, await deps.members.get(id))
}

/** As `memberOf`, of a merged record the one that is kept, where it lies: what was asked about the one is done to the other. */
export async function keptMemberOf(deps: ReadDeps, caller: Caller, action: Action, id: string): Promise<Member> {
  permit(caller, action)
  return authorised(deps, caller, action, await recordInPlaceOf(deps, await deps.members.get(id)))
}

/**
 * As `memberOf`, for an act on a person by one of his records: throws `conflict` when it was merged, since the act would
 * leave the record that is kept alone, and the merge could not be taken back.
 */
export async function unmergedMemberOf(deps: ReadDeps, caller: Caller, action: Action, id: string): Promise<Member> {
  const member = await memberOf(deps, caller, action, id)
  if (member.status === 'merged') throw conflict('member_inactive', { status: member.status })
  return member
}

async function authorised(deps: ReadDeps, caller: Caller, action: Action, member: Member | undefined): Promise<Member> {
  if (!member) throw notFound()
  const { areas } = deps.frame
  const { id } = member
  const place = { area: member.area, agency: member.agency, member: id }
  authorise(areas, caller, action, place)
  if (member.restrictedAt !== undefined && isChange(action)) throw conflict('member_restricted')
  const broken = glassFor(areas, caller, action, place)
  if (broken) {
    const who = { actor: caller.subject, source: broken.id, now: deps.now() }
    await deps.commit(trace(deps, who, { memberId: id, act: 'read_by_break_glass' }))
  }
  return member
}

const isChange = (action: Action): boolean => action === 'member.write' || action === 'identity.verify'

/** The member's next version, which is what a change saves. */
export const nextVersion = (member: Member): Member => ({ ...member, version: member.version + 1 })

/** The answer to an act on one member; `after` is the member as saved, `alike` whom the caller sees it to look like. */
export const postedOf = (after: Member, outcome: Pick<Outcome, 'entries'>, alike: Likeness[] = []): Posted => ({
  memberId: after.id,
  version: after.version,
  entries: postedEntries(outcome),
  warnings: [...memberWarnings(after), ...alike.map(duplicateHint)].map(viewOf),
})

/**
 * Registers a person: the member, the claim on the NIK, the first entry and its counters in one transaction.
 * Throws `conflict` when the NIK is registered. An erased person who registers again gets the old number back and is
 * not counted twice.
 */
export async function registerMember(deps: MemberDeps, caller: Caller, request: Request, input: NewMember) {
  return actOnce(deps, caller, request, (claiming) =>
    post(deps, byOfficer(caller), async (posting): Promise<Act<Posted>> => {
      const outcome = register(posting, deps.newMemberNumber(), input)
      authorise(deps.frame.areas, caller, 'member.write', input)
      const [member] = outcome.members
      if (!member) throw new Error('Registering makes a member')
      const { writes, found } = await identityWrites(deps, { caller, now: posting.now }, [{ after: member }])
      const answer = postedOf(member, outcome, found[0])
      const nik = input.person.nik ? await claimNik(deps, input.person.nik, member.id) : []
      const also = [claiming(answer), ...nik, ...writes]
      return { added: [member], members: [], entries: outcome.entries, also, answer }
    }).catch(async (error: unknown) => {
      if (!(error instanceof NikTaken) || !input.person.nik) throw error
      return reviveMember(deps, caller, input, input.person.nik, claiming)
    }),
  )
}

/** The NIK is taken: by an erased record of the same person, which is revived, or by somebody, which is a conflict. */
async function reviveMember(
  deps: MemberDeps,
  caller: Caller,
  input: NewMember,
  nik: string,
  claiming: Claiming<Posted>,
): Promise<Posted> {
  return post(deps, byOfficer(caller), async (posting): Promise<Act<Posted>> => {
    const id = await deps.members.idByNik(nik)
    const holder = id === undefined ? undefined : await keptRecord(deps, id)
    if (holder?.status !== 'erased') throw conflict('nik_taken', {}, ['person', 'nik'])
    const outcome = registerAgain(posting, holder, input)
    const saved = outcome.members.map(nextVersion)
    const [after = holder] = saved
    const identity = await identityWrites(deps, { caller, now: posting.now }, [{ before: holder, after }])
    const answer = postedOf(after, outcome, identity.found[0])
    const traced = traceChange(deps, posting, { act: 'registered_again', before: holder, after })
    return { members: saved, entries: outcome.entries, also: [claiming(answer), ...identity.writes, traced], answer }
  })
}

/** Corrects or moves a member whose version the caller has seen. Throws `stale` when it has changed since. */
export async function correctMember(
  deps: MemberDeps,
  caller: Caller,
  id: string,
  version: number,
  change: MemberChange,
): Promise<Member> {
  return post(deps, byOfficer(caller), async (posting): Promise<Act<Member>> => {
    const member = await memberOf(deps, caller, 'member.write', id)
    if (member.version !== version) throw stale('version_stale', { version: member.version })
    const changed = nextVersion(correct(posting, member, change))
    authorise(deps.frame.areas, caller, 'member.write', changed)
    const before = member.person?.nik
    const after = changed.person?.nik
    const isNikKept = before === after
    const lapsed = isNikKept ? { member: changed, writes: [] } : await lapseDispute(deps, posting, changed)
    const corrected = lapsed.member
    const also = isNikKept
      ? []
      : [
          ...(after ? await claimNik(deps, after, id) : []),
          ...(before ? await deps.members.releaseNik(before, id) : []),
          ...lapsed.writes,
        ]
    const act = differenceOf(member, corrected).fields ? 'corrected' : 'moved'
    const { reason } = change
    const traced = traceChange(deps, posting, { act, before: member, after: corrected, ...(reason && { reason }) })
    const { writes } = await identityWrites(deps, { caller, now: posting.now }, [{ before: member, after: corrected }])
    return { members: [corrected], entries: [], also: [...also, ...writes, traced], answer: corrected }
  }).catch(async (error: unknown) => {
    if (!(error instanceof NikTaken)) throw error
    // It may have been taken for this very member, by somebody who was faster.
    const current = await memberOf(deps, caller, 'member.write', id)
    if (current.version !== version) throw stale('version_stale', { version: current.version })
    throw conflict('nik_taken', {}, ['person', 'nik'])
  })
}

type OnceDeps = Pick<Deps, 'claims' | 'members' | 'frame'>

/** An act on a member that is carried out once. */
export const actOnce = (
  deps: OnceDeps,
  caller: Caller,
  request: Request,
  carryOut: (claiming: Claiming<Posted>) => Promise<Posted>,
) => onceAbout(deps, caller, 'member.write', request, Posted, carryOut)

/** As `once`, of what is about a member: a caller who may no longer act there does not get the first answer again. */
export async function onceAbout<T extends z.ZodType<{ memberId: string }>>(
  deps: OnceDeps,
  caller: Caller,
  action: Action,
  request: Request,
  answer: T,
  carryOut: (claiming: Claiming<z.output<T>>) => Promise<z.output<T>>,
) {
  permit(caller, action)
  const done = await once(deps, caller, request, answer, carryOut)
  if (done.replayed) {
    const member = await deps.members.get(done.answer.memberId)
    if (!member) throw notFound()
    authorise(deps.frame.areas, caller, action, member)
  }
  return done
}

/** Acts that change a member's status and post no entry. */
async function changeStatus(
  deps: MemberDeps,
  caller: Caller,
  request: Request,
  id: string,
  act: 'withdrawn' | 'returned',
  change: (posting: Posting, member: Member) => Member,
) {
  return actOnce(deps, caller, request, (claiming) =>
    post(deps, byOfficer(caller), async (posting): Promise<Act<Posted>> => {
      const member = await memberOf(deps, caller, 'member.write', id)
      const changed = nextVersion(change(posting, member))
      const answer = postedOf(changed, { entries: [] })
      const traced = traceChange(deps, posting, { act, before: member, after: changed })
      return { members: [changed], entries: [], also: [claiming(answer), traced], answer }
    }),
  )
}

/** Notes that a member left the programme on a day. Throws `not_found`, `conflict` and `invalid`. */
export const withdrawMember = (deps: MemberDeps, caller: Caller, request: Request, id: string, on: string) =>
  changeStatus(deps, caller, request, id, 'withdrawn', (posting, member) => withdraw(posting, member, on))

/** Notes that a member who had left is back. Throws `not_found` and `invalid`. */
export const rejoinMember = (deps: MemberDeps, caller: Caller, request: Request, id: string) =>
  changeStatus(deps, caller, request, id, 'returned', (_, member) => rejoin(member))

/**
 * Erases a person: the member and every record that was merged into it, wherever they lie, and the rows of files. Throws
 * `conflict` of a merged record, of which the person's data lies in the one that is kept.
 */
export async function eraseMember(deps: EraseDeps, caller: Caller, request: Request, id: string) {
  const erased = await actOnce(deps, caller, request, (claiming) =>
    post(deps, byOfficer(caller), async (posting): Promise<Act<Posted>> => {
      const found = await unmergedMemberOf(deps, caller, 'member.write', id)
      const { members, also } = await erasing(deps, posting, found)
      const answer = postedOf(members[0] ?? found, { entries: [] })
      return { members, entries: [], also: [claiming(answer), ...also], answer }
    }),
  )
  await forgetElsewhere(deps, erased.answer.memberId)
  return erased
}

export type EraseDeps = MemberDeps & Pick<Deps, 'exports' | 'imports' | 'intake' | 'rightsCases' | 'glass' | 'receipts'>

/** What erasing a person writes: the member and every record that was merged into it. Empties rows of files at once. */
export async function erasing(
  deps: EraseDeps,
  posting: Posting,
  found: Member,
): Promise<Pick<Act<never>, 'members'> & { also: Write[] }> {
  const all = [found, ...(await mergedFrom(deps, found)).filter(({ status }) => status !== 'erased')]
  const lapsed = await Promise.all(all.map((one) => lapseDispute(deps, posting, erase(posting, one))))
  const changes = all.map((before, i) => ({ before, after: nextVersion(lapsed[i]?.member ?? before) }))
  // Files first: what is interrupted between is found again by who asks again.
  for (const one of all) {
    const { person } = one
    if (!person || isOnlySaid(one, found)) continue
    await forgetInImports(deps, person)
    if (person.nik) await deps.receipts.forget({ nik: person.nik })
  }
  await discardExportsOf(deps, idsOf(all))
  const released = await Promise.all(all.map((one) => releasedNik(deps, one, found)))
  return {
    members: changes.map(({ after }) => after),
    also: [
      ...(await identityWrites(deps, posting, changes)).writes,
      ...changes.map((change) => traceChange(deps, posting, { act: 'erased', ...change })),
      ...lapsed.flatMap(({ writes }) => writes),
      ...released.flat(),
    ],
  }
}

/**
 * True when both records are hearsay: merging one that nobody has verified into another proves nothing about whose NIK it
 * is. Merged into a verified record, an officer has said that both are of one person.
 */
const isOnlySaid = (one: Member, kept: Member): boolean => isHearsay(one.identity) && isHearsay(kept.identity)

/**
 * A NIK that was only said, of a person who counted nothing, is nobody's any more: no tombstone keeps its owner out. A
 * merged record counts nothing itself; by its NIK the person is found who counts in the one that is kept.
 */
async function releasedNik({ members }: Pick<Deps, 'members'>, one: Member, kept: Member): Promise<Write[]> {
  const { id, person } = one
  if (!person?.nik || !isOnlySaid(one, kept) || Object.keys(kept.standings).length > 0) return []
  return members.releaseNik(person.nik, id)
}

/**
 * Empties free text about an erased person, by any of his records, and discards exports that read the person just
 * before. Last, so that nothing slips in between; who asks again after a cut does it again.
 */
export async function forgetElsewhere(
  deps: Pick<
    EraseDeps,
    'members' | 'trail' | 'rightsCases' | 'glass' | 'receipts' | 'exports' | 'intake' | 'commit' | 'now'
  >,
  id: string,
): Promise<void> {
  const member = await keptRecord(deps, id)
  const all = member ? [member, ...(await mergedFrom(deps, member))] : []
  // Whoever has registered again since has words of a new record.
  const gone = idsOf(all.filter(({ status }) => status === 'erased'))
  await discardExportsOf(deps, gone)
  for (const each of gone) {
    await deps.trail.forgetReasons(each)
    await deps.glass.forgetReasons(each)
    await deps.rightsCases.forgetWords(each)
    await deps.receipts.forget({ number: each })
  }
}

const idsOf = (members: Member[]): string[] => members.map(({ id }) => id)

/** The records that were merged into a member, and into these. */
export async function mergedFrom(deps: Pick<Deps, 'members'>, { mergedFrom: ids = [] }: Member): Promise<Member[]> {
  const direct = (await Promise.all(ids.map((id) => deps.members.get(id)))).filter((member) => member !== undefined)
  return [...direct, ...(await Promise.all(direct.map((member) => mergedFrom(deps, member)))).flat()]
}

/** A page of a member's entries, oldest first; `after` is an entry id. */
export async function memberHistory(
  deps: ReadDeps & Pick<Deps, 'entries'>,
  caller: Caller,
  id: string,
  page: { after?: string | undefined; limit: number },
) {
  const member = await memberOf(deps, caller, 'member.read', id)
  return { ...(await deps.entries.ofMember(id, page)), notes: member.notes }
}

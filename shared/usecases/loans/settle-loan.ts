import type { KeptLoan } from '../../data/loans.ts'
import type { NikState } from '../../data/members.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { mayCount } from '../../domain/attain.ts'
import { dayMs, type Instant } from '../../domain/calendar.ts'
import type { Entry } from '../../domain/entry.ts'
import { countLoan } from '../../domain/loan/count-loan.ts'
import { financeMember } from '../../domain/loan/finance-member.ts'
import { meets } from '../../domain/loan/finance-rule.ts'
import { type Folded, fold, type LoanId } from '../../domain/loan/loan.ts'
import { type LoanEvent, type ToldLoan, toldBy } from '../../domain/loan/loan-event.ts'
import { isNikHash, loanKey, newLoanRecord, type ParkReason } from '../../domain/loan/loan-record.ts'
import { twinsOf } from '../../domain/loan/twins.ts'
import type { Member } from '../../domain/member.ts'
import type { Obligation } from '../../domain/obligation.ts'
import type { Posting } from '../../domain/posting.ts'
import type { Programme } from '../../domain/programme.ts'
import { keptRecord } from '../kept-record.ts'
import { nextVersion } from '../members.ts'
import type { Act } from '../post.ts'

export type LoanDeps = Pick<Deps, 'frame' | 'members' | 'loans' | 'obligations' | 'keyring'>

/** What came of a loan. */
export type LoanOutcome =
  | { outcome: 'applied' | 'unchanged' | 'in_review' }
  /** Its member is not there, or cannot be counted yet; it is tried again when that changes, and daily. */
  | { outcome: 'parked'; reason: ParkReason }
  /** What was told lies ahead; it is applied then. */
  | { outcome: 'waiting'; until: Instant }

/** What happens to a loan: something new was told of it, a person decided, or it is only looked at again. */
export type LoanNews = {
  event?: LoanEvent | undefined
  isSandbox?: boolean
  decision?: { about: string; outcome: 'released' | 'rejected'; by: string } | undefined
}

/**
 * What a loan comes to with the news of it: whose it is, what counts of it, the stage that it may attain for its member,
 * and what is still open. All of it in one transaction with the member, whose version every change of a loan moves: so
 * two loans of a member never decide on each other's past.
 */
export async function settleLoan(
  deps: LoanDeps,
  posting: Posting,
  id: LoanId,
  news: LoanNews,
): Promise<Act<LoanOutcome> & { also: Write[] }> {
  const kept = await deps.loans.get(loanKey(id))
  const before = kept?.record ?? newLoanRecord(id, news.isSandbox ?? false)
  const told = kept?.told ?? []
  const isNews = news.event !== undefined && !told.some(({ eventId }) => eventId === news.event?.id)
  if (news.event && !isNews) return { members: [], entries: [], also: [], answer: { outcome: 'unchanged' } }
  const { programme, now } = posting
  const { record: noted, added } = await withNews(deps, posting, before, isNews ? news : { decision: news.decision })
  const all = added ? [...told, added] : told
  const folded = fold(id, all, outcomesOf(noted), { now, zone: programme.zone })
  const sought = await soughtFor(deps, noted, folded)
  const record = withFound(programme, { ...noted, events: all.length }, sought)
  const whose = record.isSandbox ? { holder: undefined } : await holderOf(deps, programme, record, folded, sought)
  const awaited = sought.flatMap(({ state }) => (state.memberId === undefined ? [state] : []))
  const settled = await settledFor(deps, posting, record, { folded, awaited, ...whose })
  return {
    ...settled,
    also: [...(added ? [deps.loans.tell(record.id, added)] : []), ...settled.also],
  }
}

const outcomesOf = ({ decisions }: KeptLoan) =>
  Object.fromEntries(Object.entries(decisions).map(([about, { outcome }]) => [about, outcome]))

/** The loan with an event or decision noted; the event as it is told, without the person. */
async function withNews(
  deps: LoanDeps,
  posting: Posting,
  record: KeptLoan,
  { event, decision }: LoanNews,
): Promise<{ record: KeptLoan; added?: ToldLoan }> {
  if (decision) {
    const { about, outcome, by } = decision
    const decisions = { ...record.decisions, [about]: { outcome, by, at: posting.now.toISOString() } }
    return { record: { ...record, decisions } }
  }
  if (!event) return { record }
  if ('number' in event.member) return { record, added: toldBy(event, event.member.number) }
  const { nik } = event.member
  const hash = deps.keyring.hash('nik', nik)
  const named = record.isSandbox ? undefined : await deps.members.idByNik(nik)
  const holder = named === undefined ? undefined : await keptRecord(deps, named)
  if (named !== undefined && holder && !heldUp(posting.programme, record, holder))
    return { record, added: toldBy(event, named) }
  const niks = record.isSandbox ? {} : { niks: { ...record.niks, [hash]: nik } }
  return { record: { ...record, ...niks }, added: toldBy(event, hash) }
}

/** A NIK that a loan was told with, and who holds it. */
type Sought = { hash: string; state: NikState; holder: Member | undefined }

/**
 * Looks for who holds the NIKs that may yet say whose the loan is. These are not only the NIK of the event that the loan
 * rests on: another event, which lies ahead or is in review, may come to hold later. Its NIK is not told again then, and
 * its person may have registered meanwhile.
 */
async function soughtFor(
  deps: LoanDeps,
  { niks, people }: KeptLoan,
  { memberKeys }: Pick<Folded, 'memberKeys'>,
): Promise<Sought[]> {
  const open = Object.entries(niks).filter(([hash]) => memberKeys.includes(hash) && people[hash] === undefined)
  return Promise.all(
    open.map(async ([hash, nik]) => {
      const state = await deps.members.nikState(nik)
      return { hash, state, holder: state.memberId === undefined ? undefined : await keptRecord(deps, state.memberId) }
    }),
  )
}

/** The loan with whom its NIKs were found to be. It keeps those that are still sought, and no others. */
function withFound(programme: Programme, record: KeptLoan, sought: Sought[]): KeptLoan {
  const people = { ...record.people }
  const niks: Record<string, string> = {}
  for (const { hash, state, holder } of sought) {
    if (state.memberId !== undefined && holder && isFound(programme, holder)) people[hash] = state.memberId
    else niks[hash] = state.nik
  }
  return { ...record, people, niks }
}

/**
 * Whether who holds a NIK is known to be its owner, so that the loan need not keep the NIK. It must not keep that of a
 * person who was erased, or who may be erased while processing is restricted: one who registers again comes back as the
 * same record.
 */
const isFound = (programme: Programme, holder: Member): boolean =>
  holder.status === 'erased' || mayCount(programme, holder)

/** Whose a loan is, or why it has to wait. */
type Whose = { holder: Member | undefined; reason?: ParkReason | undefined }

async function holderOf(
  deps: LoanDeps,
  programme: Programme,
  record: KeptLoan,
  { loan }: Folded,
  sought: Sought[],
): Promise<Whose> {
  if (!loan) return { holder: undefined }
  const { memberKey } = loan
  const named = isNikHash(memberKey) ? record.people[memberKey] : memberKey
  const holder =
    named === undefined ? sought.find(({ hash }) => hash === memberKey)?.holder : await keptRecord(deps, named)
  return holder ? { holder, reason: heldUp(programme, record, holder) } : { holder, reason: 'member_unknown' }
}

/** Why nothing of a loan can be counted for a member now. What was counted before goes on for one who was erased. */
function heldUp(programme: Programme, { counted }: KeptLoan, member: Member): ParkReason | undefined {
  if (member.status === 'erased') return Object.keys(counted).length > 0 ? undefined : 'member_erased'
  if (member.restrictedAt !== undefined) return 'member_restricted'
  return mayCount(programme, member) ? undefined : 'identity_unsettled'
}

async function settledFor(
  deps: LoanDeps,
  posting: Posting,
  before: KeptLoan,
  { holder, reason, folded, awaited }: Whose & { folded: Folded; awaited: NikState[] },
): Promise<Act<LoanOutcome> & { also: Write[] }> {
  const { loan: _, obligation: __, ...rest } = before
  const record: KeptLoan = {
    ...rest,
    ...(folded.loan && { loan: folded.loan }),
    review: folded.review,
  }
  const former = before.memberId === undefined ? undefined : await keptRecord(deps, before.memberId)
  // While the person's data is only kept, nothing of the member is touched, not even to take it back.
  const changed =
    reason && (holder || former?.restrictedAt !== undefined)
      ? held(record, former, holder)
      : await counted(deps, posting, before, record, former, holder)
  return written(deps, posting, before, { ...changed, reason, awaited, folded })
}

/** A loan with what it changes of members. */
type Changed = {
  record: KeptLoan
  members: Member[]
  entries: Entry[]
  others: KeptLoan[]
}

/** A loan that is its member's and not counted yet; what of it was counted before stays as it is. */
function held(record: KeptLoan, former: Member | undefined, holder: Member | undefined): Changed {
  // With another holder than before it has to wait where it is: the former one's figures are taken back when it moves.
  if (!holder || (former && former.id !== holder.id && Object.keys(record.counted).length > 0))
    return { record, members: [], entries: [], others: [] }
  const left = former && former.id !== holder.id ? [nextVersion(withoutLoan(former, record.id))] : []
  const joined = holder.loans?.includes(record.id) ? [] : [nextVersion(withLoan(holder, record.id))]
  return { record: { ...record, memberId: holder.id }, members: [...left, ...joined], entries: [], others: [] }
}

/** A loan that counts for its holder, if it has one, and no more for the former one. */
async function counted(
  deps: LoanDeps,
  posting: Posting,
  before: KeptLoan,
  record: KeptLoan,
  former: Member | undefined,
  holder: Member | undefined,
): Promise<Changed> {
  const isHis = await ownRecords(deps, before, holder)
  const { counted: now, entries } = countLoan(posting, record, holder, isHis)
  const { memberId: _, stageProblems: __, ...rest } = record
  const settled: KeptLoan = { ...rest, counted: now, ...(holder && { memberId: holder.id }) }
  const hasMoved = former !== undefined && former.id !== holder?.id
  const members: Member[] = []
  const posted: Entry[] = [...entries]
  if (former && hasMoved) {
    const loans = (await deps.loans.allOf(former.loans ?? [])).filter(({ id }) => id !== record.id)
    const left = financeMember(posting, withoutLoan(former, record.id), loans)
    members.push(nextVersion(left.member))
    posted.push(...left.entries)
  }
  if (!holder) return { record: settled, members, entries: posted, others: await untwinned(deps, settled, before) }
  const others = (await deps.loans.allOf(holder.loans ?? [])).filter(({ id }) => id !== record.id)
  const financed = financeMember(posting, withLoan(holder, record.id), [...others, settled])
  const problems = financed.refused.get(record.id)
  // A person is only asked once the loan stands alone with it: while another is behind the stage there is no question.
  const final: KeptLoan = { ...settled, ...(problems && { stageProblems: problems }) }
  posted.push(...financed.entries)
  const isAttached = holder.loans?.includes(record.id) ?? false
  // A change to what the member's stage rests on moves the member's version; what changes nothing need not.
  if (posted.length > 0 || !isAttached || !isAlike(posting.programme, before, final))
    members.push(nextVersion(financed.member))
  const twins = twinsIn(final, others, holder)
  const flagged = others.flatMap((other) => {
    const isTwin = twins.includes(other.id)
    if (isTwin === other.twins.includes(record.id)) return []
    const ids = other.twins.filter((id) => id !== record.id)
    return [{ ...other, twins: isTwin ? [...ids, record.id] : ids }]
  })
  const known = others.map(({ id }) => id)
  const strangers = await untwinned(deps, final, { twins: before.twins.filter((id) => !known.includes(id)) })
  return { record: { ...final, twins }, members, entries: posted, others: [...flagged, ...strangers] }
}

/** The loans of a member that are probably the same as one of its loans. */
function twinsIn(record: KeptLoan, others: KeptLoan[], { id }: Member): string[] {
  // Some are told by member number and some by NIK: here all are known to be of one member.
  const all = [...others, record].flatMap(({ loan }) => (loan ? [{ ...loan, memberKey: id }] : []))
  const pairs = twinsOf(all).map(({ loans: [a, b] }) => [loanKey(a), loanKey(b)])
  return pairs.filter((pair) => pair.includes(record.id)).flatMap((pair) => pair.filter((each) => each !== record.id))
}

/** Loans that were flagged with this one, which has another member now. */
async function untwinned(
  { loans }: LoanDeps,
  { id }: KeptLoan,
  { twins }: Pick<KeptLoan, 'twins'>,
): Promise<KeptLoan[]> {
  if (twins.length === 0) return []
  return (await loans.allOf(twins)).map((other) => ({ ...other, twins: other.twins.filter((each) => each !== id) }))
}

/** Whether a loan attains the stage as before, as far as it is up to the loan. */
function isAlike({ financing }: Programme, before: KeptLoan, after: KeptLoan): boolean {
  const on = ({ loan }: KeptLoan) => loan && financing && meets(financing.rules, loan)
  return on(before) === on(after) && JSON.stringify(before.decisions) === JSON.stringify(after.decisions)
}

/** Whether a member's record that facts were counted for is the holder's, or was merged into it. */
async function ownRecords(deps: LoanDeps, { counted: facts }: KeptLoan, holder: Member | undefined) {
  const ids = [...new Set(Object.values(facts).map(({ memberId }) => memberId))]
  const kept = await Promise.all(ids.map(async (id) => [id, (await keptRecord(deps, id))?.id] as const))
  const leads = new Map(kept)
  return (memberId: string) => holder !== undefined && leads.get(memberId) === holder.id
}

const withLoan = (member: Member, id: string): Member =>
  member.loans?.includes(id) ? member : { ...member, loans: [...(member.loans ?? []), id] }

function withoutLoan({ loans = [], ...member }: Member, id: string): Member {
  const others = loans.filter((other) => other !== id)
  return others.length > 0 ? { ...member, loans: others } : member
}

/** The writes that a loan takes besides members and entries, and when it is to be looked at again. */
async function written(
  deps: LoanDeps,
  posting: Posting,
  before: KeptLoan,
  {
    record: changed,
    members,
    entries,
    others,
    reason,
    awaited,
    folded,
  }: Changed & { reason: ParkReason | undefined; awaited: NikState[]; folded: Folded },
): Promise<Act<LoanOutcome> & { also: Write[] }> {
  const at = posting.now.toISOString()
  const { parked: _, reviewSince: __, ...rest } = changed
  const needsPerson = changed.review.length > 0 || changed.stageProblems !== undefined
  const open = reason ?? (changed.stageProblems && 'stage')
  const again = [
    ...(folded.waitsUntil ? [folded.waitsUntil] : []),
    ...(open ? [new Date(posting.now.getTime() + dayMs).toISOString()] : []),
  ].toSorted()[0]
  const record: KeptLoan = {
    ...rest,
    version: before.version + 1,
    ...(reason && { parked: before.parked?.reason === reason ? before.parked : { since: at, reason } }),
    ...(needsPerson && { reviewSince: before.reviewSince ?? at }),
    ...(again && { obligation: await dueAt(deps, changed, again) }),
  }
  return {
    members,
    entries,
    also: [
      deps.loans.save(record),
      ...others.map((other) => deps.loans.save({ ...other, version: other.version + 1 })),
      ...listWrites(deps, before, record),
      ...twinWrites(deps, before, record, at),
      ...awaited.flatMap((nik) => (nik.waiting.includes(record.id) ? [] : deps.members.awaitNik(nik, record.id))),
    ],
    areLoansSettled: true,
    answer: outcomeOf(record, reason, needsPerson, folded),
  }
}

function outcomeOf(
  record: KeptLoan,
  reason: ParkReason | undefined,
  needsPerson: boolean,
  { waitsUntil }: Folded,
): LoanOutcome {
  if (reason) return { outcome: 'parked', reason }
  if (needsPerson) return { outcome: 'in_review' }
  if (!record.loan && waitsUntil) return { outcome: 'waiting', until: waitsUntil }
  return { outcome: 'applied' }
}

const dueAt = ({ obligations }: LoanDeps, { partner, id }: KeptLoan, at: Instant): Promise<Obligation> =>
  obligations.begin({ kind: 'loan', owner: partner, id }, at)

/** What puts a loan into the lists of what is open, and takes it out. */
function listWrites({ loans }: LoanDeps, before: KeptLoan, after: KeptLoan): Write[] {
  const { partner, id } = after
  const moves = [
    ['parked', before.parked?.since, after.parked?.since],
    ['review', before.reviewSince, after.reviewSince],
  ] as const
  return moves.flatMap(([list, old, now]) =>
    old === now
      ? []
      : [
          ...(old === undefined ? [] : [loans.unlist(list, { partner, id, since: old })]),
          ...(now === undefined ? [] : [loans.list(list, { partner, id, since: now })]),
        ],
  )
}

const twinWrites = ({ loans }: LoanDeps, before: KeptLoan, { id, twins }: KeptLoan, since: Instant): Write[] => [
  ...twins.filter((twin) => !before.twins.includes(twin)).map((twin) => loans.twin(id, twin, since)),
  ...before.twins.filter((twin) => !twins.includes(twin)).map((twin) => loans.untwin(id, twin)),
]

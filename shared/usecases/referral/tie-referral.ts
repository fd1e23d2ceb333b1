import type { KeptLoan } from '../../data/loans.ts'
import type { StoredReferral } from '../../data/referrals.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { addDays, type Day, dayOf, type Instant, startOfDay } from '../../domain/calendar.ts'
import { dischargeObligation } from '../../domain/jobs/obligation.ts'
import type { Member } from '../../domain/member/member.ts'
import { type Referral, withLoan, withoutLoan, withStandingReferral } from '../../domain/referral/referral.ts'
import { ascending } from '../../domain/values/text-order.ts'
import { nextVersion } from '../../domain/values/version.ts'
import type { ChangedLoan } from '../loans/loan-count.ts'
import { withDueNow } from '../loans/loans-due.ts'
import { findKeptRecord, readOwnRecords } from '../members/kept-record.ts'
import { joinWrites, makeReferralWrites, type ReferralWrites } from './referral-writes.ts'

/**
 * A loan with the referral from which it followed, if any, and the changed referrals with their members. `others` are
 * the loans that may now be tied instead.
 */
type Tied = ReferralWrites & {
  record: KeptLoan
  changes: { member: Member | undefined; referral: Referral }[]
  others: KeptLoan[]
}
type TieDeps = Pick<Deps, 'referrals' | 'members' | 'loans' | 'obligations'>

const nothing: Omit<Tied, 'record'> = { changes: [], others: [], entries: [], writes: [], events: [] }

/**
 * Ties a loan to the referral of its member to the same lender, if the loan was applied for after the referral was
 * sent. The referral may be one of a record that was merged into the member. A loan is untied when it, or the referral,
 * becomes somebody else's, or when it turns out that it was applied for before the sending. Another loan of the member
 * is then tied instead. While the loan is held, nothing is untied.
 */
export async function tieReferral(
  deps: TieDeps,
  context: ActContext,
  holder: Member | undefined,
  record: KeptLoan,
  isHeld: boolean,
): Promise<Tied> {
  const { referral: cameOf, isSandbox } = record
  if (isSandbox) return { ...nothing, record }
  if (!cameOf) return holder ? tie(deps, context, holder, record) : { ...nothing, record }
  const own = holder ? await readOwnRecords(deps, holder) : []
  const isHoldersOwn = own.some(({ id }) => id === cameOf.memberId) && !isAppliedBefore(record, cameOf)
  if (isHeld || isHoldersOwn) return { ...nothing, record }
  const untied = await untie(deps, context, record, cameOf)
  if (!holder) return untied
  const tied = await tie(deps, context, holder, untied.record)
  return {
    ...untied,
    ...joinWrites([untied, tied]),
    record: tied.record,
    changes: [...untied.changes, ...tied.changes],
  }
}

/** Whether a loan was applied for before the referral from which it is said to have followed was sent. */
const isAppliedBefore = ({ loan }: KeptLoan, { sentOn }: NonNullable<KeptLoan['referral']>): boolean =>
  loan?.dates.submitted !== undefined && loan.dates.submitted < sentOn

async function tie(deps: TieDeps, context: ActContext, holder: Member, record: KeptLoan): Promise<Tied> {
  const found = await findReferral(deps, context, holder, record)
  if (!found) return { ...nothing, record }
  const { member, before, tied, sentOn } = found
  const { obligation } = before
  const isOpen = obligation !== undefined && obligation.state !== 'discharged'
  const referralWrites = makeReferralWrites(deps, context, {
    referral: tied,
    obligation: isOpen ? dischargeObligation(obligation, context.now) : obligation,
  })
  return {
    ...nothing,
    ...referralWrites,
    events: tied.state === before.referral.state ? [] : referralWrites.events,
    record: { ...record, referral: { id: tied.id, memberId: member.id, sentOn } },
    changes: [{ member, referral: tied }],
  }
}

type Found = { member: Member; before: StoredReferral; tied: Referral; sentOn: Day }

/** The referral from which a loan of the member followed: of those that may lead to it, the one sent last. */
async function findReferral(
  deps: TieDeps,
  { now, programme: { zone } }: ActContext,
  holder: Member,
  { id, partner, loan }: KeptLoan,
): Promise<Found | undefined> {
  const appliedOn = loan?.dates.submitted
  if (appliedOn === undefined) return undefined
  const records = await readOwnRecords(deps, holder)
  const standingReferrals = records.flatMap((member) =>
    (member.referrals ?? []).filter((each) => each.partner === partner).map((each) => ({ member, id: each.id })),
  )
  const found = await Promise.all(
    standingReferrals.map(async ({ member, id: referralId }): Promise<Found[]> => {
      const before = await deps.referrals.get({ memberId: member.id, id: referralId })
      const sentOn = before?.referral.triedAt && dayOf(new Date(before.referral.triedAt), zone)
      if (!before || sentOn === undefined || appliedOn < sentOn) return []
      const tiedReferral = withLoan(before.referral, id, appliedOn, now.toISOString())
      return tiedReferral ? [{ member, before, tied: tiedReferral, sentOn }] : []
    }),
  )
  return found
    .flat()
    .toSorted((a, b) => ascending(a.tied.triedAt ?? '', b.tied.triedAt ?? ''))
    .at(-1)
}

/**
 * Takes a loan off the referral of somebody else. If the loan was the lender's only answer, an answer is awaited again.
 */
async function untie(
  deps: TieDeps,
  context: ActContext,
  { referral: _, ...record }: KeptLoan,
  cameOf: NonNullable<KeptLoan['referral']>,
): Promise<Tied> {
  const stored = await deps.referrals.get(cameOf)
  if (stored?.referral.loan !== record.id) return { ...nothing, record }
  const referral = withoutLoan(stored.referral)
  const { partner, memberId, id, state } = referral
  const isAwaited = state === 'sent' || state === 'received'
  const due = findTermEnd(context, referral)
  const obligation = isAwaited
    ? await deps.obligations.begin({ kind: 'referral', owner: partner, id: `${memberId}.${id}` }, due)
    : stored.obligation
  const referralWrites = makeReferralWrites(deps, context, { referral, obligation })
  const member = await deps.members.get(memberId)
  const others = await makeUntiedDue(deps, context, cameOf, record)
  return { ...referralWrites, record, changes: [{ member, referral }], others }
}

/** Makes the other loans due that may have followed from a referral that is free again. */
async function makeUntiedDue(
  deps: TieDeps,
  { now }: ActContext,
  cameOf: NonNullable<KeptLoan['referral']>,
  { id, partner }: KeptLoan,
): Promise<KeptLoan[]> {
  const kept = await findKeptRecord(deps, cameOf.memberId)
  const loans = await deps.loans.getMany(kept?.loans ?? [])
  const untiedLoans = loans.filter(
    (each) =>
      each.id !== id &&
      each.partner === partner &&
      each.referral === undefined &&
      each.loan !== undefined &&
      !isAppliedBefore(each, cameOf),
  )
  return withDueNow(deps, untiedLoans, now, mostUntiedDue)
}

/** A transaction holds a hundred items. The first of these that is tied leaves no referral to the others. */
const mostUntiedDue = 8

/** When the term for an answer is over. A term that has not begun yet is due to begin now. */
const findTermEnd = ({ now, programme: { zone } }: ActContext, { answerBy }: Referral): Instant =>
  (answerBy === undefined ? now : startOfDay(addDays(answerBy, 1), zone)).toISOString()

/** Adds to the change of a loan what it changes about referrals, the members who were referred, and other loans. */
export function withReferralOf(changed: ChangedLoan, { entries, changes, others }: Tied): ChangedLoan {
  return {
    ...changed,
    members: changes.reduce((members, { member, referral }) => withChange(members, member, referral), changed.members),
    entries: [...changed.entries, ...entries],
    others: [...changed.others, ...others.filter(({ id }) => changed.others.every((other) => other.id !== id))],
  }
}

function withChange(members: Member[], member: Member | undefined, referral: Referral): Member[] {
  if (members.some(({ id }) => id === referral.memberId))
    return members.map((each) => (each.id === referral.memberId ? withTied(each, referral) : each))
  // An erased member keeps no referrals, and gets none.
  return member && member.status !== 'erased' ? [...members, nextVersion(withTied(member, referral))] : members
}

function withTied(member: Member, tied: Referral): Member {
  const { referrals = [], ...rest } = member
  const referralsAfter = withStandingReferral(referrals, tied)
  return referralsAfter.length > 0 ? { ...rest, referrals: referralsAfter } : rest
}

import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { type ActContext, todayIn } from '../../domain/acts/act-context.ts'
import { addDays } from '../../domain/calendar.ts'
import { Consent, isToSame, mostConsents, type NewConsent, type OwnConsent } from '../../domain/consent/consent.ts'
import type { Member } from '../../domain/member/member.ts'
import { bySelf, isVerified } from '../../domain/member/own-record.ts'
import { conflict, invalid, notFound } from '../../domain/problems/app-error.ts'
import { findNotice } from '../../domain/referral/referral-terms.ts'
import { ascending } from '../../domain/values/text-order.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type LedgerWrite, type PostDeps, post } from '../ledger/post.ts'
import { readOwnRecords } from '../members/kept-record.ts'
import { type ReadMemberDeps, readKeptMember } from '../members/member-access.ts'
import { onceAbout } from '../members/member-act.ts'
import { readOwnMember } from '../members/self-service.ts'
import { trace } from '../members/trace.ts'
import { type IdempotentRequest, type KeepAnswer, once } from '../once.ts'
import { withdrawUncovered } from '../referral/withdraw-uncovered.ts'

export type ConsentDeps = PostDeps & ReadMemberDeps & Pick<Deps, 'consents' | 'referrals' | 'partners' | 'claims'>
type OwnConsentDeps = ConsentDeps & Pick<Deps, 'selves'>

type Given = Pick<Consent, 'to' | 'until' | 'notice' | 'means'>
type Recorder = { actor: string; source: string }

/**
 * Records a member's consent to be referred to a lender or a kind of lender. It replaces an earlier consent for the
 * same recipient.
 */
export const recordConsent = (
  deps: ConsentDeps,
  caller: Caller,
  request: IdempotentRequest,
  memberId: string,
  given: NewConsent,
) =>
  onceAbout(deps, caller, 'member.refer', request, Consent, (keepAnswer) =>
    giveConsent(
      deps,
      byOfficer(caller),
      () => readKeptMember(deps, caller, 'member.refer', memberId),
      given,
      keepAnswer,
    ),
  )

/** Records the consent of the signed-in person. */
export async function giveOwnConsent(
  deps: OwnConsentDeps,
  caller: Pick<Caller, 'subject'>,
  request: IdempotentRequest,
  given: typeof OwnConsent._zod.output,
) {
  const { account } = await deps.selves.find(caller.subject)
  return once(deps, { subject: account }, request, Consent, (keepAnswer) =>
    giveConsent(deps, bySelf, () => readOwnVerified(deps, caller), { ...given, means: 'online' }, keepAnswer),
  )
}

/** Ends a member's consent because the member wishes so. Takes back at once what only this consent allowed. */
export const endConsent = (
  deps: ConsentDeps,
  caller: Caller,
  request: IdempotentRequest,
  { memberId, id }: Pick<Consent, 'memberId' | 'id'>,
) =>
  onceAbout(deps, caller, 'member.refer', request, Consent, (keepAnswer) =>
    withdrawConsent(
      deps,
      byOfficer(caller),
      () => readKeptMember(deps, caller, 'member.refer', memberId),
      id,
      keepAnswer,
    ),
  )

/** Ends a consent of the signed-in person. */
export async function endOwnConsent(
  deps: OwnConsentDeps,
  caller: Pick<Caller, 'subject'>,
  request: IdempotentRequest,
  id: string,
) {
  const { account } = await deps.selves.find(caller.subject)
  return once(deps, { subject: account }, request, Consent, (keepAnswer) =>
    withdrawConsent(deps, bySelf, () => readOwnMember(deps, caller), id, keepAnswer),
  )
}

/** Every consent of a member, oldest first, including ended ones and those of records merged into the member. */
export async function listConsents(deps: ReadMemberDeps & Pick<Deps, 'consents'>, caller: Caller, memberId: string) {
  return listOfPerson(deps, await readKeptMember(deps, caller, 'member.refer', memberId))
}

async function listOfPerson(deps: Pick<Deps, 'members' | 'consents'>, member: Member): Promise<Consent[]> {
  const records = await readOwnRecords(deps, member)
  const found = await Promise.all(records.map(({ id }) => deps.consents.ofMember(id)))
  return found.flat().toSorted((a, b) => ascending(a.givenAt, b.givenAt))
}

/** Every consent of the signed-in person. */
export async function listOwnConsents(
  deps: Pick<Deps, 'selves' | 'members' | 'consents'>,
  caller: Pick<Caller, 'subject'>,
): Promise<Consent[]> {
  return listOfPerson(deps, await readOwnMember(deps, caller))
}

/** Refuses until the identity is verified. Before that, nobody knows whose consent it is. */
async function readOwnVerified(deps: OwnConsentDeps, caller: Pick<Caller, 'subject'>): Promise<Member> {
  const member = await readOwnMember(deps, caller)
  if (!isVerified(member)) throw conflict('identity_unverified')
  return member
}

function giveConsent(
  deps: ConsentDeps,
  who: Recorder,
  read: () => Promise<Member>,
  given: Given,
  keepAnswer: KeepAnswer<Consent>,
): Promise<Consent> {
  return post(deps, who, async (context): Promise<LedgerWrite<Consent>> => {
    const member = await read()
    await requireConsentable(deps, context, member, given)
    const consent: Consent = {
      id: deps.newId('cst'),
      memberId: member.id,
      purpose: 'referral',
      ...given,
      askedBy: who.actor,
      givenAt: context.now.toISOString(),
    }
    const { id, to, until } = consent
    const all = member.consents ?? []
    const replaced = all.filter((each) => isToSame(each.to, to) || each.until < todayIn(context))
    const kept = all.filter((each) => !replaced.includes(each))
    if (kept.length >= mostConsents) throw conflict('consents_full', { most: mostConsents })
    return {
      members: [nextVersion({ ...member, consents: [...kept, { id, to, until }] })],
      entries: [],
      otherWrites: [
        keepAnswer(consent),
        deps.consents.add(consent),
        ...replaced.map((each) => makeEndWrite(deps, context, { memberId: member.id, id: each.id }, 'replaced')),
        trace(deps, context, { memberId: member.id, act: 'consent_given', other: id, changes: toChange(to) }),
      ],
      answer: consent,
    }
  })
}

async function requireConsentable(
  { partners }: Pick<Deps, 'partners'>,
  context: ActContext,
  { status, restrictedAt }: Member,
  { to, until, notice }: Given,
): Promise<void> {
  const { referral } = context.programme
  const today = todayIn(context)
  const inForce = referral && findNotice(referral, today)
  if (!referral || !inForce) throw conflict('referral_not_offered')
  if (status !== 'active') throw conflict('member_inactive', { status })
  if (restrictedAt !== undefined) throw conflict('member_restricted')
  if (inForce.version !== notice) throw invalid('consent_notice', { version: inForce.version }, ['notice'])
  const most = referral.longestConsentDays
  if (until < today || until > addDays(today, most)) throw invalid('consent_term', { most }, ['until'])
  if ('partner' in to && !(await partners.get(to.partner))) throw invalid('referral_lender', {}, ['to', 'partner'])
}

function withdrawConsent(
  deps: ConsentDeps,
  who: Recorder,
  read: () => Promise<Member>,
  id: string,
  keepAnswer: KeepAnswer<Consent>,
): Promise<Consent> {
  return post(deps, who, async (context): Promise<LedgerWrite<Consent>> => {
    const kept = await read()
    const { record: member, stored } = await findConsent(deps, kept, id)
    if (!member.consents?.some((each) => each.id === id)) throw conflict('consent_over')
    const { consents = [], ...rest } = member
    const left = consents.filter((each) => each.id !== id)
    const uncovered = await withdrawUncovered(deps, context, { ...rest, consents: left })
    const answer: Consent = {
      ...stored,
      end: 'withdrawn',
      endedAt: context.now.toISOString(),
      endedBy: who.actor,
    }
    return {
      members: [nextVersion(left.length > 0 ? uncovered.member : withoutConsents(uncovered.member))],
      entries: uncovered.entries,
      otherWrites: [
        keepAnswer(answer),
        makeEndWrite(deps, context, answer, 'withdrawn'),
        trace(deps, context, { memberId: member.id, act: 'consent_ended', other: id }),
        ...uncovered.writes,
      ],
      events: uncovered.events,
      answer,
    }
  })
}

/** A consent of a person, and the record that it was given on: the kept one, or one merged into it. */
async function findConsent(deps: Pick<Deps, 'members' | 'consents'>, kept: Member, id: string) {
  for (const record of await readOwnRecords(deps, kept)) {
    const stored = await deps.consents.get({ memberId: record.id, id })
    if (stored) return { record, stored }
  }
  throw notFound()
}

const withoutConsents = ({ consents: _, ...member }: Member): Member => member

/** Ends the consents of members who are being erased. Belongs in the transaction of the erasure. */
export const endConsentsOfErased = (
  deps: Pick<Deps, 'consents'>,
  context: Pick<ActContext, 'actor' | 'now'>,
  members: Member[],
): Write[] =>
  members.flatMap(({ id, consents = [] }) =>
    consents.map((each) => makeEndWrite(deps, context, { memberId: id, id: each.id }, 'erased')),
  )

const makeEndWrite = (
  { consents }: Pick<Deps, 'consents'>,
  { actor, now }: Pick<ActContext, 'actor' | 'now'>,
  of: Pick<Consent, 'memberId' | 'id'>,
  end: NonNullable<Consent['end']>,
): Write => consents.end(of, { end, endedAt: now.toISOString(), endedBy: actor })

const toChange = (to: Consent['to']) => ({ to: { to: 'partner' in to ? to.partner : to.kind } })

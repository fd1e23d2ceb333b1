import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { type ActContext, todayIn } from '../../domain/acts/act-context.ts'
import { addDays } from '../../domain/calendar.ts'
import {
  Consent,
  haveSameRecipients,
  mostConsents,
  type NewConsent,
  type OwnConsent,
} from '../../domain/consent/consent.ts'
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

type ConsentTerms = Pick<Consent, 'to' | 'until' | 'notice' | 'means'>
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
  terms: NewConsent,
) =>
  onceAbout(deps, caller, 'member.refer', request, Consent, (keepAnswer) =>
    giveConsent(
      deps,
      byOfficer(caller),
      () => readKeptMember(deps, caller, 'member.refer', memberId),
      terms,
      keepAnswer,
    ),
  )

/** Records the consent of the signed-in person. */
export async function giveOwnConsent(
  deps: OwnConsentDeps,
  caller: Pick<Caller, 'subject'>,
  request: IdempotentRequest,
  terms: typeof OwnConsent._zod.output,
) {
  const { account } = await deps.selves.find(caller.subject)
  return once(deps, { subject: account }, request, Consent, (keepAnswer) =>
    giveConsent(deps, bySelf, () => readOwnVerifiedMember(deps, caller), { ...terms, means: 'online' }, keepAnswer),
  )
}

/** Ends a member's consent at the member's wish, and takes back the referrals that only this consent allowed. */
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
  return listPersonConsents(deps, await readKeptMember(deps, caller, 'member.refer', memberId))
}

async function listPersonConsents(deps: Pick<Deps, 'members' | 'consents'>, member: Member): Promise<Consent[]> {
  const records = await readOwnRecords(deps, member)
  const found = await Promise.all(records.map(({ id }) => deps.consents.ofMember(id)))
  return found.flat().toSorted((a, b) => ascending(a.givenAt, b.givenAt))
}

/** Every consent of the signed-in person. */
export async function listOwnConsents(
  deps: Pick<Deps, 'selves' | 'members' | 'consents'>,
  caller: Pick<Caller, 'subject'>,
): Promise<Consent[]> {
  return listPersonConsents(deps, await readOwnMember(deps, caller))
}

/** Reads the own record. Throws `conflict` until the identity is verified: before that, nobody knows who consents. */
async function readOwnVerifiedMember(deps: OwnConsentDeps, caller: Pick<Caller, 'subject'>): Promise<Member> {
  const member = await readOwnMember(deps, caller)
  if (!isVerified(member)) throw conflict('identity_unverified')
  return member
}

function giveConsent(
  deps: ConsentDeps,
  who: Recorder,
  readMember: () => Promise<Member>,
  terms: ConsentTerms,
  keepAnswer: KeepAnswer<Consent>,
): Promise<Consent> {
  return post(deps, who, async (context): Promise<LedgerWrite<Consent>> => {
    const member = await readMember()
    await requireConsentable(deps, context, member, terms)
    const consent: Consent = {
      id: deps.newId('cst'),
      memberId: member.id,
      purpose: 'referral',
      ...terms,
      askedBy: who.actor,
      givenAt: context.now.toISOString(),
    }
    const { id, to, until } = consent
    const all = member.consents ?? []
    const replacedConsents = all.filter((each) => haveSameRecipients(each.to, to) || each.until < todayIn(context))
    const remaining = all.filter((each) => !replacedConsents.includes(each))
    if (remaining.length >= mostConsents) throw conflict('consents_full', { most: mostConsents })
    return {
      members: [nextVersion({ ...member, consents: [...remaining, { id, to, until }] })],
      entries: [],
      otherWrites: [
        keepAnswer(consent),
        deps.consents.add(consent),
        ...replacedConsents.map((each) =>
          makeEndWrite(deps, context, { memberId: member.id, id: each.id }, 'replaced'),
        ),
        trace(deps, context, {
          memberId: member.id,
          act: 'consent_given',
          other: id,
          changes: makeRecipientChange(to),
        }),
      ],
      answer: consent,
    }
  })
}

async function requireConsentable(
  { partners }: Pick<Deps, 'partners'>,
  context: ActContext,
  { status, restrictedAt }: Member,
  { to, until, notice }: ConsentTerms,
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
  readMember: () => Promise<Member>,
  id: string,
  keepAnswer: KeepAnswer<Consent>,
): Promise<Consent> {
  return post(deps, who, async (context): Promise<LedgerWrite<Consent>> => {
    const keptRecord = await readMember()
    const { record: member, stored } = await findConsent(deps, keptRecord, id)
    if (!member.consents?.some((each) => each.id === id)) throw conflict('consent_over')
    const { consents = [], ...rest } = member
    const remaining = consents.filter((each) => each.id !== id)
    const withdrawal = await withdrawUncovered(deps, context, { ...rest, consents: remaining })
    const answer: Consent = {
      ...stored,
      end: 'withdrawn',
      endedAt: context.now.toISOString(),
      endedBy: who.actor,
    }
    return {
      members: [nextVersion(remaining.length > 0 ? withdrawal.member : withoutConsents(withdrawal.member))],
      entries: withdrawal.entries,
      otherWrites: [
        keepAnswer(answer),
        makeEndWrite(deps, context, answer, 'withdrawn'),
        trace(deps, context, { memberId: member.id, act: 'consent_ended', other: id }),
        ...withdrawal.writes,
      ],
      events: withdrawal.events,
      answer,
    }
  })
}

/** Finds a consent of a person, and the record on which it was given: the kept one, or one merged into it. */
async function findConsent(deps: Pick<Deps, 'members' | 'consents'>, keptRecord: Member, id: string) {
  for (const record of await readOwnRecords(deps, keptRecord)) {
    const stored = await deps.consents.get({ memberId: record.id, id })
    if (stored) return { record, stored }
  }
  throw notFound()
}

const withoutConsents = ({ consents: _, ...member }: Member): Member => member

/** Makes the writes that end the consents of erased members. They belong in the transaction of the erasure. */
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
  consent: Pick<Consent, 'memberId' | 'id'>,
  end: NonNullable<Consent['end']>,
): Write => consents.end(consent, { end, endedAt: now.toISOString(), endedBy: actor })

const makeRecipientChange = (to: Consent['to']) => ({ to: { to: 'partner' in to ? to.partner : to.kind } })

import * as z from 'zod'
import type { DeskDeps } from '../../desk-deps.ts'
import type { Caller, Grant } from '../../domain/access/grant.ts'
import type { Account, Invitation, InvitedPerson } from '../../domain/access/person.ts'
import { can, listUnendedGrants, permit, requireGivingGrants } from '../../domain/access/policy.ts'
import { conflict, forbidden, notFound } from '../../domain/problems/app-error.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { type GrantDeps, listGrants, prepareGrant, refuseIfHeld } from './grants.ts'

type PeopleDeps = GrantDeps & Pick<DeskDeps, 'people' | 'accounts' | 'sessions' | 'log'>

/** A grant, and its present state. */
export type HeldGrant = Grant & { state: 'in_force' | 'not_yet' | 'ended' }

/** Somebody with grants in the caller's scope. `person` is present only for people who were invited. */
export type PersonWithGrants = { subject: string; person?: InvitedPerson; grants: HeldGrant[] }

/**
 * A page of the people with grants within an area, including ended grants. The same person may come again on a later
 * page.
 */
export async function listPeople(
  deps: Pick<PeopleDeps, 'grants' | 'people' | 'frame' | 'now'>,
  caller: Caller,
  area: string,
  page: { after?: string | undefined; limit: number },
): Promise<{ items: PersonWithGrants[]; last?: string }> {
  const { items, ...rest } = await listGrants(deps, caller, { area }, page)
  const bySubject = Map.groupBy(items, ({ subject }) => subject)
  const personBySubject = new Map(
    (await deps.people.getMany([...bySubject.keys()])).map((person) => [person.subject, person]),
  )
  const people = [...bySubject].map(([subject, grants]) => {
    const person = personBySubject.get(subject)
    return { subject, grants: grants.map(withStateNow(deps)), ...(person && { person }) }
  })
  return { items: people, ...rest }
}

/** Somebody with grants in the caller's scope, and the account. Throws `not_found` if none of the grants lies there. */
export async function readPerson(
  deps: Pick<PeopleDeps, 'grants' | 'people' | 'accounts' | 'frame' | 'now'>,
  caller: Caller,
  subject: string,
): Promise<PersonWithGrants & { account?: Account }> {
  const { items: grants } = await listGrants(deps, caller, { subject }, { limit: 1 })
  if (grants.length === 0) throw notFound()
  const [[person], account] = await Promise.all([deps.people.getMany([subject]), deps.accounts?.find(subject)])
  return { subject, grants: grants.map(withStateNow(deps)), ...(person && { person }), ...(account && { account }) }
}

const withStateNow =
  ({ now }: Pick<PeopleDeps, 'now'>) =>
  (grant: Grant): HeldGrant => {
    if (listUnendedGrants([grant], now()).length === 0) return { ...grant, state: 'ended' }
    return { ...grant, state: grant.from > now().toISOString() ? 'not_yet' : 'in_force' }
  }

/** The answer to an invitation. It is stored, so it holds no address. `isNew`: an account was made, and a mail sent. */
const PersonInvited = z.object({ subject: z.string(), isNew: z.boolean() })

/**
 * Invites somebody by address and gives the grant. If the person has an account, only gives the grant. After a crash in
 * between, the account has no grant; a repeat gives it. Throws `conflict` if the person already holds the grant.
 */
export async function invitePerson(
  deps: PeopleDeps,
  caller: Caller,
  request: IdempotentRequest,
  { email, ...input }: Invitation,
) {
  const makeGrant = prepareGrant(deps, caller, input)
  const accounts = requireAccounts(deps)
  return once(deps, caller, request, PersonInvited, async (keepAnswer) => {
    // Check the grant before a mail goes out.
    makeGrant('')
    const { subject, isNew } = await accounts.invite(email)
    const newGrant = makeGrant(subject)
    if (!isNew) await refuseIfHeld(deps, newGrant)
    const answer = { subject, isNew }
    const [knownPerson] = await deps.people.getMany([subject])
    const invitation = { invitedAt: deps.now().toISOString(), invitedBy: caller.subject }
    const person = { ...invitation, ...knownPerson, subject, email }
    await deps.commit(keepAnswer(answer), ...deps.grants.add(newGrant), deps.people.save(person))
    return answer
  })
}

/** Mails an invitation again. Throws `conflict` when there is no account, or somebody has signed in with it. */
export async function resendInvitation(deps: PeopleDeps, caller: Caller, subject: string): Promise<void> {
  await requireInCharge(deps, caller, subject)
  const account = await requireAccounts(deps).find(subject)
  if (account?.state !== 'invited') throw conflict('account_missing')
  await requireAccounts(deps).resend(account.email)
}

/** Blocks somebody and ends the sessions at once, or unblocks somebody. The grants stay. */
export async function blockPerson(
  deps: PeopleDeps,
  caller: Caller,
  subject: string,
  isBlocked: boolean,
): Promise<void> {
  await requireInCharge(deps, caller, subject)
  const account = await requireAccounts(deps).find(subject)
  if (!account) throw conflict('account_missing')
  const [known] = await deps.people.getMany([subject])
  const at = deps.now().toISOString()
  const {
    blockedAt: _,
    blockedBy: __,
    ...person
  } = known ?? {
    ...{ subject, email: account.email, invitedAt: at, invitedBy: caller.subject },
  }
  if (isBlocked) {
    await deps.sessions.signOutEverywhere(subject, at)
    await requireAccounts(deps).block(subject)
    // The person may have signed in just before the account was blocked.
    await deps.sessions.signOutEverywhere(subject, deps.now().toISOString())
  } else await requireAccounts(deps).unblock(subject)
  await deps.commit(deps.people.save({ ...person, ...(isBlocked && { blockedAt: at, blockedBy: caller.subject }) }))
}

const PersonRemoved = z.object({ subject: z.string(), ended: z.int() })

/** Removes somebody: ends every grant that is not over and every session, then removes the account. */
export async function removePerson(
  deps: PeopleDeps,
  caller: Caller,
  request: IdempotentRequest,
  subject: string,
  reason: string,
) {
  const grants = await requireInCharge(deps, caller, subject)
  const removal = await once(deps, caller, request, PersonRemoved, async (keepAnswer) => {
    const at = deps.now().toISOString()
    const answer = { subject, ended: grants.length }
    const ends = grants.map((grant) =>
      deps.grants.end({ ...grant, endedAt: at, endedBy: caller.subject, endReason: reason }),
    )
    await deps.commit(keepAnswer(answer), ...ends, deps.people.remove(subject))
    return answer
  })
  await deps.sessions.signOutEverywhere(subject, deps.now().toISOString())
  await deps.accounts?.remove(subject)
  return removal
}

function requireAccounts({ accounts }: Pick<PeopleDeps, 'accounts'>): NonNullable<PeopleDeps['accounts']> {
  if (!accounts) throw conflict('accounts_elsewhere')
  return accounts
}

/**
 * Requires that the caller is somebody else and may end every grant of this person, because one sign-in serves all of
 * them. Returns the grants that are not over. Throws `not_found` for a person without a grant in the caller's scope.
 */
async function requireInCharge(deps: PeopleDeps, caller: Caller, subject: string): Promise<Grant[]> {
  const { areas } = deps.frame
  permit(caller, 'grants.write')
  const all = (await deps.grants.ofSubject(subject)).filter(({ kind }) => kind === undefined)
  if (!all.some((grant) => can(areas, caller, 'grants.write', grant))) throw notFound()
  if (subject === caller.subject) throw forbidden('grant_own')
  const unended = listUnendedGrants(all, deps.now())
  for (const grant of unended) requireGivingGrants(areas, caller, grant)
  return unended
}

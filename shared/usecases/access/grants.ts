import type { Deps } from '../../deps.ts'
import { type Caller, Grant, type NewGrant } from '../../domain/access/grant.ts'
import {
  authorise,
  can,
  findHeldGrant,
  listUnendedGrants,
  permit,
  requireGivingGrants,
} from '../../domain/access/policy.ts'
import type { Instant } from '../../domain/calendar.ts'
import { conflict, forbidden, invalid, notFound, type Problem, refuseAll } from '../../domain/problems/app-error.ts'
import { listAgencyProblems, listAreaProblems } from '../../domain/programme/known-codes.ts'
import { type IdempotentRequest, once } from '../once.ts'

export type GrantDeps = Pick<Deps, 'grants' | 'members' | 'frame' | 'claims' | 'commit' | 'now' | 'newId'>

/** Whose grants to list: everybody's within an area, or one subject's. */
export type GrantQuery = { area?: string | undefined; agency?: string | undefined; subject?: string | undefined }

/** A page of the grants within the caller's scope, including ended ones: by area, or one subject's by time. */
export async function listGrants(
  { grants, frame: { areas } }: Pick<Deps, 'grants' | 'frame'>,
  caller: Caller,
  { area, agency, subject }: GrantQuery,
  page: { after?: string | undefined; limit: number },
): Promise<{ items: Grant[]; last?: string }> {
  permit(caller, 'grants.read')
  const where = { area: area ?? areas.root, agency }
  if (subject === undefined || area !== undefined) authorise(areas, caller, 'grants.read', where)
  const found =
    subject === undefined ? await grants.within(where.area, page) : { items: await grants.ofSubject(subject) }
  const items = found.items.filter(
    (grant) =>
      can(areas, caller, 'grants.read', grant) &&
      areas.isWithin(grant.area, where.area) &&
      (agency === undefined || grant.agency === agency),
  )
  return { ...found, items }
}

/**
 * Gives a grant within the caller's own scope, role and time. The caller cannot receive it. Throws `conflict` if the
 * person already holds the grant.
 */
export async function giveGrantFor(deps: GrantDeps, caller: Caller, request: IdempotentRequest, input: NewGrant) {
  const makeGrant = prepareGrant(deps, caller, input)
  if (input.subject === caller.subject) throw forbidden('grant_own')
  return once(deps, caller, request, Grant, async (keepAnswer) => {
    const newGrant = makeGrant(input.subject)
    await refuseIfHeld(deps, newGrant)
    await deps.commit(keepAnswer(newGrant), ...deps.grants.add(newGrant))
    return newGrant
  })
}

/**
 * Checks that the caller may give a grant, before anybody is invited. Returns a function that makes the grant for a
 * subject.
 */
export function prepareGrant(
  deps: GrantDeps,
  caller: Caller,
  input: Omit<NewGrant, 'subject'>,
): (subject: string) => Grant {
  permit(caller, 'grants.write')
  refuseAll(listPlaceProblems(deps, input))
  const givers = requireGivingGrants(deps.frame.areas, caller, input)
  return (subject) => {
    if (subject === caller.subject) throw forbidden('grant_own')
    const at = deps.now().toISOString()
    const { from = at, ...rest } = input
    const newGrant = { ...rest, subject, id: deps.newId('grt'), from, grantedBy: caller.subject, grantedAt: at }
    refuseAll(listPeriodProblems(newGrant, at))
    refuseToOutlast(givers, newGrant.until)
    return newGrant
  }
}

/** Throws `conflict` if the person already holds the grant: ending one of two would leave the other. */
export async function refuseIfHeld({ grants, now }: Pick<Deps, 'grants' | 'now'>, grant: Grant): Promise<void> {
  const unended = listUnendedGrants(await grants.ofSubject(grant.subject), now())
  if (findHeldGrant(unended, grant)) throw conflict('grant_held')
}

/** Ends a grant within the caller's scope now. Throws `conflict` if it has ended. */
export async function endGrant(
  deps: GrantDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  reason: string,
) {
  permit(caller, 'grants.write')
  const grant = await deps.grants.get(id)
  if (!grant) throw notFound()
  requireGivingGrants(deps.frame.areas, caller, { ...(await findGrantPlace(deps, grant)), role: grant.role })
  if (grant.subject === caller.subject) throw forbidden('grant_own')
  return once(deps, caller, request, Grant, async (keepAnswer) => {
    const endedGrant = { ...grant, endedAt: deps.now().toISOString(), endedBy: caller.subject, endReason: reason }
    await deps.commit(keepAnswer(endedGrant), deps.grants.end(endedGrant))
    return endedGrant
  })
}

/**
 * The place of a grant. A grant about one member lies where the member is now, or at the root if the number belongs to
 * nobody.
 */
async function findGrantPlace(
  { members, frame }: Pick<Deps, 'members' | 'frame'>,
  { kind, member, area, agency }: Grant,
): Promise<{ area: string; agency?: string | undefined }> {
  if (kind === undefined) return { area, agency }
  const found = member === undefined ? undefined : await members.get(member)
  return found ? { area: found.area, agency: found.agency } : { area: frame.areas.root }
}

function listPlaceProblems(
  { frame: { areas, programme } }: Pick<Deps, 'frame'>,
  { area, agency }: Pick<NewGrant, 'area' | 'agency'>,
): Problem[] {
  return [...listAreaProblems(areas, area), ...listAgencyProblems(programme, agency)]
}

function listPeriodProblems({ from, until }: Grant, now: Instant): Problem[] {
  return until === undefined || (until > from && until > now) ? [] : [{ code: 'grant_period', path: ['until'] }]
}

/** A grant cannot outlast every grant that it rests on. */
function refuseToOutlast(givers: Grant[], until: Instant | undefined): void {
  const ends = givers.map((grant) => grant.until ?? '')
  const latest = ends.includes('') ? undefined : ends.toSorted().at(-1)
  if (latest !== undefined && (until === undefined || until > latest))
    throw invalid('grant_outlasts', { latest }, ['until'])
}

import { forbidden, notFound } from '../problems/app-error.ts'
import type { AreaTree } from '../programme/area-tree.ts'
import type { Caller, Grant, Role } from './grant.ts'

const viewerActions = ['programme.read', 'figures.read', 'months.read', 'targets.read'] as const
const officerActions = [
  'member.read',
  'member.trail',
  'evidence.read',
  'member.write',
  'member.reveal',
  'member.refer',
  'glass.break',
  'figures.explain',
  'members.import',
  'cases.open',
  'identity.verify',
  'disputes.decide',
  'members.export',
  'obstacles.write',
] as const
const adminActions = [
  'cases.decide',
  'imports.manage',
  'exports.read',
  'targets.write',
  'months.close',
  'ledger.recount',
  'ledger.repair',
  'issues.reissue',
  'grants.read',
  'grants.write',
  'glass.read',
  'partners.read',
  'partners.write',
  'recipients.manage',
  'subscribers.manage',
] as const

export type Action = (typeof viewerActions)[number] | (typeof officerActions)[number] | (typeof adminActions)[number]

/** What each role may do, within the area and agency of its grant. */
const actionsOfRole: Record<Role, readonly Action[]> = {
  viewer: viewerActions,
  officer: [...viewerActions, ...officerActions],
  admin: [...viewerActions, ...officerActions, ...adminActions],
}

/** What break glass allows: an officer may read the one record, and do nothing else. */
const breakGlassActions: readonly Action[] = ['member.read']

/** Where something belongs: an area and, if it has one, an agency. A member's record also names the member. */
export type Scope = { area: string; agency?: string | undefined; member?: string | undefined }

/**
 * The one scope policy: whether a grant of the caller allows an action in a scope. A grant for an agency covers only what
 * belongs to that agency, and nothing that belongs to all agencies together.
 */
export const can = (areas: AreaTree, caller: Caller, action: Action, scope: Scope): boolean =>
  canByRole(areas, caller, action, scope) || findGlassNeeded(areas, caller, action, scope) !== undefined

const canByRole = (areas: AreaTree, { grants }: Caller, action: Action, scope: Scope): boolean =>
  grants.some((grant) => allows(grant, action) && covers(areas, grant, scope))

/** Whether a grant gives a role that allows an action. A break-glass grant gives no role. */
const allows = ({ kind, role }: Grant, action: Action): boolean =>
  kind === undefined && actionsOfRole[role].includes(action)

/** Whether a grant's scope contains the whole of another scope. */
const covers = (areas: AreaTree, { area, agency }: Scope, scope: Scope): boolean =>
  areas.isWithin(scope.area, area) && (agency === undefined || agency === scope.agency)

/**
 * The parts of a scope in which a caller may act. None lies within another. Within the scope, `can` is true in exactly
 * these parts.
 */
export function listReachableScopes(areas: AreaTree, { grants }: Caller, action: Action, whole: Scope): Scope[] {
  const scopes = grants.filter((grant) => allows(grant, action)).flatMap((grant) => overlap(areas, grant, whole))
  return scopes.filter(
    (scope, i) =>
      !scopes.some((other, j) => i !== j && covers(areas, other, scope) && (j < i || !covers(areas, scope, other))),
  )
}

/** The scope that two scopes share, if any. Its area is the inner one of the two. */
function overlap(areas: AreaTree, a: Scope, b: Scope): Scope[] {
  const area = areas.isWithin(a.area, b.area) ? a.area : areas.isWithin(b.area, a.area) ? b.area : undefined
  if (area === undefined || (a.agency !== undefined && b.agency !== undefined && a.agency !== b.agency)) return []
  const agency = a.agency ?? b.agency
  return [{ area, ...(agency !== undefined && { agency }) }]
}

/** The areas of the caller's grants for an action. None lies within another. */
export function listReachableAreas({ isWithin }: AreaTree, { grants }: Caller, action: Action): string[] {
  const areas = grants.filter((grant) => allows(grant, action)).map(({ area }) => area)
  return [...new Set(areas)].filter((area, _, all) => !all.some((other) => other !== area && isWithin(area, other)))
}

/**
 * The break-glass grant that a caller needs for an action on a member's record. Undefined when a role allows the
 * action, or when no grant does. The grant works only while the caller also has a role that may break glass.
 */
export function findGlassNeeded(areas: AreaTree, caller: Caller, action: Action, scope: Scope): Grant | undefined {
  if (!breakGlassActions.includes(action) || scope.member === undefined || canByRole(areas, caller, action, scope))
    return undefined
  if (!caller.grants.some((grant) => allows(grant, 'glass.break'))) return undefined
  return caller.grants.find(({ kind, member }) => kind === 'break_glass' && member === scope.member)
}

/** Whether a role of the caller allows the action somewhere. */
export const mayAnywhere = ({ grants }: Caller, action: Action): boolean =>
  grants.some((grant) => allows(grant, action))

/** Throws `forbidden` when no role of the caller allows the action anywhere. */
export function permit(caller: Caller, action: Action): void {
  if (!mayAnywhere(caller, action)) throw forbidden('not_allowed')
}

/** Like `permit`. Also throws `not_found` outside the caller's scope, as if nothing were there. */
export function authorise(areas: AreaTree, caller: Caller, action: Action, scope: Scope): void {
  permit(caller, action)
  if (!can(areas, caller, action, scope)) throw notFound()
}

const rank: Record<Role, number> = { viewer: 1, officer: 2, admin: 3 }

/**
 * The grants that let a caller give or end a grant of a role in a scope. Each covers the scope, and its role is not below
 * the given one. Throws `not_found` outside the caller's scope and `forbidden` for a role above the caller's.
 */
export function requireGivingGrants(
  areas: AreaTree,
  caller: Caller,
  { role, ...scope }: Scope & { role: Role },
): Grant[] {
  authorise(areas, caller, 'grants.write', scope)
  const givingGrants = caller.grants.filter(
    (grant) => allows(grant, 'grants.write') && covers(areas, grant, scope) && rank[grant.role] >= rank[role],
  )
  if (givingGrants.length === 0) throw forbidden('grant_role_above', { role })
  return givingGrants
}

/** The grants that are not over at an instant: those in force, and those that begin later. */
export const listUnendedGrants = (grants: Grant[], now: Date): Grant[] => {
  const at = now.toISOString()
  return grants.filter(
    ({ until, endedAt }) => (until === undefined || at < until) && (endedAt === undefined || at < endedAt),
  )
}

/** Finds the unended grant that already gives the same right for the whole time. */
export const findHeldGrant = (
  givenBefore: Grant[],
  { role, area, agency, from, until }: Pick<Grant, 'role' | 'area' | 'agency' | 'from' | 'until'>,
): Grant | undefined =>
  givenBefore.find(
    (grant) =>
      grant.kind === undefined &&
      grant.role === role &&
      grant.area === area &&
      grant.agency === agency &&
      grant.from <= from &&
      (grant.until === undefined || (until !== undefined && until <= grant.until)),
  )

/** The grants in force at an instant. */
export const listGrantsInForce = (grants: Grant[], now: Date): Grant[] =>
  listUnendedGrants(grants, now).filter(({ from }) => from <= now.toISOString())

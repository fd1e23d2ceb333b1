import { forbidden, notFound } from '../problems/app-error.ts'
import type { AreaTree } from '../programme/area-tree.ts'
import type { Caller, Grant, Role } from './grant.ts'

const viewing = ['programme.read', 'figures.read', 'months.read', 'targets.read'] as const
const serving = [
  'member.read',
  'member.trail',
  'member.write',
  'member.reveal',
  'glass.break',
  'figures.explain',
  'members.import',
  'cases.open',
  'identity.verify',
  'disputes.decide',
  'members.export',
  'obstacles.write',
] as const
const managing = [
  'cases.decide',
  'imports.manage',
  'exports.read',
  'targets.write',
  'months.close',
  'ledger.recount',
  'ledger.repair',
  'issues.write',
  'grants.read',
  'grants.write',
  'glass.read',
  'partners.read',
  'partners.write',
  'recipients.manage',
] as const

export type Action = (typeof viewing)[number] | (typeof serving)[number] | (typeof managing)[number]

/** What each role may do, within the area and agency of its grant. */
const allowed: Record<Role, readonly Action[]> = {
  viewer: viewing,
  officer: [...viewing, ...serving],
  admin: [...viewing, ...serving, ...managing],
}

/** What breaking glass lets an officer do with the one record: to read it, and nothing else. */
const behindGlass: readonly Action[] = ['member.read']

/** Where something lies: an area or leaf and, if it belongs to one, the agency; of a member's own record, whose. */
export type Scope = { area: string; agency?: string | undefined; member?: string | undefined }

/**
 * The one scope policy: whether a grant of the caller lets it act at a place. A grant for an agency covers only
 * what is that agency's; what belongs to all agencies together is not.
 */
export const can = (areas: AreaTree, caller: Caller, action: Action, place: Scope): boolean =>
  canByRole(areas, caller, action, place) || findGlassNeeded(areas, caller, action, place) !== undefined

const canByRole = (areas: AreaTree, { grants }: Caller, action: Action, place: Scope): boolean =>
  grants.some((grant) => allows(grant, action) && covers(areas, grant, place))

/** A broken glass is no role: it allows nothing by itself. */
const allows = ({ kind, role }: Grant, action: Action): boolean => kind === undefined && allowed[role].includes(action)

/** Whether all of a place lies within another. */
const covers = (areas: AreaTree, { area, agency }: Scope, place: Scope): boolean =>
  areas.isWithin(place.area, area) && (agency === undefined || agency === place.agency)

/**
 * The places within an asked one at which a caller may act, none of which lies within another: `can` holds for what lies
 * at one of them, and for nothing else of the asked place.
 */
export function reachableScopes(areas: AreaTree, { grants }: Caller, action: Action, asked: Scope): Scope[] {
  const places = grants.filter((grant) => allows(grant, action)).flatMap((grant) => overlap(areas, grant, asked))
  return places.filter(
    (place, i) =>
      !places.some((other, j) => i !== j && covers(areas, other, place) && (j < i || !covers(areas, place, other))),
  )
}

/** What two places have in common: of two areas, the one that lies within the other. */
function overlap(areas: AreaTree, a: Scope, b: Scope): Scope[] {
  const area = areas.isWithin(a.area, b.area) ? a.area : areas.isWithin(b.area, a.area) ? b.area : undefined
  if (area === undefined || (a.agency !== undefined && b.agency !== undefined && a.agency !== b.agency)) return []
  const agency = a.agency ?? b.agency
  return [{ area, ...(agency !== undefined && { agency }) }]
}

/** The areas within which the caller may act somewhere, each whole; none lies within another. */
export function reachableAreas({ isWithin }: AreaTree, { grants }: Caller, action: Action): string[] {
  const areas = grants.filter((grant) => allows(grant, action)).map(({ area }) => area)
  return [...new Set(areas)].filter((area, _, all) => !all.some((other) => other !== area && isWithin(area, other)))
}

/**
 * The broken glass by which alone a caller may do something with a member's record; nothing when a role allows it, or
 * nothing does. It holds only while its holder has a role that may break glass.
 */
export function findGlassNeeded(areas: AreaTree, caller: Caller, action: Action, place: Scope): Grant | undefined {
  if (!behindGlass.includes(action) || place.member === undefined || canByRole(areas, caller, action, place))
    return undefined
  if (!caller.grants.some((grant) => allows(grant, 'glass.break'))) return undefined
  return caller.grants.find(({ kind, member }) => kind === 'break_glass' && member === place.member)
}

/** Whether a role of the caller allows the action somewhere. */
export const mayAnywhere = ({ grants }: Caller, action: Action): boolean =>
  grants.some((grant) => allows(grant, action))

/** Throws `forbidden` when no role of the caller allows the action anywhere. */
export function permit(caller: Caller, action: Action): void {
  if (!mayAnywhere(caller, action)) throw forbidden('not_allowed')
}

/** As `permit`, and throws `not_found` when the place is outside the caller's scope: as if nothing were there. */
export function authorise(areas: AreaTree, caller: Caller, action: Action, place: Scope): void {
  permit(caller, action)
  if (!can(areas, caller, action, place)) throw notFound()
}

const rank: Record<Role, number> = { viewer: 1, officer: 2, admin: 3 }

/**
 * The grants by which a caller may give, or end, a grant of a role at a place: those that cover the place, by a role
 * that may and is not below. Throws `not_found` outside the caller's scope, and `forbidden` for a role above.
 */
export function grantsToGiveBy(areas: AreaTree, caller: Caller, { role, ...place }: Scope & { role: Role }): Grant[] {
  authorise(areas, caller, 'grants.write', place)
  const givers = caller.grants.filter(
    (grant) => allows(grant, 'grants.write') && covers(areas, grant, place) && rank[grant.role] >= rank[role],
  )
  if (givers.length === 0) throw forbidden('grant_role_above', { role })
  return givers
}

/** The grants in force at an instant. */
export const grantsInForce = (grants: Grant[], now: Date): Grant[] => {
  const at = now.toISOString()
  return grants.filter(
    ({ from, until, endedAt }) =>
      from <= at && (until === undefined || at < until) && (endedAt === undefined || at < endedAt),
  )
}

import { forbidden, notFound } from './app-error.ts'
import type { AreaTree } from './area-tree.ts'
import type { Caller, Grant, Role } from './grant.ts'

const viewing = ['programme.read', 'figures.read', 'months.read', 'targets.read'] as const
const serving = [
  'member.read',
  'member.trail',
  'member.write',
  'figures.explain',
  'members.import',
  'cases.open',
  'identity.verify',
  'disputes.decide',
] as const
const managing = [
  'cases.decide',
  'imports.manage',
  'targets.write',
  'months.close',
  'ledger.recount',
  'ledger.repair',
  'issues.write',
] as const

export type Action = (typeof viewing)[number] | (typeof serving)[number] | (typeof managing)[number]

/** What each role may do, within the area and agency of its grant. */
const allowed: Record<Role, readonly Action[]> = {
  viewer: viewing,
  officer: [...viewing, ...serving],
  admin: [...viewing, ...serving, ...managing],
}

/** Where something lies: an area or leaf and, if it belongs to one, the agency. */
export type Place = { area: string; agency?: string | undefined }

/**
 * The one scope policy: whether a grant of the caller lets it act at a place. A grant for an agency covers only
 * what is that agency's; what belongs to all agencies together is not.
 */
export const can = (areas: AreaTree, caller: Caller, action: Action, place: Place): boolean =>
  caller.grants.some((grant) => allowed[grant.role].includes(action) && covers(areas, grant, place))

/** Whether all of a place lies within another. */
const covers = (areas: AreaTree, { area, agency }: Place, place: Place): boolean =>
  areas.isWithin(place.area, area) && (agency === undefined || agency === place.agency)

/**
 * The places within an asked one at which a caller may act, none of which lies within another: `can` holds for what lies
 * at one of them, and for nothing else of the asked place.
 */
export function reach(areas: AreaTree, { grants }: Caller, action: Action, asked: Place): Place[] {
  const places = grants
    .filter(({ role }) => allowed[role].includes(action))
    .flatMap((grant) => overlap(areas, grant, asked))
  return places.filter(
    (place, i) =>
      !places.some((other, j) => i !== j && covers(areas, other, place) && (j < i || !covers(areas, place, other))),
  )
}

/** What two places have in common: of two areas, the one that lies within the other. */
function overlap(areas: AreaTree, a: Place, b: Place): Place[] {
  const area = areas.isWithin(a.area, b.area) ? a.area : areas.isWithin(b.area, a.area) ? b.area : undefined
  if (area === undefined || (a.agency !== undefined && b.agency !== undefined && a.agency !== b.agency)) return []
  const agency = a.agency ?? b.agency
  return [{ area, ...(agency !== undefined && { agency }) }]
}

/** The areas within which the caller may act somewhere, each whole; none lies within another. */
export function areasOf({ isWithin }: AreaTree, { grants }: Caller, action: Action): string[] {
  const areas = grants.filter(({ role }) => allowed[role].includes(action)).map(({ area }) => area)
  return [...new Set(areas)].filter((area, _, all) => !all.some((other) => other !== area && isWithin(area, other)))
}

/** Throws `forbidden` when no role of the caller allows the action anywhere. */
export function permit({ grants }: Caller, action: Action): void {
  if (!grants.some(({ role }) => allowed[role].includes(action))) throw forbidden('not_allowed')
}

/** As `permit`, and throws `not_found` when the place is outside the caller's scope: as if nothing were there. */
export function authorise(areas: AreaTree, caller: Caller, action: Action, place: Place): void {
  permit(caller, action)
  if (!can(areas, caller, action, place)) throw notFound()
}

/** The grants in force at an instant. */
export const inForce = (grants: Grant[], now: Date): Grant[] => {
  const at = now.toISOString()
  return grants.filter(({ from, until }) => from <= at && (until === undefined || at < until))
}

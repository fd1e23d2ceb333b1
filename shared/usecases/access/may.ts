import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import {
  type Action,
  authorise,
  can,
  listReachableScopes,
  mayAnywhere,
  permit,
  type Scope,
} from '../../domain/access/policy.ts'

/**
 * Whether a caller may do something somewhere. Pages use it to decide what to offer; each use case then checks the
 * exact place.
 */
export const may = (caller: Caller, action: Action): boolean => mayAnywhere(caller, action)

/**
 * Throws `forbidden` if there is no place where the caller may do something, so that not even an empty form is shown.
 */
export const requireRight = (caller: Caller, action: Action): void => permit(caller, action)

/** Whether a caller may do something in the whole programme. */
export const mayInAll = ({ frame: { areas } }: Pick<Deps, 'frame'>, caller: Caller, action: Action): boolean =>
  can(areas, caller, action, { area: areas.root })

/**
 * Throws `forbidden` if there is no place where the caller may do something, and `not_found` if the caller may not do
 * it in the whole programme.
 */
export const requireInAll = ({ frame: { areas } }: Pick<Deps, 'frame'>, caller: Caller, action: Action): void =>
  authorise(areas, caller, action, { area: areas.root })

/** Where a caller may do something: areas, each for one agency or for all. None lies within another. */
export const listAllowedScopes = ({ frame: { areas } }: Pick<Deps, 'frame'>, caller: Caller, action: Action): Scope[] =>
  listReachableScopes(areas, caller, action, { area: areas.root })

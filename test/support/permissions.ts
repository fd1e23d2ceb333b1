import type { Permissions, RouteCase } from './route-case.ts'

export const everyone: Permissions = {
  viewer: 'ok',
  officer: 'ok',
  'officer of another kota': 'ok',
  'officer of another agency': 'ok',
  'administrator of the kota': 'ok',
  'administrator of another kota': 'ok',
  administrator: 'ok',
}
const elsewhere = {
  'officer of another kota': 404,
  'officer of another agency': 404,
  'administrator of another kota': 404,
} as const
/** Whoever may see the figures of the place. */
export const readers: Permissions = { ...everyone, ...elsewhere }
/** Who serves members at the place. */
export const servants: Permissions = { ...readers, viewer: 403 }
/** Who serves members somewhere. */
export const anyServants: Permissions = { ...everyone, viewer: 403 }
/** Who sees the whole programme. */
export const overseers: Permissions = { ...readers, officer: 404, 'administrator of the kota': 404 }
const officers = {
  viewer: 403,
  officer: 403,
  'officer of another kota': 403,
  'officer of another agency': 403,
} as const
/** Who sets targets at the place. */
export const planners: Permissions = { ...readers, ...officers }
/** Who keeps the whole ledger: an administrator of a part does not. */
export const keepers: Permissions = { ...planners, 'administrator of the kota': 404 }

/** Who decides about what members of the place ask. */
export const deciders: RouteCase['may'] = { ...planners }

/** Whose it is, here an administrator of the whole, who sees everybody's. */
export const owner: Permissions = { ...overseers, viewer: 403 }
/** Whoever manages recipients somewhere: he gets those of his own. */
export const managers: Permissions = { ...everyone, ...officers }

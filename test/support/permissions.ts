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
/** Roles that may see the figures of the place. */
export const readers: Permissions = { ...everyone, ...elsewhere }
/** Roles that serve members at the place. */
export const servants: Permissions = { ...readers, viewer: 403 }
/** Roles that serve members somewhere. */
export const anyServants: Permissions = { ...everyone, viewer: 403 }
/** Roles that see the whole programme. */
export const overseers: Permissions = { ...readers, officer: 404, 'administrator of the kota': 404 }
const officers = {
  viewer: 403,
  officer: 403,
  'officer of another kota': 403,
  'officer of another agency': 403,
} as const
/** Roles that set targets at the place. */
export const planners: Permissions = { ...readers, ...officers }
/** Roles that manage the whole ledger, which an administrator of a kota does not. */
export const keepers: Permissions = { ...planners, 'administrator of the kota': 404 }

/** Roles that decide about requests of members of the place. */
export const deciders: RouteCase['may'] = { ...planners }

/** The owner of a thing, here the administrator of the whole programme, and roles that see everybody's. */
export const owner: Permissions = { ...overseers, viewer: 403 }
/** Roles that manage recipients somewhere. Each gets only those within its own scope. */
export const managers: Permissions = { ...everyone, ...officers }

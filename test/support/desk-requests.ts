import type { DeskRequest } from './desk-case.ts'
import type { Permissions } from './route-case.ts'
import { inside, newNik, type World } from './world.ts'

export const everyone: Permissions = {
  viewer: 'ok',
  officer: 'ok',
  'officer of another kota': 'ok',
  'officer of another agency': 'ok',
  'administrator of the kota': 'ok',
  'administrator of another kota': 'ok',
  administrator: 'ok',
}

/** Roles that serve members somewhere. */
export const anyServants: Permissions = { ...everyone, viewer: 403 }

/** Roles that serve members at the place. */
export const servants: Permissions = {
  ...anyServants,
  'officer of another kota': 404,
  'officer of another agency': 404,
  'administrator of another kota': 404,
}

/** The owner, who is the administrator. Administrators see everybody's. */
export const owner: Permissions = { ...servants, officer: 404, 'administrator of the kota': 404 }

export const person = () => ({
  'person.name': 'Budi Santoso',
  'person.nik': newNik(),
  gender: 'male',
  category: 'pemula',
  ...inside,
})

export const ofMember =
  (path: string, fields?: Record<string, string>, make: (world: World) => Promise<string> = ({ member }) => member()) =>
  async (world: World): Promise<DeskRequest> => ({
    path: `/members/${await make(world)}${path}`,
    ...(fields && { fields }),
  })

export const reason = 'wrong_person'

export const file = (text: string) => ({ name: 'file', text })

/** Roles that may see the figures of the place. */
export const readers: Permissions = { ...servants, viewer: 'ok' }

/** Roles that manage something somewhere. */
export const anyManagers: Permissions = {
  ...everyone,
  viewer: 403,
  officer: 403,
  'officer of another kota': 403,
  'officer of another agency': 403,
}

/** Roles that manage the place. */
export const managers: Permissions = { ...anyManagers, 'administrator of another kota': 404 }

/** Roles that manage the whole programme. */
export const chiefs: Permissions = { ...managers, 'administrator of the kota': 404 }

/** A page or form about a partner with a secret. */
export const ofPartner =
  (path: string, fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => {
    const { code, credential } = await world.partner()
    return { path: `/partners/${code}${path.replace(':id', credential)}`, ...(fields && { fields }) }
  }

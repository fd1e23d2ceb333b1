import type { World } from './world.ts'

export const roles = [
  'without a token',
  'with a bad token',
  'without grants',
  'citizen',
  'viewer',
  'officer',
  'officer of another kota',
  'officer of another agency',
  'officer whose grant has ended',
  'officer whose grant has not begun',
  'administrator of the kota',
  'administrator of another kota',
  'administrator',
] as const
export type RoleName = (typeof roles)[number]

/** The token of each role. The world makes the administrator's. */
export const tokenOf = (role: RoleName): string => {
  if (role === 'without a token') return ''
  if (role === 'with a bad token') return 'bad-token'
  return role === 'administrator' ? 'admin' : role.replaceAll(' ', '-')
}

/**
 * Gives the roles their grants, and the citizen a record of their own. Requests are about things in kecamatan 31.71.01
 * with agency PPAPP.
 */
export async function giveRoles({ grant, oneself }: Pick<World, 'grant' | 'oneself'>): Promise<void> {
  const office = { role: 'officer', area: '31.71.01' } as const
  const subject = (role: RoleName) => ({ subject: tokenOf(role) })
  await oneself(tokenOf('citizen'))
  await grant({ ...subject('viewer'), role: 'viewer' })
  await grant({ ...subject('officer'), ...office })
  await grant({ ...subject('officer of another kota'), ...office, area: '31.72' })
  await grant({ ...subject('officer of another agency'), ...office, agency: 'PPKUKM' })
  await grant({ ...subject('officer whose grant has ended'), ...office, until: '2021-11-30T05:00:00.000Z' })
  await grant({ ...subject('officer whose grant has not begun'), ...office, from: '2021-11-30T05:00:00.001Z' })
  await grant({ ...subject('administrator of the kota'), role: 'admin', area: '31.71' })
  await grant({ ...subject('administrator of another kota'), role: 'admin', area: '31.72' })
}

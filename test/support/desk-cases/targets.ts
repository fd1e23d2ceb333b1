import type { DeskCase, DeskRequest } from '../desk-case.ts'
import { anyManagers, everyone, managers, readers } from '../desk-requests.ts'
import { inside, type World } from '../world.ts'

const targetAsked = { value: '40', basis: 'Rencana' }

/** A page or form about a target of the place. */
const ofTarget =
  (path: string, fields?: Record<string, string>) =>
  async ({ target }: World): Promise<DeskRequest> => ({
    path: `/targets/${await target(inside)}${path}`,
    ...(fields && { fields }),
  })

export const targetCases: Record<string, DeskCase> = {
  'GET /targets': { may: everyone, ask: () => ({ path: '/targets' }) },
  'GET /targets/new': { may: anyManagers, ask: () => ({ path: '/targets/new' }) },
  'POST /targets/new': {
    may: managers,
    ask: () => ({
      path: '/targets/new',
      fields: { ...targetAsked, ...inside, indicator: 'P1', from: '2021-10', to: '2022-09' },
    }),
  },
  'GET /targets/:id': { may: readers, ask: ofTarget('') },
  'GET /targets/:id/revision': { may: managers, ask: ofTarget('/revision') },
  'POST /targets/:id/revision': {
    may: managers,
    ask: ofTarget('/revision', { ...targetAsked, effectiveFrom: '2021-11-30', reason: 'Refocusing', _version: '1' }),
  },
  'GET /targets/:id/primary': { may: managers, ask: ofTarget('/primary') },
  'POST /targets/:id/primary': { may: managers, ask: ofTarget('/primary', {}) },
}

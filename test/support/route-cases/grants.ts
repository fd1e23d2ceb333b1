import { anyServants, planners } from '../permissions.ts'
import { about, ofArea } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'
import { nobodysNumber } from '../world.ts'

/** Each request is about somebody else, because nobody gets the same grant twice. */
let people = 0

export const grantCases: Record<string, RouteCase> = {
  'GET /v1/grants': { may: planners, ...ofArea('grants') },
  'POST /v1/grants': {
    may: planners,
    request: () => ({
      path: '/v1/grants',
      body: { subject: `somebody-${++people}`, role: 'officer', area: '31.71.01', reason: 'Tugas' },
    }),
  },
  'POST /v1/grants/{id}/endings': {
    may: planners,
    ...about(
      (id) => ({ path: `/v1/grants/${id}/endings`, body: { reason: 'Pindah tugas' } }),
      async ({ grant }) => (await grant({ subject: 'somebody', role: 'officer', area: '31.71.01' })).id,
      () => 'grt_00000000000000000000',
    ),
  },
  'POST /v1/break-glass': {
    may: anyServants,
    ...about(
      (number) => ({ path: '/v1/break-glass', body: { number, hours: 1, reason: 'Datang ke kantor lain' } }),
      ({ member }) => member(),
      nobodysNumber,
    ),
  },
  'GET /v1/break-glass': { may: planners, ...ofArea('break-glass') },
}

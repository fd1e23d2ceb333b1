import { version } from '../first-version.ts'
import { everyone, planners, readers, servants } from '../permissions.ts'
import { ofArea, ofTarget } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'

const revision = { value: 50, basis: 'Perubahan', effectiveFrom: '2021-11-01', reason: 'Anggaran' }

export const figureCases: Record<string, RouteCase> = {
  'GET /v1/figures': { may: readers, ...ofArea('figures') },
  'GET /v1/figures.csv': { may: readers, ...ofArea('figures.csv') },
  'GET /v1/figures/series': { may: readers, ...ofArea('figures/series') },
  'GET /v1/figures/entries': { may: servants, ...ofArea('figures/entries?month=2021-11&stage=P1') },
  'GET /v1/targets': { may: everyone, request: () => ({ path: '/v1/targets' }) },
  'POST /v1/targets': {
    may: planners,
    request: () => ({
      path: '/v1/targets',
      body: { indicator: 'P1', area: '31.71.01', from: '2021-10', to: '2022-09', value: 40, basis: 'Rencana' },
    }),
  },
  'GET /v1/targets/{targetId}': { may: readers, ...ofTarget('') },
  'PATCH /v1/targets/{targetId}': { may: planners, ...ofTarget('', { body: revision, ...version }) },
  'PUT /v1/targets/{targetId}/primary': { may: planners, ...ofTarget('/primary') },
}

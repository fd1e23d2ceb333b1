import { version } from '../first-version.ts'
import { anyServants, everyone, keepers, overseers, servants } from '../permissions.ts'
import { ofMonth, ofObstacle } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'
import { inside } from '../world.ts'

const obstacleText = { obstacle: 'Aula dipakai untuk vaksinasi', followUp: 'Kelas pengganti pada 6 Desember' }

export const monthCases: Record<string, RouteCase> = {
  'GET /v1/months': { may: everyone, request: () => ({ path: '/v1/months' }) },
  'GET /v1/months/{month}': { may: everyone, request: () => ({ path: '/v1/months/2021-10' }) },
  'POST /v1/months/closings': { may: keepers, request: () => ({ path: '/v1/months/closings', body: {} }) },
  'GET /v1/months/{month}/obstacles': {
    may: anyServants,
    request: () => ({ path: '/v1/months/2021-11/obstacles' }),
  },
  'POST /v1/months/{month}/obstacles': {
    may: servants,
    request: () => ({
      path: '/v1/months/2021-11/obstacles',
      body: { ...obstacleText, area: '31.71.01', agency: 'PPAPP' },
    }),
  },
  'GET /v1/months/{month}/obstacles/{obstacleId}': { may: servants, ...ofObstacle('') },
  'PATCH /v1/months/{month}/obstacles/{obstacleId}': {
    may: servants,
    ...ofObstacle('', { body: obstacleText, ...version }),
  },
  'POST /v1/months/{month}/obstacles/{obstacleId}/withdrawals': {
    may: servants,
    ...ofObstacle('/withdrawals'),
  },
  'POST /v1/months/{month}/recounts': { may: keepers, ...ofMonth('/recounts') },
  'GET /v1/repairs': { may: keepers, request: () => ({ path: '/v1/repairs' }) },
  'POST /v1/repairs': {
    may: keepers,
    request: async ({ spoil }) => {
      await spoil(inside.area)
      return { path: '/v1/repairs', body: { month: '2021-11', area: inside.area, reason: 'Salah hitung' } }
    },
  },
  'GET /v1/issues': { may: overseers, request: () => ({ path: '/v1/issues' }) },
  'GET /v1/months/{month}/issues': { may: overseers, ...ofMonth('/issues') },
  'POST /v1/months/{month}/issues': {
    may: keepers,
    ...ofMonth('/issues', { body: { cause: 'Laporan terlambat' } }, ({ member }) =>
      member({ registeredOn: '2021-10-20' }),
    ),
  },
  'GET /v1/months/{month}/issues/{number}': { may: overseers, ...ofMonth('/issues/1') },
  'GET /v1/months/{month}/issues/{number}/differences': {
    may: overseers,
    ...ofMonth('/issues/1/differences?number=1'),
  },
}

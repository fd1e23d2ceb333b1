import type { DeskCase } from '../desk-case.ts'
import { anyServants, chiefs, everyone, readers, servants } from '../desk-requests.ts'
import type { Permissions } from '../route-case.ts'
import { inside } from '../world.ts'

const obstacle = { obstacle: 'Aula dipakai', followUp: 'Kelas pengganti pada 6 Desember' }

const figuresAt = '?area=31.71.01&agency=PPAPP'

/** Roles that see the figures of the whole programme. */
const overseers: Permissions = {
  viewer: 'ok',
  officer: 404,
  'officer of another kota': 404,
  'officer of another agency': 404,
  'administrator of the kota': 404,
  'administrator of another kota': 404,
  administrator: 'ok',
}

export const monthCases: Record<string, DeskCase> = {
  'GET /obstacles': { may: anyServants, ask: () => ({ path: '/obstacles' }) },
  'POST /obstacles': {
    may: { ...servants, 'officer of another agency': 'ok' },
    ask: () => ({ path: '/obstacles', fields: { month: '2021-11', area: '31.71.01', ...obstacle } }),
  },
  'GET /obstacles/:month/:id': {
    may: servants,
    ask: async (world) => ({ path: `/obstacles/2021-11/${await world.obstacle()}` }),
  },
  'POST /obstacles/:month/:id': {
    may: servants,
    ask: async (world) => ({
      path: `/obstacles/2021-11/${await world.obstacle()}`,
      fields: { ...obstacle, _version: '1' },
    }),
  },
  'GET /obstacles/:month/:id/withdrawal': {
    may: servants,
    ask: async (world) => ({ path: `/obstacles/2021-11/${await world.obstacle()}/withdrawal` }),
  },
  'POST /obstacles/:month/:id/withdrawal': {
    may: servants,
    ask: async (world) => ({ path: `/obstacles/2021-11/${await world.obstacle()}/withdrawal`, fields: {} }),
  },
  'GET /figures': { may: readers, ask: () => ({ path: `/figures${figuresAt}` }) },
  'GET /figures/file.csv': { may: readers, ask: () => ({ path: `/figures/file.csv${figuresAt}` }) },
  'GET /figures/series': { may: readers, ask: () => ({ path: `/figures/series${figuresAt}` }) },
  'GET /figures/entries': {
    may: servants,
    ask: () => ({ path: `/figures/entries${figuresAt}&month=2021-11&stage=P1` }),
  },
  'GET /months': { may: everyone, ask: () => ({ path: '/months' }) },
  'GET /months/closings': { may: chiefs, ask: () => ({ path: '/months/closings' }) },
  'POST /months/closings': { may: chiefs, ask: () => ({ path: '/months/closings', fields: { through: '2021-10' } }) },
  'GET /months/closings/progress': { may: chiefs, ask: () => ({ path: '/months/closings/progress' }) },
  'GET /months/:month': { may: everyone, ask: () => ({ path: '/months/2021-11' }) },
  'GET /months/:month/recount': { may: chiefs, ask: () => ({ path: '/months/2021-11/recount' }) },
  'POST /months/:month/recount': { may: chiefs, ask: () => ({ path: '/months/2021-11/recount', fields: {} }) },
  'GET /months/:month/repairs/:area': {
    may: chiefs,
    ask: () => ({ path: `/months/2021-11/repairs/${inside.area}` }),
  },
  'POST /months/:month/repairs/:area': {
    may: chiefs,
    async ask({ spoil }) {
      await spoil(inside.area)
      return { path: `/months/2021-11/repairs/${inside.area}`, fields: { reason: 'Salah hitung' } }
    },
  },
  'GET /months/:month/issues/:number': { may: overseers, ask: () => ({ path: '/months/2021-10/issues/1' }) },
  'GET /months/:month/reissue': { may: chiefs, ask: () => ({ path: '/months/2021-10/reissue' }) },
  'GET /months/:month/reissue/progress': {
    may: chiefs,
    ask: () => ({ path: '/months/2021-10/reissue/progress?after=1&since=2021-11-20T00:00:00.000Z' }),
  },
  'POST /months/:month/reissue': {
    may: chiefs,
    async ask({ member }) {
      await member({ registeredOn: '2021-10-20' })
      return { path: '/months/2021-10/reissue', fields: { cause: 'Laporan kecamatan tiba terlambat' } }
    },
  },
}

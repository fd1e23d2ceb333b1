import type { DeskCase } from '../desk-case.ts'
import { anyServants, owner, servants } from '../desk-requests.ts'
import { inside } from '../world.ts'

export const exportCases: Record<string, DeskCase> = {
  'GET /exports': { may: anyServants, ask: () => ({ path: '/exports' }) },
  'POST /exports': {
    may: servants,
    ask: () => ({
      path: '/exports',
      fields: { 'filter.area': '31.71.01', 'filter.agency': inside.agency, format: 'csv', reason: 'Rapat' },
    }),
  },
  'GET /exports/:id': { may: owner, ask: async (world) => ({ path: `/exports/${await world.export('ready')}` }) },
  'GET /exports/:id/file': {
    may: owner,
    ask: async (world) => ({ path: `/exports/${await world.export('ready')}/file` }),
  },
  'GET /exports/:id/discard': {
    may: owner,
    ask: async (world) => ({ path: `/exports/${await world.export('ready')}/discard` }),
  },
  'POST /exports/:id/discard': {
    may: owner,
    ask: async (world) => ({ path: `/exports/${await world.export('ready')}/discard`, fields: {} }),
  },
}

import type { DeskCase } from '../desk-case.ts'
import { anyServants, reason, servants } from '../desk-requests.ts'

export const decisionCases: Record<string, DeskCase> = {
  'GET /worklist': { may: anyServants, ask: () => ({ path: '/worklist' }) },
  'GET /verifications': { may: anyServants, ask: () => ({ path: '/verifications' }) },
  'GET /duplicates': { may: anyServants, ask: () => ({ path: '/duplicates' }) },
  'GET /duplicates/:id': { may: servants, ask: async (world) => ({ path: `/duplicates/${await world.duplicate()}` }) },
  'POST /duplicates/:id': {
    may: servants,
    ask: async (world) => ({
      path: `/duplicates/${await world.duplicate()}`,
      fields: { choice: 'different', difference: 'namesakes' },
    }),
  },
  'GET /disputes': { may: anyServants, ask: () => ({ path: '/disputes' }) },
  'GET /disputes/:id': { may: servants, ask: async (world) => ({ path: `/disputes/${await world.dispute()}` }) },
  'POST /disputes/:id': {
    may: servants,
    ask: async (world) => ({
      path: `/disputes/${await world.dispute()}`,
      fields: { outcome: 'holder', seen: 'ktp', reason },
    }),
  },
  'GET /cases': { may: anyServants, ask: () => ({ path: '/cases' }) },
}

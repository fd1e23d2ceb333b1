import type { DeskCase } from '../desk-case.ts'
import { chiefs } from '../desk-requests.ts'

export const loanCases: Record<string, DeskCase> = {
  'GET /loans/search': { may: chiefs, ask: () => ({ path: '/loans/search' }) },
  'GET /loans/:id/events': { may: chiefs, ask: async (world) => ({ path: `/loans/${await world.loan()}/events` }) },
  'GET /loans/:id/twins/:other': {
    may: chiefs,
    ask: async (world) => ({ path: `/loans/${(await world.twinLoans()).join('/twins/')}` }),
  },
  'POST /loans/:id/twins/:other': {
    may: chiefs,
    async ask(world) {
      const [id, other] = await world.twinLoans()
      return { path: `/loans/${id}/twins/${other}`, fields: { other, reason: 'Dua pinjaman' } }
    },
  },
  'GET /loans': { may: chiefs, ask: () => ({ path: '/loans' }) },
  'GET /loans/review': { may: chiefs, ask: () => ({ path: '/loans/review' }) },
  'GET /loans/ahead': { may: chiefs, ask: () => ({ path: '/loans/ahead' }) },
  'GET /loans/twins': { may: chiefs, ask: () => ({ path: '/loans/twins' }) },
  'GET /loans/:id': { may: chiefs, ask: async (world) => ({ path: `/loans/${await world.loan()}` }) },
  'GET /loans/:id/decision': { may: chiefs, ask: async (world) => ({ path: `/loans/${await world.loan()}/decision` }) },
  'POST /loans/:id/decision': {
    may: chiefs,
    ask: async (world) => ({
      path: `/loans/${await world.loan()}/decision`,
      fields: { outcome: 'rejected', reason: 'Bukan anggota' },
    }),
  },
  'GET /loans/:id/replay': { may: chiefs, ask: async (world) => ({ path: `/loans/${await world.loan()}/replay` }) },
  'POST /loans/:id/replay': {
    may: chiefs,
    ask: async (world) => ({ path: `/loans/${await world.loan()}/replay`, fields: {} }),
  },
}

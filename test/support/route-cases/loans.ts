import { keepers } from '../permissions.ts'
import { ofLoan } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'

export const loanCases: Record<string, RouteCase> = {
  'POST /v1/loans/searches': {
    may: keepers,
    request: () => ({ path: '/v1/loans/searches', body: { partner: 'bank-jakarta' } }),
  },
  'GET /v1/loans/{id}/events': { may: keepers, ...ofLoan('/events') },
  'GET /v1/loans/parked': { may: keepers, request: () => ({ path: '/v1/loans/parked?partner=bank-jakarta' }) },
  'GET /v1/loans/review': { may: keepers, request: () => ({ path: '/v1/loans/review' }) },
  'GET /v1/loans/ahead': { may: keepers, request: () => ({ path: '/v1/loans/ahead' }) },
  'GET /v1/loans/twins': { may: keepers, request: () => ({ path: '/v1/loans/twins' }) },
  'GET /v1/loans/{id}': { may: keepers, ...ofLoan('') },
  'POST /v1/loans/{id}/decisions': {
    may: keepers,
    ...ofLoan('/decisions', { body: { outcome: 'rejected', reason: 'Bukan anggota' } }),
  },
  'POST /v1/loans/{id}/twin-dismissals': {
    may: keepers,
    async request(world) {
      const [id, other] = await world.twinLoans()
      return { path: `/v1/loans/${id}/twin-dismissals`, body: { other, reason: 'Dua pinjaman' } }
    },
  },
  'POST /v1/loans/{id}/replays': { may: keepers, ...ofLoan('/replays') },
}

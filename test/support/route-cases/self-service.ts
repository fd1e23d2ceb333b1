import { anyServants, servants } from '../permissions.ts'
import { ofDispute, ofMember, ofOneself } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'

export const selfServiceCases: Record<string, RouteCase> = {
  'POST /v1/me/registration': {
    may: 'whoever is signed in',
    request: ({ selfRegistration }, as) => selfRegistration(as),
  },
  'GET /v1/me': ofOneself('/v1/me'),
  'GET /v1/me/history': ofOneself('/v1/me/history'),
  'GET /v1/me/data': {
    may: 'whoever is signed in',
    async request({ registerVerified }, as) {
      await registerVerified(as)
      return { path: '/v1/me/data' }
    },
  },
  'GET /v1/me/cases': ofOneself('/v1/me/cases'),
  'POST /v1/me/cases': {
    may: 'whoever is signed in',
    async request({ oneself }, as) {
      await oneself(as)
      return { path: '/v1/me/cases', body: { kind: 'correction' } }
    },
  },
  'POST /v1/me/mails': {
    may: 'whoever is signed in',
    async request({ oneself }, as) {
      await oneself(as)
      return { path: '/v1/me/mails', body: {} }
    },
  },
  'POST /v1/members/{id}/verifications': {
    may: servants,
    ...ofMember(
      '/verifications',
      { body: { by: 'officer', outcome: 'matches', seen: 'ktp' } },
      ({ registerUnverified }) => registerUnverified(),
    ),
  },
  'GET /v1/disputes': { may: anyServants, request: () => ({ path: '/v1/disputes' }) },
  'GET /v1/disputes/{disputeId}': { may: servants, ...ofDispute('') },
  'POST /v1/disputes/{disputeId}/decisions': {
    may: servants,
    ...ofDispute('/decisions', { body: { outcome: 'claimant', seen: 'ktp', reason: 'wrong_person' } }),
  },
}

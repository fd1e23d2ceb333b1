import { anyServants, deciders, servants } from '../permissions.ts'
import { ofCase, ofMember } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'

export const rightsCases: Record<string, RouteCase> = {
  'POST /v1/members/{id}/erasures': { may: servants, ...ofMember('/erasures') },
  'GET /v1/cases': { may: anyServants, request: () => ({ path: '/v1/cases?area=31.71.01' }) },
  'POST /v1/members/{id}/cases': { may: servants, ...ofMember('/cases', { body: { kind: 'access' } }) },
  'GET /v1/members/{id}/cases': { may: servants, ...ofMember('/cases') },
  'POST /v1/members/{id}/cases/{caseId}/copies': { may: deciders, ...ofCase('/copies') },
  'POST /v1/members/{id}/cases/{caseId}/decisions': {
    may: deciders,
    ...ofCase('/decisions', { body: { outcome: 'refused', ground: 'no_basis' } }),
  },
  'POST /v1/members/{id}/reveals': {
    may: servants,
    ...ofMember('/reveals', { body: { fields: ['nik'], reason: 'Verifikasi NIK untuk bank' } }),
  },
  'GET /v1/members/{id}/loans': { may: servants, ...ofMember('/loans') },
}

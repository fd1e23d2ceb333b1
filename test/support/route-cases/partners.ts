import { keepers } from '../permissions.ts'
import { about, ofPartner } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'

let banks = 0

export const partnerCases: Record<string, RouteCase> = {
  'GET /v1/partners': { may: keepers, request: () => ({ path: '/v1/partners' }) },
  'POST /v1/partners': {
    may: keepers,
    request: () => ({
      path: '/v1/partners',
      body: {
        code: `bank-${++banks}`,
        name: 'Bank Jakarta',
        type: 'bank',
        signing: { scheme: 'standard_webhooks' },
      },
    }),
  },
  'GET /v1/partners/{code}': { may: keepers, ...ofPartner('') },
  'PATCH /v1/partners/{code}': {
    may: keepers,
    ...ofPartner('', { body: { status: 'suspended' }, headers: { 'If-Match': '"2"' } }),
  },
  'GET /v1/partners/{code}/credentials': { may: keepers, ...ofPartner('/credentials') },
  'POST /v1/partners/{code}/credentials': { may: keepers, ...ofPartner('/credentials', { body: { kind: 'secret' } }) },
  'POST /v1/partners/{code}/credentials/{id}/revocations': {
    may: keepers,
    ...about(
      (codeAndId) => ({ path: `/v1/partners/${codeAndId}/revocations` }),
      async ({ partner }) => {
        const { code, credential } = await partner()
        return `${code}/credentials/${credential}`
      },
      () => 'nobody/credentials/crd_00000000000000000000',
    ),
  },
  'POST /v1/partners/{code}/test-events': { may: keepers, ...ofPartner('/test-events') },
}

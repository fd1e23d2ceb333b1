import { keepers } from '../permissions.ts'
import { about, ofSubscriber } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'
import { newSubscriber } from '../world.ts'

export const subscriberCases: Record<string, RouteCase> = {
  'GET /v1/subscribers': { may: keepers, request: () => ({ path: '/v1/subscribers' }) },
  'POST /v1/subscribers': { may: keepers, request: () => ({ path: '/v1/subscribers', body: newSubscriber }) },
  'GET /v1/subscribers/{id}': { may: keepers, ...ofSubscriber('') },
  'PATCH /v1/subscribers/{id}': {
    may: keepers,
    async request({ subscriber }) {
      const { id, version } = await subscriber()
      const headers = { 'If-Match': `"${version}"` }
      return { path: `/v1/subscribers/${id}`, body: { name: 'Bappeda DKI' }, headers }
    },
    absent: () => ({
      ...{ path: '/v1/subscribers/sub_00000000000000000000', body: { name: 'Bappeda DKI' } },
      headers: { 'If-Match': '"1"' },
    }),
  },
  'GET /v1/subscribers/{id}/secrets': { may: keepers, ...ofSubscriber('/secrets') },
  'POST /v1/subscribers/{id}/secrets': {
    may: keepers,
    async request({ subscriber, call }) {
      const { id, secret } = await subscriber()
      await call('POST', `/v1/subscribers/${id}/secrets/${secret}/revocations`, {})
      return { path: `/v1/subscribers/${id}/secrets`, body: {} }
    },
    absent: () => ({ path: '/v1/subscribers/sub_00000000000000000000/secrets', body: {} }),
  },
  'POST /v1/subscribers/{id}/secrets/{secretId}/revocations': {
    may: keepers,
    ...about(
      (path) => ({ path: `/v1/subscribers/${path}/revocations` }),
      async ({ subscriber }) => {
        const { id, secret } = await subscriber()
        return `${id}/secrets/${secret}`
      },
      () => 'sub_00000000000000000000/secrets/crd_00000000000000000000',
    ),
  },
  'POST /v1/subscribers/{id}/test-events': { may: keepers, ...ofSubscriber('/test-events') },
  'POST /v1/subscribers/{id}/replays': {
    may: keepers,
    ...ofSubscriber('/replays', { body: { from: '2021-11-30T00:00:00.000Z' } }),
  },
}

import { version } from '../first-version.ts'
import { keepers, managers, planners } from '../permissions.ts'
import { about, ofMonth, ofRecipient, ofSubscriber } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'

let offices = 0

export const recipientCases: Record<string, RouteCase> = {
  'GET /v1/recipients': { may: managers, request: () => ({ path: '/v1/recipients' }) },
  'POST /v1/recipients': {
    may: planners,
    request: () => ({
      path: '/v1/recipients',
      body: { office: 'Kecamatan', email: `kantor-${++offices}@example.id`, area: '31.71.01', from: '2021-11-01' },
    }),
  },
  'GET /v1/recipients/{recipientId}': { may: planners, ...ofRecipient('') },
  'PATCH /v1/recipients/{recipientId}': {
    may: planners,
    ...ofRecipient('', { body: { language: 'en' }, ...version }),
  },
  'GET /v1/recipients/{recipientId}/deliveries': { may: planners, ...ofRecipient('/deliveries') },
  'GET /v1/recipients/{recipientId}/preview': { may: planners, ...ofRecipient('/preview?month=2021-10&number=1') },
  'GET /v1/recipients/{recipientId}/test-mails': {
    may: planners,
    ...ofRecipient('/test-mails?month=2021-10&number=1'),
  },
  'POST /v1/recipients/{recipientId}/test-mails': {
    may: planners,
    ...ofRecipient('/test-mails', { body: { month: '2021-10', number: 1, to: 'saya@example.id' } }),
  },
  'GET /v1/months/{month}/issues/{number}/deliveries': { may: managers, ...ofMonth('/issues/1/deliveries') },
  'GET /v1/months/{month}/issues/{number}/delivery-plan': { may: managers, ...ofMonth('/issues/1/delivery-plan') },
  'POST /v1/months/{month}/issues/{number}/deliveries/{recipientId}/replays': {
    may: planners,
    ...about(
      (id) => ({ path: `/v1/months/2021-10/issues/1/deliveries/${id}/replays` }),
      (world) => world.waitingMail(),
      () => 'rcp_00000000000000000000',
    ),
  },
  'GET /v1/subscribers/{id}/deliveries': { may: keepers, ...ofSubscriber('/deliveries') },
}

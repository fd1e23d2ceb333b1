import type { DeskCase, DeskRequest } from '../desk-case.ts'
import { chiefs } from '../desk-requests.ts'
import type { World } from '../world.ts'

/** The fields of a subscriber's form. */
const aSubscriber = {
  ...{ name: 'Bappeda', target: 'https://penerima.example.id/', 'types[]': 'month.closed', area: '31' },
  ...{ legalBasis: 'Perjanjian 12/2021', 'contacts[]': 'data@bappeda.example.id' },
}

/** A page or form about the subscriber and the older of its secrets. */
const ofSubscriber =
  (path: string, fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => {
    const { id, version, secret } = await world.subscriber({ isNew: true })
    const fieldsToSend = fields && '_version' in fields ? { ...fields, _version: String(version) } : fields
    return {
      path: `/subscribers/${id}${path.replace(':other', secret)}`,
      ...(fieldsToSend && { fields: fieldsToSend }),
    }
  }

export const subscriberCases: Record<string, DeskCase> = {
  'GET /subscribers': { may: chiefs, ask: () => ({ path: '/subscribers' }) },
  'GET /subscribers/new': { may: chiefs, ask: () => ({ path: '/subscribers/new' }) },
  'POST /subscribers/new': {
    may: chiefs,
    ask: () => ({
      path: '/subscribers/new',
      fields: aSubscriber,
    }),
    isShownOnce: true,
  },
  'GET /subscribers/:id': { may: chiefs, ask: ofSubscriber('') },
  'GET /subscribers/:id/change': { may: chiefs, ask: ofSubscriber('/change') },
  'POST /subscribers/:id/change': {
    may: chiefs,
    ask: ofSubscriber('/change', { ...aSubscriber, _version: '' }),
  },
  'GET /subscribers/:id/status': { may: chiefs, ask: ofSubscriber('/status') },
  'POST /subscribers/:id/status': { may: chiefs, ask: ofSubscriber('/status', { status: 'active', _version: '' }) },
  'GET /subscribers/:id/test-event': { may: chiefs, ask: ofSubscriber('/test-event') },
  'POST /subscribers/:id/test-event': { may: chiefs, ask: ofSubscriber('/test-event', {}), isShownOnce: true },
  'GET /subscribers/:id/replay': { may: chiefs, ask: ofSubscriber('/replay') },
  'POST /subscribers/:id/replay': { may: chiefs, ask: ofSubscriber('/replay', { from: '2021-11-30' }) },
  'GET /subscribers/:id/secrets': { may: chiefs, ask: ofSubscriber('/secrets') },
  'POST /subscribers/:id/secrets': {
    may: chiefs,
    async ask(world) {
      const { id, secret } = await world.subscriber({ isNew: true })
      await world.call('POST', `/v1/subscribers/${id}/secrets/${secret}/revocations`, {})
      return { path: `/subscribers/${id}/secrets`, fields: {} }
    },
    isShownOnce: true,
  },
  'GET /subscribers/:id/secrets/:other/revocation': { may: chiefs, ask: ofSubscriber('/secrets/:other/revocation') },
  'POST /subscribers/:id/secrets/:other/revocation': {
    may: chiefs,
    ask: ofSubscriber('/secrets/:other/revocation', {}),
  },
}

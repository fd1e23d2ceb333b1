import type { DeskCase, DeskRequest } from '../desk-case.ts'
import { anyManagers, managers } from '../desk-requests.ts'
import { inside, type World } from '../world.ts'

let offices = 0

/** Makes the form of a recipient with a new address. */
const askRecipient = () => ({
  ...inside,
  office: 'Kecamatan Gambir',
  email: `kantor-${++offices}@example.id`,
  report: 'internal',
  language: 'id',
  'formats[]': 'pdf',
  from: '2021-01-01',
})

/** A page or form about a recipient of the place. */
const ofRecipient =
  (path: string, fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => ({
    path: `/recipients/${await world.recipient()}${path}`,
    ...(fields && { fields }),
  })

const deliveriesOfOctober = '/months/2021-10/issues/1/deliveries'

export const recipientCases: Record<string, DeskCase> = {
  'GET /recipients': { may: anyManagers, ask: () => ({ path: '/recipients' }) },
  'GET /recipients/new': { may: anyManagers, ask: () => ({ path: '/recipients/new' }) },
  'POST /recipients/new': { may: managers, ask: () => ({ path: '/recipients/new', fields: askRecipient() }) },
  'GET /recipients/:id': { may: managers, ask: ofRecipient('') },
  'GET /recipients/:id/change': { may: managers, ask: ofRecipient('/change') },
  'POST /recipients/:id/change': {
    may: managers,
    ask: (world) => ofRecipient('/change', { ...askRecipient(), _version: '1' })(world),
  },
  'GET /recipients/:id/pause': { may: managers, ask: ofRecipient('/pause') },
  'POST /recipients/:id/pause': { may: managers, ask: ofRecipient('/pause', { paused: 'yes', _version: '1' }) },
  'GET /recipients/:id/test-mail': { may: managers, ask: ofRecipient('/test-mail') },
  'POST /recipients/:id/test-mail': {
    may: managers,
    ask: ofRecipient('/test-mail', { month: '2021-10', number: '1', to: 'admin@example.id' }),
  },
  'GET /recipients/:id/preview': { may: managers, ask: ofRecipient('/preview') },
  'GET /months/:month/issues/:number/deliveries': { may: anyManagers, ask: () => ({ path: deliveriesOfOctober }) },
  'GET /months/:month/issues/:number/deliveries/:id/replay': {
    may: anyManagers,
    ask: async (world) => ({ path: `${deliveriesOfOctober}/${await world.waitingMail()}/replay` }),
  },
  'POST /months/:month/issues/:number/deliveries/:id/replay': {
    may: managers,
    ask: async (world) => ({ path: `${deliveriesOfOctober}/${await world.waitingMail()}/replay`, fields: {} }),
  },
}

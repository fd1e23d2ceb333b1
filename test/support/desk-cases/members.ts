import type { DeskCase } from '../desk-case.ts'
import { anyServants, ofMember, person, reason, servants } from '../desk-requests.ts'
import { newNik } from '../world.ts'

export const memberCases: Record<string, DeskCase> = {
  'GET /members': { may: anyServants, ask: () => ({ path: '/members' }) },
  'POST /members': { may: anyServants, ask: () => ({ path: '/members', fields: { sought: newNik() } }) },
  'GET /members/new': { may: anyServants, ask: () => ({ path: '/members/new' }) },
  'POST /members/new': { may: servants, ask: () => ({ path: '/members/new', fields: person() }) },
  'GET /members/:id': { may: servants, ask: ofMember('') },
  'GET /members/:id/trail': { may: servants, ask: ofMember('/trail') },
  'GET /members/:id/rights': { may: servants, ask: ofMember('/rights') },
  'GET /members/:id/stages': { may: servants, ask: ofMember('/stages') },
  'POST /members/:id/stages': { may: servants, ask: ofMember('/stages', { stage: 'P2', happenedOn: '2021-11-20' }) },
  'GET /members/:id/reversals': { may: servants, ask: ofMember('/reversals') },
  'POST /members/:id/reversals': {
    may: servants,
    ask: ofMember('/reversals', { stage: 'P2', reason }, ({ addTrained }) => addTrained()),
  },
  'GET /members/:id/reclassification': { may: servants, ask: ofMember('/reclassification') },
  'POST /members/:id/reclassification': {
    may: servants,
    ask: ofMember('/reclassification', { gender: 'female', reason }),
  },
  'GET /members/:id/withdrawal': { may: servants, ask: ofMember('/withdrawal') },
  'POST /members/:id/withdrawal': { may: servants, ask: ofMember('/withdrawal', { on: '2021-11-30' }) },
  'GET /members/:id/return': { may: servants, ask: ofMember('/return') },
  'POST /members/:id/return': {
    may: servants,
    ask: ofMember('/return', {}, async (world) => {
      const id = await world.member()
      await world.call('POST', `/v1/members/${id}/withdrawals`, { body: { on: '2021-11-30' } })
      return id
    }),
  },
  'GET /members/:id/notes': { may: servants, ask: ofMember('/notes') },
  'POST /members/:id/notes': { may: servants, ask: ofMember('/notes', { text: 'Tidak diangkat' }) },
  'GET /members/:id/correction': { may: servants, ask: ofMember('/correction') },
  'POST /members/:id/correction': {
    may: servants,
    ask: ofMember('/correction', { 'person.name': 'Budi Hartono', _version: '1' }),
  },
  'GET /members/:id/verification': { may: servants, ask: ofMember('/verification') },
  'POST /members/:id/verification': {
    may: servants,
    ask: ofMember('/verification', { by: 'officer', outcome: 'matches', seen: 'ktp' }, ({ registerUnverified }) =>
      registerUnverified(),
    ),
  },
  'GET /members/:id/rights/new': { may: servants, ask: ofMember('/rights/new') },
  'POST /members/:id/rights/new': { may: servants, ask: ofMember('/rights/new', { kind: 'access' }) },
}

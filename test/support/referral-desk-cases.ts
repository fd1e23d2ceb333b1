import type { DeskCase, DeskRequest } from './desk-case.ts'
import {
  consent,
  eligible,
  lender,
  ownConsent,
  referral,
  referralFile,
  sentReferral,
  stuck,
} from './referral-arrangements.ts'
import type { Permissions } from './route-case.ts'
import type { World } from './world.ts'

const consented = { to: 'kind:bank', until: '2022-03-31', notice: '1' }

const ofReferral =
  (path: string, fields?: Record<string, string>, make = (world: World) => referral(world, 'push')) =>
  async (world: World): Promise<DeskRequest> => {
    const { memberId, id } = await make(world)
    return { path: `/members/${memberId}/referrals/${id}${path}`, ...(fields && { fields }) }
  }

const ofConsent =
  (fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => {
    const { memberId, id } = await consent(world)
    return { path: `/members/${memberId}/consents/${id}/withdrawal`, ...(fields && { fields }) }
  }

const ofOwnConsent =
  (fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => ({
    path: `/me/consents/${await ownConsent(world, 'citizen')}/withdrawal`,
    ...(fields && { fields }),
  })

/** The pages of consents and referrals: for roles that serve members somewhere, at the place, and for the owner. */
export const makeReferralDeskCases = (
  anyServants: Permissions,
  servants: Permissions,
  owner: Permissions,
): Record<string, DeskCase> => ({
  'GET /referrals': { may: anyServants, ask: () => ({ path: '/referrals' }) },
  'POST /referrals': {
    may: anyServants,
    answersEachRow: true,
    ask: async (world) => ({
      path: '/referrals',
      fields: { partner: await lender(world, 'push'), 'memberIds[]': await eligible(world), confirm: 'yes' },
    }),
  },
  'GET /referrals/sent': { may: anyServants, ask: () => ({ path: '/referrals/sent' }) },
  'POST /referrals/sent': {
    may: {
      ...servants,
      'officer of another kota': 409,
      'officer of another agency': 409,
      'administrator of another kota': 409,
    },
    ask: async (world) => ({
      path: '/referrals/sent',
      fields: { partner: (await referral(world, 'file')).partner },
    }),
  },
  'GET /referrals/files/:id': {
    may: owner,
    ask: async (world) => ({ path: `/referrals/files/${await referralFile(world)}` }),
  },
  'GET /referrals/files/:id/file': {
    may: owner,
    ask: async (world) => ({ path: `/referrals/files/${await referralFile(world)}/file` }),
  },
  'GET /referrals/files/:id/answers': {
    may: owner,
    ask: async (world) => ({ path: `/referrals/files/${await referralFile(world)}/answers` }),
  },
  'POST /referrals/files/:id/answers': {
    may: owner,
    isShownOnce: true,
    ask: async (world) => ({
      path: `/referrals/files/${await referralFile(world)}/answers`,
      fields: {},
      file: { name: 'sheet', text: 'NIK,Jawaban\n' },
    }),
  },
  'GET /members/:id/referrals': {
    may: servants,
    ask: async (world) => ({ path: `/members/${(await referral(world, 'push')).memberId}/referrals` }),
  },
  'GET /members/:id/consents/new': {
    may: servants,
    ask: async ({ member }) => ({ path: `/members/${await member()}/consents/new` }),
  },
  'POST /members/:id/consents/new': {
    may: servants,
    ask: async ({ member }) => ({
      path: `/members/${await member()}/consents/new`,
      fields: { ...consented, means: 'signed_form' },
    }),
  },
  'GET /members/:id/consents/:consentId/withdrawal': { may: servants, ask: ofConsent() },
  'POST /members/:id/consents/:consentId/withdrawal': { may: servants, ask: ofConsent({}) },
  'GET /members/:id/referrals/:referralId': { may: servants, ask: ofReferral('') },
  'GET /members/:id/referrals/:referralId/answer': {
    may: servants,
    ask: ofReferral('/answer', undefined, sentReferral),
  },
  'POST /members/:id/referrals/:referralId/answer': {
    may: servants,
    ask: ofReferral('/answer', { answer: 'taken' }, sentReferral),
  },
  'GET /members/:id/referrals/:referralId/withdrawal': { may: servants, ask: ofReferral('/withdrawal') },
  'POST /members/:id/referrals/:referralId/withdrawal': { may: servants, ask: ofReferral('/withdrawal', {}) },
  'GET /members/:id/referrals/:referralId/resending': {
    may: servants,
    ask: ofReferral('/resending', undefined, stuck),
  },
  'POST /members/:id/referrals/:referralId/resending': { may: servants, ask: ofReferral('/resending', {}, stuck) },
  'GET /me/consents': { may: 'whoever has a record', ask: () => ({ path: '/me/consents' }) },
  'POST /me/consents': {
    may: 'whoever has a record',
    async ask({ registerVerified }) {
      await registerVerified('citizen')
      return { path: '/me/consents', fields: consented }
    },
  },
  'GET /me/consents/:consentId/withdrawal': { may: 'whoever has a record', ask: ofOwnConsent() },
  'POST /me/consents/:consentId/withdrawal': { may: 'whoever has a record', ask: ofOwnConsent({}) },
})

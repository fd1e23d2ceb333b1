import { anyServants, owner, servants } from './permissions.ts'
import {
  consent,
  given,
  lender,
  ownConsent,
  referral,
  referralFile,
  sentReferral,
  stuck,
} from './referral-arrangements.ts'
import { about, ofArea, ofMember } from './route-arrangements.ts'
import type { RouteCase } from './route-case.ts'
import { inside, nobodysNumber, type World } from './world.ts'

const ofReferral = (path: string, body?: unknown, arrange = async (world: World) => referral(world, 'push')) =>
  about(
    (ids) => ({ path: `/v1/members/${ids}${path}`, body }),
    async (world) => {
      const { memberId, id } = await arrange(world)
      return `${memberId}/referrals/${id}`
    },
    () => `${nobodysNumber()}/referrals/rfr_00000000000000000000`,
  )

const ofFile = (path: string, sent: object = {}) =>
  about(
    (id) => ({ path: `/v1/referral-files/${id}${path}`, ...sent }),
    referralFile,
    () => `rff_${'0'.repeat(32)}`,
  )

/** The routes of consents and referrals, with who may use them. */
export const referralRouteCases: Record<string, RouteCase> = {
  'GET /v1/members/{id}/consents': { may: servants, ...ofMember('/consents') },
  'POST /v1/members/{id}/consents': {
    may: servants,
    ...ofMember('/consents', { body: { ...given, means: 'signed_form' } }),
  },
  'POST /v1/members/{id}/consents/{consentId}/withdrawals': {
    may: servants,
    ...about(
      (ids) => ({ path: `/v1/members/${ids}/withdrawals` }),
      async (world) => {
        const { memberId, id } = await consent(world)
        return `${memberId}/consents/${id}`
      },
      () => `${nobodysNumber()}/consents/cst_00000000000000000000`,
    ),
  },
  'GET /v1/me/consents': {
    may: 'whoever is signed in',
    async request({ oneself }, as) {
      await oneself(as)
      return { path: '/v1/me/consents' }
    },
  },
  'POST /v1/me/consents': {
    may: 'whoever is signed in',
    async request({ registerVerified }, as) {
      await registerVerified(as)
      return { path: '/v1/me/consents', body: given }
    },
  },
  'POST /v1/me/consents/{consentId}/withdrawals': {
    may: 'whoever is signed in',
    request: async (world, as) => ({ path: `/v1/me/consents/${await ownConsent(world, as)}/withdrawals` }),
  },
  'GET /v1/lenders': { may: anyServants, request: () => ({ path: '/v1/lenders' }) },
  'GET /v1/ready-members': { may: servants, ...ofArea('ready-members?agency=PPAPP') },
  'GET /v1/referrals': { may: servants, ...ofArea('referrals?partner=bank-jakarta&agency=PPAPP') },
  'GET /v1/members/{id}/referrals': { may: servants, ...ofMember('/referrals') },
  'POST /v1/referrals/previews': {
    // The answer lists each member; one outside the caller's scope is not found.
    may: anyServants,
    request: async (world) => ({
      path: '/v1/referrals/previews',
      body: { partner: await lender(world, 'push'), memberIds: [await world.member()] },
    }),
  },
  'POST /v1/referrals': {
    may: anyServants,
    request: async (world) => ({
      path: '/v1/referrals',
      body: { partner: await lender(world, 'push'), memberIds: [await world.member()] },
    }),
  },
  'POST /v1/members/{id}/referrals/{referralId}/answers': {
    may: servants,
    ...ofReferral('/answers', { answer: 'received' }, sentReferral),
  },
  'POST /v1/members/{id}/referrals/{referralId}/withdrawals': { may: servants, ...ofReferral('/withdrawals') },
  'POST /v1/members/{id}/referrals/{referralId}/resendings': {
    may: servants,
    ...ofReferral('/resendings', undefined, stuck),
  },
  'POST /v1/referral-files': {
    may: servants,
    request: async (world) => ({
      path: '/v1/referral-files',
      body: { partner: (await referral(world, 'file')).partner, area: '31.71.01', agency: inside.agency },
    }),
  },
  'GET /v1/referral-files/{id}': { may: owner, ...ofFile('') },
  'POST /v1/referral-files/{id}/answers.csv': {
    may: owner,
    ...ofFile('/answers.csv', { raw: 'NIK,Jawaban\n', headers: { 'Content-Type': 'text/csv' } }),
  },
  'GET /v1/referral-files/{id}/content': { may: owner, ...ofFile('/content') },
}

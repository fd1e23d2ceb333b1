import type { DeskCase } from '../desk-case.ts'
import { chiefs, ofPartner } from '../desk-requests.ts'

let lenders = 0

const houseScheme = { 'signing.scheme': 'standard_webhooks', 'signing.skewSeconds': '300' }

export const partnerCases: Record<string, DeskCase> = {
  'GET /partners': { may: chiefs, ask: () => ({ path: '/partners' }) },
  'GET /partners/new': { may: chiefs, ask: () => ({ path: '/partners/new' }) },
  'POST /partners/new': {
    may: chiefs,
    ask: () => ({
      path: '/partners/new',
      fields: { code: `lender-${++lenders}`, name: 'Bank Contoh', type: 'bank', ...houseScheme, 'allowedFrom[]': '' },
    }),
  },
  'GET /partners/:code/change': { may: chiefs, ask: ofPartner('/change') },
  'POST /partners/:code/change': {
    may: chiefs,
    ask: ofPartner('/change', { name: 'Bank Jakarta', ...houseScheme, _version: '2' }),
  },
  'GET /partners/:code/referral': { may: chiefs, ask: ofPartner('/referral') },
  'POST /partners/:code/referral': {
    may: chiefs,
    ask: ofPartner('/referral', {
      ...{ 'referral.by': 'file', 'referral.layout': 'calon_debitur' },
      ...{ 'referral.answerDays': '14', _version: '2' },
    }),
  },
  'GET /partners/:code/status': { may: chiefs, ask: ofPartner('/status') },
  'POST /partners/:code/status': { may: chiefs, ask: ofPartner('/status', { status: 'suspended', _version: '2' }) },
  'GET /partners/:code/credentials': { may: chiefs, ask: ofPartner('/credentials') },
  'POST /partners/:code/credentials': {
    may: chiefs,
    ask: ofPartner('/credentials', { kind: 'secret', overlapSeconds: '0' }),
    isShownOnce: true,
  },
  'GET /partners/:code/credentials/:id/revocation': { may: chiefs, ask: ofPartner('/credentials/:id/revocation') },
  'POST /partners/:code/credentials/:id/revocation': {
    may: chiefs,
    ask: ofPartner('/credentials/:id/revocation', {}),
  },
  'GET /partners/:code/test-event': { may: chiefs, ask: ofPartner('/test-event') },
  'POST /partners/:code/test-event': { may: chiefs, ask: ofPartner('/test-event', {}), isShownOnce: true },
  'GET /partners/:code': { may: chiefs, ask: async ({ partner }) => ({ path: `/partners/${(await partner()).code}` }) },
}

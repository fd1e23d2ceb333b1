import { keepers } from '../permissions.ts'
import { about, ofConflict, ofPartner, ofReceipt } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'

export const partnerCallCases: Record<string, RouteCase> = {
  'POST /v1/partners/{code}/statements/{month}/lines.csv': {
    may: keepers,
    ...ofPartner('/statements/2021-11/lines.csv', {
      raw: 'number,state,approvedOn\nL-1,approved,2021-11-10\n',
      headers: { 'Content-Type': 'text/csv' },
    }),
  },
  'GET /v1/partners/{code}/statements/{month}': {
    may: keepers,
    ...about(
      (code) => ({ path: `/v1/partners/${code}/statements/2021-11` }),
      ({ statement }) => statement(),
      () => 'nobody',
    ),
  },
  'GET /v1/partners/{code}/calls': { may: keepers, ...ofPartner('/calls') },
  'GET /v1/partners/{code}/refusals': { may: keepers, ...ofPartner('/refusals') },
  'GET /v1/partners/{code}/passed-over': { may: keepers, ...ofPartner('/passed-over') },
  'GET /v1/partners/{code}/receipts/parked': { may: keepers, ...ofPartner('/receipts/parked') },
  'GET /v1/partners/{code}/receipts/{id}': { may: keepers, ...ofReceipt('') },
  'POST /v1/partners/{code}/receipts/{id}/reveals': {
    may: keepers,
    ...ofReceipt('/reveals', { body: { reason: 'Verifikasi ke mitra' } }),
  },
  'POST /v1/partners/{code}/receipts/{id}/replays': { may: keepers, ...ofReceipt('/replays') },
  'GET /v1/partners/{code}/replays': { may: keepers, ...ofPartner('/replays?state=unapplied') },
  'POST /v1/partners/{code}/replays': {
    may: keepers,
    ...about(
      (code) => ({ path: `/v1/partners/${code}/replays`, body: { state: 'unapplied', count: 1 } }),
      async ({ parkedReceipt }) => (await parkedReceipt()).code,
      () => 'nobody',
    ),
  },
  'GET /v1/partners/{code}/conflicts': { may: keepers, ...ofPartner('/conflicts') },
  'GET /v1/partners/{code}/conflicts/{id}': { may: keepers, ...ofConflict('') },
  'POST /v1/partners/{code}/conflicts/{id}/reveals': {
    may: keepers,
    ...ofConflict('/reveals', { body: { reason: 'Verifikasi ke mitra' } }),
  },
  'POST /v1/partners/{code}/conflicts/{id}/closings': {
    may: keepers,
    ...ofConflict('/closings', { body: { outcome: 'partner_told' } }),
  },
}

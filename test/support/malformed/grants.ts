import type { Malformed } from './malformed.ts'
import { badReading } from './readings.ts'
import { person } from './registration.ts'

const badGrant = (what: string, body: object, status: number, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/grants',
  body: { subject: 'rina', role: 'officer', area: '31.71', reason: 'Tugas', ...body },
  status,
  codes,
})

const badBreakGlass = (what: string, body: object, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/break-glass',
  body: { number: '7K3M9QXF', hours: 1, reason: 'Kecelakaan di pelatihan', ...body },
  status: 422,
  codes,
})

const badReveal = (what: string, body: object, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/members/{member}/reveals',
  body: { fields: ['nik'], reason: 'Verifikasi NIK untuk bank', ...body },
  status: 422,
  codes,
})

const noField = (i: number) => `value_choice /fields/${i}`
export const grants: Malformed[] = [
  badGrant('a grant to oneself', { subject: 'admin' }, 403, 'grant_own'),
  badGrant('a grant of no role', { role: 'superuser' }, 422, 'value_choice /role'),
  badGrant('a grant to an address', { subject: 'rina@example.id' }, 422, 'value_format /subject'),
  badGrant('a grant to a NIK', { subject: person.nik }, 422, 'subject_nik /subject'),
  badGrant('a grant for nowhere', { area: '31.99', agency: 'x' }, 422, 'area_unknown /area', 'agency_unknown /agency'),
  badGrant('a grant that is over', { until: '2021-11-30T05:00:00.000Z' }, 422, 'grant_period /until'),
  badGrant('a grant until a day', { until: '2021-12-31' }, 422, 'value_format /until'),
  badGrant('a grant of another kind', { kind: 'break_glass', member: '7K3M9QXF' }, 422, 'field_unknown'),
  {
    what: 'everything of a grant wrong',
    path: '/v1/grants',
    body: { subject: '', from: 'besok', endedAt: null },
    status: 422,
    codes: [
      'value_format /subject',
      'field_missing /role',
      'field_missing /area',
      'value_format /from',
      'field_missing /reason',
      'field_unknown',
    ],
  },
  {
    what: 'an ending without a reason',
    path: '/v1/grants/grt_00000000000000000000/endings',
    body: {},
    status: 422,
    codes: ['field_missing /reason'],
  },
  badReading('grants?limit=0', 422, 'value_small /limit'),
  badReading('grants?subject=rina%40example.id', 422, 'value_format /subject'),
  badReading('grants?area=31.99', 404, 'not_found'),
  badReading('break-glass?area=31.99', 404, 'not_found'),
  badBreakGlass('glass broken for no hour', { hours: 0 }, 'value_small /hours'),
  badBreakGlass('glass broken for nine hours', { hours: 9 }, 'value_large /hours'),
  badBreakGlass('glass broken for an hour and a half', { hours: 1.5 }, 'value_type /hours'),
  badBreakGlass('glass broken for a mistyped number', { number: '7K3M9QXG' }, 'member_number_shape /number'),
  badBreakGlass('glass broken without a reason', { reason: ' ' }, 'text_shape /reason'),
  badReveal('a revealing of nothing', { fields: [] }, 'value_small /fields'),
  badReveal('a revealing of what is not masked', { fields: ['name', 'standings'] }, ...[0, 1].map(noField)),
  badReveal('a revealing without a reason', { reason: '' }, 'text_shape /reason'),
  ...['cek', 'Verifikasi', 'xxxx xxxx xxxx', '1234567890 1234567890', 'ya ya ya ya ya ya'].map((reason) =>
    badReveal(`a revealing for "${reason}"`, { reason }, 'reason_thin /reason'),
  ),
  badBreakGlass('glass broken for no good reason', { reason: 'darurat' }, 'reason_thin /reason'),
  {
    what: 'an export in full for no good reason',
    path: '/v1/exports',
    body: { filter: {}, format: 'csv', revealed: true, reason: 'Rapat' },
    status: 422,
    codes: ['reason_thin /reason'],
  },
]

import type { Malformed } from './malformed.ts'
import { read } from './readings.ts'
import { person } from './registration.ts'

const granting = (what: string, body: object, status: number, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/grants',
  body: { subject: 'rina', role: 'officer', area: '31.71', reason: 'Tugas', ...body },
  status,
  codes,
})

const breaking = (what: string, body: object, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/break-glass',
  body: { number: '7K3M9QXF', hours: 1, reason: 'Darurat', ...body },
  status: 422,
  codes,
})

const revealing = (what: string, body: object, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/members/{member}/reveals',
  body: { fields: ['nik'], reason: 'Verifikasi', ...body },
  status: 422,
  codes,
})

const noField = (i: number) => `value_choice /fields/${i}`
export const grants: Malformed[] = [
  granting('a grant to oneself', { subject: 'admin' }, 403, 'grant_own'),
  granting('a grant of no role', { role: 'superuser' }, 422, 'value_choice /role'),
  granting('a grant to an address', { subject: 'rina@example.id' }, 422, 'value_format /subject'),
  granting('a grant to a NIK', { subject: person.nik }, 422, 'value_invalid /subject'),
  granting('a grant for nowhere', { area: '31.99', agency: 'x' }, 422, 'area_unknown /area', 'agency_unknown /agency'),
  granting('a grant that is over', { until: '2021-11-30T05:00:00.000Z' }, 422, 'grant_period /until'),
  granting('a grant until a day', { until: '2021-12-31' }, 422, 'value_format /until'),
  granting('a grant of another kind', { kind: 'break_glass', member: '7K3M9QXF' }, 422, 'field_unknown'),
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
  read('grants?limit=0', 422, 'value_small /limit'),
  read('grants?subject=rina%40example.id', 422, 'value_format /subject'),
  read('grants?area=31.99', 404, 'not_found'),
  read('break-glass?area=31.99', 404, 'not_found'),
  breaking('glass broken for no hour', { hours: 0 }, 'value_small /hours'),
  breaking('glass broken for nine hours', { hours: 9 }, 'value_large /hours'),
  breaking('glass broken for an hour and a half', { hours: 1.5 }, 'value_type /hours'),
  breaking('glass broken for a mistyped number', { number: '7K3M9QXG' }, 'member_number_shape /number'),
  breaking('glass broken without a reason', { reason: ' ' }, 'text_shape /reason'),
  revealing('a revealing of nothing', { fields: [] }, 'value_small /fields'),
  revealing('a revealing of what is not masked', { fields: ['name', 'standings'] }, ...[0, 1].map(noField)),
  revealing('a revealing without a reason', { reason: '' }, 'text_shape /reason'),
]

import type { Malformed } from './malformed.ts'

const newPartner = { code: 'bank-x', name: 'Bank X', type: 'bank', signing: { scheme: 'standard_webhooks' } }
const snapProfile = {
  scheme: 'snap',
  mode: 'rsa',
  encoding: 'hex',
  query: 'in',
  externalId: 'any',
  service: '88',
  clientKey: 'x',
  publicPath: '/v1.0/loan/notify',
}

const partner = (what: string, more: object, ...codes: string[]): Malformed => ({
  ...{ what, path: '/v1/partners', body: { ...newPartner, ...more } },
  status: 422,
  codes,
})

const credential = (what: string, body: object, ...codes: string[]): Malformed => ({
  ...{ what, path: '/v1/partners/bank-x/credentials', body },
  status: 422,
  codes,
})

export const partners: Malformed[] = [
  partner('a partner whose code has blanks', { code: 'Bank X' }, 'value_format /code'),
  partner('a partner of no type', { type: 'lender' }, 'value_choice /type'),
  partner('a partner without a name', { name: ' ' }, 'text_shape /name'),
  partner('a partner that brings its secret', { secret: 'x' }, 'field_unknown'),
  partner('a scheme that nobody knows', { signing: { scheme: 'hmac' } }, 'value_choice /signing/scheme'),
  partner(
    'a clock that is a day off',
    { signing: { scheme: 'standard_webhooks', skewSeconds: 86_400 } },
    'value_large /signing/skewSeconds',
  ),
  partner(
    'a path with a query',
    { signing: { ...snapProfile, publicPath: '/v1.0/x?y=1' } },
    'public_path_shape /signing/publicPath',
  ),
  partner('a service of one digit', { signing: { ...snapProfile, service: '8' } }, 'value_format /signing/service'),
  partner('an address that is no range', { allowedFrom: ['203.0.113.0/33'] }, 'cidr_shape /allowedFrom/0'),
  credential('a credential of no kind', { kind: 'password' }, 'value_choice /kind'),
  credential('a secret of its own that is short', { kind: 'secret', value: 'abc' }, 'value_format /value'),
  credential('a public key that is none', { kind: 'public_key', value: 'abc' }, 'public_key_shape /value'),
  credential('an overlap of a year', { kind: 'secret', overlapSeconds: 31_536_000 }, 'value_large /overlapSeconds'),
  {
    what: 'a conflict closed as nothing',
    path: '/v1/partners/bank-x/conflicts/cnf_1/closings',
    body: { outcome: 'x', note: 'y' },
    status: 422,
    codes: ['value_choice /outcome', 'field_unknown'],
  },
  {
    ...partner('a change without a version', {}, 'if_match_missing'),
    method: 'PATCH',
    path: '/v1/partners/x',
    body: {},
    status: 428,
  },
]

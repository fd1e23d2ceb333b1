import type { Malformed } from './malformed.ts'
import { person } from './registration.ts'

const oneself = (what: string, more: object, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/me/registration',
  body: { person, gender: 'male', category: 'pemula', area: '31.71.01.1001', ...more },
  status: 422,
  codes,
})

const ofMember = (what: string, body: unknown, status: number, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/members/{member}/verifications',
  body,
  status,
  codes,
})

const decision = (what: string, body: unknown, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/disputes/dsp_00000000000000000000/decisions',
  body,
  status: 422,
  codes,
})

export const identities: Malformed[] = [
  oneself('an agency of one’s choice', { agency: 'PPAPP' }, 'field_unknown'),
  oneself('a registration of yesterday', { registeredOn: '2021-11-29' }, 'field_unknown'),
  oneself('an identity of one’s own making', { identity: { status: 'verified' }, dispute: 'x' }, 'field_unknown'),
  oneself('another’s account', { subject: 'siti' }, 'field_unknown'),
  oneself('no gender', { gender: undefined }, 'field_missing /gender'),
  oneself(
    'everything of one’s own wrong',
    { person: { name: '', nik: '1' }, gender: 'x', category: 5, area: null },
    'name_shape /person/name',
    'nik_digits /person/nik',
    'value_choice /gender',
    'value_type /category',
    'value_type /area',
  ),
  oneself(
    'every code of one’s own unknown',
    { person: { ...person, birthDate: '2099-01-01' }, area: 'x', category: 'x' },
    'birth_date_future /person/birthDate',
    'area_unknown /area',
    'category_unknown /category',
  ),
  ofMember('a verification of one whom an officer registered', { by: 'dukcapil' }, 409, 'identity_settled'),
  ofMember(
    'a verification of one whom an officer has seen',
    { by: 'officer', outcome: 'matches', seen: 'ktp' },
    409,
    'identity_settled',
  ),
  ofMember(
    'a rejection without a reason',
    { by: 'officer', outcome: 'does_not_match', seen: 'ktp' },
    422,
    'field_missing /reason',
  ),
  ofMember('a verification by nobody', { outcome: 'matches', seen: 'ktp' }, 422, 'field_missing /by'),
  ofMember('a verification that is told its outcome', { by: 'dukcapil', outcome: 'matches' }, 422, 'field_unknown'),
  ofMember(
    'all of a verification wrong',
    { by: 'officer', outcome: 'yes', seen: 'facebook', reason: '' },
    422,
    'value_choice /outcome',
    'value_choice /seen',
    'value_small /reason',
  ),
  decision(
    'all of a decision wrong',
    { outcome: 'both', seen: 5, reason: '' },
    'value_choice /outcome',
    'value_choice /seen',
    'value_small /reason',
  ),
  decision('an empty decision', {}, 'field_missing /outcome', 'field_missing /seen', 'field_missing /reason'),
]

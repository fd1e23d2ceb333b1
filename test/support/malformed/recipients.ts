import type { Malformed } from './malformed.ts'

const recipient = (what: string, more: object, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/recipients',
  body: { office: 'Kecamatan Gambir', email: 'gambir@example.id', area: '31.71.01', from: '2021-11-01', ...more },
  status: 422,
  codes,
})

export const recipients: Malformed[] = [
  recipient('an address that is none', { email: 'gambir' }, 'email_shape /email'),
  recipient('two addresses in one', { email: 'a@example.id, b@example.id' }, 'email_shape /email'),
  recipient('an address with a header in it', { email: 'a@example.id\nBcc: b@example.id' }, 'email_shape /email'),
  recipient('an office of two lines', { office: 'Kecamatan\nGambir' }, 'text_shape /office'),
  recipient('a place that nobody knows', { area: 'x', agency: 'x' }, 'area_unknown /area', 'agency_unknown /agency'),
  recipient('a language that we do not have', { language: 'jv' }, 'value_choice /language'),
  recipient('a format that we do not have', { formats: ['docx'] }, 'value_choice /formats/0'),
  recipient('the public version of a district', { report: 'public' }, 'recipient_public_scope /report'),
  recipient('a format twice', { formats: ['pdf', 'pdf'] }, 'formats_twice /formats'),
  recipient('a time that ends before it begins', { until: '2021-10-31' }, 'recipient_period /until'),
  recipient(
    'a holder who leaves before coming',
    { holders: [{ name: 'Sri', from: '2021-11-02', until: '2021-11-01' }] },
    'recipient_period /holders/0/until',
  ),
  {
    ...recipient('a change without a version', {}, 'if_match_missing'),
    method: 'PATCH',
    path: '/v1/recipients/x',
    body: {},
    status: 428,
  },
]

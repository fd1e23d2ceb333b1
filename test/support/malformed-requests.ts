import { gzipSync } from 'node:zlib'
import type { Call } from './test-api.ts'

/**
 * A request that must be refused: `{member}`, `{trained}` (holds P1 and P2) and `{target}` in its path stand for ids.
 * `codes` are those of its problems in order, each with its path.
 */
export type Malformed = Call & { what: string; method?: string; path: string; status: number; codes: string[] }

const person = { name: 'Budi Santoso', nik: '3171011503900001' }
const newMember = { person, gender: 'male', category: 'pemula', area: '31.71.01.1001', agency: 'PPAPP' }
const registering = { path: '/v1/members' }
const bytes = (...values: number[]) => Uint8Array.from(values)
const utf16 = (text: string) => Uint8Array.from(Buffer.from(`\uFEFF${text}`, 'utf16le'))
const json = JSON.stringify(newMember)
const withName = (name: string) => ({ ...newMember, person: { ...person, name } })

const raw = (what: string, content: Call['raw'] & {}, status: number, code: string, headers = {}): Malformed => ({
  ...registering,
  what,
  raw: content,
  headers,
  status,
  codes: [code],
})

const encodings: Malformed[] = [
  raw('no JSON', 'nama=Budi&umur=31', 400, 'body_malformed'),
  raw('nothing at all', '', 400, 'body_malformed'),
  raw('blanks', ' \n\t ', 400, 'body_malformed'),
  raw('a text cut off', json.slice(0, -20), 400, 'body_malformed'),
  raw('something behind the object', `${json}{}`, 400, 'body_malformed'),
  raw('a comma too many', json.replace(/\}$/, ',}'), 400, 'body_malformed'),
  raw('single quotes', json.replaceAll('"', "'"), 400, 'body_malformed'),
  raw('a comment', `/* Budi */ ${json}`, 400, 'body_malformed'),
  raw('NaN', '{"value":NaN}', 400, 'body_malformed'),
  raw('a NUL in a string', json.replace('Budi', 'Bu\u0000di'), 400, 'body_malformed'),
  raw('a line break in a string', json.replace('Budi', 'Bu\ndi'), 400, 'body_malformed'),
  raw('a byte that is not UTF-8', bytes(0x7b, 0x22, 0xff, 0x22, 0x7d), 400, 'body_encoding'),
  raw('Latin-1', Uint8Array.from(Buffer.from('{"a":"é"}', 'latin1')), 400, 'body_encoding'),
  raw('an overlong NUL', bytes(0x22, 0xc0, 0x80, 0x22), 400, 'body_encoding'),
  raw('a surrogate in UTF-8', bytes(0x22, 0xed, 0xa0, 0x80, 0x22), 400, 'body_encoding'),
  raw('UTF-16 with its mark', utf16(json), 400, 'body_encoding'),
  raw('UTF-16 without its mark', utf16(json).subarray(2), 400, 'body_malformed'),
  raw('gzip', new Uint8Array(gzipSync(json)), 415, 'content_encoding_unsupported', { 'Content-Encoding': 'gzip' }),
  raw('JSON said to be packed', json, 415, 'content_encoding_unsupported', { 'Content-Encoding': 'br, gzip' }),
  raw('gzip that is not said to be', new Uint8Array(gzipSync(json)), 400, 'body_encoding'),
  raw('arrays 21 deep', `${'['.repeat(21)}${']'.repeat(21)}`, 400, 'body_too_deep'),
  raw('objects 21 deep', `${'{"a":'.repeat(21)}1${'}'.repeat(21)}`, 400, 'body_too_deep'),
  raw('brackets without end', '['.repeat(200_000), 400, 'body_too_deep'),
  raw('quotes without end', `"${'\\"'.repeat(100_000)}`, 400, 'body_malformed'),
  raw('a field twice', json.replace('{', '{"area":"31.72.01.1001",'), 400, 'body_field_twice'),
  raw('a field twice, once escaped', json.replace('{', '{"\\u0061rea":"31.72.01.1001",'), 400, 'body_field_twice'),
  raw('a field twice further in', json.replace('"nik"', '"name":"B","nik"'), 400, 'body_field_twice'),
  raw('1 MB', json.replace('Budi', 'B'.repeat(1_000_000)), 413, 'body_too_large'),
  raw('1 MB, its length said', json.replace('Budi', 'B'.repeat(1_000_000)), 413, 'body_too_large', {
    'Content-Length': '1000200',
  }),
  raw('1 MB, another length said', json.replace('Budi', 'B'.repeat(1_000_000)), 413, 'body_too_large', {
    'Content-Length': '200',
  }),
  raw('little, said to be much', json, 413, 'body_too_large', { 'Content-Length': '99999999' }),
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    '',
  ].map((type) => raw(`the type "${type}"`, json, 415, 'content_type_unsupported', { 'Content-Type': type })),
]

const sent = (what: string, body: unknown, ...codes: string[]): Malformed => ({
  ...registering,
  what,
  body,
  status: 422,
  codes,
})
const field = (what: string, more: object, ...codes: string[]) => sent(what, { ...newMember, ...more }, ...codes)
const ofPerson = (what: string, more: object, ...codes: string[]) =>
  sent(what, { ...newMember, person: { ...person, ...more } }, ...codes)

const shapes: Malformed[] = [
  sent('an array', [newMember], 'value_type'),
  sent('null', null, 'value_type'),
  sent('a string', 'Budi', 'value_type'),
  sent('a number', 5, 'value_type'),
  sent(
    'nothing in an object',
    {},
    'field_missing /person',
    'field_missing /gender',
    'field_missing /category',
    'field_missing /area',
    'field_missing /agency',
  ),
  field('an array for the person', { person: [person] }, 'value_type /person'),
  field('null for the person', { person: null }, 'value_type /person'),
  field('a number for the area', { area: 31.71 }, 'value_type /area'),
  field('an object for the agency', { agency: { code: 'PPAPP' } }, 'value_type /agency'),
  field('an unknown field', { umur: 31 }, 'field_unknown'),
  field('a field that objects have', { constructor: 1, toString: 1 }, 'field_unknown'),
  {
    ...registering,
    what: '__proto__',
    raw: json.replace('{', '{"__proto__":{"role":"admin"},'),
    status: 422,
    codes: ['field_unknown'],
  },
  ofPerson('an unknown field of the person', { ibu: 'Sri' }, 'field_unknown /person'),
  ofPerson('a number for the NIK', { nik: 3171011503900001 }, 'value_type /person/nik'),
  ofPerson('15 digits', { nik: '317101150390001' }, 'nik_digits /person/nik'),
  ofPerson('17 digits', { nik: '31710115039000012' }, 'nik_digits /person/nik'),
  ofPerson('a letter in the NIK', { nik: '317101150390000I' }, 'nik_digits /person/nik'),
  ofPerson('digits of another script', { nik: '३१७१०१११०३९०००५१' }, 'nik_digits /person/nik'),
  ofPerson('a NIK with dots', { nik: '317101.150390.0001' }, 'nik_digits /person/nik'),
  ofPerson('a NIK of one digit', { nik: '1111111111111111' }, 'nik_placeholder /person/nik'),
  ofPerson('a NIK born on 31 February', { nik: '3171013102900001' }, 'nik_birth_date /person/nik'),
  ofPerson('a NIK born in month 13', { nik: '3171011513900001' }, 'nik_birth_date /person/nik'),
  ofPerson('a NIK with serial 0000', { nik: '3171011503900000' }, 'nik_serial /person/nik'),
  ofPerson('a landline', { phone: '021 555 1234' }, 'phone_shape /person/phone'),
  ofPerson('a foreign phone', { phone: '+1 202 555 0143' }, 'phone_shape /person/phone'),
  ofPerson('a phone of letters', { phone: '0812-KOPI-ENAK' }, 'phone_shape /person/phone'),
  ofPerson('an e-mail without a dot', { email: 'budi@localhost' }, 'email_shape /person/email'),
  ofPerson('two e-mails', { email: 'budi@example.id, siti@example.id' }, 'email_shape /person/email'),
  ofPerson('an e-mail with a header', { email: 'budi@example.id\r\nBcc: x@example.id' }, 'email_shape /person/email'),
  ofPerson('14 digits of NPWP', { npwp: '12345678901234' }, 'npwp_digits /person/npwp'),
  ofPerson('an NPWP of zeros', { npwp: '000000000000000' }, 'npwp_placeholder /person/npwp'),
  ofPerson('29 February 2021', { birthDate: '2021-02-29' }, 'value_format /person/birthDate'),
  ofPerson('a birth to come', { birthDate: '2022-01-01' }, 'birth_date_future /person/birthDate'),
  ofPerson('a birth in 1899', { birthDate: '1899-12-31' }, 'birth_date_early /person/birthDate'),
  field('12 digits of NIB', { business: { name: 'Warung', nib: '123456789012' } }, 'nib_digits /business/nib'),
  field('a number for the NIB', { business: { name: 'Warung', nib: 1234567890123 } }, 'value_type /business/nib'),
  field(
    'a KBLI of 4',
    { business: { name: 'W', kbli: { code: '5610', year: 2020 } } },
    'kbli_digits /business/kbli/code',
  ),
  field(
    'a KBLI without year',
    { business: { name: 'W', kbli: { code: '56101' } } },
    'field_missing /business/kbli/year',
  ),
  field(
    'KBLI 2015',
    { business: { name: 'W', kbli: { code: '56101', year: 2015 } } },
    'value_choice /business/kbli/year',
  ),
  field('a business without name', { business: {} }, 'field_missing /business/name'),
  field('a gender of another language', { gender: 'perempuan' }, 'value_choice /gender'),
  field('a long code', { category: 'x'.repeat(33) }, 'value_large /category'),
  ...[
    '',
    ' ',
    '\u0000',
    'Budi\u0007',
    '\ud800',
    'Bud\u202Ei',
    'Bu\u200Bdi',
    '<b>Budi</b>',
    '12345',
    'B'.repeat(121),
  ].map((name) => sent(`the name ${JSON.stringify(name).slice(0, 30)}`, withName(name), 'name_shape /person/name')),
  sent(
    'everything wrong',
    {
      person: { name: '', nik: '1', npwp: '1', phone: '1', email: '1', birthDate: '29-02-2020', ibu: 1 },
      gender: 'x',
      category: 5,
      area: null,
      registeredOn: '2021-13-01',
      business: { name: '', kbli: { code: '1', year: 1 }, nib: '1' },
      evidence: { kind: 5, number: '', issuer: '\u0000', issuedOn: 'kemarin' },
      tambahan: true,
    },
    'name_shape /person/name',
    'nik_digits /person/nik',
    'npwp_digits /person/npwp',
    'phone_shape /person/phone',
    'email_shape /person/email',
    'value_format /person/birthDate',
    'field_unknown /person',
    'value_choice /gender',
    'value_type /category',
    'value_type /area',
    'field_missing /agency',
    'value_format /registeredOn',
    'name_shape /business/name',
    'kbli_digits /business/kbli/code',
    'value_choice /business/kbli/year',
    'nib_digits /business/nib',
    'value_type /evidence/kind',
    'text_shape /evidence/number',
    'text_shape /evidence/issuer',
    'value_format /evidence/issuedOn',
    'field_unknown',
  ),
  {
    ...registering,
    what: 'a wrong name and no key',
    body: withName(''),
    headers: { 'Idempotency-Key': '' },
    status: 422,
    codes: ['name_shape /person/name', 'idempotency_key_shape'],
  },
]

const codes: Malformed[] = [
  field('an unknown area', { area: '31.79' }, 'area_unknown /area'),
  field('an area of BPS', { area: '3171010001' }, 'area_unknown /area'),
  field('an area without dots', { area: '3171011001' }, 'area_unknown /area'),
  field('a leaf for an area', { area: '31.71.01.0000' }, 'area_unknown /area'),
  field('a kota', { area: '31.71' }, 'area_too_wide /area'),
  field('the province', { area: '31' }, 'area_too_wide /area'),
  field('no area', { area: '' }, 'area_unknown /area'),
  field('an agency in small letters', { agency: 'ppapp' }, 'agency_unknown /agency'),
  field('an agency that objects have', { agency: 'constructor' }, 'agency_unknown /agency'),
  field('an unknown category', { category: '__proto__' }, 'category_unknown /category'),
  {
    what: 'a mapping of columns that are called as what every object has',
    path: '/v1/imports',
    raw: '{"mapping":{"columns":{"__proto__":"name"},"defaults":{"constructor":"nik"}}}',
    status: 422,
    codes: ['name_reserved /mapping/columns/__proto__', 'name_reserved /mapping/defaults/constructor'],
  },
  field('evidence of another stage', { evidence: { kind: 'nib' } }, 'evidence_unknown /evidence/kind'),
  field('a registration to come', { registeredOn: '2021-12-01' }, 'date_future /registeredOn'),
  field('a registration before the programme', { registeredOn: '2021-09-30' }, 'date_before_programme /registeredOn'),
  field(
    'every code unknown',
    {
      person: { ...person, birthDate: '2099-01-01' },
      area: 'x',
      agency: 'x',
      category: 'x',
      registeredOn: '2022-01-01',
      evidence: { kind: 'x' },
    },
    'birth_date_future /person/birthDate',
    'area_unknown /area',
    'category_unknown /category',
    'date_future /registeredOn',
    'agency_unknown /agency',
    'evidence_unknown /evidence/kind',
  ),
]

const stage = (what: string, more: object, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/members/{trained}/stages',
  body: { stage: 'P5', happenedOn: '2021-11-25', ...more },
  status: 422,
  codes,
})
const ofTrained = (what: string, act: string, body: unknown, ...codes: string[]): Malformed => ({
  what,
  path: `/v1/members/{trained}/${act}`,
  body,
  status: 422,
  codes,
})

const stages: Malformed[] = [
  ...['2021-02-29', '2021-13-01', '2021-00-10', '2021-11-31', '29-02-2020', '2021/11/25', '20211125', ''].map((day) =>
    stage(`the day "${day}"`, { happenedOn: day }, 'value_format /happenedOn'),
  ),
  stage('a day with a time', { happenedOn: '2021-11-25T10:00:00Z' }, 'value_format /happenedOn'),
  stage('a day with a blank', { happenedOn: ' 2021-11-25' }, 'value_format /happenedOn'),
  stage('a day of five digits', { happenedOn: '12021-11-25' }, 'value_format /happenedOn'),
  stage('a number for a day', { happenedOn: 20211125 }, 'value_type /happenedOn'),
  stage('tomorrow', { happenedOn: '2021-12-01' }, 'date_future /happenedOn'),
  stage('the year 9999', { happenedOn: '9999-12-31' }, 'date_future /happenedOn'),
  stage('a day before the programme', { happenedOn: '2021-09-30' }, 'date_before_programme /happenedOn'),
  // The strict order of 2018 speaks too.
  stage(
    'the year 0',
    { happenedOn: '0000-01-01' },
    'date_before_programme /happenedOn',
    'stage_prerequisite_later',
    'stage_prerequisite_later',
    'stage_prerequisite_missing',
    'stage_prerequisite_missing',
  ),
  ...['P8', 'p5', 'ALL', 'constructor', '__proto__', 'hasOwnProperty', 'toString'].map((code) =>
    stage(`the stage ${code}`, { stage: code }, 'stage_unknown /stage'),
  ),
  stage('no stage', { stage: '' }, 'value_small /stage'),
  stage('an unknown area of the stage', { area: '31.99' }, 'area_unknown /area'),
  stage('a wide area of the stage', { area: '31' }, 'area_too_wide /area'),
  stage('an unknown agency of the stage', { agency: 'x' }, 'agency_unknown /agency'),
  stage('a permit without evidence', { stage: 'P4' }, 'evidence_missing /evidence'),
  stage(
    'evidence that does not do',
    { stage: 'P4', evidence: { kind: 'halal' } },
    'evidence_does_not_attain /evidence/kind',
  ),
  stage('a note with a NUL', { note: 'a\u0000b' }, 'text_shape /note'),
  stage('a note without end', { note: 'a'.repeat(501) }, 'text_shape /note'),
  {
    ...stage('a stage that is held', { stage: 'P2' }, 'stage_held'),
    status: 409,
  },
  ofTrained('an unknown reason', 'reversals', { stage: 'P2', reason: 'x' }, 'reason_unknown /reason'),
  ofTrained('a stage that is not held', 'reversals', { stage: 'P3', reason: 'other' }, 'stage_not_held /stage'),
  ofTrained('the complete set', 'reversals', { stage: 'ALL', reason: 'other' }, 'stage_not_held /stage'),
  ofTrained('a stage of objects', 'reversals', { stage: 'constructor', reason: 'other' }, 'stage_not_held /stage'),
  ofTrained(
    'all of a reversal wrong',
    'reversals',
    { stage: 'P9', reason: 'x', decidedOn: '2022-01-01' },
    'reason_unknown /reason',
    'date_future /decidedOn',
    'stage_not_held /stage',
  ),
  ofTrained('a text for yes', 'reversals', { stage: 'P2', reason: 'other', cascade: 'yes' }, 'value_type /cascade'),
  {
    ...ofTrained(
      'a stage that others stand on',
      'reversals',
      { stage: 'P1', reason: 'other' },
      'stage_supports_others /cascade',
    ),
    status: 409,
  },
  ofTrained('a note of blanks', 'notes', { text: '  ' }, 'text_shape /text'),
  ofTrained('a note with a line break', 'notes', { text: 'a\nb' }, 'text_shape /text'),
  ofTrained('a note of 501', 'notes', { text: 'a'.repeat(501) }, 'text_shape /text'),
  ofTrained('a note by somebody else', 'notes', { text: 'a', by: 'x' }, 'field_unknown'),
  ofTrained('nothing to reclassify', 'reclassifications', { reason: 'other' }, 'nothing_to_change'),
  ofTrained(
    'all of a reclassification wrong',
    'reclassifications',
    { area: '31', agency: 'x', category: 'x', stages: ['P1', 'P9', 'constructor'], reason: 'x' },
    'reason_unknown /reason',
    'area_too_wide /area',
    'agency_unknown /agency',
    'category_unknown /category',
    'stage_not_held /stages/1',
    'stage_not_held /stages/2',
  ),
  ofTrained('no stages', 'reclassifications', { gender: 'female', stages: [], reason: 'other' }, 'value_small /stages'),
  ofTrained('a withdrawal to come', 'withdrawals', { on: '2021-12-24' }, 'date_future /on'),
  ofTrained(
    'a request about own data of no kind',
    'cases',
    { kind: 'everything', request: '' },
    'value_choice /kind',
    'text_shape /request',
  ),
  ofTrained('a return of who is there', 'returns', undefined, 'member_not_withdrawn'),
  {
    what: 'a class of one member twice',
    path: '/v1/classes',
    body: { stage: 'P2', happenedOn: '2021-11-20', memberIds: ['7K3M9QXF', '7k3m-9qxf'] },
    status: 422,
    codes: ['class_duplicate /memberIds/1'],
  },
  {
    what: 'a class of nobody and of mistyped numbers',
    path: '/v1/classes',
    body: { stage: 'P2', happenedOn: '2021-11-20', memberIds: ['7K3M9QXG', '7K3M9QXF', 5, ''] },
    status: 422,
    codes: ['member_number_shape /memberIds/0', 'value_type /memberIds/2', 'member_number_shape /memberIds/3'],
  },
  {
    what: 'a class that nobody could have attended',
    path: '/v1/classes',
    body: {
      stage: 'P2',
      happenedOn: '2022-01-01',
      agency: 'x',
      evidence: { kind: 'nib' },
      memberIds: ['7K3M9QXF'],
    },
    status: 422,
    codes: ['date_future /happenedOn', 'agency_unknown /agency', 'evidence_unknown /evidence/kind'],
  },
  {
    what: 'a class of an unknown stage',
    path: '/v1/classes',
    body: { stage: 'constructor', happenedOn: '2021-11-20', memberIds: ['7K3M9QXF'] },
    status: 422,
    codes: ['stage_unknown /stage'],
  },
  {
    what: 'a class of 201',
    path: '/v1/classes',
    body: { stage: 'P2', happenedOn: '2021-11-20', memberIds: Array(201).fill('7K3M9QXF') },
    status: 422,
    codes: ['value_large /memberIds'],
  },
  {
    what: 'a merge of mistyped numbers',
    path: '/v1/merges',
    body: { from: '7K3M9QXG', into: 'x', reason: '' },
    status: 422,
    codes: ['member_number_shape /from', 'member_number_shape /into', 'value_small /reason'],
  },
]

const obstacle = (what: string, more: object, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/months/2021-11/obstacles',
  body: { area: '31.71', obstacle: 'Aula dipakai', followUp: 'Pindah ke RPTRA', ...more },
  status: 422,
  codes,
})
const obstacles: Malformed[] = [
  obstacle('all of an obstacle wrong', { area: '31.99', agency: 'x' }, 'area_unknown /area', 'agency_unknown /agency'),
  obstacle(
    'numbers of people in an obstacle',
    { obstacle: 'NIK 3171011503900001 hilang', followUp: 'Hubungi 0812-3456-7890' },
    'text_personal /obstacle',
    'text_personal /followUp',
  ),
  obstacle('an address in an obstacle', { followUp: 'Surel ke sudin@example.id' }, 'text_personal /followUp'),
  obstacle('an obstacle of 601', { obstacle: 'a'.repeat(601) }, 'text_shape /obstacle'),
  obstacle('an obstacle without follow-up', { followUp: '' }, 'text_shape /followUp'),
  { ...obstacle('an obstacle of a month to come', {}, 'month_outside /month'), path: '/v1/months/2021-12/obstacles' },
  {
    ...obstacle('an obstacle of a closed month', {}, 'month_not_open'),
    path: '/v1/months/2021-10/obstacles',
    status: 409,
  },
]

const target = (what: string, more: object, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/targets',
  body: { indicator: 'P1', area: '31', from: '2021-10', to: '2022-09', value: 40, basis: 'Rencana', ...more },
  status: 422,
  codes,
})
const targetOf = (value: string): Malformed => ({
  ...target(`a target of ${value}`, {}, 'value_type /value'),
  body: undefined,
  raw: JSON.stringify(target('', {}).body).replace('40', value),
})

const targets: Malformed[] = [
  target('a negative target', { value: -1 }, 'value_small /value'),
  target('half a person', { value: 1.5 }, 'value_type /value'),
  target('a huge target', { value: 1_000_000_001 }, 'value_large /value'),
  target('a text for a target', { value: '40' }, 'value_type /value'),
  targetOf('1e400'),
  targetOf('-1e400'),
  target('an unknown indicator', { indicator: 'P2' }, 'indicator_unknown /indicator'),
  target('an unknown area of a target', { area: '31.7' }, 'area_unknown /area'),
  target('a period that ends before it begins', { to: '2021-09' }, 'target_period /to'),
  target('a basis of blanks', { basis: '   ' }, 'text_shape /basis'),
  target(
    'everything of a target wrong',
    { indicator: 'x', area: 'x', agency: 'x', to: '2020-01' },
    'indicator_unknown /indicator',
    'area_unknown /area',
    'agency_unknown /agency',
    'target_period /to',
  ),
  target('a month of a target', { from: '2021-13', to: '2021' }, 'value_format /from', 'value_format /to'),
]

const read = (path: string, status: number, ...codes: string[]): Malformed => ({
  what: `GET ${path.length > 80 ? `${path.slice(0, 80)}…` : path}`,
  method: 'GET',
  path: `/v1/${path}`,
  status,
  codes,
})

const list = (what: string, body: unknown, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/members/lists',
  body,
  status: 422,
  codes,
})

const lists: Malformed[] = [
  ...['', ' ', 'Sr', 'H. Al', 'Dr. Aa', '1234', 'a\u0301b', "o'o'o"].map((namePrefix) =>
    list(
      `the beginning "${namePrefix}"`,
      { namePrefix },
      `${namePrefix.trim() ? 'name_prefix_short' : 'text_shape'} /namePrefix`,
    ),
  ),
  list('a beginning with a NUL', { namePrefix: 'Sri\u0000' }, 'text_shape /namePrefix'),
  list('a beginning without end', { namePrefix: 'a'.repeat(121) }, 'text_shape /namePrefix'),
  list('a list of a NIK', { nik: '3171011503900001' }, 'field_unknown'),
  list('a text for stages', { attained: 'P2,P3' }, 'value_type /attained'),
  list('a limit in quotes', { limit: '5' }, 'value_type /limit'),
  list('a cursor of nobody', { cursor: 'x' }, 'cursor_invalid /cursor'),
  list(
    'all of a list wrong',
    { attained: ['P2', 'P9'], lacking: ['ALL'], agency: 'x', category: 'constructor', namePrefix: 'ab' },
    'stage_unknown /attained/1',
    'stage_unknown /lacking/0',
    'agency_unknown /agency',
    'category_unknown /category',
    'name_prefix_short /namePrefix',
  ),
]

const readings: Malformed[] = [
  read('members?namePrefix=Sri', 422, 'field_unknown'),
  read('members?nama=Sri', 422, 'field_unknown'),
  read('members?attained=P2&attained=P3', 422, 'value_type /attained'),
  read('members?attained=P2,', 422, 'value_format /attained'),
  read('members?attained=P2,P8', 422, 'stage_unknown /attained/1'),
  read('members?lacking=P2%20P3', 422, 'value_format /lacking'),
  read('members?order=oldest', 422, 'value_choice /order'),
  read('members?status=merged', 422, 'value_choice /status'),
  read('members?area=31.99', 404, 'not_found'),
  read('members/7K3M9QXG/loans', 422, 'member_number_shape /id'),
  read('members?area=', 422, 'value_small /area'),
  read('members?agency=x&category=y', 422, 'agency_unknown /agency', 'category_unknown /category'),
  read('worklists?area=31.99', 404, 'not_found'),
  read('worklists?after=P8&next=ALL', 422, 'stage_unknown /after', 'stage_unknown /next'),
  read('worklists?agency=x', 422, 'agency_unknown /agency'),
  read('worklists?days=-1', 422, 'value_small /days'),
  read('worklists?days=3651', 422, 'value_large /days'),
  read('worklists?days=lama', 422, 'value_type /days'),
  read('worklists?name=Sri', 422, 'field_unknown'),
  read('members?limit=0', 422, 'value_small /limit'),
  read('members?cursor=e30.e30', 422, 'cursor_invalid /cursor'),
  ...['2021-13', '2021-1', '2021', '21-10', '2021-10-01', 'oktober'].map((month) =>
    read(`months/${month}`, 422, 'value_format /month'),
  ),
  read('months/2021-09', 422, 'month_outside /month'),
  read('months/2021-12', 422, 'month_outside /month'),
  read('figures?month=2021-13', 422, 'value_format /month'),
  read('figures?month=2017-01', 422, 'month_outside /month'),
  read('figures?month=9999-12', 422, 'month_outside /month'),
  read('figures?month=2021-11&reading=restated&restatedThrough=2021-10', 422, 'month_outside /restatedThrough'),
  read('figures?month=2021-10&restatedThrough=2021-11', 422, 'filter_unfit /restatedThrough'),
  read('figures.csv?reading=as_posted&restatedThrough=2021-11', 422, 'filter_unfit /restatedThrough'),
  read('figures?reading=true', 422, 'value_choice /reading'),
  read('figures?aera=31.71', 422, 'field_unknown'),
  read('figures?area=31.71&area=31.72', 422, 'value_type /area'),
  read(`figures?area=${'3'.repeat(10_000)}`, 422, 'value_large /area'),
  read('figures?area=', 422, 'value_small /area'),
  read('figures?area=31.99', 404, 'not_found'),
  read('figures?area=3171', 404, 'not_found'),
  read('figures?area=%00', 404, 'not_found'),
  read('figures?area=%E0%A4%A', 404, 'not_found'),
  read('figures?agency=x', 404, 'not_found'),
  read('figures.csv?agency=x', 404, 'not_found'),
  read('figures/series?from=2021-11&to=2021-10', 422, 'month_range /from'),
  read('figures/series?to=2022-01', 422, 'month_outside /to'),
  read('figures/series?to=2029-10', 422, 'month_outside /to'),
  read('figures/series?from=2021-09', 422, 'month_outside /from'),
  read('figures/series?until=2021-10', 422, 'field_unknown'),
  read('figures/entries', 422, 'field_missing /month', 'field_missing /stage'),
  read('figures/entries?month=2021-11&stage=P8', 422, 'stage_unknown /stage'),
  read('figures/entries?month=2021-11&stage=constructor', 422, 'stage_unknown /stage'),
  read(
    'figures/entries?month=2021-11&stage=P8&agency=x&category=x',
    422,
    'stage_unknown /stage',
    'agency_unknown /agency',
    'category_unknown /category',
  ),
  read('figures/entries?month=2021-11&stage=P1&gender=x', 422, 'value_choice /gender'),
  read('figures/entries?month=2021-11&stage=P1&partner=bank-jakarta', 422, 'filter_unfit /partner'),
  read(
    'figures/entries?month=2021-11&fact=approved&gender=female&category=pemula',
    422,
    'filter_unfit /gender',
    'filter_unfit /category',
  ),
  ...['0', '-1'].map((n) => read(`members/{member}/history?limit=${n}`, 422, 'value_small /limit')),
  ...['201', '1e9'].map((n) => read(`members/{member}/history?limit=${n}`, 422, 'value_large /limit')),
  ...['1.5', 'NaN', '1e400', 'banyak', '1,0'].map((n) =>
    read(`members/{member}/history?limit=${n}`, 422, 'value_type /limit'),
  ),
  read('members/{member}/history?limit=', 422, 'value_small /limit'),
  ...['x', '', '.', 'e30.e30', 'x'.repeat(1000), 'a.b.c', '%00', '..%2f..'].map((cursor) =>
    read(`members/{member}/history?cursor=${cursor}`, 422, 'cursor_invalid /cursor'),
  ),
  read(`members/{member}/history?cursor=${'x'.repeat(1001)}`, 422, 'value_large /cursor'),
  read('members/7K3M9QXG', 422, 'member_number_shape /id'),
  read('members/3171011503900001', 422, 'member_number_shape /id'),
  read('members/..%2f..%2fmonths', 422, 'member_number_shape /id'),
  read('members/%00', 422, 'member_number_shape /id'),
  read('members/%', 422, 'member_number_shape /id'),
  read(`members/${'7'.repeat(5000)}`, 422, 'member_number_shape /id'),
  read('targets/..%2f..%2fLEDGER', 404, 'not_found'),
  read('targets/%00', 404, 'not_found'),
  read('targets/tgt_', 404, 'not_found'),
  read(`targets/${'x'.repeat(65)}`, 422, 'value_large /targetId'),
  read('merges/%23', 404, 'not_found'),
  read(`merges/${'x'.repeat(65)}`, 422, 'value_large /mergeId'),
  ...['0', '-1'].map((n) => read(`months/2021-10/issues/${n}`, 422, 'value_small /number')),
  ...['1.5', 'NaN', 'satu'].map((n) => read(`months/2021-10/issues/${n}`, 422, 'value_type /number')),
  read('months/2021-10/issues/10000', 422, 'value_large /number'),
  read('months/2021-10/issues/99', 404, 'not_found'),
  read('months/2021-10/issues/1/differences', 422, 'field_missing /number'),
  read('months/2021-10/issues/1/differences?number=x', 422, 'value_type /number'),
]

const search = (what: string, body: unknown, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/members/searches',
  body,
  status: 422,
  codes,
})

const searches: Malformed[] = [
  search('a search for nothing', {}, 'field_missing /number'),
  search('a search for two things', { number: '7K3M9QXF', nik: person.nik }, 'field_unknown'),
  search('a search by a wrong NIK', { nik: '31710115039000' }, 'nik_digits /nik'),
  search('a search by a wrong number', { number: '7K3M9QXG' }, 'member_number_shape /number'),
  search('a search by name alone', { name: 'Budi' }, 'field_missing /birthDate'),
  search('a search by a name and no date', { name: 'Budi', birthDate: '1990-02-30' }, 'value_format /birthDate'),
  search('a search by a landline', { phone: '021-3344556' }, 'phone_shape /phone'),
]

const deciding = (what: string, body: unknown, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/duplicates/7K3M9QXF-8H2N4PWZ/decisions',
  body,
  status: 422,
  codes,
})

const duplicates: Malformed[] = [
  deciding('a decision of nothing', {}, 'field_missing /decision', 'field_missing /reason'),
  deciding('an unknown decision', { decision: 'maybe', reason: 'verified' }, 'value_choice /decision'),
  deciding('people told apart for no known reason', { decision: 'different', reason: 'other' }, 'value_choice /reason'),
  deciding(
    'records merged into neither',
    { decision: 'same', reason: 'duplicate_registration' },
    'field_missing /keep',
  ),
  { what: 'a pair of one', method: 'GET', path: '/v1/duplicates/7K3M9QXF', status: 422, codes: ['value_format /id'] },
  read('duplicates?limit=51', 422, 'value_large /limit'),
]

const keyed = (what: string, key: string | undefined, status: number, code: string): Malformed => ({
  ...registering,
  what,
  body: newMember,
  headers: { 'Idempotency-Key': key ?? '' },
  status,
  codes: [code],
})
const matched = (what: string, match: string | undefined, status: number, code: string): Malformed => ({
  what,
  method: 'PATCH',
  path: '/v1/members/{member}',
  body: { person: { name: 'Siti' } },
  headers: match === undefined ? {} : { 'If-Match': match },
  status,
  codes: [code],
})

const headers: Malformed[] = [
  keyed('an empty key', '', 400, 'idempotency_key_shape'),
  keyed('a short key', '1234567', 400, 'idempotency_key_shape'),
  keyed('a long key', 'k'.repeat(129), 400, 'idempotency_key_shape'),
  keyed('a key with a blank', 'key of mine', 400, 'idempotency_key_shape'),
  keyed('a key with a tab', 'key\tof-mine', 400, 'idempotency_key_shape'),
  keyed('a key with an escaped line break', 'key%0Aof-mine', 400, 'idempotency_key_shape'),
  keyed('a key with #', 'admin#of-mine', 400, 'idempotency_key_shape'),
  keyed('a NIK for a key', person.nik, 400, 'idempotency_key_shape'),
  keyed('a key with a NIK in it', `daftar-${person.nik}:1`, 400, 'idempotency_key_shape'),
  keyed('two keys', 'key-number-1, key-number-2', 400, 'idempotency_key_shape'),
  matched('no If-Match', undefined, 428, 'if_match_missing'),
  ...['"2"', '"999999999"'].map((tag) => matched(`If-Match ${tag}`, tag, 412, 'version_stale')),
  ...['W/"1"', '*', '1', '"1", "2"', '"x"', '"-1"', '""', '"1.0"', '"1000000000"'].map((tag) =>
    matched(`If-Match ${tag}`, tag, 400, 'if_match_shape'),
  ),
  ...['Basic YWRtaW4=', 'Bearer', 'Bearer admin admin', 'Token admin', 'Bearer <admin>'].map(
    (authorization): Malformed => ({
      what: `Authorization: ${authorization}`,
      method: 'GET',
      path: '/v1/programme',
      headers: { Authorization: authorization },
      status: 401,
      codes: ['token_missing'],
    }),
  ),
]

const nowhere = (method: string, path: string): Malformed => ({
  what: `${method} ${path}`,
  method,
  path,
  status: 404,
  codes: ['not_found'],
})

const places: Malformed[] = [
  nowhere('DELETE', '/v1/members/{member}'),
  nowhere('PUT', '/v1/members/{member}'),
  nowhere('POST', '/v1/figures'),
  nowhere('PATCH', '/v1/months/2021-10'),
  nowhere('DELETE', '/v1/months/2021-10/issues/1'),
  nowhere('PUT', '/v1/targets/{target}'),
  nowhere('PUT', '/v1/members'),
  nowhere('GET', '/v1/members/'),
  nowhere('GET', '/v1/members/{member}/'),
  nowhere('GET', '/v1//members'),
  nowhere('GET', '/v1/MEMBERS/{member}'),
  nowhere('DELETE', '/v1/grants'),
  nowhere('GET', '/v1/members/{member}/reveals'),
  nowhere('GET', '/v1/members/{member}/stages'),
  nowhere('GET', '/v2/programme'),
  nowhere('GET', '/'),
  nowhere('GET', '/favicon.ico'),
  nowhere('GET', '/docs/..%2f..%2fpackage.json'),
  nowhere('GET', '/docs/%2e%2e%2fpackage.json'),
  nowhere('GET', '/docs/../package.json'),
  nowhere('GET', '/docs/constructor'),
  nowhere('GET', '/docs/__proto__'),
  nowhere('GET', '/docs/swagger-ui.css%00'),
  nowhere('GET', '/docs/package.json'),
  nowhere('GET', '/.env'),
  nowhere('POST', '/docs'),
]

const change = (what: string, body: unknown, ...codes: string[]): Malformed => ({
  what,
  method: 'PATCH',
  path: '/v1/members/{member}',
  body,
  headers: { 'If-Match': '"1"' },
  status: 422,
  codes,
})

const changes: Malformed[] = [
  change('no change', {}, 'nothing_to_change'),
  change('the same again', { area: '31.71.01.1001' }, 'nothing_to_change'),
  change('a name taken away', { person: { name: null } }, 'value_type /person/name'),
  change('a number for a NIK', { person: { nik: 5 } }, 'value_type /person/nik'),
  change('a text for a business', { business: 'Warung' }, 'value_type /business'),
  change('a reason of blanks', { area: '31.71.02', reason: ' ' }, 'text_shape /reason'),
  change('a reason alone', { reason: 'Salah' }, 'nothing_to_change'),
  change('gender, which is reclassified', { gender: 'female' }, 'field_unknown'),
  change('the status', { status: 'erased', version: 9 }, 'field_unknown'),
  change('an unknown place', { area: 'x', agency: 'x' }, 'area_unknown /area', 'agency_unknown /agency'),
  change(
    'everything of a change wrong',
    { person: { nik: '1', phone: '1', email: '1', birthDate: '1' }, business: { nib: '1' } },
    'nik_digits /person/nik',
    'phone_shape /person/phone',
    'email_shape /person/email',
    'value_format /person/birthDate',
    'field_missing /business/name',
    'nib_digits /business/nib',
  ),
  {
    what: 'a revision of everything wrong',
    method: 'PATCH',
    path: '/v1/targets/{target}',
    body: { value: -5, basis: '', effectiveFrom: '2021-02-30' },
    headers: { 'If-Match': '"1"' },
    status: 422,
    codes: ['value_small /value', 'text_shape /basis', 'value_format /effectiveFrom', 'field_missing /reason'],
  },
  {
    what: 'a closing through a month of no calendar',
    path: '/v1/months/closings',
    body: { through: '2021-00', force: true },
    status: 422,
    codes: ['value_format /through', 'field_unknown'],
  },
  {
    what: 'a repair of a place that has no counters',
    path: '/v1/repairs',
    body: { month: '2021-11', area: '31.71.01', reason: 'Salah' },
    status: 422,
    codes: ['area_unknown /area'],
  },
  {
    what: 'a repair of a month that is not there',
    path: '/v1/repairs',
    body: { month: '2020-01', area: '31.71.01.1001', reason: 'Salah' },
    status: 422,
    codes: ['month_outside /month'],
  },
  {
    what: 'a repair that is not needed',
    path: '/v1/repairs',
    body: { month: '2021-11', area: '31.71.01.1001', reason: 'Salah' },
    status: 409,
    codes: ['repair_not_needed'],
  },
  {
    what: 'an issue of a month that is open',
    path: '/v1/months/2021-11/issues',
    body: { cause: 'Salah' },
    status: 409,
    codes: ['month_open'],
  },
  {
    what: 'an issue without a cause',
    path: '/v1/months/2021-10/issues',
    body: { cause: '\u200B', number: 7 },
    status: 422,
    codes: ['text_shape /cause', 'field_unknown'],
  },
]

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

const identities: Malformed[] = [
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

const grants: Malformed[] = [
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

const csv = (what: string, content: string, status: number, codes: string[], type = 'text/csv'): Malformed => ({
  what,
  path: '/v1/class-lists/{classList}/attendances.csv',
  raw: content,
  headers: { 'Content-Type': type },
  status,
  codes,
})

const handedOut: Malformed[] = [
  {
    what: 'an export of everything wrong',
    path: '/v1/exports',
    body: { filter: { area: 5, name: 'Sri' }, format: 'pdf', columns: [], revealed: 'yes', reason: '' },
    status: 422,
    codes: [
      'value_type /filter/area',
      'field_unknown /filter',
      'value_choice /format',
      'value_small /columns',
      'value_type /revealed',
      'text_shape /reason',
    ],
  },
  {
    what: 'an export of codes that are not known',
    path: '/v1/exports',
    body: { filter: { lacking: ['P9'] }, format: 'csv', columns: ['name', 'x', 'name'], reason: 'Rapat' },
    status: 422,
    codes: ['stage_unknown /filter/lacking/0', 'export_column_unknown /columns/1', 'export_column_twice /columns/2'],
  },
  {
    what: 'a class list of nobody',
    path: '/v1/class-lists',
    body: { stage: 'P9', heldOn: '2021-02-30', agency: '', memberIds: [] },
    status: 422,
    codes: ['value_format /heldOn', 'value_small /agency', 'value_small /memberIds'],
  },
  {
    what: 'a class list of numbers and a filter',
    path: '/v1/class-lists',
    body: { stage: 'P2', heldOn: '2021-11-20', agency: 'PPAPP', memberIds: ['00000000'], filter: {} },
    status: 422,
    codes: ['class_list_of', 'not_found /memberIds/0'],
  },
  {
    what: 'attendance of somebody who is not on the list',
    path: '/v1/class-lists/{classList}/attendances',
    body: { attended: ['00000000'] },
    status: 422,
    codes: ['attendance_stranger /attended/0'],
  },
  csv('a sheet that says that it is JSON', 'Nomor anggota,Hadir\n', 415, ['content_type_csv'], 'application/json'),
  csv('a sheet of other columns', 'Nama\nSri\n', 422, ['import_column_missing', 'import_column_missing']),
  csv('a sheet of strangers', 'number,attended\n0000-0000,x\n', 422, ['attendance_stranger /lines/2']),
  csv('a sheet with a wrong mark', 'number,attended\n0000-0000,mungkin\n', 422, ['attendance_mark /lines/2']),
  csv('a sheet with brackets and quotes', `number,attended\n${'{['.repeat(30)},"a" :"a" :\n`, 422, [
    'import_csv_broken',
  ]),
  csv('a sheet that is too large', 'x'.repeat(256 * 1024 + 1), 413, ['body_too_large']),
]

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

const loanDecision = (what: string, body: object, ...codes: string[]): Malformed => ({
  ...{ what, path: '/v1/loans/lon_0/decisions', body },
  status: 422,
  codes,
})

const statement = (what: string, raw: string, ...codes: string[]): Malformed => ({
  ...{ what, path: '/v1/partners/{partner}/statements/2021-11/lines.csv', raw },
  headers: { 'Content-Type': 'text/csv' },
  status: 422,
  codes,
})

const loans: Malformed[] = [
  statement('a statement without its column of numbers', 'nomor\nL-1\n', 'import_column_missing'),
  statement(
    'a statement with a day and an amount that are none',
    'number,approvedOn,approvedAmount\nL-1,2021-02-30,1.000\n',
    'value_format /lines/2/approvedOn',
    'amount_shape /lines/2/approvedAmount',
  ),
  loanDecision('a decision on a loan of no outcome', { outcome: 'merged', reason: 'x' }, 'value_choice /outcome'),
  loanDecision('a decision on a loan without a reason', { outcome: 'released' }, 'field_missing /reason'),
]

const partners: Malformed[] = [
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
  credential('a secret that is brought along', { kind: 'secret', value: 'abc' }, 'field_unknown'),
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

const recipient = (what: string, more: object, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/recipients',
  body: { office: 'Kecamatan Gambir', email: 'gambir@example.id', area: '31.71.01', from: '2021-11-01', ...more },
  status: 422,
  codes,
})

const recipients: Malformed[] = [
  recipient('an address that is none', { email: 'gambir' }, 'email_shape /email'),
  recipient('two addresses in one', { email: 'a@example.id, b@example.id' }, 'email_shape /email'),
  recipient('an address with a header in it', { email: 'a@example.id\nBcc: b@example.id' }, 'email_shape /email'),
  recipient('an office of two lines', { office: 'Kecamatan\nGambir' }, 'text_shape /office'),
  recipient('a place that nobody knows', { area: 'x', agency: 'x' }, 'area_unknown /area', 'agency_unknown /agency'),
  recipient('a language that we do not have', { language: 'jv' }, 'value_choice /language'),
  recipient('a format that we do not have', { formats: ['docx'] }, 'value_choice /formats/0'),
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

export const malformed: Record<string, Malformed[]> = {
  handedOut,
  encodings,
  shapes,
  codes,
  stages,
  targets,
  lists,
  readings,
  searches,
  duplicates,
  headers,
  places,
  changes,
  identities,
  grants,
  partners,
  loans,
  recipients,
  obstacles,
}

import type { Malformed } from './malformed.ts'
import { newMember, person, registering } from './registration.ts'

const withKey = (what: string, key: string | undefined, status: number, code: string): Malformed => ({
  ...registering,
  what,
  body: newMember,
  headers: { 'Idempotency-Key': key ?? '' },
  status,
  codes: [code],
})

const withIfMatch = (what: string, match: string | undefined, status: number, code: string): Malformed => ({
  what,
  method: 'PATCH',
  path: '/v1/members/{member}',
  body: { person: { name: 'Siti' } },
  headers: match === undefined ? {} : { 'If-Match': match },
  status,
  codes: [code],
})

export const headers: Malformed[] = [
  withKey('an empty key', '', 400, 'idempotency_key_shape'),
  withKey('a short key', '1234567', 400, 'idempotency_key_shape'),
  withKey('a long key', 'k'.repeat(129), 400, 'idempotency_key_shape'),
  withKey('a key with a blank', 'key of mine', 400, 'idempotency_key_shape'),
  withKey('a key with a tab', 'key\tof-mine', 400, 'idempotency_key_shape'),
  withKey('a key with an escaped line break', 'key%0Aof-mine', 400, 'idempotency_key_shape'),
  withKey('a key with #', 'admin#of-mine', 400, 'idempotency_key_shape'),
  withKey('a NIK for a key', person.nik, 400, 'idempotency_key_nik'),
  withKey('a key with a NIK in it', `daftar-${person.nik}:1`, 400, 'idempotency_key_nik'),
  withKey('two keys', 'key-number-1, key-number-2', 400, 'idempotency_key_shape'),
  withIfMatch('no If-Match', undefined, 428, 'if_match_missing'),
  ...['"2"', '"999999999"'].map((tag) => withIfMatch(`If-Match ${tag}`, tag, 412, 'version_stale')),
  ...['W/1', 'w/"1"', '*', '1', '"1", "2"', '"x"', '"-1"', '""', '"1.0"', '"1000000000"'].map((tag) =>
    withIfMatch(`If-Match ${tag}`, tag, 400, 'if_match_shape'),
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

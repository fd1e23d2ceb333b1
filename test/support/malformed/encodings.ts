import { gzipSync } from 'node:zlib'
import type { Call } from '../test-api.ts'
import type { Malformed } from './malformed.ts'
import { json, registering } from './registration.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)
const utf16 = (text: string) => Uint8Array.from(Buffer.from(`\uFEFF${text}`, 'utf16le'))
const raw = (what: string, content: Call['raw'] & {}, status: number, code: string, headers = {}): Malformed => ({
  ...registering,
  what,
  raw: content,
  headers,
  status,
  codes: [code],
})

export const encodings: Malformed[] = [
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

import type { Malformed } from './malformed.ts'

const list = (what: string, body: unknown, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/members/lists',
  body,
  status: 422,
  codes,
})

const withQuery = (path: string, ...codes: string[]): Malformed => ({
  what: `GET ${path}`,
  method: 'GET',
  path,
  status: 422,
  codes,
})

export const lists: Malformed[] = [
  ...['0x10', '1e1', '+5', ' 5', '5.0', '', '٥'].map((limit) =>
    withQuery(`/v1/members?limit=${encodeURIComponent(limit)}`, 'value_type /limit'),
  ),
  withQuery('/v1/members?limit=0', 'value_small /limit'),
  withQuery('/v1/worklists?days=0x1E', 'value_type /days'),
  withQuery('/v1/months?status=open', 'field_unknown'),
  withQuery('/v1/members/{member}/cases?state=open&kind=access', 'field_unknown'),
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

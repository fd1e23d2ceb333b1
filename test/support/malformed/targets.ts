import type { Malformed } from './malformed.ts'

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

export const targets: Malformed[] = [
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

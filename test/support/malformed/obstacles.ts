import type { Malformed } from './malformed.ts'

const obstacle = (what: string, more: object, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/months/2021-11/obstacles',
  body: { area: '31.71', obstacle: 'Aula dipakai', followUp: 'Pindah ke RPTRA', ...more },
  status: 422,
  codes,
})

export const obstacles: Malformed[] = [
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

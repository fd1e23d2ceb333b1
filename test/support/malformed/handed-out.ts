import type { Malformed } from './malformed.ts'

const csv = (what: string, content: string, status: number, codes: string[], type = 'text/csv'): Malformed => ({
  what,
  path: '/v1/class-lists/{classList}/attendances.csv',
  raw: content,
  headers: { 'Content-Type': type },
  status,
  codes,
})

export const handedOut: Malformed[] = [
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
    'row_quote /lines/2',
  ]),
  csv('a sheet that is too large', 'x'.repeat(256 * 1024 + 1), 413, ['body_too_large']),
]

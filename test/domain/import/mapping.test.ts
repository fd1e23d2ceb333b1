import { expect, test } from 'vitest'
import { makeFieldHeadings } from '../../../shared/domain/import/field-headings.ts'
import { ImportMapping, listMappingProblems, planColumns, readTexts } from '../../../shared/domain/import/mapping.ts'
import { listSchemaProblems } from '../../../shared/domain/problems/schema-problems.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'

const known = makeFieldHeadings(jakpreneur)
const { fields } = known
const parseMapping = (given: unknown = {}) => ImportMapping.parse(given)
const codes = (problems: { code: string; params?: Record<string, unknown> }[]) =>
  problems.map(({ code, params }) => [code, params?.column ?? params?.field])

test('a column holds the field of its name, in any case, or the field of the mapping', () => {
  const given = parseMapping({ columns: { 'Nama Lengkap': 'name', Catatan: 'ignore' } })
  const headings = ['NAMA LENGKAP ', 'Nik', 'Catatan', 'category', 'agency', 'area', 'P1', 'P4.evidence', 'masalah']
  const { plan, problems } = planColumns(known, given, headings)
  expect(problems).toEqual([])
  expect(plan).toEqual(['name', 'nik', undefined, 'category', 'agency', 'area', 'P1', 'P4.evidence', undefined])
})

test('every problem of the headings is named at once', () => {
  const given = parseMapping({ columns: { Nama: 'name', Alamat: 'ignore' } })
  const { problems } = planColumns(known, given, ['nik', 'NIK', 'Hobi', 'agency'])
  expect(codes(problems)).toEqual([
    ['import_column_twice', 'NIK'],
    ['import_column_unknown', 'Hobi'],
    ['import_column_missing', 'Nama'],
    ['import_column_missing', 'Alamat'],
    ['import_field_missing', 'name'],
    ['import_field_missing', 'category'],
    ['import_field_missing', 'area / kelurahan / kecamatan'],
  ])
})

test("a stage's name with the unit of an amount raises a question, and is not read as the stage's day", () => {
  const { plan, problems } = planColumns(known, parseMapping(), [
    'name',
    'category',
    'agency',
    'area',
    'Permodalan (Rp)',
  ])
  expect(plan.at(-1)).toBeUndefined()
  expect(codes(problems)).toEqual([['import_column_nearly', 'Permodalan (Rp)']])
  expect(known.find('Permodalan (dd/mm/yyyy)')).toBe('P7')
})

test('a very wide heading costs little time and space', () => {
  const headings = (length: number) => Array.from({ length }, (_, i) => `Kolom yang tidak ada ${i}`)
  expect(planColumns(known, parseMapping(), headings(1024)).problems).toHaveLength(100)
  expect(planColumns(known, parseMapping(), headings(65_000)).problems).toEqual([
    { code: 'import_columns_many', params: { found: 65_000, most: 1024 } },
  ])
  expect(planColumns(known, parseMapping(), ['name', ...Array(16_383).fill('')]).problems).toHaveLength(3)
})

test('the refusal of a file without headings repeats no number of its first member', () => {
  const { problems } = planColumns(known, parseMapping(), ['Sri Wahyuni', '3171015503900001'])
  expect(JSON.stringify(problems)).not.toContain('3171')
})

test('a mapping to unknown fields is refused, each named by its place', () => {
  const given = parseMapping({ columns: { Umur: 'age' }, defaults: { 'P9.evidence': 'iumk', agency: 'PPKUKM' } })
  expect(listMappingProblems(fields, given).map(({ path }) => path)).toEqual([
    ['columns', 'Umur'],
    ['defaults', 'P9.evidence'],
  ])
})

test.each(['constructor', 'toString', '__proto__'])('a column or field called %j is refused', (name) => {
  for (const part of ['columns', 'defaults']) {
    const given: unknown = JSON.parse(`{"${part}":{"${name}":"name"}}`)
    const { error } = ImportMapping.safeParse(given)
    const problems = listSchemaProblems({ issues: error?.issues ?? [] }, given)
    expect(problems).toEqual([{ code: 'name_reserved', path: [part, name] }])
  }
})

test('defaults fill empty cells, and details of a stage only if it has a date', () => {
  const given = parseMapping({ defaults: { agency: 'PPKUKM', 'P4.evidence': 'iumk' } })
  const plan = ['name', 'agency', 'P4']
  expect([...readTexts(plan, given, ['Ani', ' ', '']).texts]).toEqual([
    ['name', 'Ani'],
    ['agency', 'PPKUKM'],
  ])
  expect(readTexts(plan, given, ['Ani', 'PPAPP', '2021-10-27']).texts).toEqual(
    new Map([
      ['name', 'Ani'],
      ['agency', 'PPAPP'],
      ['P4', '2021-10-27'],
      ['P4.evidence', 'iumk'],
    ]),
  )
})

test('the apostrophe with which our own files guard against formulas is removed', () => {
  expect(readTexts(['phone', 'name'], parseMapping(), ["'+62812345678", "'Abd"]).texts.get('phone')).toBe(
    '+62812345678',
  )
  expect(readTexts(['phone', 'name'], parseMapping(), ["'+62812345678", "'Abd"]).texts.get('name')).toBe("'Abd")
})

test.each([
  ...["'0171016703980001", "'3171016703980001", "'1.50", "'12:30"],
  ...["'1 Maret", "'Mei 21", "'＝1", "'81234567890"],
])('the apostrophe before %j is removed', (cell) => {
  expect(readTexts(['nik'], parseMapping(), [cell]).texts.get('nik')).toBe(cell.slice(1))
})

test('an apostrophe after a semicolon inside a cell is removed, as some spreadsheets begin a new cell there', () => {
  expect(readTexts(['name'], parseMapping(), ["Kopi;'=1+1"]).texts.get('name')).toBe('Kopi;=1+1')
})

test('an apostrophe before other text stays', () => {
  expect(readTexts(['name'], parseMapping(), ["'Juli"]).texts.get('name')).toBe("'Juli")
  expect(readTexts(['name'], parseMapping(), ["'88 Motor"]).texts.get('name')).toBe("'88 Motor")
})

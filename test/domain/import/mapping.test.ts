import { expect, test } from 'vitest'
import { makeFieldHeadings } from '../../../shared/domain/import/field-headings.ts'
import { ImportMapping, listMappingProblems, planColumns, readTexts } from '../../../shared/domain/import/mapping.ts'
import { listSchemaProblems } from '../../../shared/domain/problems/schema-problems.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'

const fieldHeadings = makeFieldHeadings(jakpreneur)
const { fields } = fieldHeadings
const parseMapping = (value: unknown = {}) => ImportMapping.parse(value)
const listCodes = (problems: { code: string; params?: Record<string, unknown> }[]) =>
  problems.map(({ code, params }) => [code, params?.column ?? params?.field])

test('a column holds the field of its name, in any case, or the field of the mapping', () => {
  const mapping = parseMapping({ columns: { 'Nama Lengkap': 'name', Catatan: 'ignore' } })
  const headings = ['NAMA LENGKAP ', 'Nik', 'Catatan', 'category', 'agency', 'area', 'P1', 'P4.evidence', 'masalah']
  const { plan, problems } = planColumns(fieldHeadings, mapping, headings)
  expect(problems).toEqual([])
  expect(plan).toEqual(['name', 'nik', undefined, 'category', 'agency', 'area', 'P1', 'P4.evidence', undefined])
})

test('every problem of the headings is named at once', () => {
  const mapping = parseMapping({ columns: { Nama: 'name', Alamat: 'ignore' } })
  const { problems } = planColumns(fieldHeadings, mapping, ['nik', 'NIK', 'Hobi', 'agency'])
  expect(listCodes(problems)).toEqual([
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
  const { plan, problems } = planColumns(fieldHeadings, parseMapping(), [
    'name',
    'category',
    'agency',
    'area',
    'Permodalan (Rp)',
  ])
  expect(plan.at(-1)).toBeUndefined()
  expect(listCodes(problems)).toEqual([['import_column_nearly', 'Permodalan (Rp)']])
  expect(fieldHeadings.find('Permodalan (dd/mm/yyyy)')).toBe('P7')
})

test('a very wide heading costs little time and space', () => {
  const headings = (length: number) => Array.from({ length }, (_, i) => `Kolom yang tidak ada ${i}`)
  expect(planColumns(fieldHeadings, parseMapping(), headings(1024)).problems).toHaveLength(100)
  expect(planColumns(fieldHeadings, parseMapping(), headings(65_000)).problems).toEqual([
    { code: 'import_columns_many', params: { found: 65_000, most: 1024 } },
  ])
  expect(planColumns(fieldHeadings, parseMapping(), ['name', ...Array(16_383).fill('')]).problems).toHaveLength(3)
})

test('the refusal of a file without headings repeats no number of its first member', () => {
  const { problems } = planColumns(fieldHeadings, parseMapping(), ['Sri Wahyuni', '3171015503900001'])
  expect(JSON.stringify(problems)).not.toContain('3171')
})

test('a mapping to unknown fields is refused, each named by its place', () => {
  const mapping = parseMapping({ columns: { Umur: 'age' }, defaults: { 'P9.evidence': 'iumk', agency: 'PPKUKM' } })
  expect(listMappingProblems(fields, mapping).map(({ path }) => path)).toEqual([
    ['columns', 'Umur'],
    ['defaults', 'P9.evidence'],
  ])
})

test.each(['constructor', 'toString', '__proto__'])('a column or field called %j is refused', (name) => {
  for (const part of ['columns', 'defaults']) {
    const mapping: unknown = JSON.parse(`{"${part}":{"${name}":"name"}}`)
    const { error } = ImportMapping.safeParse(mapping)
    const problems = listSchemaProblems({ issues: error?.issues ?? [] }, mapping)
    expect(problems).toEqual([{ code: 'name_reserved', path: [part, name] }])
  }
})

test('defaults fill empty cells, and details of a stage only if it has a date', () => {
  const mapping = parseMapping({ defaults: { agency: 'PPKUKM', 'P4.evidence': 'iumk' } })
  const plan = ['name', 'agency', 'P4']
  expect([...readTexts(plan, mapping, ['Ani', ' ', '']).texts]).toEqual([
    ['name', 'Ani'],
    ['agency', 'PPKUKM'],
  ])
  expect(readTexts(plan, mapping, ['Ani', 'PPAPP', '2021-10-27']).texts).toEqual(
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

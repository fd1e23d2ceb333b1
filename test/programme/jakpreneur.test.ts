import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findOrderPolicy, firstStage, Programme } from '../../shared/domain/programme/programme.ts'
import areaRows from '../../shared/programme/areas.data.json' with { type: 'json' }
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { smallProgramme } from '../support/small-programme.ts'

test.each([
  ['Jakpreneur', jakpreneur],
  ['the small programme', smallProgramme],
])('%s is a valid programme, and validation drops nothing of it', (_, programme) => {
  expect(Programme.parse(programme)).toEqual(programme)
})

test('the two programmes share no code but the one for every stage', () => {
  const codes = (programme: Programme) =>
    [programme.stages, programme.agencies, programme.categories, programme.reasons].flat().map(({ code }) => code)
  expect(codes(smallProgramme).filter((code) => codes(jakpreneur).includes(code))).toEqual([])
})

test('the seven stages are in order, registration first', () => {
  expect(jakpreneur.stages.map(({ code, name }) => `${code} ${name.id}`)).toEqual([
    'P1 Pendaftaran',
    'P2 Pelatihan',
    'P3 Pendampingan',
    'P4 Perizinan',
    'P5 Pemasaran',
    'P6 Pelaporan keuangan',
    'P7 Permodalan',
  ])
  expect(firstStage(jakpreneur).code).toBe('P1')
  expect(jakpreneur.stages.filter(({ evidenceRequired }) => evidenceRequired).map(({ code }) => code)).toEqual([
    'P4',
    'P7',
  ])
})

test('a business permit attains P4, a product certificate does not', () => {
  const evidence = jakpreneur.stages.find(({ code }) => code === 'P4')?.evidence ?? []
  const codes = (attains: boolean) => evidence.filter((kind) => kind.attains === attains).map(({ code }) => code)
  expect(codes(true)).toEqual(['nib', 'iumk', 'sku', 'sertifikat_standar', 'izin'])
  expect(codes(false)).toEqual(['pirt', 'halal', 'haki'])
})

// Keys are part of stored counters, so this test fails when one changes.
test('the keys of counters have not changed', () => {
  const keys = (rows: { code: string; key: string }[]) => Object.fromEntries(rows.map(({ code, key }) => [code, key]))
  expect(keys(jakpreneur.stages)).toEqual({ P1: '1', P2: '2', P3: '3', P4: '4', P5: '5', P6: '6', P7: '7' })
  expect(keys(jakpreneur.categories)).toEqual({ pemula: 'p', naik_kelas: 'n' })
  expect(keys(jakpreneur.agencies)).toEqual({
    PPKUKM: 'A',
    Nakertransgi: 'B',
    KPKP: 'C',
    Sosial: 'D',
    Parekraf: 'E',
    PPAPP: 'F',
  })
})

test.each([
  ['2017-10-01', 'strict'],
  ['2020-02-21', 'strict'],
  ['2020-02-22', 'free'],
  ['2026-01-01', 'free'],
])('on %s the order of stages is %s', (day, order) => {
  expect(findOrderPolicy(jakpreneur, day).order).toBe(order)
})

test('the first order policy holds from the first day of the programme', () => {
  expect(jakpreneur.orderPolicies[0]?.from).toBe(`${jakpreneur.firstMonth}-01`)
})

test.each([
  { stage: 'P8', evidence: 'pinjaman' },
  { stage: 'P7', evidence: 'rekomendasi' },
  { stage: 'P7', evidence: undefined },
])('a programme whose loans attain %o is refused', (change) => {
  const financing = { ...jakpreneur.financing, ...change }
  expect(Programme.safeParse({ ...jakpreneur, financing }).success).toBe(false)
})

test.each([
  ['2018-09-12', ['P4']],
  ['2020-02-21', ['P4']],
  ['2020-02-22', ['P1']],
  ['2021-11-15', ['P1']],
])('on %s the official indicator is %o', (day, codes) => {
  const official = jakpreneur.indicators.filter(
    ({ official, from = '', until = '9' }) => official && from <= day && day <= until,
  )
  expect(official.map(({ code }) => code)).toEqual(codes)
})

test('the areas are the 318 of Jakarta, each name once among the kelurahan', () => {
  const byLevel = (level: number) => jakpreneur.areas.filter(([code]) => code.split('.').length === level)
  expect([1, 2, 3, 4].map((level) => byLevel(level).length)).toEqual([1, 6, 44, 267])
  expect(new Set(byLevel(4).map(([, name]) => name)).size).toBe(267)
  expect(jakpreneur.areas[0]).toEqual(['31', 'Daerah Khusus Jakarta'])
  expect(byLevel(2)[1]).toEqual(['31.71', 'Kota Administrasi Jakarta Pusat'])
  for (const [code, name] of jakpreneur.areas) {
    expect(code).toMatch(/^31(\.\d{2}(\.\d{2}(\.1\d{3})?)?)?$/)
    expect(name).toMatch(/^[A-Z][a-z]+( [A-Z][a-z]+)*$/)
  }
})

test('the table is identical to its source, and has the notice that its licence requires', () => {
  expect(areaRows[0]).toEqual(['31', 'Daerah Khusus Ibukota Jakarta'])
  const notice = readFileSync(new URL('../../shared/programme/AREAS-LICENSE.md', import.meta.url), 'utf8')
  expect(notice).toContain('opendatacommons.org/licenses/odbl/1-0')
  expect(notice).toContain('idn-area-data')
  expect(notice).toContain('4.0.1')
})

import { beforeAll, expect, test } from 'vitest'
import type { Caller } from '../../shared/domain/access/grant.ts'
import type { Figures } from '../../shared/domain/figures/figures.ts'
import type { Programme } from '../../shared/domain/programme/programme.ts'
import { listFigureValues } from '../../shared/domain/report/issue.ts'
import { figuresCsv } from '../../shared/render/figures-csv.ts'
import { readMonthFigures } from '../../shared/usecases/figures/month-figures.ts'
import { setTarget } from '../../shared/usecases/figures/targets.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { reclassifyMember, recordStage, reverseStage } from '../../shared/usecases/members/stages.ts'
import { fewAreas } from '../support/few-areas.ts'
import { parseCsv } from '../support/parse-csv.ts'
import { callerAs, request, type TestDeps, testDeps } from '../support/test-deps.ts'
import { newNik } from '../support/world.ts'

const admin: Caller = callerAs('admin')
const nastyNames = ['=HYPERLINK("http://x")', '@SUM(A1)', '-2+3', 'Kopi; "teh"\n=1', '+Gambir, "Timur"']

/** Jakarta with names that break spreadsheets: formulas, quotes, semicolons and line breaks. */
const programme: Programme = {
  ...fewAreas,
  areas: fewAreas.areas.map(([code], i) => [code, nastyNames[i % nastyNames.length] ?? '']),
  agencies: fewAreas.agencies.map((agency, i) => ({ ...agency, name: nastyNames[i % nastyNames.length] ?? '' })),
  categories: fewAreas.categories.map((category) => ({ ...category, name: { id: '=1+1', en: '=1+1' } })),
}

let deps: TestDeps
const figuresAt = (month: string, more: { agency?: string; area?: string; reading?: 'restated' } = {}) =>
  readMonthFigures(deps, admin, { month, area: '31', reading: 'as_posted', ...more })

beforeAll(async () => {
  deps = await testDeps({ programme, firstMonth: '2021-09', now: '2021-10-31T05:00:00.000Z' })
  const register = async (area: string, gender: 'female' | 'male', registeredOn: string) => {
    const person = { name: 'Sri', nik: newNik(gender) }
    const place = { area, agency: 'PPAPP', category: 'pemula' }
    return (await registerMember(deps, admin, request(), { person, gender, registeredOn, ...place })).answer.memberId
  }
  const ids = [
    await register('31.71.01.1001', 'female', '2021-09-10'),
    await register('31.71.01', 'male', '2021-10-01'),
    await register('31.72.01.1001', 'male', '2021-10-02'),
  ]
  for (const id of ids) await recordStage(deps, admin, request(), id, { stage: 'P2', happenedOn: '2021-10-20' })
  const targetInput = { indicator: 'P1', area: '31', from: '2021-11', to: '2021-12', value: 7, basis: '=1+1' }
  await setTarget(deps, admin, request(), targetInput)
  await setTarget(deps, admin, request(), { ...targetInput, from: '2021-09', basis: 'Rencana; "A"' })
  deps.clock.set('2021-11-30T05:00:00.000Z')
  await closeMonths(deps, 'schedule')
  await register('31.71.02.1001', 'female', '2021-10-15')
  const [first = '', second = ''] = ids
  await reverseStage(deps, admin, request(), first, { stage: 'P1', reason: 'other', cascade: true })
  await reverseStage(deps, admin, request(), ids[2] ?? '', { stage: 'P1', reason: 'other', cascade: true })
  await reclassifyMember(deps, admin, request(), second, { gender: 'female', reason: 'other' })
})

/** Every figure of the CSV, named as `listFigureValues` names those of the JSON. */
function valuesIn(text: string): Map<string, number> {
  const [header, ...rows] = parseCsv(text.slice(1))
  expect(header).toEqual([
    'section',
    'code',
    'name',
    'stage',
    'measure',
    'value',
    'share_percent',
    'definition',
    'basis',
  ])
  const values = new Map<string, number>()
  let bucket = -1
  for (const [section = '', code = '', , stage = '', measure = '', value = ''] of rows) {
    const line = measure === 'cumulative' ? 'cumulative' : `inMonth.${measure}`
    if (section === 'stage') values.set(`stages.${stage}.${line}`, Number(value))
    else if (section === 'indicator') values.set(`indicators.${code}`, Number(value))
    else if (section.endsWith('target')) values.set(`targets.${code}`, Number(value))
    else if (section === 'crossings') values.set(`crossings.${code.replaceAll('/', '.')}.${stage}`, Number(value))
    else if (section === 'durations') {
      bucket = code.startsWith('..') ? 0 : bucket + 1
      values.set(`durations.${stage}.${bucket}`, Number(value))
    } else if (section !== 'about' && section !== 'late')
      values.set(`${section}.${code}.${stage}.${line}`, Number(value))
  }
  return values
}

const sortByKey = (values: Map<string, number>) => [...values].toSorted(([a], [b]) => (a < b ? -1 : 1))

test.each<[string, Parameters<typeof figuresAt>[1]]>([
  ['2021-10', {}],
  ['2021-10', { reading: 'restated' }],
  ['2021-11', {}],
  ['2021-11', { agency: 'PPAPP' }],
  ['2021-11', { area: '31.71.01' }],
  ['2021-11', { area: '31.71.01.1001' }],
])('every figure of %s %j is the same in CSV and JSON', async (month, more) => {
  const figures = await figuresAt(month, more)
  expect(sortByKey(valuesIn(figuresCsv(figures)))).toEqual(sortByKey(listFigureValues(figures)))
})

test('late rows and percentages agree with the JSON', async () => {
  const figures = await figuresAt('2021-11')
  const rows = parseCsv(figuresCsv(figures).slice(1))
  const lateFigures = figures.late.flatMap(({ trueMonth, stages }) =>
    Object.entries(stages).map(([stage, n]) => [trueMonth, stage, String(n)]),
  )
  expect(lateFigures.some(([, , n]) => n?.startsWith('-'))).toBe(true)
  expect(rows.filter(([section]) => section === 'late').map(([, code, , stage, , n]) => [code, stage, n])).toEqual(
    lateFigures,
  )
  const shares = rows
    .filter(([section]) => section === 'stage')
    .flatMap(([, , , , m, , share]) => (m === 'cumulative' ? [share] : []))
  expect(shares).toEqual(figures.stages.map(({ shareOfFirst }) => shareOfFirst))
})

test('negative figures and percentages stay numbers', async () => {
  const figures = await figuresAt('2021-11')
  expect(countNegatives(figures)).toBeGreaterThan(0)
  expect(figures.indicators[0]?.targets.map(({ attainment }) => attainment)).toContain('-14.29')
  const text = figuresCsv(figures)
  expect(text).toContain(',-14.29,')
  expect(text).not.toMatch(/'-\d+(\.\d+)?[,\r]/)
})

const countNegatives = (figures: Figures) => [...listFigureValues(figures).values()].filter((n) => n < 0).length

test('names that are formulas are guarded, and every row has nine cells', async () => {
  const rows = parseCsv(figuresCsv(await figuresAt('2021-11')).slice(1))
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([9]))
  const names = rows.map(([, , name = '']) => name).filter((name) => name !== '')
  for (const name of names) expect(name).not.toMatch(/^\s*[=+\-@]/)
  const isNamed = (text: string) => names.some((name) => name.replaceAll("'", '').includes(text))
  for (const name of nastyNames) expect([name, isNamed(name)]).toEqual([name, true])
  expect(rows.filter(([section]) => section?.endsWith('target')).map((row) => row[8])).toEqual([
    'Rencana; "A"',
    "'=1+1",
  ])
})

test('the table describes itself before any figure', async () => {
  const rows = parseCsv(figuresCsv(await figuresAt('2021-10', { reading: 'restated' })).slice(1))
  const about = Object.fromEntries(rows.filter(([section]) => section === 'about').map((row) => [row[4], row[5]]))
  expect(about).toMatchObject({
    programme: fewAreas.name.id,
    zone: 'Asia/Jakarta',
    month: '2021-10',
    area: '31',
    reading: 'restated',
    restated_through: '2021-11',
    status: 'closed',
  })
})

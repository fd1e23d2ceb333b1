import { describe, expect, test } from 'vitest'
import { makeIndicatorFigures } from '../../../shared/domain/figures/indicator-figures.ts'
import type { Indicator } from '../../../shared/domain/programme/programme.ts'
import { findVersion, makeScopeKey, type Target } from '../../../shared/domain/programme/target.ts'

const text = { id: 'x', en: 'x' }
const indicator: Indicator = {
  code: 'P1',
  counts: 'P1',
  name: text,
  definition: text,
  unit: text,
  legalBasis: text,
  official: true,
}
const target: Target = {
  id: 'tgt_1',
  version: 1,
  indicator: 'P1',
  area: '31',
  from: '2021-01',
  to: '2021-12',
  value: 1200,
  basis: 'RPJMD',
  effectiveFrom: '2021-01-01',
  setBy: 'admin-1',
  setAt: '2021-01-01T00:00:00.000Z',
}
const aim = (more: Partial<Target> = {}, { before = 0, primary = true } = {}) => ({
  target: { ...target, ...more },
  primary,
  before,
})

function targetIn(month: string, value: number, targetAim = aim()) {
  const [figures] = makeIndicatorFigures(indicator, month, { value, first: value, aims: [targetAim] }).targets
  return figures
}

describe('the pace towards a target', () => {
  test.each([
    ['2020-12', 0, { expectedToDate: 0, gap: 1200, neededPerMonth: 100 }],
    ['2021-01', 100, { expectedToDate: 100, gap: 1100, neededPerMonth: 100 }],
    ['2021-03', 150, { expectedToDate: 300, gap: 1050, neededPerMonth: 117 }],
    ['2021-11', 1199, { expectedToDate: 1100, gap: 1, neededPerMonth: 1 }],
    ['2021-12', 1199, { expectedToDate: 1200, gap: 1, neededPerMonth: null }],
    ['2022-05', 1199, { expectedToDate: 1200, gap: 1, neededPerMonth: null }],
    ['2021-06', 1200, { expectedToDate: 600, gap: 0, neededPerMonth: 0 }],
    ['2021-12', 1300, { expectedToDate: 1200, gap: -100, neededPerMonth: 0 }],
  ])('in %s with %i', (month, value, expected) => {
    expect(targetIn(month, value)).toMatchObject(expected)
  })

  test('counts from the beginning of its period, not of the programme', () => {
    expect(targetIn('2021-06', 1500, aim({}, { before: 900 }))).toMatchObject({
      realised: 600,
      attainment: '50.00',
      gap: 600,
      neededPerMonth: 100,
    })
  })

  test('counts no further than the end of its period', () => {
    const endedAim = { ...aim({}, { before: 900 }), until: 1500 }
    expect(targetIn('2022-05', 9000, endedAim)).toMatchObject({
      realised: 600,
      attainment: '50.00',
      gap: 600,
      neededPerMonth: null,
    })
  })

  test('of a target of 0 is undefined, and counts as reached', () => {
    expect(targetIn('2021-06', 5, aim({ value: 0 }))).toMatchObject({
      attainment: 'undefined',
      expectedToDate: 0,
      gap: -5,
      neededPerMonth: 0,
    })
  })

  test('rounds the expected value half up', () => {
    expect(targetIn('2021-03', 0, aim({ value: 2, to: '2021-12' }))).toMatchObject({ expectedToDate: 1 })
    expect(targetIn('2021-02', 0, aim({ value: 2, to: '2021-12' }))).toMatchObject({ expectedToDate: 0 })
    expect(targetIn('2021-06', 0, aim({ value: 1, to: '2021-12' }))).toMatchObject({ expectedToDate: 1 })
  })
})

test('the primary target leads, then longer periods, then higher values', () => {
  const aims = [
    aim({ id: 'low', value: 100 }, { primary: false }),
    aim({ id: 'high', value: 900 }, { primary: false }),
    aim({ id: 'long', value: 1, from: '2020-01' }, { primary: false }),
    aim({ id: 'first', value: 1, from: '2021-06' }),
  ]
  const { targets } = makeIndicatorFigures(indicator, '2021-07', { value: 10, first: 40, aims })
  expect(targets.map(({ id }) => id)).toEqual(['first', 'long', 'high', 'low'])
})

test('an indicator has its share of the first stage', () => {
  const figures = makeIndicatorFigures(indicator, '2021-10', { value: 6_159, first: 284_164, aims: [] })
  expect(figures).toMatchObject({ value: 6_159, shareOfFirst: '2.17', targets: [] })
})

test.each([
  [undefined, undefined, true],
  ['2021-10-31', undefined, true],
  ['2021-11-01', undefined, false],
  [undefined, '2021-10-01', true],
  [undefined, '2021-09-30', false],
  ['2020-02-22', '2021-12-31', true],
])('from %s until %s it is in force in October 2021: %s', (from, until, inForce) => {
  const datedIndicator = { ...indicator, ...(from && { from }), ...(until && { until }) }
  expect(makeIndicatorFigures(datedIndicator, '2021-10', { value: 0, first: 0, aims: [] }).inForce).toBe(inForce)
})

describe('of the versions of a target', () => {
  const versions: Target[] = [
    { ...target, version: 2, effectiveFrom: '2021-06-15', value: 2 },
    { ...target, version: 1, effectiveFrom: '2021-01-01', value: 1 },
    { ...target, version: 3, effectiveFrom: '2021-03-01', value: 3 },
  ]
  test.each([
    ['2020-12-31', undefined],
    ['2021-01-01', 1],
    ['2021-02-28', 1],
    ['2021-03-01', 3],
    ['2021-06-15', 3],
    ['2021-12-31', 3],
  ])('on %s the last version that is in effect applies', (day, version) => {
    expect(findVersion(versions, day)?.version).toBe(version)
  })
})

test('targets are rivals when indicator, scope and period are the same', () => {
  const revisedTarget: Target = { ...target, version: 2, value: 5 }
  expect(makeScopeKey(revisedTarget)).toBe(makeScopeKey(target))
  const others = [{ indicator: 'P4' }, { area: '31.71' }, { agency: 'KPKP' }, { from: '2021-02' }, { to: '2022-01' }]
  expect(new Set([target, ...others.map((other) => ({ ...target, ...other }))].map(makeScopeKey)).size).toBe(6)
})

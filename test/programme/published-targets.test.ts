import { expect, test } from 'vitest'
import { Month, monthRange } from '../../shared/domain/calendar.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { publishedTargets } from '../../shared/programme/published-targets.ts'

test('every target names stages and areas of the programme', () => {
  const codes = (rows: { code: string }[]) => rows.map(({ code }) => code)
  for (const { indicator, area, agency, from, to, value, basis } of publishedTargets) {
    expect(codes(jakpreneur.indicators)).toContain(indicator)
    expect(jakpreneur.areas.map(([code]) => code)).toContain(area)
    if (agency) expect(codes(jakpreneur.agencies)).toContain(agency)
    expect([Month.parse(from), Month.parse(to)].toSorted()).toEqual([from, to])
    expect(from >= jakpreneur.firstMonth).toBe(true)
    expect(value).toBeGreaterThan(0)
    expect(basis).not.toBe('')
  }
})

test('three targets cover the whole term, and 280,000 is the primary one', () => {
  const wholeTerm = publishedTargets.filter(({ agency, from, to }) => !agency && from === '2017-10' && to === '2022-12')
  expect(wholeTerm.map(({ value, primary }) => [value, primary])).toEqual([
    [200_000, false],
    [278_971, false],
    [280_000, true],
  ])
})

test('no scope has two primary targets in one month', () => {
  const primaryMonths = publishedTargets
    .filter(({ primary }) => primary)
    .flatMap(({ indicator, area, agency, from, to }) =>
      monthRange(from, to).map((month) => [indicator, area, agency, month].join(' ')),
    )
  expect(new Set(primaryMonths).size).toBe(primaryMonths.length)
})

test('the yearly 40,000 add up to the 200,000 of the term', () => {
  const yearlyTargets = publishedTargets.filter(({ value }) => value === 40_000)
  expect(yearlyTargets.map(({ from }) => from)).toEqual(['2018-01', '2019-01', '2020-01', '2021-01', '2022-01'])
})

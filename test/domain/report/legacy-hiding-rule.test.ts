import fc from 'fast-check'
import { expect, test } from 'vitest'
import { smallest } from '../../../shared/domain/hiding/bound.ts'
import { makeReports } from '../../../shared/domain/report/issue-reports.ts'
import { hideWithinIssue } from '../../../shared/domain/report/legacy-hiding-rule.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { type Equation, findDetermined } from '../../support/linear-equations.ts'
import { publishedIssues } from '../../support/made-issues.ts'
import { type Hidden, type Range, rangesOf } from '../../support/ranges.ts'
import { runs } from '../../support/runs.ts'

const [november] = publishedIssues(fewAreas).slice(-1)
if (!november) throw new Error('There is an issue of November')
const whole = makeReports(november.issue, november.hash)({ area: '31' })

const fourCities = [3, 1, 4, 2]

/**
 * A report of one stage with these numbers in its districts and agencies. `cities` says how many districts each city
 * has.
 */
function reportOf(districts: number[], other: number[], cities = fourCities): Report {
  const row = (code: string, members: number, parent?: string) => ({
    code,
    name: { id: code, en: code },
    ...(parent !== undefined && { parent }),
    stages: { P1: { members, shareOfFirst: '100.00', net: 1 } },
  })
  const parents = cities.flatMap((n, city) => Array.from({ length: n }, () => `c${city}`))
  const below = districts.map((members, i) => row(`d${i}`, members, parents[i] ?? ''))
  const above = cities.map((_, city) =>
    row(
      `c${city}`,
      districts.reduce((sum, n, i) => sum + (parents[i] === `c${city}` ? n : 0), 0),
    ),
  )
  const name = { id: 'x', en: 'x' }
  return {
    ...whole,
    lines: whole.lines.slice(0, 1),
    breakdowns: [
      { by: 'area_1', name, rows: above },
      { by: 'area_2', name, rows: below },
      { by: 'agency', name, rows: other.map((members, i) => row(`a${i}`, members)) },
    ],
  }
}

const few = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 12 }) }, fc.integer({ min: 0, max: 5_000 }))

test('no hidden cell of a public report can be worked out by subtracting shown cells', () => {
  fc.assert(
    fc.property(
      fc.array(few, { minLength: 10, maxLength: 10 }),
      fc.array(few, { minLength: 2, maxLength: 6 }),
      (districts, agencies) => {
        const { breakdowns } = hideWithinIssue(reportOf(districts, agencies))
        const rows = (by: string) => breakdowns.find((each) => each.by === by)?.rows ?? []
        const isHidden = (row: (typeof breakdowns)[number]['rows'][number]) => row.stages.P1?.members === null
        const unknowns = (by: string, which: ReturnType<typeof rows>): [string, number][] =>
          which.filter(isHidden).map(({ code }) => [`${by}/${code}`, 1])
        // Cities add up to the whole, agencies too; districts to their city, whose own cell may be hidden.
        const equations: Equation[] = [
          new Map(unknowns('area_1', rows('area_1'))),
          new Map(unknowns('agency', rows('agency'))),
          ...rows('area_1').map((city) => {
            const children = rows('area_2').filter(({ parent }) => parent === city.code)
            return new Map([
              ...unknowns('area_2', children),
              ...(isHidden(city) ? ([[`area_1/${city.code}`, -1]] as [string, number][]) : []),
            ])
          }),
        ]
        // An empty group, or one city with one district, has no other cell to be confused with.
        const sole = new Set(['area_2/d3', 'area_1/c1'])
        expect(findDetermined(equations).filter((key) => !sole.has(key))).toEqual([])
      },
    ),
    { numRuns: 500 },
  )
})

/** The cells of a breakdown as the public sees them; null if hidden. */
const listShownCells = ({ breakdowns }: Report, kind: string) =>
  (breakdowns.find(({ by }) => by === kind)?.rows ?? []).map(({ code, parent, stages }) => ({
    key: `${kind}/${code}`,
    code,
    parent,
    members: stages.P1?.members ?? null,
  }))
type ShownCell = { key: string; members: number | null }

const sumOf = (cells: { members: number | null }[]): number =>
  cells.reduce((sum, { members }) => sum + (members ?? 0), 0)

/** The hidden cells. A hidden cell can be 0 only if all cells are hidden; beside a shown cell it holds at least one. */
const listHidden = (cells: ShownCell[]): Hidden[] => {
  const least = cells.some(({ members }) => members !== null) ? 1 : 0
  return cells.filter(({ members }) => members === null).map(({ key }) => ({ key, least }))
}

/** The range in which each hidden cell must lie, when the cells add up to a known sum. */
const rangesAmong = (sum: number, cells: ShownCell[]): [string, Range][] => [
  ...rangesOf(sum - sumOf(cells), listHidden(cells)),
]

/** The range in which each hidden cell of a report's breakdowns must lie. */
function rangesIn(before: Report): Map<string, Range> {
  const after = hideWithinIssue(before)
  const [areas, below, agencies] = [
    listShownCells(after, 'area_1'),
    listShownCells(after, 'area_2'),
    listShownCells(after, 'agency'),
  ]
  const childrenOf = (key: string) => below.filter(({ parent }) => `area_1/${parent}` === key)
  const ofAreas = listHidden(areas).map((area) => {
    const children = childrenOf(area.key)
    // All of a small area is hidden, so an area that shows anything is not small.
    const least = children.some(({ members }) => members !== null) ? smallest : area.least
    return { ...area, least, parts: { shown: sumOf(children), hidden: listHidden(children) } }
  })
  return new Map([
    ...rangesOf(sumOf(listShownCells(before, 'area_1')) - sumOf(areas), ofAreas),
    ...areas.flatMap(({ key, members }) => (members === null ? [] : rangesAmong(members, childrenOf(key)))),
    ...rangesAmong(sumOf(listShownCells(before, 'agency')), agencies),
  ])
}

const determinedCells = (ranges: Map<string, Range>): string[] =>
  [...ranges].filter(([, [least, most]]) => least === most).map(([key]) => key)

/** Tables with many cells of 1: where the rule is weak, their sum reveals them. */
const mostlyOne = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 2 }) }, fc.integer({ min: 0, max: 60 }))

test('no hidden cell of a public report can be worked out from the least that each may hold', () => {
  const tables = fc.tuple(
    fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 5 }),
    fc.array(fc.oneof(few, mostlyOne), { minLength: 25, maxLength: 25 }),
    fc.array(fc.oneof(few, mostlyOne), { minLength: 2, maxLength: 8 }),
  )
  fc.assert(
    fc.property(tables, ([cities, numbers, agencies]) => {
      const districts = numbers.slice(
        0,
        cities.reduce((sum, n) => sum + n, 0),
      )
      const before = reportOf(districts, agencies, cities)
      const ranges = rangesIn(before)
      expect(determinedCells(ranges)).toEqual([])
      for (const by of ['area_1', 'area_2', 'agency']) {
        const truth = new Map(listShownCells(before, by).map(({ key, members }) => [key, members ?? 0]))
        for (const { key, members } of listShownCells(hideWithinIssue(before), by)) {
          if (members !== null) continue
          const [least, most] = ranges.get(key) ?? [1, 0]
          expect(least).toBeLessThanOrEqual(truth.get(key) ?? 0)
          expect(most).toBeGreaterThanOrEqual(truth.get(key) ?? 0)
        }
      }
    }),
    { numRuns: runs(500, 15_000).numRuns },
  )
})

test('cells of 1 are hidden with so many others that their sum does not reveal them', () => {
  const ones = [1, 1, 1, 1, 1, 0, 0, 40, 60]
  const inCity = reportOf([...ones, 300], [400], [ones.length, 1])
  const ofAgencies = reportOf([500], ones, [1])
  for (const report of [inCity, ofAgencies]) {
    const ranges = rangesIn(report)
    expect(ranges.size).toBe(6)
    for (const [, [least, most]] of ranges) expect([least, most >= smallest - 1]).toEqual([1, true])
  }
  expect(listShownCells(hideWithinIssue(inCity), 'area_2').map(({ members }) => members)).toEqual([
    ...[null, null, null, null, null, 0, 0, null, 60],
    300,
  ])
})

test('the districts of hidden cities reveal neither each other nor the number in a small city', () => {
  const shownBelow = (districts: number[], cities: number[]) =>
    listShownCells(hideWithinIssue(reportOf(districts, [900], cities)), 'area_2').map(({ members }) => members)
  // Two cells are hidden, of 1 and 99. If each city hid only one, the total would reveal both.
  expect(shownBelow([1, 0, 1, 99, 300, 400], [2, 2, 2])).toEqual([null, null, null, null, 300, 400])
  // Four districts with somebody in a city of fewer than five are four single ones.
  const single = [1, 1, 1, 1, 0, 50, 60, 300, 400]
  expect(shownBelow(single, [5, 2, 2])).toEqual([null, null, null, null, null, null, 60, 300, 400])
  expect(determinedCells(rangesIn(reportOf(single, [900], [5, 2, 2])))).toEqual([])
})

/** Every table of this many cells, each at most `most`. */
const listTables = (cells: number, most: number): number[][] =>
  cells === 0
    ? [[]]
    : listTables(cells - 1, most).flatMap((table) => Array.from({ length: most + 1 }, (_, n) => [...table, n]))

test.each([[[4]], [[2, 2]]])(
  'an attacker who knows the rule and tries every table finds no small group in %j',
  (cities) => {
    const most = 9
    const tablesByPublication = new Map<string, { table: number[]; shown: (number | null)[] }[]>()
    for (const table of listTables(4, most)) {
      const after = hideWithinIssue(reportOf(table, [900], cities))
      const shownCells = listShownCells(after, 'area_2').map(({ members }) => members)
      const areas = listShownCells(after, 'area_1').map(({ members }) => members)
      const key = JSON.stringify([table.reduce((sum, n) => sum + n, 0), areas, shownCells])
      tablesByPublication.set(key, [...(tablesByPublication.get(key) ?? []), { table, shown: shownCells }])
    }
    const tables = [...tablesByPublication.values()].filter(
      ([first]) => first && !isBeyond(first.table, first.shown, most),
    )
    expect(tables.length).toBeGreaterThan(100)
    for (const sameTables of tables)
      for (const at of [0, 1, 2, 3]) {
        if (sameTables[0]?.shown[at] !== null) continue
        const values = new Set(sameTables.map(({ table }) => table[at] ?? 0))
        const [value = 0] = values
        if (value > 0 && value < smallest) expect([sameTables[0], values.size > 1]).toEqual([sameTables[0], true])
      }
  },
)

/** Whether a hidden cell could hold more than the numbers tried. */
function isBeyond(table: number[], shownCells: (number | null)[], most: number): boolean {
  const hiddenCells = table.filter((_, i) => shownCells[i] === null)
  return hiddenCells.reduce((sum, n) => sum + n, 0) - (hiddenCells.length - 1) > most
}

test('every small group is hidden, no total is, and changes of parts are left out', () => {
  fc.assert(
    fc.property(
      fc.array(few, { minLength: 10, maxLength: 10 }),
      fc.array(few, { minLength: 2, maxLength: 6 }),
      (districts, agencies) => {
        const before = reportOf(districts, agencies)
        const after = hideWithinIssue(before)
        expect(after.funnel).toEqual(before.funnel)
        for (const [i, { rows }] of after.breakdowns.entries())
          for (const [j, { stages }] of rows.entries()) {
            const members = before.breakdowns[i]?.rows[j]?.stages.P1?.members ?? 0
            if (members > 0 && members < smallest)
              expect(stages.P1).toEqual({ members: null, shareOfFirst: null, net: null })
            if (stages.P1?.members !== null) expect(stages.P1?.members).toBe(members)
            expect(stages.P1?.net).toBeNull()
          }
      },
    ),
    { numRuns: 200 },
  )
})

test('no share reveals a hidden first stage by division', () => {
  const report = reportOf([3, 40, 50, 60, 7, 80, 90, 100, 110, 120], [900])
  const stages = report.lines.flatMap((line) => [line, { ...line, stage: 'P2' }])
  const breakdowns = report.breakdowns.map((breakdown) => ({
    ...breakdown,
    rows: breakdown.rows.map((row) => ({
      ...row,
      stages: { ...row.stages, P2: { members: 20, shareOfFirst: '50.00', net: 0 } },
    })),
  }))
  const [, districts] = hideWithinIssue({ ...report, lines: stages, breakdowns }).breakdowns
  const rows = districts?.rows.map((row) => [
    row.stages.P1?.members,
    row.stages.P2?.members,
    row.stages.P2?.shareOfFirst,
  ])
  expect(rows?.slice(0, 3)).toEqual([
    [null, 20, null],
    [null, 20, null],
    [50, 20, '50.00'],
  ])
})

test('a correction names figures of the whole programme and not of its parts', () => {
  const change = (figure: string) => ({ figure, old: 4, new: 3, difference: -1 })
  const figures = [
    'stages.P1.cumulative',
    'areas.31.71.P1.cumulative',
    'crossings.PPKUKM.female.pemula.P1',
    'targets.tgt_1',
  ]
  const { changes } = hideWithinIssue({ ...whole, changes: figures.map(change) })
  expect(changes.map(({ figure }) => figure)).toEqual(['stages.P1.cumulative', 'targets.tgt_1'])
})

test("a partner's few loans and their amounts cannot be worked out", () => {
  const row = (code: string, number: number) => {
    const cell = { cumulative: { number, amount: `${number}000000.00` }, inMonth: { number: 1, amount: '1000000.00' } }
    return { code, name: code, facts: { applied: cell, approved: cell, disbursed: cell, rejected: cell } }
  }
  fc.assert(
    fc.property(fc.array(fc.oneof(few, mostlyOne), { minLength: 2, maxLength: 8 }), (numbers) => {
      const partners = numbers.map((n, i) => row(`p${i}`, n))
      const shownCells =
        hideWithinIssue({ ...whole, loans: { facts: [], decisionDays: [], partners } }).loans?.partners ?? []
      const hiddenPartners = shownCells.filter(({ facts }) => facts.approved.cumulative.number === null)
      expect(hiddenPartners.length).not.toBe(1)
      const cells = shownCells.map(({ code, facts }) => ({ key: code, members: facts.approved.cumulative.number }))
      expect(
        determinedCells(
          new Map(
            rangesAmong(
              numbers.reduce((sum, n) => sum + n, 0),
              cells,
            ),
          ),
        ),
      ).toEqual([])
      for (const [i, { facts }] of shownCells.entries()) {
        const { cumulative, inMonth } = facts.approved
        expect(inMonth).toEqual({ number: null, amount: null })
        if ((numbers[i] ?? 0) > 0 && (numbers[i] ?? 0) < smallest) expect(cumulative.number).toBeNull()
        expect(cumulative.amount === null).toBe(cumulative.number === null)
      }
    }),
    { examples: [[[1, 1, 1, 1, 1, 0, 0, 40]]] },
  )
})

test('rare reasons of reversals are named without numbers, and so are the others', () => {
  const shownReasons = (...counts: number[]) => {
    const reasons = counts.map((members, i) => ({ reason: `r${i}`, name: { id: 'x', en: 'x' }, members }))
    const lines = whole.lines.slice(0, 1).map((line) => ({ ...line, reasons }))
    return hideWithinIssue({ ...whole, lines }).lines[0]?.reasons.map(({ members }) => members)
  }
  expect(shownReasons(smallest + 7, smallest)).toEqual([smallest + 7, smallest])
  expect(shownReasons(smallest + 7, smallest - 1)).toEqual([null, null])
  // A single reason is the whole line, whose number is shown.
  expect(shownReasons(1)).toEqual([1])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publicReport, smallest } from '../../shared/domain/report/public-report.ts'
import type { Report } from '../../shared/domain/report/report.ts'
import { reportsOf } from '../../shared/domain/report/reports-of.ts'
import { determined, type Equation } from '../support/determined.ts'
import { fewAreas } from '../support/few-areas.ts'
import { publishedIssues } from '../support/made-issues.ts'

const [november] = publishedIssues(fewAreas).slice(-1)
if (!november) throw new Error('There is an issue of November')
const whole = reportsOf(november.issue, november.hash)({ area: '31' })

const cities = [3, 1, 4, 2]

/** A report of one stage whose cities and districts, agencies and genders hold the given numbers. */
function reportOf(districts: number[], other: number[]): Report {
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

test('no hidden cell of a public report can be told by subtracting the shown ones', () => {
  fc.assert(
    fc.property(
      fc.array(few, { minLength: 10, maxLength: 10 }),
      fc.array(few, { minLength: 2, maxLength: 6 }),
      (d, o) => {
        const { breakdowns } = publicReport(reportOf(d, o))
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
        // A group of nobody, or of one city with one district, has nothing to be told apart from.
        const sole = new Set(['area_2/d3', 'area_1/c1'])
        expect(determined(equations).filter((key) => !sole.has(key))).toEqual([])
      },
    ),
    { numRuns: 500 },
  )
})

test('every small group is hidden from the public, no total is, and changes of parts are not told', () => {
  fc.assert(
    fc.property(
      fc.array(few, { minLength: 10, maxLength: 10 }),
      fc.array(few, { minLength: 2, maxLength: 6 }),
      (d, o) => {
        const before = reportOf(d, o)
        const after = publicReport(before)
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

test('no share gives a hidden first stage away by division', () => {
  const report = reportOf([3, 40, 50, 60, 7, 80, 90, 100, 110, 120], [900])
  const stages = report.lines.flatMap((line) => [line, { ...line, stage: 'P2' }])
  const breakdowns = report.breakdowns.map((breakdown) => ({
    ...breakdown,
    rows: breakdown.rows.map((row) => ({
      ...row,
      stages: { ...row.stages, P2: { members: 20, shareOfFirst: '50.00', net: 0 } },
    })),
  }))
  const [, districts] = publicReport({ ...report, lines: stages, breakdowns }).breakdowns
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

test('a correction names figures of the whole and none of its parts', () => {
  const change = (figure: string) => ({ figure, old: 4, new: 3, difference: -1 })
  const figures = [
    'stages.P1.cumulative',
    'areas.31.71.P1.cumulative',
    'crossings.PPKUKM.female.pemula.P1',
    'targets.tgt_1',
  ]
  const { changes } = publicReport({ ...whole, changes: figures.map(change) })
  expect(changes.map(({ figure }) => figure)).toEqual(['stages.P1.cumulative', 'targets.tgt_1'])
})

test("no partner's few loans can be told, nor what they came to", () => {
  const row = (code: string, number: number) => {
    const cell = { cumulative: { number, amount: `${number}000000.00` }, inMonth: { number: 1, amount: '1000000.00' } }
    return { code, name: code, facts: { applied: cell, approved: cell, disbursed: cell, rejected: cell } }
  }
  fc.assert(
    fc.property(fc.array(few, { minLength: 2, maxLength: 6 }), (numbers) => {
      const partners = numbers.map((n, i) => row(`p${i}`, n))
      const shown = publicReport({ ...whole, loans: { facts: [], decisionDays: [], partners } }).loans?.partners ?? []
      const hidden = shown.filter(({ facts }) => facts.approved.cumulative.number === null)
      expect(hidden.length).not.toBe(1)
      for (const [i, { facts }] of shown.entries()) {
        const { cumulative, inMonth } = facts.approved
        expect(inMonth).toEqual({ number: null, amount: null })
        if ((numbers[i] ?? 0) > 0 && (numbers[i] ?? 0) < smallest) expect(cumulative.number).toBeNull()
        expect(cumulative.amount === null).toBe(cumulative.number === null)
      }
    }),
  )
})

test('rare reasons of reversals are named without numbers, and so are those beside them', () => {
  const shownOf = (...counts: number[]) => {
    const reasons = counts.map((members, i) => ({ reason: `r${i}`, name: { id: 'x', en: 'x' }, members }))
    const lines = whole.lines.slice(0, 1).map((line) => ({ ...line, reasons }))
    return publicReport({ ...whole, lines }).lines[0]?.reasons.map(({ members }) => members)
  }
  expect(shownOf(smallest + 7, smallest)).toEqual([smallest + 7, smallest])
  expect(shownOf(smallest + 7, smallest - 1)).toEqual([null, null])
  // One alone is the whole line, whose number stands there.
  expect(shownOf(1)).toEqual([1])
})

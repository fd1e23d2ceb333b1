import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publicReport, smallest } from '../../shared/domain/report/public-report.ts'
import type { Report } from '../../shared/domain/report/report.ts'
import { reportsOf } from '../../shared/domain/report/reports-of.ts'
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

type Equation = Map<string, number>

/** The unknowns that equations over hidden cells fix, whatever the rest is: those that stand alone when solved. */
function determined(equations: Equation[]): string[] {
  const solved: Equation[] = []
  for (const equation of equations) {
    let left = new Map(equation)
    for (const known of solved) left = without(left, known)
    const [lead] = left.keys()
    if (lead === undefined) continue
    const scale = left.get(lead) ?? 1
    const next = new Map([...left].map(([key, n]) => [key, n / scale]))
    solved.splice(0, solved.length, ...solved.map((known) => reduced(known, next, lead)), next)
  }
  return solved.filter(({ size }) => size === 1).flatMap((equation) => [...equation.keys()])
}

const without = (equation: Equation, known: Equation): Equation => {
  const [lead] = known.keys()
  return lead === undefined ? equation : reduced(equation, known, lead)
}

function reduced(equation: Equation, by: Equation, lead: string): Equation {
  const factor = equation.get(lead) ?? 0
  const next = new Map(equation)
  for (const [key, n] of by) {
    const value = (next.get(key) ?? 0) - factor * n
    if (Math.abs(value) < 1e-9) next.delete(key)
    else next.set(key, value)
  }
  return next
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

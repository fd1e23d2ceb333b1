import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths } from '../../../shared/domain/calendar.ts'
import { makeReports } from '../../../shared/domain/report/issue-reports.ts'
import { hideWithinIssue, makeLegacyHiding } from '../../../shared/domain/report/legacy-hiding-rule.ts'
import { publicReport } from '../../../shared/domain/report/public-report.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { demoIssues } from '../../support/demo-issues.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { type MadeIssue, publishedIssues } from '../../support/made-issues.ts'
import { publicOver, publicReportsOf } from '../../support/pages-of.ts'
import { toldByReports } from '../../support/public-attack.ts'
import { runs } from '../../support/runs.ts'

const wholeOf = ({ issue, hash }: MadeIssue) => makeReports(issue, hash)({ area: issue.figures.area.code })

/** Counts the cells that the first rule shows, and the shares that are still shown: at all, and with their own month. */
function measureShares(truth: Report[], shown: Report[]) {
  let [first, any, own] = [0, 0, 0]
  for (const [at, report] of truth.entries())
    for (const [b, { rows }] of hideWithinIssue(report).breakdowns.entries())
      for (const [r, { stages }] of rows.entries())
        for (const [stage, { members }] of Object.entries(stages)) {
          if (members === null) continue
          const now = shown[at]?.breakdowns[b]?.rows[r]?.stages[stage]
          first++
          if (now && now.members !== null) any++
          if (now && now.members !== null && now.asOf === undefined) own++
        }
  return { first, any: any / first, own: own / first }
}

const percent = (share: number) => Math.round(1_000 * share) / 10

test('the public documents of the demo reveal none of the small changes that the first rule revealed', () => {
  const issues = demoIssues('2026-10')
  const truth = issues.map(wholeOf)
  const publicReports = publicReportsOf(issues)
  const months = runs(4, 13).numRuns
  const determinedBy = (reports: Report[]) => toldByReports(reports.slice(-months), truth.slice(-months))
  expect(determinedBy(truth.map((report) => hideWithinIssue(report))).length).toBeGreaterThan(400)
  expect(determinedBy(publicReports)).toEqual([])
  const { any, own } = measureShares(truth, publicReports)
  expect({ any: percent(any), own: percent(own) }).toEqual({ any: 91.8, own: 62.5 })
})

test('every cell of the published row stays shown, nine of ten with the number of the month', () => {
  const issues = publishedIssues(jakpreneur).slice(0, 13)
  const { any, own } = measureShares(issues.map(wholeOf), publicReportsOf(issues))
  expect({ any: percent(any), own: percent(own) }).toEqual({ any: 100, own: 92.3 })
})

const [first] = publishedIssues(fewAreas)
if (!first) throw new Error('There is an issue')
const whole = wholeOf(first)

/** A report of one stage with these numbers by district, agency and gender. */
function reportOf(
  month: string,
  { cities, agencies, genders }: { cities: number[][]; agencies: number[]; genders: number[] },
): Report {
  const row = (code: string, members: number, parent?: string) => ({
    code,
    name: { id: code, en: code },
    ...(parent !== undefined && { parent }),
    stages: { P1: { members, shareOfFirst: '100.00', net: 1 } },
  })
  const sum = (all: number[]) => all.reduce((a, b) => a + b, 0)
  const name = { id: 'x', en: 'x' }
  const all = sum(cities.map(sum))
  return {
    ...whole,
    month,
    lines: whole.lines.slice(0, 1).map((line) => ({ ...line, attained: 9, late: 0, reversed: 0, net: 9 })),
    funnel: whole.funnel.slice(0, 1).map((step) => ({ ...step, members: all })),
    breakdowns: [
      { by: 'area_1', name, rows: cities.map((districts, c) => row(`c${c}`, sum(districts))) },
      { by: 'area_2', name, rows: cities.flatMap((own, c) => own.map((n, d) => row(`c${c}d${d}`, n, `c${c}`))) },
      { by: 'agency', name, rows: agencies.map((n, i) => row(`a${i}`, n)) },
      { by: 'gender', name, rows: genders.map((n, i) => row(`g${i}`, n)) },
    ],
  }
}

const start = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 60 }))
const move = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 3, arbitrary: fc.integer({ min: 4, max: 14 }) },
  { weight: 1, arbitrary: fc.integer({ min: -9, max: -1 }) },
)

/** Districts of cities over months; the same members by agency and gender. */
const histories = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 }),
    fc.integer({ min: 2, max: 6 }),
    fc.array(start, { minLength: 16, maxLength: 16 }),
    fc.array(fc.array(move, { minLength: 16, maxLength: 16 }), { minLength: 6, maxLength: 6 }),
  )
  .map(([sizes, months, starts, moves]) => {
    const districts = sizes.reduce((sum, n) => sum + n, 0)
    let row = starts.slice(0, districts)
    return Array.from({ length: months }, (_, at) => {
      if (at > 0) row = row.map((n, i) => Math.max(0, n + (moves[at]?.[i] ?? 0)))
      return sizes.map((size, city) => {
        const from = sizes.slice(0, city).reduce((sum, n) => sum + n, 0)
        return row.slice(from, from + size)
      })
    })
  })

/** Reports of consecutive months with these numbers in districts, and the same members by agency and gender. */
const monthsOf = (history: number[][][]): Report[] =>
  history.map((cities, at) => {
    const row = cities.flat()
    const parts = (count: number) =>
      Array.from({ length: count }, (_, p) => row.reduce((sum, n, i) => sum + (i % count === p ? n : 0), 0))
    return reportOf(addMonths('2026-01', at), { cities, agencies: parts(3), genders: parts(2) })
  })

test('no small cell and no small change from month to month can be worked out from everything public', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const truth = monthsOf(history)
      const publicReports = publicOver(truth)
      expect(toldByReports(publicReports, truth)).toEqual([])
      for (const report of publicReports)
        for (const { rows } of report.breakdowns)
          for (const { stages } of rows)
            for (const { members } of Object.values(stages)) expect([1, 2, 3, 4]).not.toContain(members)
    }),
    runs(30, 1_000),
  )
})

const rowsOf = ({ breakdowns }: Report, by: string) =>
  breakdowns.find((each) => each.by === by)?.rows.map(({ stages }) => stages.P1?.members)

test.each([
  ['17·40·25·60', [17, 40, 25, 60], [18, 40, 25, 60], [17, 40, 25, 60]],
  ['4·40·25·60', [4, 40, 25, 60], [5, 40, 25, 60], [null, 40, null, 60]],
])(
  'one more member in a district of a city with a public total cannot be worked out: %s',
  (_, october, november, shownRow) => {
    const truth = monthsOf([october, november].map((districts) => [districts, [900, 901]]))
    const reports = publicOver(truth)
    expect(reports.map((report) => rowsOf(report, 'area_2')?.slice(0, 4))).toEqual([shownRow, shownRow])
    expect(toldByReports(reports, truth)).toEqual([])
  },
)

const october = reportOf('2026-10', {
  cities: [
    [17, 40],
    [25, 60],
  ],
  agencies: [100, 42],
  genders: [70, 72],
})

test('a correction updates the whole programme, and repeats the numbers of its parts', () => {
  const first = publicReport(october)
  const correctedReport = reportOf('2026-10', {
    cities: [
      [30, 40],
      [25, 60],
    ],
    agencies: [100, 55],
    genders: [83, 72],
  })
  const again = publicReport({ ...correctedReport, number: 2 }, first)
  expect(again.funnel[0]?.members).toBe(155)
  expect(again.breakdowns).toEqual(first.breakdowns)
  expect(again.hiding).toEqual(first.hiding)
  expect(again.lines[0]).toMatchObject({ attained: null, reversed: null, net: 9 })
})

test('a correction names members of stages of the whole, but no parts of lines, no durations and no areas', () => {
  const change = (figure: string) => ({ figure, old: 4, new: 3, difference: -1 })
  const figures = [
    'stages.P1.cumulative',
    'stages.P1.inMonth.net',
    'stages.P1.inMonth.reversed',
    'durations.P2.3',
    'areas.31.71.P1.cumulative',
    'indicators.P1',
    'targets.tgt_1',
  ]
  const { changes } = publicReport({ ...whole, changes: figures.map(change) })
  expect(changes.map(({ figure }) => figure)).toEqual([
    'stages.P1.cumulative',
    'stages.P1.inMonth.net',
    'indicators.P1',
    'targets.tgt_1',
  ])
})

test('later settings are public if readers can see what they change, without the official’s reason', () => {
  const target = whole.headlines.flatMap(({ targets }) => targets)[0]?.id
  const change = (what: string) => ({ what, name: { id: what, en: what }, old: '1', new: '2' })
  const own = ['value', 'basis', 'reason'].map((field) => `targets.${target}.${field}`)
  const setSince = [...own, 'targets.tgt_of_a_city.value', 'agencies.KPKP.name', 'partners.bank-x'].map(change)
  const shownSettings = publicReport({ ...whole, setSince }).setSince?.map(({ what }) => what)
  expect(shownSettings).toEqual([...own.slice(0, 2), 'agencies.KPKP.name'])
  expect(publicReport({ ...whole, setSince: [change('partners.bank-x')] })).not.toHaveProperty('setSince')
})

test('a group that is empty in the first stage hides nobody in another stage', () => {
  const row = (code: string, registered: number, financed: number) => ({
    code,
    name: { id: code, en: code },
    stages: {
      P1: { members: registered, shareOfFirst: '100.00', net: 0 },
      P7: { members: financed, shareOfFirst: '0.00', net: 0 },
    },
  })
  const financedIn = (rows: ReturnType<typeof row>[]) =>
    publicReport({
      ...whole,
      lines: whole.lines.filter(({ stage }) => ['P1', 'P7'].includes(stage)),
      breakdowns: [{ by: 'gender', name: { id: 'x', en: 'x' }, rows }],
    }).breakdowns[0]?.rows.map(({ stages }) => stages.P7?.members)
  expect(financedIn([row('female', 60, 3), row('male', 50, 20), row('unknown', 0, 0)])).toEqual([null, null, 0])
  expect(financedIn([row('female', 60, 3), row('male', 50, 20), row('unknown', 7, 0)])).toEqual([null, 20, null])
  expect(financedIn([row('female', 60, 13), row('male', 50, 20), row('unknown', 0, 0)])).toEqual([13, 20, 0])
})

test('the parts of a line are shown only if none of them is small', () => {
  const shownLine = (parts: Partial<Report['lines'][number]>) => {
    const line = {
      ...whole.lines[0],
      attained: 900,
      late: 0,
      reversed: 40,
      reclassifiedIn: 0,
      reclassifiedOut: 0,
      reasons: [],
    }
    const [publicLine] = publicReport({
      ...whole,
      lines: [{ ...line, stage: 'P1', name: { id: 'x', en: 'x' }, net: 1, ...parts }],
    }).lines
    return [
      publicLine?.attained,
      publicLine?.late,
      publicLine?.reversed,
      publicLine?.reclassifiedIn,
      publicLine?.reclassifiedOut,
    ]
  }
  expect(shownLine({})).toEqual([900, 0, 40, null, null])
  expect(shownLine({ reclassifiedIn: 7, reclassifiedOut: 7 })).toEqual([900, 0, 40, 7, 7])
  for (const parts of [{ late: 1 }, { reversed: 3 }, { reversed: 0 }, { attained: 2 }])
    expect(shownLine(parts)).toEqual([null, null, null, null, null])
})

test('reasons have numbers if none is rare, and are left out if the number of reversals is hidden', () => {
  const name = { id: 'x', en: 'x' }
  const reasonsOf = (reversed: number, rare: number) => {
    const reasons = [
      { reason: 'wrong_date', name, members: reversed - rare },
      { reason: 'not_entitled', name, members: rare },
    ]
    const line = { stage: 'P1', name, attained: 900, late: 0, reversed, reclassifiedIn: 0, reclassifiedOut: 0, net: 1 }
    const [publicLine] = publicReport({ ...whole, lines: [{ ...line, reasons }] }).lines
    return publicLine?.reasons.map(({ reason, members }) => [reason, members])
  }
  expect(reasonsOf(40, 10)).toEqual([
    ['wrong_date', 30],
    ['not_entitled', 10],
  ])
  expect(reasonsOf(40, 2)).toEqual([
    ['not_entitled', null],
    ['wrong_date', null],
  ])
  expect(reasonsOf(4, 2)).toEqual([])
})

test('the rule continues the first rule: a number that was shown stays until it has moved', () => {
  const before = hideWithinIssue(october)
  const now = reportOf('2026-11', {
    cities: [
      [18, 41],
      [25, 61],
    ],
    agencies: [101, 44],
    genders: [71, 74],
  })
  const report = publicReport(now, { ...before, hiding: makeLegacyHiding(before) })
  expect(rowsOf(report, 'area_2')).toEqual([17, 40, 25, 60])
  expect(report.breakdowns[1]?.rows[0]?.stages.P1?.asOf).toBe('2026-10')
  expect(rowsOf(report, 'agency')).toEqual([100, 42])
})

import { describe, expect, test } from 'vitest'
import type { Month } from '../../shared/domain/calendar.ts'
import type { Counters, ReportLine } from '../../shared/domain/ledger/counter.ts'
import { makeFrame } from '../../shared/domain/ledger/frame.ts'
import type { FirstTarget, Programme } from '../../shared/domain/programme/programme.ts'
import type { ReportScope } from '../../shared/domain/report/book.ts'
import { makeReports } from '../../shared/domain/report/issue-reports.ts'
import type { Report } from '../../shared/domain/report/report.ts'
import { reportPage } from '../../shared/render/page/report-page.ts'
import { reportCsv } from '../../shared/render/report-csv.ts'
import { renderMail } from '../../shared/render/report-mail.ts'
import { reportPdf } from '../../shared/render/report-pdf.ts'
import { reportXlsx } from '../../shared/render/report-xlsx.ts'
import { fewAreas } from '../support/few-areas.ts'
import { madeIssues } from '../support/made-issues.ts'

const keptCodes = ['P1', 'P2', 'P7', 'ALL']
const areas = ['31', '31.71', '31.71.01', '31.72', '31.72.01']

const { code, name, zone, firstMonth, orderPolicies, financing, categories, reasons } = fewAreas
const { selfRegistration, publication, areasNotice } = fewAreas

/**
 * A short form of Jakarta's programme with three stages, two agencies and two kota, so that people can read its reports
 * in a minute. It lists what it takes, so that a breakdown or indicator that Jakarta adds changes no golden file.
 */
const short: Programme = {
  ...{ code, name, zone, firstMonth, orderPolicies, financing, categories, reasons },
  ...{ selfRegistration, publication, areasNotice },
  stages: fewAreas.stages.filter((stage) => keptCodes.includes(stage.code)),
  indicators: fewAreas.indicators.filter((indicator) => keptCodes.includes(indicator.code)),
  headlines: ['P1', 'P7'],
  agencies: fewAreas.agencies.slice(0, 2),
  areas: fewAreas.areas.filter(([code]) => areas.includes(code)),
  targets: [],
}
const { names } = makeFrame(short)

/**
 * What a month posts: this many members in stage `P1`, `P2` or `P7`, in an area, on a line. `of` is the true month of a
 * correction.
 */
type Act = { stage: string; n: number; area?: string; line?: ReportLine; of?: Month }

const attainActs = (p1: number, p2 = 0, p7 = 0): Act[] => [
  { stage: 'P1', n: p1 },
  { stage: 'P1', n: Math.floor(p1 / 3), area: '31.72.01' },
  { stage: 'P2', n: p2 },
  { stage: 'P7', n: p7 },
]

type Case = {
  months: Record<Month, Act[]>
  targets?: FirstTarget[]
  scope?: ReportScope
  change?: (report: Report) => Report
}

const target = (value: number, from: Month, to: Month): FirstTarget => ({
  indicator: 'P1',
  area: '31',
  from,
  to,
  value,
  basis: 'Keputusan Kepala Dinas',
  primary: true,
})

/** Edge cases of months and data. People have read their golden files. */
const cases: Record<string, Case> = {
  'first month ever': { months: { '2023-03': attainActs(30, 9, 2) }, targets: [target(100, '2023-03', '2023-12')] },
  january: {
    months: { '2022-12': attainActs(30, 9, 2), '2023-01': attainActs(12, 3) },
    targets: [target(100, '2023-01', '2023-12')],
  },
  december: {
    months: { '2022-11': attainActs(30, 9, 2), '2022-12': attainActs(12, 3) },
    targets: [target(60, '2022-01', '2022-12')],
  },
  'february of a leap year': { months: { '2024-01': attainActs(30, 9, 2), '2024-02': attainActs(12, 3) } },
  'february of 28 days': { months: { '2023-01': attainActs(30, 9, 2), '2023-02': attainActs(12, 3) } },
  'zero target': {
    months: { '2023-03': attainActs(30, 9, 2), '2023-04': attainActs(12) },
    targets: [target(0, '2023-03', '2023-12')],
  },
  'falling total': {
    months: {
      '2023-03': attainActs(3000, 900, 20),
      '2023-04': attainActs(120, 30, 1),
      '2023-05': [
        { stage: 'P1', n: 15 },
        { stage: 'P1', n: 240, line: 'reversed', of: '2023-03' },
        { stage: 'P1', n: 7, line: 'late', of: '2023-04' },
        { stage: 'P7', n: 1, line: 'reversed', of: '2023-04' },
        { stage: 'P2', n: 4, line: 'reclassified_out', of: '2023-04' },
        { stage: 'P2', n: 4, area: '31.72.01', line: 'reclassified_in', of: '2023-04' },
      ],
    },
    targets: [target(5000, '2023-03', '2023-12'), { ...target(4000, '2023-03', '2023-12'), primary: false }],
  },
  'empty month': { months: { '2023-03': attainActs(30, 9, 2), '2023-04': [] } },
  'nothing ever': { months: { '2023-03': [] } },
  'missing breakdown': {
    months: { '2023-03': attainActs(30, 9, 2) },
    scope: { area: '31.71.01', agency: short.agencies[0]?.code },
    change: ({ loans: _, ...report }) => ({ ...report, breakdowns: report.breakdowns.slice(0, 1) }),
  },
}

function reportOf({ months, targets = [], scope = { area: '31' }, change = (report) => report }: Case): Report {
  const [firstMonth = ''] = Object.keys(months)
  const issues = madeIssues(
    { ...short, firstMonth, targets },
    Object.entries(months).map(([month, acts]) => {
      const postedTallies = acts
        .filter(({ n }) => n > 0)
        .map(({ stage, n, area = '31.71.01', line = 'attained', of }) => {
          const cell = { stage, agency: short.agencies[0]?.code ?? '', gender: 'female', category: 'pemula' } as const
          const counters: Counters = { [names.nameOf(line, cell)]: n }
          return { area, counters, of }
        })
      return {
        month,
        tallies: postedTallies,
        shifts: postedTallies.flatMap(({ area, counters, of }) =>
          of === undefined ? [] : [{ area, counters, trueMonth: of }],
        ),
      }
    }),
  )
  const last = issues.at(-1)
  if (!last) throw new Error('A case has a month')
  // The issue's file name changes with every word of the programme; it is tested elsewhere.
  return change({ ...makeReports(last.issue, last.hash)(scope), hash: '0'.repeat(64), previous: '1'.repeat(64) })
}

const files = Object.entries(cases).map(([name, each]) => ({
  name,
  file: name.replaceAll(' ', '-'),
  report: reportOf(each),
}))

describe.each(files)('$name', ({ file, report }) => {
  test.each(['id', 'en'] as const)('has its golden text of the mail (%s)', async (language) => {
    const { subject, text } = renderMail(report, { language, links: {} })
    await expect(`${subject}\n\n${text}`).toMatchFileSnapshot(`golden/${file}.${language}.txt`)
  })

  test('is also a page, a workbook and a PDF, without undefined or NaN in them', async () => {
    for (const language of ['id', 'en'] as const) {
      const page = reportPage(report, { language, origin: 'https://capaian.example', issues: [], isFront: false })
      const { html } = renderMail(report, { language, links: {} })
      for (const each of [page, html]) expect(each).not.toMatch(/NaN|Infinity|\bnull\b|\[object/)
      expect(reportXlsx(report, { language }).length).toBeGreaterThan(1000)
    }
    expect((await reportPdf(report, { language: 'id' })).length).toBeGreaterThan(1000)
  })
})

const reportNamed = (name: string): Report => {
  const report = files.find(({ file }) => file === name)?.report
  if (!report) throw new Error(`There is a case ${name}`)
  return report
}

test.each(['first-month-ever', 'zero-target', 'falling-total', 'missing-breakdown'])(
  'the CSV of %s is the same, byte for byte',
  async (name) => {
    await expect(reportCsv(reportNamed(name), { language: 'id' })).toMatchFileSnapshot(`golden/${name}.csv`)
  },
)

test.each(['falling-total', 'nothing-ever'])('the mail of %s is the same HTML, byte for byte', async (name) => {
  await expect(renderMail(reportNamed(name), { language: 'id', links: {} }).html).toMatchFileSnapshot(
    `golden/${name}.id.html.txt`,
  )
})

import { expect, test } from 'vitest'
import { describeCorrection, makePublicCorrection } from '../../../shared/domain/report/correction.ts'
import { makeReports } from '../../../shared/domain/report/issue-reports.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { publishedIssues } from '../../support/made-issues.ts'

const [november] = publishedIssues(fewAreas).slice(-1)
if (!november) throw new Error('There is an issue of November')
const report = makeReports(november.issue, november.hash)({ area: '31' })

const reason = { reason: 'not_entitled', name: { id: 'Tidak berhak', en: 'Not entitled' } }

/** The report with these numbers of late and reversed P1, and the number of the reversal's reasons. */
const withLine = (late: number, reversed: number, members: number): Report => ({
  ...report,
  lines: report.lines.map((line) =>
    line.stage === 'P1' ? { ...line, late, reversed, reasons: [{ ...reason, members }] } : line,
  ),
})

const movedBy = (late: number, reversed: number) => [
  { stage: 'P1', name: { id: 'Pendaftaran', en: 'Registration' }, late, reversed, reclassified: 0 },
]

test('a value that a correction and the reading changed has three numbers; a change of the reading alone is no correction', () => {
  const readings = { printed: withLine(16, 5, 5), reread: withLine(0, 0, 5), report: withLine(1, 0, 0) }
  const { changes, byReading } = describeCorrection(readings, movedBy(1, 0))
  expect(changes).toEqual([
    {
      table: 'lines',
      row: 'P1',
      name: report.funnel[0]?.name,
      column: 'late',
      ...{ old: 16, reread: 0, new: 1 },
    },
  ])
  // The numbers of reversals and of their reasons. No reversal was recorded since.
  expect(byReading).toBe(2)
})

test('reasons are corrected if there were reversals since', () => {
  const readings = { printed: withLine(0, 0, 0), reread: withLine(0, 0, 0), report: withLine(0, 1, 1) }
  const { changes, byReading } = describeCorrection(readings, movedBy(0, 1))
  expect(changes.map(({ table, row, column, old, new: now }) => [table, row, column, old, now])).toEqual([
    ['lines', 'P1', 'reversed', 0, 1],
    ['reasons', 'P1/not_entitled', 'reversed', 0, 1],
  ])
  expect(byReading).toBe(0)
})

test('the public report names a correction if both issues show the value', () => {
  const before = withLine(16, 5, 5)
  const lateChange = { table: 'lines', row: 'P1', column: 'late', old: 16, new: 1 }
  const correction = { number: 1, changes: [lateChange], byReading: 3, moved: movedBy(1, 2) }
  expect(makePublicCorrection({ ...report, correction }, before, withLine(1, 0, 0))).toEqual({
    number: before.number,
    changes: [{ ...lateChange, name: report.funnel[0]?.name }],
    byReading: 0,
    moved: movedBy(1, 2).map((each) => ({ ...each, late: null, reversed: null, reclassified: null })),
  })
  const blank = { ...before, lines: before.lines.map((line) => ({ ...line, late: null })) }
  expect(makePublicCorrection({ ...report, correction }, blank, withLine(1, 0, 0))?.changes).toEqual([])
})

/** The report as this renderer writes it, with this many referrals that were answered within a day. */
const withReferralDays = (renderer: string, referrals: number): Report => ({
  ...report,
  renderer,
  referrals: {
    ...{ facts: [], partners: [], areas: [] },
    days: [{ step: 'answered', half: 1, buckets: [{ fromDay: 0, toDay: 1, referrals }] }],
  },
})

test.each([
  ['7', []],
  ['9', [['referral_days', 'answered', 'from_0', 1, 2]]],
])('a correction of renderer %s lists these changes of the days that referrals took: %j', (renderer, expectedRows) => {
  const before = withReferralDays('7', 1)
  const { changes } = describeCorrection({ printed: before, reread: before, report: withReferralDays(renderer, 2) }, [])
  expect(changes.map(({ table, row, column, old, new: now }) => [table, row, column, old, now])).toEqual(expectedRows)
})

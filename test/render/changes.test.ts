import { expect, test } from 'vitest'
import { makeReports } from '../../shared/domain/report/issue-reports.ts'
import type { Correction } from '../../shared/domain/report/printed-change.ts'
import type { Report } from '../../shared/domain/report/report.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { openWithChanges } from '../../shared/render/changes.ts'
import { figureTables } from '../../shared/render/tables/report-tables.ts'
import { wordingOf } from '../../shared/render/words/wording.ts'
import { publishedIssues } from '../support/made-issues.ts'

const [november] = publishedIssues(jakpreneur).slice(-1)
if (!november) throw new Error('There is an issue of November')
const report: Report = {
  ...makeReports(november.issue, november.hash)({ area: '31' }),
  number: 2,
  reading: 'restated',
}

const lateCorrection: Correction = {
  number: 1,
  changes: [
    {
      table: 'lines',
      row: 'P1',
      name: { id: 'Pendaftaran', en: 'Registration' },
      column: 'late',
      ...{ old: 16, reread: 0, new: 1 },
    },
  ],
  byReading: 0,
  moved: [],
}

const readOpening = (changes: Partial<Report>, language: 'id' | 'en') => {
  const wording = wordingOf(language)
  const correctedReport = { ...report, correction: lateCorrection, ...changes }
  return openWithChanges(correctedReport, figureTables(correctedReport, wording), wording)
}

test('a figure that also moved by the change of reading shows its earlier value in the new reading', () => {
  const lineIn = (language: 'id' | 'en') => readOpening({}, language)?.groups[0]?.lines[0]
  expect(lineIn('id')).toMatchObject({
    what: 'P1 Pendaftaran',
    column: 'Terlambat',
    old: '16 (disajikan kembali 0)',
    now: '1',
  })
  expect(lineIn('en')).toMatchObject({ what: 'P1 Registration', old: '16 (as restated 0)', now: '1' })
})

test('a first public correction says that it is read as restated, and later ones compare the same reading', () => {
  const hiddenBelow = 5
  expect(readOpening({ hiddenBelow }, 'en')?.reading).toMatch(
    /^Issue 1 has the figures as posted, this issue as restated/,
  )
  expect(readOpening({ hiddenBelow, correction: { ...lateCorrection, number: 2 } }, 'en')?.reading).toBeUndefined()
  expect(readOpening({ correction: { ...lateCorrection, byReading: 1 } }, 'en')?.reading).toBe(
    '1 more differs only because the month is read as restated.',
  )
})

test('an opening without changes says that there are none', () => {
  expect(readOpening({ correction: { ...lateCorrection, changes: [] } }, 'id')?.sentence).toBe(
    'Tidak ada nilai yang berubah dibanding terbitan 1.',
  )
  expect(readOpening({}, 'en')?.sentence).toMatch(/^1 value has changed against issue 1\./)
})

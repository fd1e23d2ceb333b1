import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeReports } from '../../shared/domain/report/issue-reports.ts'
import type { Report } from '../../shared/domain/report/report.ts'
import type { Language } from '../../shared/domain/values/language.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { renderMail } from '../../shared/render/report-mail.ts'
import { anyReport } from '../support/any-issue.ts'
import { publishedIssues } from '../support/made-issues.ts'
import { runs } from '../support/runs.ts'

/** Gmail cuts a mail off at 102 KB; ours stay below this. */
const mostBytes = 80 * 1024
const languages = ['id', 'en'] as const

const [november] = publishedIssues(jakpreneur).slice(-1)
if (!november) throw new Error('There is an issue of November')
const reportFor = makeReports(november.issue, november.hash)

const url = 'https://laporan.example/berkas/0123456789012345678901234567890123456789012345678901234567890123'
const links = { page: url, pdf: url, xlsx: url, csv: url, until: '2021-12-31', unsubscribe: url }

const mailOf = (report: Report, language: Language) =>
  renderMail(report, { language, links, attached: ['laporan.pdf', 'laporan.xlsx', 'laporan.csv'], isSecondCopy: true })

test('the mail of any area and agency is far below the limit of Gmail, in both languages', () => {
  const areas = jakpreneur.areas.flatMap(([code]) => (code.split('.').length <= 3 ? [code] : []))
  expect(areas.length).toBeGreaterThan(40)
  const agencies = [undefined, ...jakpreneur.agencies.map(({ code }) => code)]
  const scopes = [
    ...areas.map((area) => ({ area })),
    ...agencies.flatMap((agency) => ['31', '31.71', '31.71.01'].map((area) => ({ area, agency }))),
  ]
  const sizes = scopes.flatMap((scope) =>
    languages.map((language) => Buffer.byteLength(mailOf(reportFor(scope), language).html)),
  )
  expect(Math.max(...sizes)).toBeLessThan(40 * 1024)
})

/** A changed value of a target, whose old and new basis have the greatest allowed length. */
const changeOf = (id: string) => ({
  table: 'indicators',
  row: `P1/${id}`,
  name: { id: 'K'.repeat(60), en: 'K'.repeat(60) },
  column: 'target_value',
  old: 283_343,
  new: 283_344,
})

/** A report with texts of the greatest allowed length; typed texts consist of characters that HTML escapes with six. */
function makeLongestReport(report: Report): Report {
  const quotes = (n: number) => '"'.repeat(n)
  const [headline] = report.headlines
  const [target] = headline?.targets ?? []
  const [breakdown] = report.breakdowns
  const [row] = breakdown?.rows ?? []
  if (!headline || !target || !breakdown || !row) throw new Error('The report has a headline, a target and a breakdown')
  const { loans } = report
  const largeNumbers = { number: 123_456, amount: '999999999999999.00' }
  const fact = { cumulative: largeNumbers, inMonth: largeNumbers }
  return {
    ...report,
    cause: quotes(500),
    headlines: report.headlines.map((each) => ({
      ...each,
      targets: Array.from({ length: 60 }, () => ({ ...target, basis: quotes(500) })),
    })),
    breakdowns: Array.from({ length: 6 }, (_, i) => ({
      ...breakdown,
      by: `area_${i}`,
      rows: Array.from({ length: 500 }, (__, at) => ({
        ...row,
        code: `a${at}`,
        name: { id: 'K'.repeat(60), en: 'K'.repeat(60) },
      })),
    })),
    restatements: report.series.flatMap(({ month }) =>
      report.lines.map(({ stage }) => ({
        month,
        stage,
        posted: 283_343,
        late: 12_345,
        reversed: 12_345,
        reclassified: -12_345,
        net: -12_345,
        restated: 271_000,
      })),
    ),
    correction: {
      number: 1,
      byReading: 120,
      changes: Array.from({ length: 4000 }, (_, i) => changeOf(`tgt_${i}`)),
      moved: report.lines.map(({ stage, name }) => ({
        stage,
        name,
        late: 12_345,
        reversed: 12_345,
        reclassified: -12_345,
      })),
    },
    ...(loans && {
      loans: {
        ...loans,
        partners: Array.from({ length: 200 }, (_, i) => ({
          code: `partner-${i}`,
          name: quotes(100),
          facts: { applied: fact, approved: fact, disbursed: fact, rejected: fact },
        })),
      },
    }),
    obstacles: Array.from({ length: 300 }, (_, i) => ({
      id: `obs_${i}`,
      month: report.month,
      area: '31.71',
      areaName: 'Kota Administrasi Jakarta Pusat',
      agency: 'PPKUKM',
      obstacle: quotes(600),
      followUp: quotes(600),
      writtenAt: report.issuedAt,
    })),
    warnings: Array.from({ length: 7 }, () => ({ id: 'K'.repeat(120), en: 'K'.repeat(120) })),
  }
}

test('a mail stays below the limit with any content: parts that do not fit are counted, and are in the files', () => {
  for (const language of languages) {
    const { html, text } = mailOf(makeLongestReport(reportFor({ area: '31' })), language)
    expect(Buffer.byteLength(html)).toBeLessThan(mostBytes)
    for (const leftCount of [299, 3994])
      expect(text).toContain(
        language === 'id'
          ? `${leftCount.toLocaleString('id-ID')} lainnya`
          : `${leftCount.toLocaleString('en-GB')} more`,
      )
  }
})

test('the text says `is` of one part that does not fit, and `are` of two', () => {
  const report = makeLongestReport(reportFor({ area: '31' }))
  const mailWithChanges = (count: number) => {
    const changes = Array.from({ length: count }, (_, i) => changeOf(`tgt_${i}`))
    return mailOf({ ...report, obstacles: [], correction: { number: 1, byReading: 0, changes, moved: [] } }, 'en').text
  }
  expect(mailWithChanges(7)).toContain('1 more is in the files.')
  expect(mailWithChanges(8)).toContain('2 more are in the files.')
})

test('no line of the text is longer than 72 characters, except links and the hash', () => {
  const check = (report: Report, language: Language) => {
    const lines = mailOf(report, language).text.split('\n')
    for (const line of lines) if (!/https:|SHA-256/.test(line)) expect(line.length, line).toBeLessThanOrEqual(72)
  }
  for (const scope of ['31', '31.71', '31.71.01'])
    for (const language of languages) check(reportFor({ area: scope }), language)
  fc.assert(fc.property(anyReport, fc.constantFrom(...languages), check), runs(15, 150))
})

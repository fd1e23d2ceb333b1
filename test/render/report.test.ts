import { expect, test } from 'vitest'
import { publicReport } from '../../shared/domain/report/public-report.ts'
import { reportsOf } from '../../shared/domain/report/reports-of.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { reportCsv, reportMetadataCsv } from '../../shared/render/report-csv.ts'
import { renderMail } from '../../shared/render/report-mail.ts'
import { reportPdf } from '../../shared/render/report-pdf.ts'
import { reportXlsx } from '../../shared/render/report-xlsx.ts'
import { fewAreas } from '../support/few-areas.ts'
import { publishedIssues } from '../support/made-issues.ts'

const [november] = publishedIssues(jakpreneur).slice(-1)
if (!november) throw new Error('There is an issue of November')
const report = reportsOf(november.issue, november.hash)({ area: '31' })

test('the mail of November 2021 leads with both readings of the row, and says why fewer are registered', () => {
  const { text, subject } = renderMail(report, { language: 'en', links: {} })
  expect(subject).toBe('Attainment report November 2021: Whole programme · Daerah Khusus Jakarta')
  expect(text).toContain('Registered members: 283,343\n  = 101.19% of the target of 280,000')
  expect(text).toContain('= 101.57% of the target of 278,971')
  expect(text).toContain('Financed members: 6,159\n  = 2.17% of those registered')
  expect(text.replaceAll('\n', ' ')).toContain(
    '821 fewer are registered than in October 2021. 1,579 newly registered, 2,400 registrations reversed ' +
      '(registered twice).',
  )
})

test('an indicator added before P7 does not take its place on the front page', () => {
  const indicators = jakpreneur.indicators.flatMap((each) =>
    each.code === 'P7' ? [{ ...each, code: 'P5', counts: 'P5' }, each] : [each],
  )
  const [last] = publishedIssues({ ...fewAreas, indicators }).slice(-1)
  if (!last) throw new Error('There is an issue of November')
  const { text } = renderMail(reportsOf(last.issue, last.hash)({ area: '31' }), { language: 'en', links: {} })
  expect(text).toContain('Financed members: 6,159\n  = 2.17% of those registered')
})

test('a report of a part says that the quality of data is told of the whole programme', () => {
  const gambir = reportsOf(november.issue, november.hash)({ area: '31.71.01' })
  const text = (part: typeof report) => renderMail(part, { language: 'en', links: {} }).text
  expect(text(gambir)).toContain('DATA QUALITY (WHOLE PROGRAMME)\n')
  expect(text(report)).toContain('DATA QUALITY\n')
})

test('files of a public report say which cells are blank because they are hidden, and others do not', () => {
  const open = publicReport(report)
  for (const [language, says] of [
    ['id', 'Sel kosong disembunyikan,"kelompok di bawah 5 orang, dan sel lain'],
    ['en', 'Blank cells are hidden,"groups of fewer than 5 people, and other cells'],
  ] as const) {
    expect(reportMetadataCsv(open, { language })).toContain(says)
    expect(reportMetadataCsv(report, { language })).not.toContain(says.slice(0, 20))
  }
})

test('an issue renders again to the same bytes', async () => {
  const again = reportsOf(november.issue, november.hash)({ area: '31' })
  for (const language of ['id', 'en'] as const) {
    const options = { language, links: {} }
    expect(renderMail(again, options)).toEqual(renderMail(report, options))
    expect(reportCsv(again, options)).toBe(reportCsv(report, options))
    expect(reportMetadataCsv(again, options)).toBe(reportMetadataCsv(report, options))
    expect(Buffer.from(reportXlsx(again, options))).toEqual(Buffer.from(reportXlsx(report, options)))
  }
  expect(
    Buffer.from(await reportPdf(report, { language: 'id' }))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
})

test('what officials write is printed in signs that the font has, never as an empty box', async () => {
  const saying = (text: string) =>
    reportPdf(
      {
        ...report,
        cause: text,
        obstacles: [
          {
            ...{ id: 'obs_1', month: report.month, area: '31', areaName: 'Jakarta', writtenAt: report.issuedAt },
            ...{ obstacle: text, followUp: text },
          },
        ],
      },
      { language: 'id' },
    )
  const [asWritten, asPrinted] = await Promise.all([
    saying('P4 → P5 ≥ 30\u2011an, ✓ Šāhūńić é × 學'),
    saying('P4 -> P5 >= 30-an, v Sahunic é × ?'),
  ])
  expect(Buffer.from(asWritten).equals(Buffer.from(asPrinted))).toBe(true)
})

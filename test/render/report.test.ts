import { extractText } from 'unpdf'
import { expect, test } from 'vitest'
import { makeFrame } from '../../shared/domain/ledger/frame.ts'
import { ReferralFactKind } from '../../shared/domain/ledger/referral-fact-kind.ts'
import { makeReports } from '../../shared/domain/report/issue-reports.ts'
import { publicReport } from '../../shared/domain/report/public-report.ts'
import type { Report } from '../../shared/domain/report/report.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { reportPage } from '../../shared/render/page/report-page.ts'
import { reportCsv, reportMetadataCsv } from '../../shared/render/report-csv.ts'
import { renderMail } from '../../shared/render/report-mail.ts'
import { reportPdf } from '../../shared/render/report-pdf.ts'
import { reportXlsx } from '../../shared/render/report-xlsx.ts'
import { reportTables } from '../../shared/render/tables/report-tables.ts'
import { wordingOf } from '../../shared/render/words/wording.ts'
import { fewAreas } from '../support/few-areas.ts'
import { madeIssues, publishedIssues } from '../support/made-issues.ts'
import { publicReportsOf } from '../support/pages-of.ts'
import { parseCsv } from '../support/parse-csv.ts'
import { readXlsx } from '../support/read-xlsx.ts'

const [november] = publishedIssues(jakpreneur).slice(-1)
if (!november) throw new Error('There is an issue of November')
const report = makeReports(november.issue, november.hash)({ area: '31' })

test('a share in a public CSV names the earlier month if one of its numbers comes from there', () => {
  const [last] = publicReportsOf(publishedIssues(jakpreneur)).slice(-1)
  if (!last) throw new Error('There is an issue of November')
  const cells = parseCsv(reportCsv(last, { language: 'id' }).slice(1)).map(([table, code, , measure, , value]) => ({
    key: `${table} ${code} ${measure}`,
    value,
  }))
  const monthsByKey = new Map(
    cells.filter(({ key }) => key.endsWith('_share_as_of')).map(({ key, value }) => [key, value]),
  )
  const expectedRows = last.breakdowns.flatMap(({ by, rows }) =>
    rows.flatMap(({ code, stages }) =>
      Object.entries(stages).map(([stage, { shareOfFirst, asOf }]) => [
        `${by} ${code} ${stage}_share_as_of`,
        shareOfFirst === null ? '' : (asOf ?? stages.P1?.asOf ?? ''),
      ]),
    ),
  )
  expect([...monthsByKey]).toEqual(expect.arrayContaining(expectedRows))
  expect(monthsByKey.size).toBe(expectedRows.length)
  const onlyFirst = last.breakdowns
    .flatMap(({ rows }) => rows)
    .filter(({ stages }) => stages.P1?.asOf && !stages.P2?.asOf)
  expect(onlyFirst.length).toBeGreaterThan(0)
})

test('a report of a part says that data quality is reported only for the whole programme', () => {
  const gambir = makeReports(november.issue, november.hash)({ area: '31.71.01' })
  const page = (part: typeof report) =>
    reportPage(part, { language: 'en', origin: 'https://capaian.example', issues: [], isFront: false })
  expect(page(gambir)).toContain('<summary>Data quality (whole programme)</summary>')
  expect(page(report)).toContain('<summary>Data quality</summary>')
})

test('a number of loans from an earlier month is marked, and one without an amount is still a number', () => {
  const openReport = publicReport(report)
  const nothing = { number: null, amount: null }
  const none = { cumulative: nothing, inMonth: nothing }
  const earlier = { cumulative: { number: 27, amount: null }, inMonth: nothing, asOf: '2021-09' }
  const partner = { code: 'bank-a', name: 'Bank A' }
  const facts = { applied: none, approved: none, disbursed: earlier, rejected: none }
  if (!openReport.loans) throw new Error('The programme has lenders')
  const markedReport: Report = { ...openReport, loans: { ...openReport.loans, partners: [{ ...partner, facts }] } }
  expect(
    reportPage(markedReport, { language: 'en', origin: 'https://capaian.example', issues: [], isFront: false }),
  ).toContain('<td>27*</td>')
  expect(reportCsv(markedReport, { language: 'en' })).toContain(
    'loan_partners,bank-a,Bank A,disbursed_as_of,month,2021-09',
  )
})

test('files of a public report say which cells are hidden, and files of other reports do not', () => {
  const openReport = publicReport(report)
  for (const [language, says] of [
    ['id', 'Sel kosong (angka disembunyikan),"kelompok dengan kurang dari 5 orang, serta sel lain'],
    ['en', 'Blank cells are hidden,"groups of fewer than 5 people, and other cells'],
  ] as const) {
    expect(reportMetadataCsv(openReport, { language })).toContain(says)
    expect(reportMetadataCsv(report, { language })).not.toContain(says.slice(0, 20))
  }
})

test('each page of the PDF of a public report explains its blank and marked cells', async () => {
  const pagesOf = async (anyReport: Report) =>
    (await extractText(new Uint8Array(await reportPdf(anyReport, { language: 'en' })))).text
  const legend = '• hidden · * number of an earlier month'
  const pages = await pagesOf(publicReport(report))
  expect(pages.length).toBeGreaterThan(3)
  expect(pages.filter((text) => !text.replaceAll(/\s+/g, ' ').includes(legend))).toEqual([])
  expect((await pagesOf(report)).join()).not.toContain(legend)
})

test('the PDF is tagged: its language and title, headings, tables with their headings, and pictures in words', async () => {
  const openReport = publicReport(report)
  const bytes = Buffer.from(await reportPdf(openReport, { language: 'en' })).toString('latin1')
  expect(bytes).toMatch(/\/Marked true/)
  expect(bytes).toMatch(/\/Lang \(en\)/)
  expect(bytes).toMatch(/\/DisplayDocTitle true/)
  const parts = Map.groupBy(bytes.matchAll(/^\/S \/(\w+)$/gm), ([, type]) => type)
  const count = (type: string) => parts.get(type)?.length ?? 0
  expect([count('Document'), count('H1'), count('Figure')]).toEqual([1, 1, 2])
  expect(bytes.match(/\/Alt \(/g)).toHaveLength(2)
  // Every table that fits on paper, and the funnel of the cover. The table that does not fit is a list.
  const printedTables = reportTables(openReport, wordingOf('en')).filter(({ rows }) => rows.length > 0)
  expect(count('Table')).toBe(printedTables.length)
  expect(count('H2')).toBeGreaterThanOrEqual(count('Table') + 3)
  expect(count('TH')).toBeGreaterThan(count('TR'))
  // Obstacles and bases of targets are quoted in Indonesian.
  expect(bytes.match(/\/Lang \(id\)/g)?.length).toBeGreaterThan(2)
})

test('a long cover splits neither the funnel nor the charts, and loses none of them', async () => {
  const long = { ...report, cause: 'Pendaftaran ganda dibatalkan setelah pemadanan. '.repeat(70) }
  const { text: pages } = await extractText(new Uint8Array(await reportPdf(long, { language: 'en' })))
  const funnel = pages.find((text) => text.includes('The seven-stage funnel')) ?? ''
  for (const { name, members } of report.funnel) {
    expect(funnel).toContain(name.en)
    expect(funnel).toContain(members.toLocaleString('en'))
  }
  expect(pages.filter((text) => /Nov 20: 199,079/.test(text))).toHaveLength(1)
})

test('a workbook begins with contents that link to its sheets, and fits on paper when printed', () => {
  const openReport = publicReport(report)
  const { sheets, files } = readXlsx(reportXlsx(openReport, { language: 'id' }))
  const { 'xl/workbook.xml': workbook = '', 'xl/worksheets/sheet1.xml': contents = '' } = files
  const names = [...workbook.matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name)
  expect(names.slice(0, 3)).toEqual(['Daftar isi', 'Tentang data ini', 'Indikator dan target'])
  expect(
    [...contents.matchAll(/<hyperlink ref="A(\d+)" location="'([^']*)'!A1"\/>/g)].map(([, row, to]) => [row, to]),
  ).toEqual(names.slice(1).map((name, i) => [String(i + 2), name]))
  const districts = names.indexOf('Menurut kecamatan') + 1
  expect(sheets[0]?.get(`C${districts}`)).toMatchObject({
    text: expect.stringContaining('Sel kosong: angkanya disembunyikan'),
  })
  expect(sheets[0]?.get('C2')).toBeUndefined()
  expect(workbook).toContain(`localSheetId="${districts - 1}">'Menurut kecamatan'!$A$1:$J$45</definedName>`)
})

test('mail, PDF and files say where anybody can check the issue, and with which key', async () => {
  const key = 'capaian/jakpreneur+80d9461d+AZmIAGp'
  const provenReport: Report = { ...report, proof: { pages: 'https://laporan.example', key } }
  const says = 'Check: https://laporan.example/periksa · checkpoint https://laporan.example/checkpoint · key 80d9461d'
  const { html, text } = renderMail(provenReport, { language: 'en', links: {} })
  const pdf = await extractText(new Uint8Array(await reportPdf(provenReport, { language: 'en' })), { mergePages: true })
  for (const face of [html, text, pdf.text]) {
    expect(face.replaceAll(/\s+/g, ' ')).toContain(says)
    expect(face).toContain(report.hash)
  }
  const metadata = reportMetadataCsv(provenReport, { language: 'en' })
  expect(metadata).toContain('Checkpoint,https://laporan.example/checkpoint')
  expect(metadata).toContain(key)
})

test('an issue renders again to the same bytes', async () => {
  const again = makeReports(november.issue, november.hash)({ area: '31' })
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

test('texts of officials are printed in characters of the font, never as an empty box', async () => {
  const reportWithCause = (text: string) =>
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
    reportWithCause('P4 → P5 ≥ 30\u2011an, ✓ Šāhūńić é × 學'),
    reportWithCause('P4 -> P5 >= 30-an, v Sahunic é × ?'),
  ])
  expect(Buffer.from(asWritten).equals(Buffer.from(asPrinted))).toBe(true)
})

test('every output has referrals with their definitions, and the mail has those of its month in one line', async () => {
  const { names } = makeFrame(fewAreas)
  const cell = { agency: 'PPKUKM', partner: 'bank-a' } as const
  const numbers = { sent: 90, taken: 50, no_answer: 10, approved: 30 }
  const counters = Object.fromEntries(
    ReferralFactKind.options.map((fact) => [
      names.referralName('counted', { ...cell, fact }),
      new Map(Object.entries(numbers)).get(fact) ?? 0,
    ]),
  )
  const [newIssue] = madeIssues(fewAreas, [{ month: '2021-11', tallies: [{ area: '31.71.01', counters }] }])
  if (!newIssue) throw new Error('There is an issue')
  const reportWithReferrals = makeReports(newIssue.issue, newIssue.hash)({ area: '31' })
  expect(newIssue.issue.renderer).toBe('9')
  const { text } = renderMail(reportWithReferrals, { language: 'en', links: {} })
  expect(text.replace(/\s+/g, ' ')).toContain(
    'Referred 90; waiting for an answer 30; taken on 50; not answered 10; loan approved 30',
  )
  const definition = 'Referrals of members that reached a lender'
  for (const output of [
    text.replace(/\s+/g, ' '),
    reportCsv(reportWithReferrals, { language: 'en' }),
    reportPage(reportWithReferrals, { language: 'en', origin: '', issues: [], isFront: false }),
    (
      await extractText(new Uint8Array(await reportPdf(reportWithReferrals, { language: 'en' })), { mergePages: true })
    ).text.replace(/\s+/g, ' '),
  ])
    expect(output).toContain(definition)
})

import { extractText } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { makeReports } from '../../shared/domain/report/issue-reports.ts'
import { publicReport } from '../../shared/domain/report/public-report.ts'
import type { Report } from '../../shared/domain/report/report.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { reportPage } from '../../shared/render/page/report-page.ts'
import { reportCsv } from '../../shared/render/report-csv.ts'
import { renderMail } from '../../shared/render/report-mail.ts'
import { reportPdf } from '../../shared/render/report-pdf.ts'
import { reportXlsx } from '../../shared/render/report-xlsx.ts'
import { fewAreas } from '../support/few-areas.ts'
import { publishedIssues } from '../support/made-issues.ts'
import { readXlsx } from '../support/read-xlsx.ts'

const [november] = publishedIssues(jakpreneur).slice(-1)
if (!november) throw new Error('There is an issue of November')
const report = makeReports(november.issue, november.hash)({ area: '31' })

test('the mail of November 2021 begins with both readings of the published row, and says why fewer are registered', () => {
  const { text, subject } = renderMail(report, { language: 'en', links: {} })
  expect(subject).toBe('Attainment report November 2021: Whole programme · Daerah Khusus Jakarta')
  expect(text).toContain('Registered members: 283,343\n  = 101.19% of the target of 280,000')
  expect(text).toContain('= 101.57% of the target of 278,971')
  expect(text).toContain(
    'Financed members (loan approved): 6,159\n  = 2.17% of those registered\n  Loans: approved 0, disbursed 0',
  )
  expect(text.replaceAll('\n', ' ')).toContain(
    'Registered members fell by 821 (0.29%) since October 2021. 1,579 newly registered, 2,400 registrations reversed ' +
      '(registered twice).',
  )
})

test('an indicator added before P7 does not take its place on the front page', () => {
  const indicators = jakpreneur.indicators.flatMap((each) =>
    each.code === 'P7' ? [{ ...each, code: 'P5', counts: 'P5' }, each] : [each],
  )
  const [last] = publishedIssues({ ...fewAreas, indicators }).slice(-1)
  if (!last) throw new Error('There is an issue of November')
  const { text } = renderMail(makeReports(last.issue, last.hash)({ area: '31' }), { language: 'en', links: {} })
  expect(text).toContain(
    'Financed members (loan approved): 6,159\n  = 2.17% of those registered\n  Loans: approved 0, disbursed 0',
  )
})

test('members financed are never shown alone: their definition, and the loans approved and disbursed, are beside them', async () => {
  const { loans } = report
  if (!loans) throw new Error('The programme has lenders')
  const loanNumbers = { approved: 63, disbursed: 51 }
  const withLoans: Report = {
    ...report,
    headlines: report.headlines.map((headline) => ({
      ...headline,
      ...(headline.loans && {
        loans: headline.loans.map((each) => ({
          ...each,
          loans: loanNumbers[each.fact === 'approved' ? 'approved' : 'disbursed'],
        })),
      }),
    })),
  }
  const faces = {
    id: [/Anggota yang dibiayai \(pinjaman disetujui\)/, /Permodalan \(disetujui\)/, /disetujui 63, dicairkan 51/],
    en: [/Financed members \(loan approved\)/, /Access to capital \(approved\)/, /approved 63, disbursed 51/],
  }
  for (const language of ['id', 'en'] as const) {
    const { html, text } = renderMail(withLoans, { language, links: {} })
    const { text: pdf } = await extractText(new Uint8Array(await reportPdf(withLoans, { language })), {
      mergePages: true,
    })
    const page = reportPage(withLoans, { language, origin: 'https://capaian.example', issues: [], isFront: true })
    const plain = (markup: string) => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
    for (const face of [html, text, pdf, page].map(plain))
      for (const pattern of faces[language]) expect(face).toMatch(pattern)
    const csv = reportCsv(withLoans, { language })
    expect(csv).toMatch(/indicators,P7,[^,]*,loans_approved,count,63/)
    expect(csv).toMatch(/indicators,P7,[^,]*,loans_disbursed,count,51/)
    const workbook = readXlsx(reportXlsx(withLoans, { language }))
    const indicators = workbook.sheets[2]
    expect([...(indicators?.values() ?? [])]).toContainEqual(expect.objectContaining({ number: 51 }))
  }
})

describe('members financed before any lender is registered', () => {
  const { loans: _, ...figures } = november.issue.figures
  const reportWithoutLoans = makeReports({ ...november.issue, figures }, november.hash)({ area: '31' })

  const sentences = {
    id: 'Pinjaman: tidak dilaporkan pemberi pinjaman ke sistem ini',
    en: 'Loans: not reported by lenders to this system',
  }

  test.each([
    ['the internal report', 'en', reportWithoutLoans],
    ['the public report', 'id', publicReport(reportWithoutLoans)],
  ] as const)(
    'no loans are counted or hidden, and every output says that none are reported: %s',
    async (_, language, shownReport) => {
      expect(shownReport.headlines.find(({ code }) => code === 'P7')).toMatchObject({ value: 6_159, loans: [] })
      expect(shownReport.loans).toBeUndefined()
      const { html, text } = renderMail(shownReport, { language, links: {} })
      const { text: pdf } = await extractText(new Uint8Array(await reportPdf(shownReport, { language })), {
        mergePages: true,
      })
      const page = reportPage(shownReport, { language, origin: 'https://capaian.example', issues: [], isFront: true })
      const plain = (markup: string) => markup.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
      for (const face of [html, text, pdf, page].map(plain)) {
        expect(face).toContain(sentences[language])
        expect(face).not.toMatch(/(approved|disetujui) (0|hidden|disembunyikan)/)
      }
      const csv = reportCsv(shownReport, { language })
      expect(csv).toContain(`about,loans,${sentences[language].replace(': ', ',value,text,')}`)
      expect(csv).not.toMatch(/loans_(approved|disbursed)/)
      const cells = readXlsx(reportXlsx(shownReport, { language })).sheets.flatMap((sheet) => [...sheet.values()])
      const [, unreportedText = ''] = sentences[language].split(': ')
      expect(cells).toContainEqual(expect.objectContaining({ text: unreportedText }))
    },
  )

  test('a correction made after the first lender is registered does not hide loans of the month either', () => {
    const correctedReport = publicReport(report, publicReport(reportWithoutLoans))
    expect(correctedReport.headlines.find(({ code }) => code === 'P7')?.loans).toEqual([])
    expect(correctedReport.loans).toBeUndefined()
  })
})

test('a target has its period and basis in the headline, an excess is called a surplus, and no band is shown', () => {
  const [headline, ...others] = report.headlines
  if (!headline) throw new Error('The report has a headline')
  const exceededHeadline = { ...headline, targets: headline.targets.map((target) => ({ ...target, gap: -42 })) }
  const { text, html } = renderMail(
    { ...report, headlines: [exceededHeadline, ...others] },
    { language: 'id', links: {} },
  )
  expect(text).toMatch(/Target: 280\.000, \S+ \d{4}–\S+ \d{4}\. \S/)
  expect(text.replaceAll(/\s+/g, ' ')).toContain('kelebihan 42')
  expect(`${text}${html}`).not.toMatch(/−42|Sangat (Baik|Kurang)|Predikat/)
})

test('an optional stage is shown first as a share of the registered, then as a share of the stage before', () => {
  const page = reportPage(report, { language: 'en', origin: 'https://capaian.example', issues: [], isFront: true })
  expect(page).not.toMatch(/fewer ·|of the stage before</)
  expect(page).toContain('against P4: 29.96%')
})

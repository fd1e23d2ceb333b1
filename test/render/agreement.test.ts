import fc from 'fast-check'
import { extractText } from 'unpdf'
import { expect, test } from 'vitest'
import type { Report } from '../../shared/domain/report/report.ts'
import type { Language } from '../../shared/domain/values/language.ts'
import { reportPage } from '../../shared/render/page/report-page.ts'
import { reportCsv } from '../../shared/render/report-csv.ts'
import { renderMail } from '../../shared/render/report-mail.ts'
import { reportPdf } from '../../shared/render/report-pdf.ts'
import { reportXlsx } from '../../shared/render/report-xlsx.ts'
import { reportTables } from '../../shared/render/tables/report-tables.ts'
import { formatCell, type ReportTable } from '../../shared/render/tables/table.ts'
import { wordingOf } from '../../shared/render/words/wording.ts'
import { anyReport } from '../support/any-issue.ts'
import { parseCsv } from '../support/parse-csv.ts'
import { readXlsx } from '../support/read-xlsx.ts'
import { runs } from '../support/runs.ts'

const language = fc.constantFrom<Language>('id', 'en')

/** Every figure of the report object, by table, row and measure, as JSON has it. */
function figuresOf(report: Report): Map<string, string> {
  const figures = new Map<string, string>()
  const record = (table: string, row: string, measures: Record<string, string | number | null | undefined>) => {
    for (const [measure, value] of Object.entries(measures))
      figures.set(`${table} ${row} ${measure}`, value === null || value === undefined ? '' : String(value))
  }
  for (const { code, value, shareOfFirst, targets, loans } of [...report.headlines, ...report.pastIndicators]) {
    const besides = ['approved', 'disbursed'].map((fact) => [
      `loans_${fact}`,
      loans?.find((each) => each.fact === fact)?.loans ?? null,
    ])
    const own = { value, share_of_first: shareOfFirst, ...(report.loans && Object.fromEntries(besides)) }
    if (targets.length === 0) {
      const emptyMeasures = [
        'target_value',
        'realised',
        'attainment',
        'expected_to_date',
        'needed_per_month',
        'missing',
        'surplus',
      ]
      record('indicators', code, { ...own, ...Object.fromEntries(emptyMeasures.map((measure) => [measure, null])) })
    }
    for (const { id, value: aim, realised, attainment, expectedToDate, neededPerMonth, gap } of targets)
      record('indicators', `${code}/${id}`, {
        ...own,
        target_value: aim,
        realised,
        attainment,
        expected_to_date: expectedToDate,
        needed_per_month: neededPerMonth,
        missing: Math.max(0, gap),
        surplus: Math.max(0, -gap),
      })
  }
  for (const { stage, members, shareOfFirst, shareOfPrevious } of [...report.funnel, report.complete])
    record('funnel', stage, { members, share_of_first: shareOfFirst, share_of_previous: shareOfPrevious })
  for (const { stage, members, lastMonth, sinceLastMonth, yearAgo, sinceYearAgo } of report.comparison)
    record('comparison', stage, {
      members,
      last_month: lastMonth,
      since_last_month: sinceLastMonth,
      year_ago: yearAgo,
      since_year_ago: sinceYearAgo,
    })
  for (const { stage, attained, late, reversed, reclassifiedIn, reclassifiedOut, net } of report.lines)
    record('lines', stage, {
      attained,
      late,
      reversed,
      reclassified_in: reclassifiedIn,
      reclassified_out: reclassifiedOut,
      net,
    })
  for (const { stage, reasons } of report.lines)
    for (const { reason, members } of reasons) record('reasons', `${stage}/${reason}`, { reversed: members })
  for (const { month, stages } of report.series)
    for (const [stage, { posted, net, restated }] of Object.entries(stages))
      record('series', month, { [stage]: posted, [`${stage}_net`]: net, [`${stage}_restated`]: restated })
  for (const { by, rows } of report.breakdowns)
    for (const { code, stages } of rows)
      for (const [stage, { members, shareOfFirst, net }] of Object.entries(stages))
        record(by, code, { [stage]: members, [`${stage}_share`]: shareOfFirst, [`${stage}_net`]: net })
  for (const { trueMonth, stage, late, reversed, reclassified, net } of report.earlier)
    record('earlier', `${trueMonth}/${stage}`, { late, reversed, reclassified, net })
  for (const { month, stage, posted, late, reversed, reclassified, restated } of report.restatements)
    record('restatements', `${month}/${stage}`, { posted, late, reversed, reclassified, restated })
  for (const { fact, cumulative, inMonth } of report.loans?.facts ?? [])
    record('loans', fact, {
      number: cumulative.number,
      amount: cumulative.amount,
      in_month: inMonth.net.number,
      amount_in_month: inMonth.net.amount,
    })
  for (const { code, facts } of report.loans?.partners ?? [])
    for (const [fact, { cumulative }] of Object.entries(facts))
      record('loan_partners', code, { [fact]: cumulative.number, [`${fact}_amount`]: cumulative.amount })
  for (const { fact, number, inMonth } of report.referrals?.facts ?? [])
    record('referrals', fact, { number, in_month: inMonth })
  for (const list of ['partners', 'areas'] as const)
    for (const { code, facts } of report.referrals?.[list] ?? [])
      for (const [fact, cell] of Object.entries(facts)) record(`referral_${list}`, code, { [fact]: cell.number })
  for (const { step, half, buckets } of report.referrals?.days ?? [])
    record('referral_days', step, {
      half,
      ...Object.fromEntries(buckets.map(({ fromDay, referrals }) => [`from_${fromDay}`, referrals])),
    })
  for (const [code, n] of Object.entries(report.quality))
    if (typeof n === 'number') record('quality', code, { count: n })
  return figures
}

test('JSON and CSV have exactly the same figures', () => {
  fc.assert(
    fc.property(anyReport, language, (report, tongue) => {
      const [, ...rows] = parseCsv(reportCsv(report, { language: tongue }).slice(1))
      const numeric = rows.filter(([, , , , type = '']) => ['count', 'change', 'percent', 'rupiah'].includes(type))
      const csvFigures = new Map(
        numeric.map(([table = '', code = '', , measure = '', , value = '']) => [`${table} ${code} ${measure}`, value]),
      )
      expect(csvFigures.size).toBe(numeric.length)
      const sortByKey = (figures: Map<string, string>) => [...figures].toSorted(([a], [b]) => (a < b ? -1 : 1))
      expect(sortByKey(csvFigures)).toEqual(sortByKey(figuresOf(report)))
    }),
    runs(20, 100),
  )
})

const letters = (n: number): string =>
  n < 26 ? String.fromCharCode(65 + n) : letters(Math.floor(n / 26) - 1) + letters(n % 26)

test('XLSX has every cell of the tables of the CSV: numbers and dates as numbers, everything else as text', () => {
  fc.assert(
    fc.property(anyReport, language, (report, tongue) => {
      const tables = reportTables(report, wordingOf(tongue)).filter(({ rows }) => rows.length > 0)
      const orderedTables = [...tables.filter(isAbout), ...tables.filter((table) => !isAbout(table))]
      const [contents, ...sheets] = readXlsx(reportXlsx(report, { language: tongue })).sheets
      expect(sheets.length).toBe(orderedTables.length)
      expect(orderedTables.map((_, s) => [contents?.get(`B${s + 2}`), contents?.get(`D${s + 2}`)])).toEqual(
        orderedTables.map(({ title, rows }) => [{ text: title }, expect.objectContaining({ number: rows.length })]),
      )
      orderedTables.forEach(({ columns, rows }, s) => {
        rows.forEach((row, r) => {
          row.forEach((cell, c) => {
            const readCell = sheets[s]?.get(`${letters(c)}${r + 2}`)
            const type = columns[c]?.type
            if (cell === null) return
            if (type === 'month' || type === 'date') expect(readCell).toMatchObject({ number: expect.any(Number) })
            else if (type === 'percent' && cell !== 'undefined')
              expect(readCell).toMatchObject({ number: expect.closeTo(Number(cell) / 100, 8) })
            else if (type === 'rupiah' && String(cell).length <= 16)
              expect(readCell).toMatchObject({ number: Number(cell) })
            else if (typeof cell === 'number') expect(readCell).toMatchObject({ number: cell })
            else expect(readCell).toEqual({ text: cell })
          })
        })
      })
    }),
    runs(10, 60),
  )
})

const isAbout = ({ code }: ReportTable) => code === 'about'

/** All words with a digit in a text, in order: its figures, months and codes. */
const figuresIn = (text: string): string[] => text.split(/\s+/).filter((word) => /\d/.test(word))

/** The first expected word that does not occur in `words` in order, after up to five expected words before it. */
function findMissing(words: string[], expectedWords: string[]): string | undefined {
  let at = 0
  for (const [i, word] of expectedWords.entries()) {
    const found = words.indexOf(word, at)
    if (found < 0) return expectedWords.slice(Math.max(0, i - 5), i + 1).join(' ')
    at = found + 1
  }
  return undefined
}

/** The figures of all tables as people read them, in reading order. Columns that only files have are left out. */
const listFigures = (tables: ReportTable[], tongue: Language): string[] =>
  tables.flatMap(({ columns, rows }) =>
    rows.flatMap((row) =>
      columns.flatMap((column, i) =>
        column.detail || column.type === 'text' ? [] : figuresIn(formatCell(row[i] ?? null, column, wordingOf(tongue))),
      ),
    ),
  )

const plain = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")

test('the page shows every table with all its figures, and no other table', () => {
  fc.assert(
    fc.property(anyReport, language, (report, tongue) => {
      const page = reportPage(report, {
        language: tongue,
        origin: 'https://capaian.example',
        issues: [],
        isFront: false,
      })
      const figuresOnPage = [...page.matchAll(/<tbody>(.*?)<\/tbody>/gs)].map(([, rows = '']) =>
        figuresIn(plain(rows)).join(' '),
      )
      const wording = wordingOf(tongue)
      const expectedTables = reportTables(report, wording)
        .filter(({ code, rows }) => rows.length > 0 && code !== 'about' && code !== 'obstacles')
        .map(({ columns, rows }) =>
          rows
            .flatMap((row) =>
              columns.flatMap((column, i) =>
                column.detail ? [] : figuresIn(formatCell(row[i] ?? null, column, wording)),
              ),
            )
            .join(' '),
        )
      expect(figuresOnPage.toSorted()).toEqual(expectedTables.toSorted())
    }),
    runs(15, 200),
  )
})

/** All numbers in a text. Text from a PDF may have lost the space before a number. */
const numbersIn = (text: string): string[] => text.match(/[+−±]?\d(?:[\d.,]*\d)?%?/g) ?? []

test('the text of the PDF has every figure of the tables, in their order', async () => {
  await fc.assert(
    fc.asyncProperty(anyReport, language, async (report, tongue) => {
      const bytes = new Uint8Array(await reportPdf(report, { language: tongue }))
      const { text } = await extractText(bytes, { mergePages: true })
      const expectedNumbers = numbersIn(listFigures(reportTables(report, wordingOf(tongue)), tongue).join(' '))
      expect(findMissing(numbersIn(text), expectedNumbers)).toBeUndefined()
    }),
    runs(3, 60),
  )
})

test('the HTML mail and its text agree from the funnel to the foot', () => {
  fc.assert(
    fc.property(anyReport, language, (report, tongue) => {
      const { words } = wordingOf(tongue)
      const { html, text } = renderMail(report, { language: tongue, links: {} })
      const [, , ...sections] = html.split('<h2>').map(plain)
      const inHtml = sections.join(' ').split(` ${words.recount}:`)[0]
      const title = plain(html.split('<h2>')[2]?.split('</h2>')[0] ?? '').trim()
      const [, below = ''] = text.split(`${title.toUpperCase()}\n`)
      const inText = below.split(`\n${words.recount}:`)[0]
      const wordsOf = (part: string) =>
        part
          .toLowerCase()
          .split(/\s+/)
          .filter((word) => !/^(-+|)$/.test(word))
          .map((word) => word.replace(/:$/, ''))
      expect(wordsOf(inHtml ?? '')).toEqual(wordsOf(`${title} ${inText ?? ''}`))
    }),
    runs(15, 200),
  )
})

test('the mail has the figures of the report: headlines, funnel and pace, in HTML as in text', () => {
  fc.assert(
    fc.property(anyReport, language, (report, tongue) => {
      const { formats } = wordingOf(tongue)
      const { number, percent } = formats
      const { html, text } = renderMail(report, { language: tongue, links: {} })
      for (const face of [text, plain(html.replaceAll('&nbsp;', ''))].map((each) => each.replaceAll(/\s+/g, ' '))) {
        for (const { stage, name, members, shareOfFirst } of report.funnel)
          expect(face).toContain(`${stage} ${name[tongue]} ${number(members)} ${percent(shareOfFirst)}`)
        expect(face).toContain(`${number(report.complete.members)} (${percent(report.complete.shareOfFirst)} `)
        for (const { name, counts, value, targets, shareOfFirst } of report.headlines.slice(0, 2)) {
          const [target] = targets
          const share = target ? target.attainment : counts === 'P1' ? undefined : shareOfFirst
          expect(face).toMatch(new RegExp(`${escapePattern(name[tongue])}:? ${number(value)} `))
          if (share !== undefined) expect(face).toContain(` = ${percent(share)} `)
          if (target)
            for (const n of [target.realised, target.value, target.expectedToDate, Math.abs(target.gap)])
              expect(face).toContain(` ${number(n)}`)
        }
      }
    }),
    runs(15, 200),
  )
})

const escapePattern = (text: string): string => text.replaceAll(/[()]/g, '\\$&')

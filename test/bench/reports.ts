import * as z from 'zod'
import type { Recipient, ReportFormat } from '../../shared/domain/mail/recipient.ts'
import { encodeIssue } from '../../shared/domain/report/issue.ts'
import { makeReports } from '../../shared/domain/report/issue-reports.ts'
import { publicReport } from '../../shared/domain/report/public-report.ts'
import type { Report } from '../../shared/domain/report/report.ts'
import { reportPage } from '../../shared/render/page/report-page.ts'
import { renderers } from '../../shared/render/renderers.ts'
import { reportCsv } from '../../shared/render/report-csv.ts'
import { renderMail } from '../../shared/render/report-mail.ts'
import { reportPdf } from '../../shared/render/report-pdf.ts'
import { reportXlsx } from '../../shared/render/report-xlsx.ts'
import { readFigures } from '../../shared/usecases/figures/figures.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { readIssue } from '../../shared/usecases/issues/issue-file.ts'
import { readReports, readStoredPublicReport } from '../../shared/usecases/issues/reports.ts'
import { recountMonth } from '../../shared/usecases/ledger/recount.ts'
import { makeComposer } from '../../shared/usecases/mail/compose.ts'
import { startMemory } from './memory.ts'
import { type Cell, note, print, times } from './report.ts'
import { inTurn, median, spread } from './samples.ts'
import { openSavedLedger, type SavedLedger } from './saved-ledger.ts'

const month = '2021-10'
const afterwards = () => new Date('2021-11-05T00:00:00.000Z')
const turns = 15
const offices = 500
const language = 'id'

/**
 * Measures a month's report from closing to mail: issuing it, rendering it in every format, and composing the mails of
 * five hundred offices, each with its own scope.
 *
 * @param scale the published members are divided by it: 28.4, 2.84 and 1 make about 10,000, 100,000 and all 284,164
 */
export async function reports(scale: number): Promise<void> {
  const ledger = await openSavedLedger(scale)
  const deps = { ...ledger.deps, issues: await readableIssues(ledger.deps), now: afterwards }
  await measureIssuing(deps)
  const record = await deps.issues.get(month, 1)
  if (!record) throw new Error(`${month} has been issued`)
  const issue = await readIssue(deps, record)
  const whole = makeReports(issue, record.hash)({ area: deps.frame.areas.root })
  await measureRendering(whole, () => makeReports(issue, record.hash)({ area: deps.frame.areas.root }))
  await measureMailing(deps)
  await ledger.stop()
}

/** A saved ledger may hold issues of an older format. Then the book begins with this month. */
async function readableIssues(deps: SavedLedger['deps']): Promise<SavedLedger['deps']['issues']> {
  const [latest] = (await deps.issues.all()).slice(-1)
  if (!latest) return deps.issues
  try {
    await readIssue(deps, latest)
    return deps.issues
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    note(`The issues of this ledger are of another format, so that the report has no months before ${month}.`)
    const get: typeof deps.issues.get = async (of, number) => (of === month ? deps.issues.get(of, number) : undefined)
    return { ...deps.issues, get }
  }
}

async function measureIssuing(deps: SavedLedger['deps']): Promise<void> {
  const memory = startMemory()
  const recounting = performance.now()
  const { entries } = await recountMonth(deps, month)
  const recountMs = performance.now() - recounting
  const closing = performance.now()
  await closeMonths(deps, 'bench')
  const closeMs = performance.now() - closing
  const record = await deps.issues.get(month, 1)
  const issue = record && (await readIssue(deps, record))
  const { figures } = await readFigures(deps, { month, area: deps.frame.areas.root, reading: 'as_posted' })
  print({
    title: `Closing and issuing ${month}`,
    says:
      'members: registered by then. close: closing the month, recounting and issuing it; recount: the recount alone, ' +
      'beside it. issue: the bytes that are hashed, before they are packed. MiB: how much the process grew to at most.',
    columns: ['members', 'entries', 'close ms', 'recount ms', 'close/recount', 'issue KiB', 'MiB'],
    rows: [
      [
        figures.stages[0]?.cumulative ?? 0,
        entries,
        Math.round(closeMs),
        Math.round(recountMs),
        times(closeMs, recountMs),
        issue ? kib(encodeIssue(issue)) : 0,
        memory.grown(),
      ],
    ],
  })
}

async function measureRendering(report: Report, read: () => Report): Promise<void> {
  const shownReport = publicReport(report)
  const issues = [{ month: report.month, number: report.number }]
  const formats: Record<string, () => string | Uint8Array | Promise<string | Uint8Array>> = {
    'report of the issue': () => JSON.stringify(read()),
    mail: () => {
      const { html, text } = renderMail(report, { language, links: {} })
      return html + text
    },
    'front page': () => reportPage(shownReport, { language, origin: 'https://capaian.example', issues, isFront: true }),
    'report page': () =>
      reportPage(shownReport, { language, origin: 'https://capaian.example', issues, isFront: false }),
    CSV: () => reportCsv(report, { language }),
    XLSX: () => reportXlsx(report, { language }),
    PDF: () => reportPdf(report, { language }),
  }
  const rows: Cell[][] = []
  for (const [name, render] of Object.entries(formats)) {
    const memory = startMemory()
    const size = kib(await render())
    const { ours, bare } = await inTurn(
      turns,
      () => async () => render(),
      () => async () => JSON.stringify(report),
    )
    const [own, json] = [ours.map(({ ms }) => ms), bare.map(({ ms }) => ms)]
    rows.push([name, size, spread(own), spread(json, 2), times(median(own), median(json)), memory.grown()])
  }
  print({
    title: "The whole programme's report, rendered",
    says:
      'ms: median [middle 80 %] of a rendering; JSON: the report as JSON.stringify writes it, in turn with it. report of ' +
      'the issue: made from the counters that the issue keeps, and written as JSON. MiB: how much the process grew to at most.',
    columns: ['format', 'KiB', 'ms', 'JSON ms', '×', 'MiB'],
    rows,
  })
}

async function measureMailing(deps: SavedLedger['deps']): Promise<void> {
  const recipients = officesOf(deps)
  const rows: Cell[][] = []
  for (const formats of [[], ['csv'], ['xlsx'], ['pdf', 'xlsx', 'csv']] satisfies ReportFormat[][]) {
    const memory = startMemory()
    const began = performance.now()
    const compose = makeComposer(deps, renderers)
    const reportOf = await readReports(deps, { month, number: 1 })
    const publicReport = () => readStoredPublicReport(deps, { month, number: 1 })
    const edition = { month, number: 1, reportOf, publicReport }
    const each: number[] = []
    let bytes = 0
    for (const recipient of recipients) {
      const started = performance.now()
      const { content } = await compose(edition, { ...recipient, formats }, { isSecondCopy: false, isTest: false })
      each.push(performance.now() - started)
      bytes += content.html.length + content.text.length
      for (const attachment of content.attachments) bytes += attachment.bytes.length
    }
    const seconds = (performance.now() - began) / 1_000
    const naming = performance.now()
    for (const { area, agency } of recipients)
      JSON.stringify(edition.reportOf({ area, ...(agency !== undefined && { agency }) }))
    const jsonSeconds = (performance.now() - naming) / 1_000
    rows.push([
      ['mail', ...formats].join(', '),
      seconds.toFixed(1),
      jsonSeconds.toFixed(1),
      times(seconds, jsonSeconds),
      spread(each),
      (bytes / recipients.length / 1_024).toFixed(0),
      memory.grown(),
    ])
  }
  print({
    title: `Mails of ${recipients.length} offices, no two of one scope and language`,
    says:
      'seconds: all of them, from opening the issue; every mail and file is rendered, hashed and kept in the store of ' +
      'files. JSON: the same reports as JSON. ms: of one mail, median [middle 80 %]. MiB: how much the process grew to at most.',
    columns: ['with', 'seconds', 'JSON s', '×', 'ms', 'KiB each', 'MiB'],
    rows,
  })
  note('Handing over is not in it: that is up to the service, and to how many mails a second it takes.')
}

/** Offices for every kept area and agency in both languages, the largest areas first. */
function officesOf({ frame }: SavedLedger['deps']): Recipient[] {
  const areas = frame.areas.nodes
    .filter((code) => frame.areas.pathOf(code).length <= 3)
    .toSorted((a, b) => a.length - b.length)
  const agencies = [undefined, ...frame.programme.agencies.map(({ code }) => code)]
  const scopes = areas.flatMap((area) => agencies.map((agency) => ({ area, agency })))
  return (['id', 'en'] as const)
    .flatMap((tongue) => scopes.map((scope) => ({ ...scope, tongue })))
    .slice(0, offices)
    .map(({ area, agency, tongue }, i) => ({
      id: `rec_${i}`,
      office: `Kantor ${i}`,
      email: `kantor-${i}@capaian.example`,
      holders: [],
      area,
      ...(agency !== undefined && { agency }),
      language: tongue,
      report: 'internal' as const,
      formats: [],
      from: '2021-01-01',
      savedBy: 'bench',
      savedAt: afterwards().toISOString(),
      version: 1,
    }))
}

const kib = (written: string | Uint8Array): number => Math.round(Buffer.byteLength(written) / 1_024)

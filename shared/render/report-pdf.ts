import PDFDocument from 'pdfkit'
import type { Language } from '../domain/language.ts'
import type { Headline, Report } from '../domain/report/report.ts'
import { fontWeights, trueType } from './fonts.ts'
import { leadingHeadlines, ofTarget, readingOf, rivalStage, rivalsOf } from './headline.ts'
import { printable } from './printable.ts'
import { reportTables } from './tables/report-tables.ts'
import { isTextColumn, type ReportTable, shownCell, type TableColumn } from './tables/table.ts'
import { basisText, scopeName } from './words/names.ts'
import { changeSentence } from './words/sentences.ts'
import { type Speech, speechOf } from './words/speech.ts'

const ink = '#17212b'
const muted = '#55606b'
const rule = '#d9dee3'
const track = '#eceff1'
const first = '#0b6e75'
const contrast = '#b3401a'

const margin = 48
const top = 52
const bottom = 66

type Doc = PDFKit.PDFDocument

/** The report as PDF, A4: headlines, funnel and series as vector charts, every table, page numbers and the hash. */
export async function reportPdf(report: Report, { language }: { language: Language }): Promise<Uint8Array> {
  const speech = speechOf(language)
  const { words, formats } = speech
  const doc = new PDFDocument({
    // None to begin with: the standard ones lie in files that a bundle does not have.
    font: '',
    size: 'A4',
    margins: { top, bottom: 0, left: margin, right: margin },
    bufferPages: true,
    lang: language,
    info: {
      Title: `${words.report} ${formats.month(report.month)}: ${scopeName(report, speech)}`,
      CreationDate: new Date(report.issuedAt),
      Producer: 'Capaian',
      Creator: 'Capaian',
    },
  })
  const pieces: Uint8Array[] = []
  doc.on('data', (piece: Uint8Array) => pieces.push(piece))
  const done = new Promise<void>((resolve) => doc.on('end', () => resolve()))
  for (const weight of fontWeights) doc.registerFont(String(weight), trueType(weight))
  cover(doc, report, speech)
  for (const table of reportTables(report, speech)) if (table.rows.length > 0) drawTable(doc, table, speech)
  footers(doc, report, speech)
  doc.end()
  await done
  return Buffer.concat(pieces)
}

const fullWidth = (doc: Doc): number => doc.page.width - 2 * margin
const pageEnd = (doc: Doc): number => doc.page.height - bottom

type Style = { weight?: 400 | 600 | 800; size?: number; colour?: string; width?: number; align?: 'left' | 'right' }

/** Writes a text at a place; gives the height that it takes. */
function write(doc: Doc, text: string, x: number, y: number, style: Style = {}): number {
  const { weight = 400, size = 9, colour = ink, width, align = 'left' } = style
  doc.font(String(weight)).fontSize(size).fillColor(colour)
  const options = width === undefined ? { lineBreak: false } : { width, align }
  const drawn = printable(text)
  doc.text(drawn, x, y, options)
  return width === undefined ? size * 1.3 : doc.heightOfString(drawn, { width })
}

function cover(doc: Doc, report: Report, speech: Speech): void {
  const { language, words, formats } = speech
  const width = fullWidth(doc)
  let y = top
  y += write(doc, report.programme.name[language], margin, y, { colour: muted, size: 10, width }) + 2
  y += write(doc, `${words.report} ${formats.month(report.month)}`, margin, y, { weight: 800, size: 24, width }) + 2
  const issued = formats.instant(report.issuedAt, report.programme.zone)
  const about = `${scopeName(report, speech)} · ${words.issue} ${report.number} · ${words.issued.toLowerCase()} ${issued}`
  y += write(doc, about, margin, y, { colour: muted, width }) + 4
  if (report.cause !== undefined) y += write(doc, `${words.cause}: ${report.cause}`, margin, y, { weight: 600, width })
  y += 12
  const gap = 20
  const half = (width - gap) / 2
  const heights = leadingHeadlines(report).map((headline, i) =>
    headlineBlock(doc, report, headline, { x: margin + i * (half + gap), y, width: half, i }, speech),
  )
  y += Math.max(0, ...heights) + 12
  const sentence = changeSentence(report, speech)
  if (sentence !== undefined) {
    doc.font('400').fontSize(10)
    const height = doc.heightOfString(sentence, { width: width - 24 })
    doc.rect(margin, y, width, height + 16).fill('#f2f0ea')
    write(doc, sentence, margin + 12, y + 8, { size: 10, width: width - 24 })
    y += height + 32
  }
  y = funnelChart(doc, report, y, speech) + 14
  doc.y = seriesChart(doc, report, y, speech)
}

function headlineBlock(
  doc: Doc,
  report: Report,
  headline: Headline,
  { x, y: from, width, i }: { x: number; y: number; width: number; i: number },
  speech: Speech,
): number {
  const { language, words, formats } = speech
  const { name, definition, targets } = headline
  const { count, part, share, of } = readingOf(headline, report, speech)
  const colour = i === 0 ? first : contrast
  const [target] = targets
  doc.rect(x, from, width, 3).fill(colour)
  let y = from + 10
  y += write(doc, name[language], x, y, { weight: 600, size: 10, width }) + 1
  y += write(doc, share === undefined || part ? count : `${count} =`, x, y, { weight: 800, size: 15, width })
  if (share !== undefined) {
    if (part) y += write(doc, `${part} =`, x, y, { colour: muted, width })
    y += write(doc, share, x - 2, y - 3, { weight: 800, size: 38, colour, width }) - 6
    const band = target?.band ? ` · ${target.band.name[language]}` : ''
    y += write(doc, `${of}${band}`, x, y, { weight: 600, size: 11, width }) + 2
  }
  if (!target) y += write(doc, words.noTarget, x, y, { colour: muted, width })
  for (const other of rivalsOf(targets).slice(0, 2))
    y += write(doc, `${formats.percent(other.attainment)} ${ofTarget(other.value, speech)}`, x, y, {
      colour: muted,
      width,
    })
  y += 3
  y += write(doc, `${words.definition}: ${definition[language]}`, x, y, { size: 8, colour: muted, width })
  const basis = `${words.basis}: ${basisText(headline, speech)}`
  y += write(doc, basis, x, y, { size: 8, colour: muted, width })
  return y - from
}

function chartTitle(doc: Doc, title: string, y: number): number {
  write(doc, title, margin, y, { weight: 600, size: 12, width: fullWidth(doc) })
  return y + 20
}

const fraction = (share: string): number => (share === 'undefined' ? 0 : Math.min(1, Number(share) / 100))

function funnelChart(doc: Doc, report: Report, from: number, speech: Speech): number {
  const { language, words, formats } = speech
  let y = chartTitle(doc, words.funnelOf(report.funnel.length), from)
  const label = 130
  const bar = fullWidth(doc) - label - 150
  const marked = rivalStage(report)
  for (const { stage, name, members, shareOfFirst, shareOfPrevious } of report.funnel) {
    const colour = stage === marked ? contrast : first
    write(doc, stage, margin, y + 3, { weight: 600 })
    write(doc, name[language], margin + 24, y + 3)
    doc.rect(margin + label, y, bar, 16).fill(track)
    doc.rect(margin + label, y, Math.max(1, bar * fraction(shareOfFirst)), 16).fill(colour)
    const x = margin + label + bar + 8
    write(doc, formats.number(members), x, y + 3, { weight: 600, width: 46, align: 'right' })
    write(doc, formats.percent(shareOfFirst), x + 48, y + 3, { width: 46, align: 'right' })
    if (shareOfPrevious !== undefined)
      write(doc, formats.percent(shareOfPrevious), x + 96, y + 3, { width: 46, align: 'right', colour: muted })
    y += 20
  }
  const note =
    language === 'id'
      ? 'Anggota · % dari yang terdaftar · % dari tahap sebelumnya'
      : 'Members · % of the registered · % of the stage before'
  write(doc, note, margin, y, { size: 7.5, colour: muted, width: fullWidth(doc), align: 'right' })
  return y + 12
}

/** The first stage's cumulative members over the months, as columns from 0: a fall is seen as what it is. */
function seriesChart(doc: Doc, report: Report, from: number, { formats, words, language }: Speech): number {
  const { series, funnel, headlines } = report
  const stages = [...new Set([funnel[0]?.stage, rivalStage(report)])].flatMap((stage) => stage ?? [])
  const gap = 20
  const width = (fullWidth(doc) - gap * (stages.length - 1)) / Math.max(1, stages.length)
  const height = 76
  if (from + height + 40 > pageEnd(doc)) return from
  stages.forEach((stage, at) => {
    const x = margin + at * (width + gap)
    const members = series.map((row) => row.stages[stage]?.posted ?? 0)
    const most = Math.max(1, ...members)
    const name = headlines.find(({ counts }) => counts === stage)?.name[language] ?? stage
    write(doc, `${name} · ${words.series.toLowerCase()}`, x, from, { weight: 600, size: 10, width })
    const step = width / Math.max(1, series.length)
    const y = from + 18
    members.forEach((n, i) => {
      const tall = Math.max(0.5, (height * Math.max(0, n)) / most)
      doc.rect(x + i * step, y + height - tall, step - 3, tall).fill(at === 0 ? first : contrast)
    })
    doc.rect(x, y + height, width, 0.5).fill(rule)
    const [start, end] = [series[0], series.at(-1)]
    if (start)
      write(doc, `${formats.shortMonth(start.month)}: ${formats.number(members[0] ?? 0)}`, x, y + height + 4, {
        size: 7.5,
        colour: muted,
      })
    if (end && series.length > 1)
      write(doc, `${formats.shortMonth(end.month)}: ${formats.number(members.at(-1) ?? 0)}`, x, y + height + 4, {
        size: 7.5,
        colour: muted,
        width: width - 3,
        align: 'right',
      })
  })
  return from + height + 36
}

const cellSize = 7.5

/** A table with its headings repeated on each page; one that is too wide for a page is told row by row. */
function drawTable(doc: Doc, table: ReportTable, speech: Speech): void {
  const shown = table.columns.flatMap((column, i) => (column.detail ? [] : [{ column, i }]))
  const rows = table.rows.map((row) =>
    shown.map(({ column, i }) => printable(shownCell(row[i] ?? null, column, speech))),
  )
  const columns = shown.map(({ column }) => column)
  const widths = columnWidths(doc, columns, rows)
  if (!widths) {
    drawRecords(doc, table, { columns, rows, keys: shown.filter(({ i }) => i < table.keys).length })
    return
  }
  const headings = columns.map(({ heading }) => heading)
  const heights = rows.map((row) => rowHeight(doc, row, widths, 400))
  const head = rowHeight(doc, headings, widths, 600)
  let y = doc.y + 18
  if (y + 22 + head + (heights[0] ?? 0) + (heights[1] ?? 0) > pageEnd(doc)) y = newPage(doc)
  y = chartTitle(doc, table.title, y)
  y = drawRow(doc, columns, headings, { y, widths, height: head, weight: 600 })
  rows.forEach((row, i) => {
    const height = heights[i] ?? 0
    if (y + height > pageEnd(doc)) {
      y = newPage(doc)
      y = drawRow(doc, columns, headings, { y, widths, height: head, weight: 600 })
    }
    y = drawRow(doc, columns, row, { y, widths, height, weight: 400 })
  })
  doc.y = y
}

type Records = { columns: TableColumn[]; rows: string[][]; keys: number }

/** At most so many figures beside each other, and so few that none is broken. */
const mostInLine = 6
/** Longer texts take a line of their own. */
const longText = 36

const recordWidth = (doc: Doc, text: string): number => (widthOf(doc, text, 400) * (cellSize + 1)) / cellSize

/** Each row under a heading of what it is about: its figures beside each other, each under what it is, then its texts. */
function drawRecords(doc: Doc, { title }: ReportTable, { columns, rows, keys }: Records): void {
  const width = fullWidth(doc)
  const words = rows.flat().flatMap((text) => (text.length > longText ? [] : text.split(' ')))
  const longest = Math.max(...words.map((word) => recordWidth(doc, word)))
  const inLine = Math.max(1, Math.min(mostInLine, Math.floor(width / (longest + 6))))
  const step = width / inLine
  let y = doc.y + 18
  rows.forEach((row, i) => {
    const cells = columns.flatMap(({ heading }, at) => {
      const text = row[at] ?? ''
      return at < keys || text === '' ? [] : [{ heading, text }]
    })
    const short = cells.filter(({ text }) => text.length <= longText)
    const long = cells.filter(({ text }) => text.length > longText).map(({ heading, text }) => `${heading}: ${text}`)
    const lines = Math.ceil(short.length / inLine)
    doc.font('400').fontSize(cellSize)
    const height = 18 + lines * 24 + long.reduce((sum, text) => sum + doc.heightOfString(text, { width }) + 2, 0) + 4
    if (y + height + (i === 0 ? 22 : 0) > pageEnd(doc)) y = newPage(doc)
    if (i === 0) y = chartTitle(doc, title, y)
    write(doc, row.slice(0, keys).filter(Boolean).join(' · '), margin, y + 4, { weight: 600, width })
    short.forEach(({ heading, text }, at) => {
      const x = margin + (at % inLine) * step
      const from = y + 18 + Math.floor(at / inLine) * 24
      write(doc, heading, x, from, { size: 6.5, colour: muted, width: step - 4 })
      write(doc, text, x, from + 9, { size: cellSize + 1, width: step - 4 })
    })
    let below = y + 18 + lines * 24
    for (const text of long) below += write(doc, text, margin, below, { size: cellSize, colour: muted, width }) + 2
    y += height
    doc.rect(margin, y, width, 0.5).fill(rule)
  })
  doc.y = y
}

function newPage(doc: Doc): number {
  doc.addPage()
  return top
}

const padding = 4

/**
 * As wide as the longest word or number needs; what is left goes to the columns of long texts, and then to those of
 * figures. Nothing where that is more than the page has.
 */
function columnWidths(doc: Doc, columns: TableColumn[], rows: string[][]): number[] | undefined {
  const room = fullWidth(doc)
  const needed = columns.map(({ type, heading }, i) => {
    const texts = rows.map((row) => row[i] ?? '')
    const whole = Math.max(...texts.map((text) => widthOf(doc, text, 400)), 0)
    const word = Math.max(
      ...[heading, ...texts].flatMap((text) => text.split(' ').map((each) => widthOf(doc, each, 600))),
    )
    return type === 'text' ? { least: Math.min(word, 160), wish: whole } : { least: Math.max(whole, word), wish: whole }
  })
  const least = needed.map((each) => each.least + 2 * padding)
  const sum = least.reduce((a, b) => a + b, 0)
  if (sum > room) return undefined
  const wishes = needed.map(({ wish }, i) => Math.max(0, wish + 2 * padding - (least[i] ?? 0)))
  const wished = wishes.reduce((a, b) => a + b, 0)
  const share = wished === 0 ? 0 : Math.min(1, (room - sum) / wished)
  const widths = least.map((width, i) => width + (wishes[i] ?? 0) * share)
  const left = room - widths.reduce((a, b) => a + b, 0)
  const growing = columns.map(({ type }, i) =>
    columns.every((column) => column.type === 'text') ? i === columns.length - 1 : type !== 'text',
  )
  const many = growing.filter(Boolean).length
  return widths.map((width, i) => (growing[i] ? width + left / many : width))
}

const widthOf = (doc: Doc, text: string, weight: 400 | 600): number =>
  doc.font(String(weight)).fontSize(cellSize).widthOfString(text)

const rowHeight = (doc: Doc, row: string[], widths: number[], weight: 400 | 600): number =>
  Math.max(
    cellSize * 1.3,
    ...row.map((text, i) =>
      doc
        .font(String(weight))
        .fontSize(cellSize)
        .heightOfString(text, { width: (widths[i] ?? 0) - 2 * padding }),
    ),
  ) + 6

function drawRow(
  doc: Doc,
  columns: TableColumn[],
  row: string[],
  { y, widths, height, weight }: { y: number; widths: number[]; height: number; weight: 400 | 600 },
): number {
  let x = margin
  row.forEach((text, i) => {
    const width = widths[i] ?? 0
    const column = columns[i]
    const align = column && isTextColumn(column) ? 'left' : 'right'
    write(doc, text, x + padding, y + 3, {
      weight,
      size: cellSize,
      colour: weight === 600 ? muted : ink,
      width: width - 2 * padding,
      align,
    })
    x += width
  })
  doc.rect(margin, y + height, fullWidth(doc), 0.5).fill(rule)
  return y + height + 0.5
}

function footers(doc: Doc, report: Report, speech: Speech): void {
  const { words, language } = speech
  const { start, count } = doc.bufferedPageRange()
  for (let i = 0; i < count; i++) {
    doc.switchToPage(start + i)
    const y = doc.page.height - 44
    doc.rect(margin, y - 8, fullWidth(doc), 0.5).fill(rule)
    write(doc, `${report.programme.name[language]} · ${words.issue} ${report.month}/${report.number}`, margin, y, {
      size: 7,
      colour: muted,
    })
    write(doc, words.pageOf(i + 1, count), margin, y, { size: 7, colour: muted, width: fullWidth(doc), align: 'right' })
    write(doc, `${words.hash} ${report.hash}`, margin, y + 11, { size: 7, colour: muted })
  }
}

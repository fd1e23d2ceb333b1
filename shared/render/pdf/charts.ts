import type { Report } from '../../domain/report/report.ts'
import { findComparedStage } from '../headline.ts'
import { contrast, first, hairline, muted } from '../palette.ts'
import { describeColumns } from '../words/columns-sentence.ts'
import type { Wording } from '../words/wording.ts'
import {
  addPage,
  type DocumentPart,
  drawBox,
  drawFigure,
  drawTitle,
  fullWidth,
  margin,
  openPart,
  pageEnd,
  track,
  write,
} from './paper.ts'

const readFraction = (share: string): number => (share === 'undefined' ? 0 : Math.min(1, Number(share) / 100))

/** The distance between the columns of figures. */
const columnStep = 60
const headHeight = 20
const rowHeight = 20

/** Draws the funnel as a table whose shares are also bars, without a page break in it. */
export function drawFunnel(document: DocumentPart, report: Report, from: number, wording: Wording): number {
  const { doc } = document
  const { language, words, formats } = wording
  const section = openPart(document, 'Sect')
  const height = 20 + headHeight + rowHeight * report.funnel.length
  const start = from + height > pageEnd(doc) ? addPage(doc) : from
  let y = drawTitle(section, words.funnelOf(report.funnel.length), start)
  const label = 170
  const bar = fullWidth(doc) - label - 3 * columnStep - 8
  const comparedStage = findComparedStage(report)
  const table = openPart(section, 'Table')
  const x = margin + label + bar + 8 + 4
  const small = { size: 6.5, colour: muted, width: columnStep - 4, align: 'right', scope: 'Column' } as const
  const head = openPart(table, 'TR')
  write(head, 'TH', words.stage, margin, y, { ...small, width: label, align: 'left' })
  for (const [i, heading] of [words.members, words.shareOfFirst, words.shareOfStageBefore].entries())
    write(head, 'TH', heading, x + i * columnStep, y, small)
  y += headHeight
  for (const { stage, name, members, shareOfFirst, shareOfPrevious } of report.funnel) {
    const colour = stage === comparedStage ? contrast : first
    const row = openPart(table, 'TR')
    const figure = { width: columnStep - 4, align: 'right' } as const
    const heading = openPart(row, 'TH', { scope: 'Row' })
    write(heading, 'Span', stage, margin, y + 3, { weight: 600 })
    write(heading, 'Span', name[language], margin + 24, y + 3)
    drawBox(doc, [margin + label, y, bar, 16], track)
    drawBox(doc, [margin + label, y, Math.max(1, bar * readFraction(shareOfFirst)), 16], colour)
    write(row, 'TD', formats.number(members), x, y + 3, { ...figure, weight: 600 })
    write(row, 'TD', formats.percent(shareOfFirst), x + columnStep, y + 3, figure)
    const before = shareOfPrevious === undefined ? '' : formats.percent(shareOfPrevious)
    write(row, 'TD', before, x + 2 * columnStep, y + 3, { ...figure, colour: muted })
    y += rowHeight
  }
  return y
}

/** Draws cumulative members over the months as columns that start at 0, so that a fall looks like a fall. */
export function drawSeries(document: DocumentPart, report: Report, from: number, wording: Wording): number {
  const { doc } = document
  const { formats, words, language } = wording
  const { series, funnel, headlines } = report
  const stages = [...new Set([funnel[0]?.stage, findComparedStage(report)])].flatMap((stage) => stage ?? [])
  const gap = 20
  const width = (fullWidth(doc) - gap * (stages.length - 1)) / Math.max(1, stages.length)
  const height = 76
  const title = { weight: 600, size: 10, width } as const
  const charts = stages.map((stage, at) => {
    const name = headlines.find(({ counts }) => counts === stage)?.name[language] ?? stage
    const columns = series.map(({ month, stages: values }) => ({ month, value: values[stage]?.posted ?? 0 }))
    const heading = `${name} · ${words.series(series.length).toLowerCase()}`
    return { heading, columns, x: margin + at * (width + gap), colour: at === 0 ? first : contrast }
  })
  doc.font('600').fontSize(title.size)
  const headingHeight = Math.max(0, ...charts.map(({ heading }) => doc.heightOfString(heading, { width })))
  const isFull = from + headingHeight + 6 + height + 16 > pageEnd(doc)
  const start = isFull ? addPage(doc) : from
  const y = start + headingHeight + 6
  for (const { heading, columns, x, colour } of charts) {
    const section = openPart(document, 'Sect')
    write(section, 'H2', heading, x, start, title)
    const most = Math.max(1, ...columns.map(({ value }) => value))
    const step = width / Math.max(1, columns.length)
    const alt = `${heading}: ${describeColumns(columns, wording)}`
    drawFigure(section, { alt, bbox: [x, y, x + width, y + height] }, () => {
      columns.forEach(({ value }, i) => {
        const tall = Math.max(0.5, (height * Math.max(0, value)) / most)
        doc.rect(x + i * step, y + height - tall, step - 3, tall).fill(colour)
      })
    })
    drawBox(doc, [x, y + height, width, 0.5], hairline)
    const ends = [columns[0], columns.length > 1 ? columns.at(-1) : undefined]
    for (const [i, end] of ends.entries())
      if (end)
        write(section, 'P', `${formats.shortMonth(end.month)}: ${formats.number(end.value)}`, x, y + height + 4, {
          ...{ size: 7.5, colour: muted, width: width - 3 },
          align: i === 0 ? 'left' : 'right',
        })
  }
  return y + height + 16
}

import type { Report } from '../../domain/report/report.ts'
import { rivalStage } from '../headline.ts'
import { contrast, first, muted, rule } from '../palette.ts'
import type { Speech } from '../words/speech.ts'
import { type Doc, drawTitle, fullWidth, margin, pageEnd, track, write } from './paper.ts'

const readFraction = (share: string): number => (share === 'undefined' ? 0 : Math.min(1, Number(share) / 100))

export function drawFunnel(doc: Doc, report: Report, from: number, speech: Speech): number {
  const { language, words, formats } = speech
  let y = drawTitle(doc, words.funnelOf(report.funnel.length), from)
  const label = 170
  const bar = fullWidth(doc) - label - 150
  const marked = rivalStage(report)
  for (const { stage, name, members, shareOfFirst, shareOfPrevious } of report.funnel) {
    const colour = stage === marked ? contrast : first
    write(doc, stage, margin, y + 3, { weight: 600 })
    write(doc, name[language], margin + 24, y + 3)
    doc.rect(margin + label, y, bar, 16).fill(track)
    doc.rect(margin + label, y, Math.max(1, bar * readFraction(shareOfFirst)), 16).fill(colour)
    const x = margin + label + bar + 8
    write(doc, formats.number(members), x, y + 3, { weight: 600, width: 46, align: 'right' })
    write(doc, formats.percent(shareOfFirst), x + 48, y + 3, { width: 46, align: 'right' })
    if (shareOfPrevious !== undefined)
      write(doc, formats.percent(shareOfPrevious), x + 96, y + 3, { width: 46, align: 'right', colour: muted })
    y += 20
  }
  const note =
    language === 'id'
      ? 'Anggota · % dari yang terdaftar · dibanding tahap sebelumnya'
      : 'Members · % of the registered · against the stage before'
  write(doc, note, margin, y, { size: 7.5, colour: muted, width: fullWidth(doc), align: 'right' })
  return y + 12
}

/** Draws cumulative members over the months as columns that start at 0, so that a fall looks like a fall. */
export function drawSeries(doc: Doc, report: Report, from: number, { formats, words, language }: Speech): number {
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
    write(doc, `${name} · ${words.series(series.length).toLowerCase()}`, x, from, { weight: 600, size: 10, width })
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

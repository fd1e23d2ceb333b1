import type { Headline, Report } from '../../domain/report/report.ts'
import { openWithChanges } from '../changes.ts'
import { describeHeadline, leadingHeadlines, listRivals, loansBeside, nameTarget, targetText } from '../headline.ts'
import { contrast, first, muted } from '../palette.ts'
import { figureTables } from '../tables/report-tables.ts'
import { basisText, scopeName } from '../words/names.ts'
import { changeSentence } from '../words/sentences.ts'
import type { Speech } from '../words/speech.ts'
import { drawFunnel, drawSeries } from './charts.ts'
import { type Doc, fullWidth, margin, top, write } from './paper.ts'

export function drawCover(doc: Doc, report: Report, speech: Speech): void {
  const { language, words, formats } = speech
  const width = fullWidth(doc)
  let y = top
  y += write(doc, report.programme.name[language], margin, y, { colour: muted, size: 10, width }) + 2
  y += write(doc, `${words.report} ${formats.month(report.month)}`, margin, y, { weight: 800, size: 24, width }) + 2
  const issued = formats.instant(report.issuedAt, report.programme.zone)
  const about = `${scopeName(report, speech)} · ${words.issue} ${report.number} · ${words.issued.toLowerCase()} ${issued}`
  y += write(doc, about, margin, y, { colour: muted, width }) + 4
  if (report.cause !== undefined) y += write(doc, `${words.cause}: ${report.cause}`, margin, y, { weight: 600, width })
  const opening = openWithChanges(report, figureTables(report, speech), speech)
  if (opening) {
    y += write(doc, words.changes, margin, y + 6, { weight: 600, size: 11, width }) + 8
    const moved = opening.moved === undefined ? undefined : `${words.moved}: ${opening.moved}`
    for (const text of [opening.sentence, moved, opening.reading])
      if (text !== undefined) y += write(doc, text, margin, y, { width }) + 2
  }
  y += 12
  const gap = 20
  const half = (width - gap) / 2
  const heights = leadingHeadlines(report).map((headline, i) =>
    drawHeadline(doc, report, headline, { x: margin + i * (half + gap), y, width: half, i }, speech),
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
  y = drawFunnel(doc, report, y, speech) + 14
  doc.y = drawSeries(doc, report, y, speech)
}

function drawHeadline(
  doc: Doc,
  report: Report,
  headline: Headline,
  { x, y: from, width, i }: { x: number; y: number; width: number; i: number },
  speech: Speech,
): number {
  const { language, words, formats } = speech
  const { name, definition, targets } = headline
  const { count, part, share, of } = describeHeadline(headline, report, speech)
  const colour = i === 0 ? first : contrast
  const [target] = targets
  doc.rect(x, from, width, 3).fill(colour)
  let y = from + 10
  y += write(doc, name[language], x, y, { weight: 600, size: 10, width }) + 1
  y += write(doc, share === undefined || part ? count : `${count} =`, x, y, { weight: 800, size: 15, width })
  if (share !== undefined) {
    if (part) y += write(doc, `${part} =`, x, y, { colour: muted, width })
    y += write(doc, share, x - 2, y - 3, { weight: 800, size: 38, colour, width }) - 6
    y += write(doc, of ?? '', x, y, { weight: 600, size: 11, width }) + 2
  }
  const beside = loansBeside(headline, speech)
  if (beside !== undefined) y += write(doc, `${words.loans}: ${beside}`, x, y, { weight: 600, size: 11, width }) + 2
  if (!target) y += write(doc, words.noTarget, x, y, { colour: muted, width })
  for (const other of listRivals(targets).slice(0, 2))
    y += write(doc, `${formats.percent(other.attainment)} ${nameTarget(other.value, speech)}`, x, y, {
      colour: muted,
      width,
    })
  y += 3
  if (target) y += write(doc, `${words.target}: ${targetText(target, speech)}`, x, y, { size: 8, colour: muted, width })
  y += write(doc, `${words.definition}: ${definition[language]}`, x, y, { size: 8, colour: muted, width })
  const basis = `${words.basis}: ${basisText(headline, speech)}`
  y += write(doc, basis, x, y, { size: 8, colour: muted, width })
  return y - from
}

import type { Headline, Report } from '../../domain/report/report.ts'
import { openWithChanges } from '../changes.ts'
import {
  describeComparedLoans,
  describeHeadline,
  leadingHeadlines,
  listRivalTargets,
  nameTarget,
  writeTargetPeriod,
} from '../headline.ts'
import { contrast, first, muted } from '../palette.ts'
import { figureTables } from '../tables/report-tables.ts'
import { nameScope, writeBasis } from '../words/names.ts'
import { changeSentence } from '../words/sentences.ts'
import type { Wording } from '../words/wording.ts'
import { drawFunnel, drawSeries } from './charts.ts'
import { type DocumentPart, drawBox, fullWidth, margin, openPart, top, write } from './paper.ts'

export function drawCover(document: DocumentPart, report: Report, wording: Wording): void {
  const { doc } = document
  const { language, words, formats } = wording
  const width = fullWidth(doc)
  let y = top
  y += write(document, 'P', report.programme.name[language], margin, y, { colour: muted, size: 10, width }) + 2
  const title = `${words.report} ${formats.month(report.month)}`
  y += write(document, 'H1', title, margin, y, { weight: 800, size: 24, width }) + 2
  const issuedAt = formats.instant(report.issuedAt, report.programme.zone)
  const about = `${nameScope(report, wording)} · ${words.issue} ${report.number} · ${words.issued.toLowerCase()} ${issuedAt}`
  y += write(document, 'P', about, margin, y, { colour: muted, width }) + 4
  if (report.cause !== undefined)
    y += write(document, 'P', `${words.cause}: ${report.cause}`, margin, y, { weight: 600, width, lang: 'id' })
  const opening = openWithChanges(report, figureTables(report, wording), wording)
  if (opening) {
    y += write(document, 'H2', words.changes, margin, y + 6, { weight: 600, size: 11, width }) + 8
    const movedText = opening.moved === undefined ? undefined : `${words.moved}: ${opening.moved}`
    for (const text of [opening.sentence, movedText, opening.reading])
      if (text !== undefined) y += write(document, 'P', text, margin, y, { width }) + 2
  }
  y += 12
  const gap = 20
  const half = (width - gap) / 2
  const heights = leadingHeadlines(report).map((headline, i) =>
    drawHeadline(document, report, headline, { x: margin + i * (half + gap), y, width: half, i }, wording),
  )
  y += Math.max(0, ...heights) + 12
  const sentence = changeSentence(report, wording)
  if (sentence !== undefined) {
    doc.font('400').fontSize(10)
    const height = doc.heightOfString(sentence, { width: width - 24 })
    drawBox(doc, [margin, y, width, height + 16], '#f2f0ea')
    write(document, 'P', sentence, margin + 12, y + 8, { size: 10, width: width - 24 })
    y += height + 32
  }
  y = drawFunnel(document, report, y, wording) + 14
  doc.y = drawSeries(document, report, y, wording)
}

function drawHeadline(
  document: DocumentPart,
  report: Report,
  headline: Headline,
  { x, y: from, width, i }: { x: number; y: number; width: number; i: number },
  wording: Wording,
): number {
  const { language, words, formats } = wording
  const { name, definition, targets } = headline
  const { count, part, share, of } = describeHeadline(headline, report, wording)
  const colour = i === 0 ? first : contrast
  const [target] = targets
  const section = openPart(document, 'Sect')
  drawBox(document.doc, [x, from, width, 3], colour)
  const strong = { weight: 600, size: 11, width } as const
  const pale = { colour: muted, width }
  const small = { ...pale, size: 8 }
  let y = from + 10
  y += write(section, 'H2', name[language], x, y, { weight: 600, size: 10, width }) + 1
  y += write(section, 'P', share === undefined || part ? count : `${count} =`, x, y, { weight: 800, size: 15, width })
  if (share !== undefined) {
    if (part) y += write(section, 'P', `${part} =`, x, y, pale)
    y += write(section, 'P', share, x - 2, y - 3, { weight: 800, size: 38, colour, width }) - 6
    y += write(section, 'P', of ?? '', x, y, strong) + 2
  }
  const beside = describeComparedLoans(headline, wording)
  if (beside !== undefined) y += write(section, 'P', `${words.loans}: ${beside}`, x, y, strong) + 2
  if (!target) y += write(section, 'P', words.noTarget, x, y, pale)
  for (const other of listRivalTargets(targets).slice(0, 2))
    y += write(section, 'P', `${formats.percent(other.attainment)} ${nameTarget(other.value, wording)}`, x, y, pale)
  y += 3
  if (target) {
    y += write(section, 'P', `${words.target}: ${writeTargetPeriod(target, wording)}`, x, y, small)
    // Bases of targets are quoted in Indonesian.
    y += write(section, 'P', target.basis, x, y, { ...small, lang: 'id' })
  }
  y += write(section, 'P', `${words.definition}: ${definition[language]}`, x, y, small)
  y += write(section, 'P', `${words.basis}: ${writeBasis(headline, wording)}`, x, y, small)
  return y - from
}

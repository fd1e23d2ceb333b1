import { isPublicReport, type Report } from '../../domain/report/report.ts'
import { hairline, muted } from '../palette.ts'
import { proofSentence } from '../words/sentences.ts'
import type { Wording } from '../words/wording.ts'
import { type Doc, drawBox, fullWidth, margin, repeatText } from './paper.ts'

export function drawFooters(doc: Doc, report: Report, wording: Wording): void {
  const { words, language } = wording
  const proof = proofSentence(report, wording)
  const small = { size: 7, colour: muted }
  const { start, count } = doc.bufferedPageRange()
  for (let i = 0; i < count; i++) {
    doc.switchToPage(start + i)
    const y = doc.page.height - 44
    const right = { ...small, width: fullWidth(doc), align: 'right' as const }
    drawBox(doc, [margin, y - 8, fullWidth(doc), 0.5], hairline)
    repeatText(
      doc,
      `${report.programme.name[language]} · ${words.issue} ${report.month}/${report.number}`,
      margin,
      y,
      small,
    )
    repeatText(doc, words.pageOf(i + 1, count), margin, y, right)
    repeatText(doc, `${words.hash} ${report.hash}`, margin, y + 11, small)
    if (isPublicReport(report)) repeatText(doc, words.hiddenLegend, margin, y - 20, right)
    if (proof !== undefined) repeatText(doc, proof, margin, y + 20, small)
  }
}

import { isPublicReport, type Report } from '../../domain/report/report.ts'
import { muted, rule } from '../palette.ts'
import { proofSentence } from '../words/sentences.ts'
import type { Speech } from '../words/speech.ts'
import { type Doc, fullWidth, margin, write } from './paper.ts'

export function drawFooters(doc: Doc, report: Report, speech: Speech): void {
  const { words, language } = speech
  const proof = proofSentence(report, speech)
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
    if (isPublicReport(report))
      write(doc, words.hiddenLegend, margin, y - 20, {
        size: 7,
        colour: muted,
        width: fullWidth(doc),
        align: 'right',
      })
    if (proof !== undefined) write(doc, proof, margin, y + 20, { size: 7, colour: muted })
  }
}

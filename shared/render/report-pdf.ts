import PDFDocument from 'pdfkit'
import type { Report } from '../domain/report/report.ts'
import type { Language } from '../domain/values/language.ts'
import { fontWeights, trueType } from './fonts.ts'
import { drawCover } from './pdf/cover.ts'
import { drawFooters } from './pdf/footers.ts'
import { margin, top } from './pdf/paper.ts'
import { drawTable } from './pdf/table.ts'
import { reportTables } from './tables/report-tables.ts'
import { nameScope } from './words/names.ts'
import { wordingOf } from './words/wording.ts'

/**
 * The report as A4 PDF: headlines, funnel and series as vector charts, every table, page numbers and the hash. It is
 * tagged, so that screen readers find its headings, tables and pictures in reading order.
 */
export async function reportPdf(report: Report, { language }: { language: Language }): Promise<Uint8Array> {
  const wording = wordingOf(language)
  const { words, formats } = wording
  const doc = new PDFDocument({
    // No default font, because the standard fonts are in files that a bundle does not contain.
    font: '',
    size: 'A4',
    margins: { top, bottom: 0, left: margin, right: margin },
    bufferPages: true,
    lang: language,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    info: {
      Title: `${words.report} ${formats.month(report.month)}: ${nameScope(report, wording)}`,
      Author: report.publication.producer[language],
      CreationDate: new Date(report.issuedAt),
      Producer: 'Capaian',
      Creator: 'Capaian',
    },
  })
  const pieces: Uint8Array[] = []
  doc.on('data', (piece: Uint8Array) => pieces.push(piece))
  const documentEnd = new Promise<void>((resolve) => doc.on('end', () => resolve()))
  for (const weight of fontWeights) doc.registerFont(String(weight), trueType(weight))
  const element = doc.struct('Document')
  doc.addStructure(element)
  const document = { doc, element }
  drawCover(document, report, wording)
  for (const table of reportTables(report, wording))
    if (table.rows.length > 0) drawTable(document, table, report, wording)
  drawFooters(doc, report, wording)
  doc.end()
  await documentEnd
  return Buffer.concat(pieces)
}

import { isPublicReport, type Report } from '../../domain/report/report.ts'
import type { Wording } from '../words/wording.ts'

/** What a mail says at the top: that it is a test, that it may be a second copy, and that it is internal. */
export function listNotices(
  { isTest, isSecondCopy }: { isTest?: boolean; isSecondCopy?: boolean },
  report: Report,
  { language, words }: Wording,
): string[] {
  const which = `${words.issue.toLowerCase()} ${report.month}/${report.number}`
  const notices = {
    id: [
      isTest && 'Uji kirim: bukan laporan resmi.',
      isSecondCopy && !isTest && `Salinan kedua dari ${which}: salinan pertama mungkin sudah diterima.`,
      !isPublicReport(report) && 'Internal: memuat kelompok kecil, jangan dipublikasikan.',
    ],
    en: [
      isTest && 'Test: not an official copy.',
      isSecondCopy && !isTest && `Second copy of ${which}: the first may have arrived.`,
      !isPublicReport(report) && 'Internal: contains small groups, do not publish.',
    ],
  }
  return notices[language].filter((notice) => typeof notice === 'string')
}

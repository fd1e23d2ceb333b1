import type { Report } from '../../domain/report/report.ts'
import type { Speech } from '../words/speech.ts'

/** That the mail is a test, or may be the second of its kind. */
export function noticeText(
  { isTest, isSecondCopy }: { isTest?: boolean; isSecondCopy?: boolean },
  report: Report,
  { language, words }: Speech,
): string | undefined {
  if (isTest) return language === 'id' ? 'Uji kirim: bukan laporan resmi.' : 'Test: not an official copy.'
  if (!isSecondCopy) return undefined
  const which = `${words.issue.toLowerCase()} ${report.month}/${report.number}`
  return language === 'id'
    ? `Salinan kedua dari ${which}: yang pertama mungkin sudah sampai.`
    : `Second copy of ${which}: the first may have arrived.`
}

import type { Report } from '../../domain/report/report.ts'
import type { Wording } from './wording.ts'

/** How to cite an issue: producer, year, title, month and number, permanent address. */
export function citation(report: Report, address: string, { language, words, formats }: Wording): string {
  const { publication, month, number, issuedAt } = report
  return `${publication.producer[language]} (${issuedAt.slice(0, 4)}). ${publication.title[language]}, ${formats.month(month)}, ${words.issue.toLowerCase()} ${number}. ${address}`
}

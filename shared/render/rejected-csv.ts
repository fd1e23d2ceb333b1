import type { Finding } from '../domain/import/finding.ts'
import { addedColumns, type ColumnPlan } from '../domain/import/mapping.ts'
import type { Language } from '../domain/values/language.ts'
import { writeCsv } from './csv.ts'

/**
 * Refused rows as uploaded, under their headings, each with its line and every problem in both languages. `plan` says
 * which field each column holds, so that problems use the file's own headings.
 */
export function rejectedCsv(headings: string[], plan: ColumnPlan, findings: Finding[]): string {
  const problemText = (problems: Finding['problems'], language: Language) =>
    problems
      .map(({ path, message }) => {
        const field = path?.slice(1)
        if (field === undefined) return message[language]
        return `${headings[plan.indexOf(field)] ?? field}: ${message[language]}`
      })
      .join('\n')
  return writeCsv([
    [...headings, ...addedColumns],
    ...findings.map(({ line, cells = [], problems }) => [
      ...headings.map((_, i) => cells[i] ?? null),
      line,
      problemText(problems, 'id'),
      problemText(problems, 'en'),
    ]),
  ])
}

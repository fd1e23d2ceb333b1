import type { Finding } from '../../domain/import/finding.ts'
import type { ImportReport } from '../../domain/import/import.ts'
import { ascending } from '../../domain/values/text-order.ts'

const findingsOfPage = 1000

/** Collects findings page by page, and counts the rows of each code. */
export function findingSpool(save: (page: number, findings: Finding[]) => Promise<void>) {
  const problems = new Map<string, number>()
  const warnings = new Map<string, number>()
  let pages = 0
  let page: Finding[] = []
  const flush = async () => {
    if (page.length === 0) return
    await save(pages, page)
    pages++
    page = []
  }
  return {
    async add(finding: Finding): Promise<void> {
      tally(problems, finding.problems)
      tally(warnings, finding.warnings)
      page.push(finding)
      if (page.length === findingsOfPage) await flush()
    },
    /** Saves what is left. */
    flush,
    pages: (): number => pages,
    tallies: (): Pick<ImportReport, 'problems' | 'warnings'> => ({
      problems: mostFirst(problems),
      warnings: mostFirst(warnings),
    }),
  }
}

function tally(rows: Map<string, number>, found: { code: string }[]): void {
  for (const code of new Set(found.map((each) => each.code))) rows.set(code, (rows.get(code) ?? 0) + 1)
}

const mostFirst = (rows: Map<string, number>): { code: string; rows: number }[] =>
  [...rows].map(([code, n]) => ({ code, rows: n })).toSorted((a, b) => b.rows - a.rows || ascending(a.code, b.code))

import type { Finding } from '../../domain/import/finding.ts'
import type { ImportReport } from '../../domain/import/import.ts'
import { viewProblem } from '../../domain/problems/problem-view.ts'
import type { PassOverReason } from '../../domain/tables/table-body.ts'
import { ascending } from '../../domain/values/text-order.ts'

const findingsPerPage = 1000

/** Collects findings page by page, and counts the rows of each code. */
export function makeFindingSpool(save: (page: number, findings: Finding[]) => Promise<void>) {
  const problems = new Map<string, number>()
  const warnings = new Map<string, number>()
  const passedOver = new Map<PassOverReason, number>()
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
      tallyCodes(problems, finding.problems)
      tallyCodes(warnings, finding.warnings)
      page.push(finding)
      if (page.length === findingsPerPage) await flush()
    },
    /** Adds a row that is passed over. Consecutive rows of one kind become one finding. */
    async passOver({ row, line }: { row: number; line: number }, code: PassOverReason): Promise<void> {
      passedOver.set(code, (passedOver.get(code) ?? 0) + 1)
      const last = page.at(-1)
      if (last?.outcome === 'passed_over' && last.notes?.[0]?.code === code && (last.through ?? last.row) === row - 1)
        last.through = row
      else
        await this.add({
          line,
          row,
          outcome: 'passed_over',
          problems: [],
          warnings: [],
          notes: [viewProblem({ code })],
        })
    },
    /** Saves the last page. */
    flush,
    pages: (): number => pages,
    tallies: (): Pick<ImportReport, 'problems' | 'warnings' | 'passedOver'> => ({
      problems: sortByRows(problems),
      warnings: sortByRows(warnings),
      passedOver: sortByRows(passedOver),
    }),
  }
}

function tallyCodes(rows: Map<string, number>, found: { code: string }[]): void {
  for (const code of new Set(found.map((each) => each.code))) rows.set(code, (rows.get(code) ?? 0) + 1)
}

const sortByRows = <C extends string>(rows: Map<C, number>): { code: C; rows: number }[] =>
  [...rows].map(([code, n]) => ({ code, rows: n })).toSorted((a, b) => b.rows - a.rows || ascending(a.code, b.code))

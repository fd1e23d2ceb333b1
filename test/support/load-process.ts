import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Joined, join } from '../../infra/local/load/join.ts'
import { type Month, monthRange, nextMonth } from '../../shared/domain/calendar.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { importResults, type ResultCursor } from '../../shared/usecases/import/results.ts'
import { findIssue } from '../../shared/usecases/issues/issues.ts'
import { readBooks } from '../../shared/usecases/ledger/books.ts'
import { recountMonth } from '../../shared/usecases/ledger/recount.ts'
import { callerAs } from './test-deps.ts'

const admin = callerAs('admin')

/** Starts `npm run load`, without npm, on a directory. `hear` is called with all that it has printed, whenever it prints. */
export function startLoad(data: string, args: string[], hear: (output: string) => void = () => {}) {
  const load = ['--max-old-space-size=320', 'infra/local/load/load.ts', '--data', data, ...args]
  const child = spawn(process.execPath, load, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      hear(output)
    })
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode, output }))
  return { kill: () => child.kill('SIGKILL'), ended }
}

/** Loads to the end. If loading fails, throws an error with what it printed. */
export async function load(data: string, ...args: string[]): Promise<string> {
  const { code, signal, output } = await startLoad(data, args).ended
  if (code !== 0) throw new Error(`Loading ended with ${code ?? signal}:\n${output}`)
  return output
}

const issuesOf = async (deps: Joined['deps']) =>
  Promise.all(
    (await deps.issues.all()).map(async ({ month, number, hash }) => {
      const { issue } = await findIssue(deps, admin, { month, number })
      return { month, number, hash, figures: issue.figures }
    }),
  )

/** The issues that loading leaves behind in a directory, and the last month that it closed. */
export async function issuedInto(data: string, through: Month) {
  const { deps, stop } = await join(data, through)
  try {
    const { closedThrough } = await readBooks(deps)
    return { closedThrough, issues: await issuesOf(deps) }
  } finally {
    await stop()
  }
}

/** Everything that loading leaves behind in a directory, without ids and instants. */
export async function loadedInto(data: string, through: Month) {
  const { deps, stop } = await join(data, through)
  try {
    const { root } = deps.frame.areas
    const { firstMonth, closedThrough } = await readBooks(deps)
    const months = monthRange(firstMonth, nextMonth(through))
    const figures = []
    for (const month of months) {
      const { recount: _, ...rest } = await computeFigures(deps, { month, area: root, reading: 'as_posted' })
      figures.push(rest)
    }
    const differing = []
    for (const month of months) differing.push((await recountMonth(deps, month)).differing)
    const imports = (await deps.imports.all()).toReversed()
    const rows = []
    for (const { id, status, outcome } of imports) {
      const lines: string[] = []
      let from: ResultCursor | undefined
      do {
        const page = await importResults(deps, admin, id, { from, direction: 'APPLY' })
        lines.push(...page.items.map(({ line, outcome: became, entryIds }) => `${line} ${became} ${entryIds?.length}`))
        from = page.next
      } while (from !== undefined)
      rows.push({ status, outcome, lines: lines.toSorted() })
    }
    const kelurahan = deps.frame.areas.leaves.filter((leaf) => deps.frame.areas.find(leaf))
    const peopled = new Set(
      (await deps.totals.all(through))
        .filter(({ cumulative }) => Object.keys(cumulative).length > 0)
        .map(({ area }) => area),
    )
    return {
      closedThrough,
      figures,
      differing,
      rows,
      issues: await issuesOf(deps),
      emptyKelurahan: kelurahan.filter((code) => !peopled.has(code)),
      members: new Set(rows.flatMap(({ lines }) => lines)).size,
    }
  } finally {
    await stop()
  }
}

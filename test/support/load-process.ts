import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type JoinedSystem, joinSystem } from '../../infra/local/load/join.ts'
import { type Month, monthRange, nextMonth } from '../../shared/domain/calendar.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { type ResultCursor, readImportResults } from '../../shared/usecases/import/results.ts'
import { findIssue } from '../../shared/usecases/issues/issues.ts'
import { readBooks } from '../../shared/usecases/ledger/books.ts'
import { recountMonth } from '../../shared/usecases/ledger/recount.ts'
import { callerAs } from './test-deps.ts'

const admin = callerAs('admin')

/** Starts `npm run load`, without npm, on a directory. */
export function startLoad(data: string, args: string[]) {
  const load = ['--max-old-space-size=320', 'infra/local/load/load.ts', '--data', data, ...args]
  const child = spawn(process.execPath, load, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const end = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode, output }))
  return {
    ended: end,

    /** Kills the process, or only its engines, as soon as its output meets a condition. Does nothing if it ends before. */
    killWhen(isReached: (printed: string) => boolean, what: 'process' | 'engines' = 'process'): void {
      const kill = () => {
        if (!isReached(output)) return
        child.stdout.off('data', kill)
        if (what === 'process') child.kill('SIGKILL')
        else for (const pid of enginesOn(data)) process.kill(pid, 'SIGKILL')
      }
      child.stdout.on('data', kill)
    },
  }
}

/** How many rows a load says that it has applied. NaN before it says so. */
export const countApplied = (printed: string): number =>
  Number([...printed.matchAll(/Applying +\[[#.]+\] ([\d,]+) of/g)].at(-1)?.[1]?.replaceAll(',', ''))

/** The local engines that work on a directory. */
const enginesOn = (data: string): number[] =>
  execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('DynamoDBLocal.jar') && line.includes(data))
    .map((line) => Number(line.trim().split(' ')[0]))

/** Waits until the engines of a directory have ended after their process, but no longer than five seconds. */
export async function enginesGone(data: string): Promise<void> {
  for (let waited = 0; enginesOn(data).length > 0 && waited < 5_000; waited += 50) await sleep(50)
}

/** Loads to the end. If loading fails, throws an error with what it printed. */
export async function load(data: string, ...args: string[]): Promise<string> {
  const { code, signal, output } = await startLoad(data, args).ended
  if (code !== 0) throw new Error(`Loading ended with ${code ?? signal}:\n${output}`)
  return output
}

const issuesOf = async (deps: JoinedSystem['deps']) =>
  Promise.all(
    (await deps.issues.all()).map(async ({ month, number, hash }) => {
      const { issue } = await findIssue(deps, admin, { month, number })
      return { month, number, hash, figures: issue.figures }
    }),
  )

/** The issues that loading leaves behind in a directory, and the last month that it closed. */
export async function issuedInto(data: string, through: Month) {
  const { deps, stop } = await joinSystem(data, through)
  try {
    const { closedThrough } = await readBooks(deps)
    return { closedThrough, issues: await issuesOf(deps) }
  } finally {
    await stop()
  }
}

/** The result of each row of each import, without ids and instants. */
async function importedRows(deps: JoinedSystem['deps']) {
  const rows = []
  for (const { id, status, outcome } of (await deps.imports.all()).toReversed()) {
    const lines: string[] = []
    let from: ResultCursor | undefined
    do {
      const page = await readImportResults(deps, admin, id, { from, direction: 'APPLY' })
      lines.push(...page.items.map(({ line, outcome: became, entryIds }) => `${line} ${became} ${entryIds?.length}`))
      from = page.next
    } while (from !== undefined)
    rows.push({ status, outcome, lines: lines.toSorted() })
  }
  return rows
}

/** The counters and rows in a directory after loading, and how many counters a recount of some months corrects. */
export async function countedInto(data: string, through: Month, recounted: Month[]) {
  const { deps, stop } = await joinSystem(data, through)
  try {
    const { firstMonth } = await readBooks(deps)
    const counters = []
    for (const month of monthRange(firstMonth, through)) {
      const { tallies, shifts } = await deps.tallies.inMonth(month)
      counters.push(
        tallies.map(({ rev: _, ...tally }) => tally),
        shifts,
      )
    }
    const differing = []
    for (const month of recounted) differing.push((await recountMonth(deps, month)).differing)
    return { counters, differing, rows: await importedRows(deps) }
  } finally {
    await stop()
  }
}

/** Everything that loading leaves behind in a directory, without ids and instants. */
export async function loadedInto(data: string, through: Month) {
  const { deps, stop } = await joinSystem(data, through)
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
    const rows = await importedRows(deps)
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

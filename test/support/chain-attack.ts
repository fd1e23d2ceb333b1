import type { Range } from './ranges.ts'

/** Cells whose sum is a number or another cell. */
export type KnownSum = { cells: string[]; total: number | string }

/**
 * An attacker's knowledge of one issue: sums, the range of each cell, and whether no cell fell since the previous issue.
 */
export type KnownIssue = { sums: KnownSum[]; ranges: Map<string, Range>; onlyRose: boolean }

type Sum = { terms: [variable: number, factor: 1 | -1][]; total: number }

const largestTotal = (issues: KnownIssue[]): number =>
  Math.max(...issues.flatMap(({ sums }) => sums.map(({ total }) => (typeof total === 'number' ? total : 0))))

/** The maximum number of rounds over all sums. Ranges that still move afterwards only creep towards a limit by ones. */
const mostRounds = 40

/**
 * Attacks the whole chain of issues: derives from all publications together the range of each cell
 * in each issue and of its change between any two issues. It narrows the ranges through every sum of cells and of
 * changes until nothing moves. The keys of the result are `cell@issue`, and `cell@from..to` for changes.
 */
export function attackChain(issues: KnownIssue[], largest = largestTotal(issues)): Map<string, Range> {
  const unknown: Range = [0, largest]
  const anyChange: Range = [-largest, largest]
  const names = new Map<string, number>()
  const low: number[] = []
  const high: number[] = []
  const variable = (name: string, [least, most]: Range): number => {
    const known = names.get(name)
    if (known !== undefined) return known
    const at = low.length
    names.set(name, at)
    low.push(least)
    high.push(most)
    return at
  }
  const sums: Sum[] = []
  issues.forEach(({ sums: own, ranges }, at) => {
    const value = (cell: string) => variable(`${cell}@${at}`, ranges.get(cell) ?? unknown)
    for (const sum of own) sums.push(sumOf(sum, value))
    for (const cell of ranges.keys()) value(cell)
  })
  for (let from = 0; from < issues.length; from++) {
    let onlyRose = true
    for (let to = from + 1; to < issues.length; to++) {
      onlyRose &&= issues[to]?.onlyRose ?? false
      const change = (cell: string): number => {
        const name = `${cell}@${from}..${to}`
        const known = names.get(name)
        if (known !== undefined) return known
        const newVariable = variable(name, onlyRose ? unknown : anyChange)
        const [before, after] = [variable(`${cell}@${from}`, unknown), variable(`${cell}@${to}`, unknown)]
        sums.push({
          terms: [
            [after, 1],
            [before, -1],
            [newVariable, -1],
          ],
          total: 0,
        })
        return newVariable
      }
      for (const sum of issues[to]?.sums ?? []) {
        const before = issues[from]?.sums.find(({ cells }) => cells.join() === sum.cells.join())
        if (!before) continue
        const total =
          typeof sum.total === 'number' && typeof before.total === 'number' ? sum.total - before.total : sum.total
        sums.push(sumOf({ cells: sum.cells, total }, change))
      }
    }
  }
  narrow(sums, low, high)
  return new Map([...names].map(([name, at]) => [name, [low[at] ?? 0, high[at] ?? 0]]))
}

function sumOf({ cells, total }: KnownSum, variable: (cell: string) => number): Sum {
  const terms = cells.map((cell): Sum['terms'][number] => [variable(cell), 1])
  return typeof total === 'number' ? { terms, total } : { terms: [...terms, [variable(total), -1]], total: 0 }
}

/** Narrows ranges until no sum narrows them further. */
function narrow(sums: Sum[], low: number[], high: number[]): void {
  for (let round = 0, moved = true; moved && round < mostRounds; round++) {
    moved = false
    for (const { terms, total } of sums) {
      let least = -total
      let most = -total
      for (const [at, factor] of terms) {
        least += factor > 0 ? (low[at] ?? 0) : -(high[at] ?? 0)
        most += factor > 0 ? (high[at] ?? 0) : -(low[at] ?? 0)
      }
      for (const [at, factor] of terms) {
        const [l, h] = [low[at] ?? 0, high[at] ?? 0]
        // The part of the total that all other cells leave for this cell.
        const [nextLow, nextHigh] =
          factor > 0
            ? [Math.max(l, -(most - h)), Math.min(h, -(least - l))]
            : [Math.max(l, least + h), Math.min(h, most + l)]
        if (nextLow <= l && nextHigh >= h) continue
        low[at] = nextLow
        high[at] = nextHigh
        least += factor > 0 ? nextLow - l : h - nextHigh
        most += factor > 0 ? nextHigh - h : l - nextLow
        moved = true
      }
    }
  }
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths } from '../../../shared/domain/calendar.ts'
import { hideCells, type ShownFamily } from '../../../shared/domain/hiding/hide-cells.ts'
import { attackChain, type KnownIssue } from '../../support/chain-attack.ts'
import type { Range } from '../../support/ranges.ts'
import { runs } from '../../support/runs.ts'

const monthAt = (at: number) => addMonths('2026-10', at)

/** The family as it is shown month after month. */
function showHistory(history: number[][]): ShownFamily[] {
  const shownFamilies: ShownFamily[] = []
  for (const [at, row] of history.entries())
    shownFamilies.push(
      hideCells(shownFamilies.at(-1), {
        month: monthAt(at),
        counts: Object.fromEntries(row.map((n, i) => [`d${i}`, n])),
      }),
    )
  return shownFamilies
}

const numbersIn = ({ cells }: ShownFamily) => Object.values(cells).map(({ members }) => members)

/**
 * What the attacker gets: every total and, whenever the family is updated, by how much each cell can differ
 * from the number shown. With `onlyRose` the attacker also assumes that no cell fell, which no public document says.
 */
const listKnownIssues = (history: number[][], shownFamilies: ShownFamily[], onlyRose: boolean): KnownIssue[] =>
  history.map((row, at): KnownIssue => {
    const family = shownFamilies[at]
    const cells = family?.month === monthAt(at) ? Object.entries(family.cells) : []
    const ranges = cells.map(([key, { members, least, most }]): [string, Range] => [
      key,
      [Math.max(0, (members ?? 0) + least), (members ?? 0) + most],
    ])
    return {
      sums: [{ cells: row.map((_, i) => `d${i}`), total: row.reduce((sum, n) => sum + n, 0) }],
      ranges: new Map(ranges),
      onlyRose,
    }
  })

/** The small cells and small changes that the attacker can work out exactly. */
function findRevealed(history: number[][], shownFamilies: ShownFamily[], onlyRose = false): string[] {
  const ranges = attackChain(listKnownIssues(history, shownFamilies, onlyRose))
  const isRevealed = (key: string, truth: number) => {
    const [least, most] = ranges.get(key) ?? [0, 1]
    if (truth < least || truth > most) throw new Error(`${key} is ${truth} and not within ${least}..${most}`)
    return truth !== 0 && Math.abs(truth) < 5 && least === most
  }
  const revealedKeys: string[] = []
  for (const [at, row] of history.entries())
    for (const [i, n] of row.entries()) {
      if (isRevealed(`d${i}@${at}`, n)) revealedKeys.push(`d${i}@${at}`)
      for (let to = at + 1; to < history.length; to++) {
        const change = (history[to]?.[i] ?? 0) - n
        const isOneMonth = to === at + 1 || onlyRose
        if (isRevealed(`d${i}@${at}..${to}`, change) && isOneMonth) revealedKeys.push(`d${i}@${at}..${to}`)
      }
    }
  return revealedKeys
}

const start = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 60 }))
const rise = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 3, arbitrary: fc.integer({ min: 4, max: 14 }) },
)
const riseOrFall = fc.oneof({ weight: 6, arbitrary: rise }, { weight: 1, arbitrary: fc.integer({ min: -9, max: -1 }) })

const historyOf = (change: fc.Arbitrary<number>) =>
  fc
    .tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 2, max: 8 }))
    .chain(([cells, months]) =>
      fc.tuple(
        fc.array(start, { minLength: cells, maxLength: cells }),
        fc.array(fc.array(change, { minLength: cells, maxLength: cells }), {
          minLength: months - 1,
          maxLength: months - 1,
        }),
      ),
    )
    .map(([first, changes]) => {
      const rows = [first]
      for (const each of changes) rows.push((rows.at(-1) ?? []).map((n, i) => Math.max(0, n + (each[i] ?? 0))))
      return rows
    })

test.each([
  ['rising', rise],
  ['rising and falling', riseOrFall],
])('in %s families no small cell and no small change can be worked out over months', (_, change) => {
  fc.assert(
    fc.property(historyOf(change), (history) => {
      expect(findRevealed(history, showHistory(history))).toEqual([])
    }),
    runs(30, 1_000),
  )
})

test('an attacker who assumes that no cell ever falls learns something in at most one of a hundred families', () => {
  const histories = fc.sample(historyOf(rise), { seed: 15, numRuns: runs(100, 2_000).numRuns })
  const revealingHistories = histories.filter((history) => findRevealed(history, showHistory(history), true).length > 0)
  expect(revealingHistories.length / histories.length).toBeLessThanOrEqual(0.01)
})

test('two months do not reveal one more person in a district', () => {
  const history = [
    [17, 40, 25, 60],
    [18, 40, 25, 60],
  ]
  const shownFamilies = showHistory(history)
  expect(shownFamilies.map(numbersIn)).toEqual([
    [17, 40, 25, 60],
    [17, 40, 25, 60],
  ])
  expect(findRevealed(history, shownFamilies, true)).toEqual([])
})

test('a hidden cell that reaches the bound does not reveal what it was', () => {
  const history = [
    [4, 40, 25, 60],
    [5, 40, 25, 60],
  ]
  const shownFamilies = showHistory(history)
  expect(shownFamilies.map(numbersIn)).toEqual([
    [null, 40, null, 60],
    [null, 40, null, 60],
  ])
  expect(findRevealed(history, shownFamilies, true)).toEqual([])
})

/** Every family of this many cells whose sum is at most `most`. */
const listFamilies = (cells: number, most: number): number[][] =>
  cells === 0
    ? [[]]
    : Array.from({ length: most + 1 }, (_, n) => n).flatMap((n) =>
        listFamilies(cells - 1, most - n).map((rest) => [n, ...rest]),
      )

test('an attacker who knows the rule and tries every family learns nothing from two months without a falling total', () => {
  const most = runs(8, 12).numRuns
  const sumOf = (row: number[]) => row.reduce((sum, n) => sum + n, 0)
  const all = listFamilies(3, most)
  const setsByPublication = new Map<string, { before: Set<number>; now: Set<number>; change: Set<number> }[]>()
  for (const before of all)
    for (const now of all) {
      if (sumOf(now) < sumOf(before)) continue
      const publication = JSON.stringify([sumOf(before), sumOf(now), showHistory([before, now])])
      const sets =
        setsByPublication.get(publication) ?? now.map(() => ({ before: new Set(), now: new Set(), change: new Set() }))
      setsByPublication.set(publication, sets)
      for (const [i, { before: beforeValues, now: nowValues, change }] of sets.entries()) {
        beforeValues.add(before[i] ?? 0)
        nowValues.add(now[i] ?? 0)
        change.add((now[i] ?? 0) - (before[i] ?? 0))
      }
    }
  expect(setsByPublication.size).toBeGreaterThan(300)
  for (const [publication, sets] of setsByPublication)
    for (const { before, now, change } of sets)
      for (const values of [before, now, change]) {
        const [only = 0, ...others] = values
        const isRevealed = others.length === 0 && only !== 0 && Math.abs(only) < 5
        if (isRevealed) throw new Error(`${publication} tells ${only}`)
      }
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths } from '../../../shared/domain/calendar.ts'
import { hideCells, type ShownFamily } from '../../../shared/domain/hiding/hide-cells.ts'
import { attackChain, type KnownIssue } from '../../support/chain-attack.ts'
import type { Range } from '../../support/ranges.ts'
import { runs } from '../../support/runs.ts'

const monthAt = (at: number) => addMonths('2026-10', at)

/** The family as it is shown month after month. */
function shownOver(history: number[][]): ShownFamily[] {
  const shown: ShownFamily[] = []
  for (const [at, row] of history.entries())
    shown.push(
      hideCells(shown.at(-1), {
        month: monthAt(at),
        counts: Object.fromEntries(row.map((n, i) => [`d${i}`, n])),
      }),
    )
  return shown
}

const numbersIn = ({ cells }: ShownFamily) => Object.values(cells).map(({ members }) => members)

/**
 * What the attacker gets: every total and, whenever the family is updated, by how much each cell can differ
 * from the number shown. With `onlyRose` the attacker also assumes that no cell fell, which no public document says.
 */
const knownOf = (history: number[][], shown: ShownFamily[], onlyRose: boolean): KnownIssue[] =>
  history.map((row, at): KnownIssue => {
    const family = shown[at]
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
function toldIn(history: number[][], shown: ShownFamily[], onlyRose = false): string[] {
  const ranges = attackChain(knownOf(history, shown, onlyRose))
  const isTold = (key: string, truth: number) => {
    const [least, most] = ranges.get(key) ?? [0, 1]
    if (truth < least || truth > most) throw new Error(`${key} is ${truth} and not within ${least}..${most}`)
    return truth !== 0 && Math.abs(truth) < 5 && least === most
  }
  const told: string[] = []
  for (const [at, row] of history.entries())
    for (const [i, n] of row.entries()) {
      if (isTold(`d${i}@${at}`, n)) told.push(`d${i}@${at}`)
      for (let to = at + 1; to < history.length; to++) {
        const change = (history[to]?.[i] ?? 0) - n
        const isOfAMonth = to === at + 1 || onlyRose
        if (isTold(`d${i}@${at}..${to}`, change) && isOfAMonth) told.push(`d${i}@${at}..${to}`)
      }
    }
  return told
}

const start = fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 60 }))
const rise = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 3, arbitrary: fc.integer({ min: 4, max: 14 }) },
)
const fall = fc.oneof({ weight: 6, arbitrary: rise }, { weight: 1, arbitrary: fc.integer({ min: -9, max: -1 }) })

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
  ['rising and falling', fall],
])('in %s families no small cell and no small change can be worked out over months', (_, change) => {
  fc.assert(
    fc.property(historyOf(change), (history) => {
      expect(toldIn(history, shownOver(history))).toEqual([])
    }),
    runs(30, 1_000),
  )
})

test('an attacker who assumes that no cell ever falls learns something in at most one of a hundred families', () => {
  const histories = fc.sample(historyOf(rise), { seed: 15, numRuns: runs(100, 2_000).numRuns })
  const told = histories.filter((history) => toldIn(history, shownOver(history), true).length > 0)
  expect(told.length / histories.length).toBeLessThanOrEqual(0.01)
})

test('two months do not reveal one more person in a district', () => {
  const history = [
    [17, 40, 25, 60],
    [18, 40, 25, 60],
  ]
  const shown = shownOver(history)
  expect(shown.map(numbersIn)).toEqual([
    [17, 40, 25, 60],
    [17, 40, 25, 60],
  ])
  expect(toldIn(history, shown, true)).toEqual([])
})

test('a hidden cell that reaches the bound does not reveal what it was', () => {
  const history = [
    [4, 40, 25, 60],
    [5, 40, 25, 60],
  ]
  const shown = shownOver(history)
  expect(shown.map(numbersIn)).toEqual([
    [null, 40, null, 60],
    [null, 40, null, 60],
  ])
  expect(toldIn(history, shown, true)).toEqual([])
})

/** Every family of so many cells that add up to the most, or less. */
const familiesUpTo = (cells: number, most: number): number[][] =>
  cells === 0
    ? [[]]
    : Array.from({ length: most + 1 }, (_, n) => n).flatMap((n) =>
        familiesUpTo(cells - 1, most - n).map((rest) => [n, ...rest]),
      )

test('an attacker who knows the rule and tries every family learns nothing from two months without a falling total', () => {
  const most = runs(8, 12).numRuns
  const sumOf = (row: number[]) => row.reduce((sum, n) => sum + n, 0)
  const all = familiesUpTo(3, most)
  const alike = new Map<string, { before: Set<number>; now: Set<number>; change: Set<number> }[]>()
  for (const before of all)
    for (const now of all) {
      if (sumOf(now) < sumOf(before)) continue
      const published = JSON.stringify([sumOf(before), sumOf(now), shownOver([before, now])])
      const sets = alike.get(published) ?? now.map(() => ({ before: new Set(), now: new Set(), change: new Set() }))
      alike.set(published, sets)
      for (const [i, { before: was, now: is, change }] of sets.entries()) {
        was.add(before[i] ?? 0)
        is.add(now[i] ?? 0)
        change.add((now[i] ?? 0) - (before[i] ?? 0))
      }
    }
  expect(alike.size).toBeGreaterThan(300)
  for (const [published, sets] of alike)
    for (const { before, now, change } of sets)
      for (const possible of [before, now, change]) {
        const [only = 0, ...others] = possible
        const isTold = others.length === 0 && only !== 0 && Math.abs(only) < 5
        if (isTold) throw new Error(`${published} tells ${only}`)
      }
})

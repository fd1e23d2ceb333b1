import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  estimateReadSize,
  extendRun,
  type FoundKey,
  findSettledKeys,
  listRunsToRead,
  newRun,
  type Run,
} from '../../../shared/domain/member/partition-merge.ts'
import { ascending, descending } from '../../../shared/domain/values/text-order.ts'

const makeFound = (key: string): FoundKey => ({ key, id: key })
const run = (keys: string[], readTo?: string): Run =>
  extendRun(newRun, { found: keys.map(makeFound), readTo, keysRead: keys.length })
const keysOf = (all: FoundKey[]) => all.map(({ key }) => key)

describe('the settled part of several runs', () => {
  test('is empty while one run was not read at all', () => {
    expect(findSettledKeys([run(['a', 'b']), newRun], ascending)).toEqual({ found: [], isWhole: false })
  })

  test('reaches as far as the run that is read least, unless that run has ended', () => {
    const runs = [run(['a', 'd', 'f'], 'f'), run(['b', 'c'], 'c'), run(['e'])]
    expect(keysOf(findSettledKeys(runs, ascending).found)).toEqual(['a', 'b', 'c'])
    expect(findSettledKeys(runs, ascending)).toMatchObject({ edge: 'c', isWhole: false })
  })

  test('reaches as far as was read, even if nothing was found', () => {
    expect(findSettledKeys([run([], 'm'), run(['a', 'n'], 'n')], ascending)).toMatchObject({
      found: [makeFound('a')],
      edge: 'm',
    })
  })

  test('is everything once all runs have ended', () => {
    expect(findSettledKeys([run(['a', 'c']), run(['b'])], ascending)).toEqual({
      found: ['a', 'b', 'c'].map(makeFound),
      isWhole: true,
    })
    expect(findSettledKeys([], ascending)).toEqual({ found: [], isWhole: true })
  })

  test('is in the requested order', () => {
    const runs = [run(['f', 'd', 'a'], 'a'), run(['e', 'c'], 'c')]
    expect(keysOf(findSettledKeys(runs, descending).found)).toEqual(['f', 'e', 'd', 'c'])
  })

  test('has each key once, even if two partitions have it', () => {
    expect(keysOf(findSettledKeys([run(['a', 'b']), run(['b', 'c'])], ascending).found)).toEqual(['a', 'b', 'c'])
  })
})

test('when runs are read on in any steps, everything is settled in order, and stays settled', () =>
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 30 }), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 20 }),
      (numbers, isDescending, pageSize) => {
        const order = isDescending ? descending : ascending
        const partitions = numbers.map((each) => each.map((n) => String(n).padStart(2, '0')).toSorted(order))
        let runs: Run[] = partitions.map(() => ({ ...newRun }))
        let settledBefore: string[] = []
        for (let round = 0; !findSettledKeys(runs, order).isWhole; round++) {
          expect(round).toBeLessThan(200)
          const runsToRead = listRunsToRead(runs, order, settledBefore.length + pageSize)
          if (runsToRead.length === 0) {
            expect(findSettledKeys(runs, order).found.length).toBeGreaterThanOrEqual(settledBefore.length + pageSize)
            settledBefore = keysOf(findSettledKeys(runs, order).found)
            continue
          }
          runs = runs.map((each, i) => {
            if (!runsToRead.includes(each)) return each
            const readSize = estimateReadSize(runs, each, {
              wanted: settledBefore.length + pageSize,
              least: 1,
              perWanted: 0.5,
            })
            expect(readSize).toBeGreaterThan(0)
            const keys = (partitions[i] ?? []).slice(each.keysRead, each.keysRead + readSize)
            const readTo = each.keysRead + readSize < (partitions[i] ?? []).length ? keys.at(-1) : undefined
            return extendRun(each, { found: keys.map(makeFound), readTo, keysRead: keys.length })
          })
          const settledNow = keysOf(findSettledKeys(runs, order).found)
          expect(settledNow.slice(0, settledBefore.length)).toEqual(settledBefore)
        }
        expect(keysOf(findSettledKeys(runs, order).found)).toEqual([...new Set(partitions.flat())].toSorted(order))
      },
    ),
  ))

describe('how many keys are read next', () => {
  const nextReadSize = (runs: Run[], perWanted: number, each = runs[0] ?? newRun) =>
    estimateReadSize(runs, each, { wanted: 50, least: 10, perWanted })
  const makePartlyRead = (keysRead: number, found: number): Run => ({
    ...run(
      Array.from({ length: found }, (_, i) => `a${i}`),
      'b',
    ),
    keysRead,
  })

  test('at first grows with the length of a run, and a run alone needs less to spare', () => {
    expect(nextReadSize([newRun], 4)).toBe(269)
    expect(nextReadSize([newRun, { ...newRun }], 2)).toBe(202)
    expect(nextReadSize([newRun, { ...newRun }], 0.2)).toBe(22)
    expect(nextReadSize([newRun, { ...newRun }], 0.01)).toBe(10)
  })

  test('then follows from what was found', () => {
    expect(nextReadSize([makePartlyRead(100, 10)], 1)).toBe(400)
    expect(nextReadSize([makePartlyRead(100, 40)], 1)).toBe(100)
    expect(nextReadSize([makePartlyRead(100, 60)], 1)).toBe(50)
    expect(nextReadSize([makePartlyRead(100, 0)], 1)).toBe(800)
    expect(nextReadSize([makePartlyRead(100, 10), makePartlyRead(20, 0)], 1, makePartlyRead(20, 0))).toBe(80)
  })
})

import { describe, expect, test } from 'vitest'
import {
  addCounters,
  type CounterLine,
  durationBuckets,
  effectOfLine,
  lineForEntry,
  makeCounterNames,
  negateCounters,
  netCounters,
} from '../../../shared/domain/ledger/counter.ts'
import { effectOf } from '../../../shared/domain/ledger/entry.ts'
import type { Programme } from '../../../shared/domain/programme/programme.ts'
import { Gender } from '../../../shared/domain/values/gender.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { smallProgramme } from '../../support/small-programme.ts'

const lines: CounterLine[] = ['attained', 'late', 'reversed', 'reclassified_out', 'reclassified_in', 'net']

/** Every cell that a programme can count. */
function everyCell({ stages, agencies, categories }: Programme) {
  const codes = [...stages.map(({ code }) => code), 'ALL']
  return codes.flatMap((stage) =>
    agencies.flatMap(({ code: agency }) =>
      Gender.options.flatMap((gender) => categories.map(({ code: category }) => ({ stage, agency, gender, category }))),
    ),
  )
}

describe.each([jakpreneur, smallProgramme])('the counters of $name.en', (programme) => {
  const names = makeCounterNames(programme)

  test('have different names of five characters that are read back', () => {
    const counters = lines.flatMap((line) => everyCell(programme).map((cell) => ({ line, ...cell })))
    const counterNames = counters.map(({ line, ...cell }) => names.nameOf(line, cell))
    expect(new Set(counterNames).size).toBe(counters.length)
    expect(counterNames.filter((name) => name.length !== 5)).toEqual([])
    expect(counterNames.map(names.read)).toEqual(counters)
    expect(counterNames.map(makeCounterNames(programme).read)).toEqual(counters)
  })

  test('of durations have names that are read back and differ from all others', () => {
    const others = new Set(everyCell(programme).flatMap((cell) => lines.map((line) => names.nameOf(line, cell))))
    for (const { code: stage } of [...programme.stages, { code: 'ALL' }])
      for (const bucket of durationBuckets.keys()) {
        const name = names.durationName(stage, bucket)
        expect(names.read(name)).toEqual({ line: 'duration', stage, bucket })
        expect(others.has(name)).toBe(false)
      }
  })
})

test.each([
  [-400, 0],
  [-1, 0],
  [0, 1],
  [7, 1],
  [8, 2],
  [30, 2],
  [31, 3],
  [90, 3],
  [91, 4],
  [180, 4],
  [181, 5],
  [365, 5],
  [366, 6],
  [5000, 6],
])('a stage reached %i days after the first is in bucket %i', (days, bucket) => {
  const names = makeCounterNames(jakpreneur)
  expect(names.durationOf('P2', days)).toBe(names.durationName('P2', bucket))
})

test('a name that a programme does not know is refused, never skipped', () => {
  const { read, nameOf } = makeCounterNames(smallProgramme)
  for (const name of ['', 'a', 'aatfX', 'aatxN', 'aaZfN', 'aZtfN', 'xatfN']) expect(() => read(name), name).toThrow()
  expect(() => nameOf('attained', { stage: 'P1', agency: 'trade', gender: 'male', category: 'new' })).toThrow('P1')
})

test('an entry counts on the line of its kind, and on the late line if its month is closed', () => {
  const entry = { area: '', agency: '', gender: 'male', category: '', id: '', memberId: '', stage: 'P1' } as const
  const recordedFields = { happenedOn: '2021-10-05', recordedAt: '2021-11-05T00:00:00.000Z', actor: '', source: '' }
  const [now, later] = [
    { trueMonth: '2021-10', postedIn: '2021-10' },
    { trueMonth: '2021-10', postedIn: '2021-11' },
  ]
  const lineFor = (kind: 'attained' | 'reversed' | 'reclassified_in' | 'reclassified_out', months: typeof now) =>
    lineForEntry({ ...entry, ...recordedFields, ...months, kind })
  expect(lineFor('attained', now)).toBe('attained')
  expect(lineFor('attained', later)).toBe('late')
  for (const kind of ['reversed', 'reclassified_in', 'reclassified_out'] as const) {
    expect([lineFor(kind, now), lineFor(kind, later)]).toEqual([kind, kind])
    expect(effectOfLine(kind)).toBe(effectOf({ kind }))
  }
})

test('the net of counters adds additions and subtracts reversals, cell by cell, and leaves durations unchanged', () => {
  const names = makeCounterNames(smallProgramme)
  const cell = { stage: 'learn', agency: 'trade', gender: 'female', category: 'new' } as const
  const other = { ...cell, category: 'heir' }
  const counters = {
    [names.nameOf('attained', cell)]: 5,
    [names.nameOf('late', cell)]: 2,
    [names.nameOf('reversed', cell)]: 3,
    [names.nameOf('reclassified_out', cell)]: 1,
    [names.nameOf('reclassified_in', other)]: 1,
    [names.durationOf('learn', 3)]: -4,
  }
  const net = { [names.nameOf('net', cell)]: 3, [names.nameOf('net', other)]: 1, [names.durationOf('learn', 3)]: -4 }
  expect(netCounters(names, counters)).toEqual(net)
  expect(netCounters(names, net)).toEqual(net)
  expect(netCounters(names, negateCounters(counters))).toEqual(negateCounters(net))
})

test('counters are added into the first object, and counters that become 0 stay', () => {
  const sum = { a: 1, b: 2 }
  expect(addCounters(sum, { b: -2, c: 3 })).toBe(sum)
  expect(sum).toEqual({ a: 1, b: 0, c: 3 })
})

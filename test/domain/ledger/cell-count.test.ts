import { expect, test } from 'vitest'
import { attain } from '../../../shared/domain/acts/attain.ts'
import { compareCounters, countCell } from '../../../shared/domain/ledger/cell-count.ts'
import { actsOn, fact, memberWith, place } from '../../support/acts.ts'

// April 2020 is open; what happened in March is late.
const april = actsOn('2020-04-10', { openFrom: '2020-04' })
const ani = memberWith({ P1: '2020-03-01' })
const { names } = april
const cell = { agency: 'PPKUKM', gender: 'female', category: 'pemula' } as const
const where = { month: '2020-04', area: place.area }

const punctualEntries = attain(april, ani, fact('P2', '2020-04-02')).entries
const lateEntries = attain(april, ani, fact('P3', '2020-03-20')).entries
const entries = [...punctualEntries, ...lateEntries]
const cellCount = countCell(names, { ...where, counters: {}, shifts: [] }, entries)
const [lateCounter, attainedCounter] = [
  names.nameOf('late', { ...cell, stage: 'P3' }),
  names.nameOf('attained', { ...cell, stage: 'P2' }),
]
const stored = {
  ...where,
  counters: cellCount.counters,
  shifts: [...cellCount.shifts].map(([trueMonth, counters]) => ({ trueMonth, counters })),
}

test('a cell that nobody touched agrees with its entries', () => {
  expect(countCell(names, stored, entries)).toEqual({ ...cellCount, differences: [] })
  expect(cellCount).toMatchObject({ entries: 2, counters: { [attainedCounter]: 1, [lateCounter]: 1 } })
  expect([...cellCount.shifts.keys()]).toEqual(['2020-03'])
})

test('an empty cell without entries agrees', () => {
  const empty = { ...where, counters: {}, shifts: [] }
  expect(countCell(names, empty, [])).toEqual({ entries: 0, counters: {}, shifts: new Map(), differences: [] })
})

test('a counter that is too high, missing or left over is listed with both values', () => {
  const { [lateCounter]: _, ...rest } = stored.counters
  const counters = { ...rest, [attainedCounter]: 3, left: 1 }
  expect(countCell(names, { ...stored, counters }, entries).differences).toEqual([
    { ...where, counter: attainedCounter, stored: 3, counted: 1 },
    { ...where, counter: 'left', stored: 1, counted: 0 },
    { ...where, counter: lateCounter, stored: 0, counted: 1 },
  ])
})

test('late entries are compared by true month: a missing one and a wrong one are found', () => {
  const shifts = [{ trueMonth: '2020-02', counters: { [lateCounter]: 1 } }]
  const { differences } = countCell(names, { ...stored, shifts }, entries)
  expect(differences).toContainEqual({ ...where, trueMonth: '2020-02', counter: lateCounter, stored: 1, counted: 0 })
  expect(differences).toContainEqual({ ...where, trueMonth: '2020-03', counter: lateCounter, stored: 0, counted: 1 })
  expect(differences.every(({ trueMonth }) => trueMonth !== undefined)).toBe(true)
})

test('a stored 0 is no difference to a counter that nothing adds to', () => {
  expect(compareCounters({ a: 0, b: 2 }, { b: 2 }, where)).toEqual([])
})

import { describe, expect, test } from 'vitest'
import {
  DueObligation,
  dischargeObligation,
  isExhausted,
  leaseObligation,
  parkObligation,
  postponeObligation,
  recordFailedTry,
  replayObligation,
} from '../../../shared/domain/jobs/obligation.ts'

const now = new Date('2021-11-30T05:00:00.000Z')
const patience = { leaseMs: 60_000, firstWaitMs: 10_000, longestWaitMs: 45_000, mostTries: 4 }
const ref = { kind: 'receipt', owner: 'bank', id: 'evt-1' }
const due: DueObligation = { state: 'due', ...ref, dueAt: '2021-11-30T04:59:00.000Z', attempts: 0 }

test('taking an obligation moves its due time by the lease, and counts the try', () => {
  expect(leaseObligation(due, now, patience)).toEqual({ ...due, dueAt: '2021-11-30T05:01:00.000Z', attempts: 1 })
})

describe('after a failed try', () => {
  const waits = (attempts: number, chance: number) => {
    const next = recordFailedTry({ ...due, attempts }, 'busy', now, patience, chance)
    return next.state === 'due' ? (Date.parse(next.dueAt) - now.getTime()) / 1000 : next.state
  }

  test.each([
    [1, 5, 10],
    [2, 10, 20],
    [3, 20, 40],
  ])('number %i it waits from %i to %i seconds', (attempts, least, most) => {
    expect(waits(attempts, 0)).toBe(least)
    expect(waits(attempts, 0.999_999)).toBeCloseTo(most, 2)
  })

  test('it never waits longer than its kind says', () => {
    const afterManyTries = recordFailedTry(
      { ...due, attempts: 30 },
      'busy',
      now,
      { ...patience, mostTries: 1000 },
      0.999_999,
    )
    expect(afterManyTries).toMatchObject({ state: 'due', dueAt: expect.stringMatching(/^2021-11-30T05:00:4[45]/) })
  })

  test('it keeps the reason until it is done or replayed', () => {
    const afterOneTry = recordFailedTry({ ...due, attempts: 1 }, 'busy', now, patience, 0.5)
    expect(afterOneTry).toMatchObject({ reason: 'busy', attempts: 1 })
    expect(DueObligation.parse(leaseObligation(DueObligation.parse(afterOneTry), now, patience))).toMatchObject({
      reason: 'busy',
    })
    expect(dischargeObligation(afterOneTry, now)).not.toHaveProperty('reason')
  })

  test('it is parked with the reason if that was the last try', () => {
    const parkedNow = { state: 'parked', ...ref, attempts: 4, reason: 'busy', parkedAt: now.toISOString() }
    expect(recordFailedTry({ ...due, attempts: 4 }, 'busy', now, patience, 0)).toEqual(parkedNow)
    expect(recordFailedTry({ ...due, attempts: 5 }, 'busy', now, patience, 0)).toMatchObject({ state: 'parked' })
  })
})

test('an obligation whose last try was cut off is exhausted', () => {
  expect([3, 4, 5].map((attempts) => isExhausted({ ...due, attempts }, patience))).toEqual([false, true, true])
})

test('waiting for something is not a failure: tries are counted from zero again', () => {
  const until = '2021-12-24T00:00:00.000Z'
  expect(postponeObligation({ ...due, attempts: 3, reason: 'busy' }, until)).toEqual({
    ...due,
    dueAt: until,
    attempts: 0,
  })
})

test('a replayed obligation is due at once, with all its tries', () => {
  const parkedObligation = parkObligation({ ...due, attempts: 4 }, 'unknown_member', now)
  const later = new Date('2021-12-01T00:00:00.000Z')
  expect(replayObligation(parkedObligation, later)).toEqual({ ...due, dueAt: later.toISOString(), attempts: 0 })
})

test.each(['', 'a#b'])('%j is not an owner, because it does not fit into a key', (owner) => {
  expect(DueObligation.safeParse({ ...due, owner }).success).toBe(false)
})

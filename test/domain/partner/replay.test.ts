import { expect, test } from 'vitest'
import { isSelected, NewReplay, planReplay, ReplayFilter } from '../../../shared/domain/partner/replay.ts'

const zone = 'Asia/Jakarta'
const waitingWork = { since: '2021-11-30T17:00:00.000Z', reasons: ['jump', 'stage_held'] }

test.each([
  [{}, true],
  [{ reason: 'jump' }, true],
  [{ reason: 'stage_held' }, true],
  [{ reason: 'dates' }, false],
  [{ from: '2021-12-01', to: '2021-12-01' }, true],
  [{ from: '2021-12-02' }, false],
  [{ to: '2021-11-30' }, false],
  [{ from: '2021-12-01', reason: 'dates' }, false],
])('%j selects by reason and by the day in Jakarta: %j', (filter, isIn) => {
  expect(isSelected(waitingWork, { state: 'review', ...filter }, zone)).toBe(isIn)
})

test('a plan counts work, and reasons', () => {
  expect(planReplay([waitingWork, { ...waitingWork, reasons: ['jump'] }])).toEqual({
    count: 2,
    reasons: { jump: 2, stage_held: 1 },
  })
  expect(planReplay([])).toEqual({ count: 0, reasons: {} })
})

test.each([
  { state: 'unapplied' },
  { state: 'unapplied', count: 0 },
  { state: 'unapplied', count: 1001 },
  { state: 'unapplied', count: 1.5 },
  { state: 'discharged', count: 1 },
  { state: 'unapplied', count: 1, from: '30-11-2021' },
  { state: 'unapplied', count: 1, everything: true },
  { state: 'unapplied', count: 1, reason: '3171011503900001' },
  { state: 'unapplied', count: 1, reason: 'Ani' },
])('%j is not a valid replay', (replay) => {
  expect(NewReplay.safeParse(replay).success).toBe(false)
})

test('a filter does not accept a count', () => {
  expect(ReplayFilter.safeParse({ state: 'parked', count: 1 }).success).toBe(false)
})

import { expect, test } from 'vitest'
import { calculateRefusedShare, findTroubles, type PartnerNight } from '../../../shared/domain/partner/partner-night.ts'

const now = new Date('2021-11-30T19:00:00.000Z')
const calm: PartnerNight = {
  ...{ calls: 100, refused: 0, turnedAway: 0, events: 5, eventsBefore: [5, 5, 5, 5] },
  lastEventAt: '2021-11-30T09:00:00.000Z',
}
const listTroubles = (more: Partial<PartnerNight>) => findTroubles({ ...calm, ...more }, now)

test.each<[string, Partial<PartnerNight>, string[]]>([
  ['a usual day', {}, []],
  ['a fifth refused', { refused: 20 }, ['refusals']],
  ['less than a fifth', { refused: 19 }, []],
  ['not let in at all', { calls: 0, turnedAway: 20 }, ['refusals']],
  ['too few calls to judge', { calls: 0, turnedAway: 19 }, []],
  ['six hours', { waitingSince: '2021-11-30T13:00:00.000Z' }, []],
  ['more than six hours', { waitingSince: '2021-11-30T12:59:59.999Z' }, ['unapplied']],
  ['nothing on a usual weekday', { events: 0, eventsBefore: [1, 0, 1, 1] }, ['quiet']],
  ['nothing on a weekday that often has nothing', { events: 0, eventsBefore: [1, 0, 0, 1] }, []],
  ['a bank on Saturday', { events: 0, eventsBefore: [0, 0, 0, 0] }, []],
  ['seven days', { lastEventAt: '2021-11-23T19:00:00.000Z' }, []],
  ['more than seven days', { lastEventAt: '2021-11-23T18:59:59.999Z' }, ['silent']],
  ['a partner that never reported', { events: 0, eventsBefore: [0, 0, 0, 0], lastEventAt: undefined }, []],
  [
    'everything at once',
    {
      calls: 1,
      turnedAway: 19,
      events: 0,
      lastEventAt: '2021-11-01T00:00:00.000Z',
      waitingSince: '2021-11-01T00:00:00.000Z',
    },
    ['refusals', 'unapplied', 'quiet', 'silent'],
  ],
])('%s', (_, more, troubles) => {
  expect(listTroubles(more)).toEqual(troubles)
})

test('a partner without calls has no refused calls', () => {
  expect(calculateRefusedShare({ ...calm, calls: 0 })).toBe(0)
})

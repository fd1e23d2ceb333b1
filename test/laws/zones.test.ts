import { describe, expect, test } from 'vitest'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { admin, somebody, today } from '../support/harbourville.ts'
import { currentMonth } from '../support/ledger-state.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { smallProgramme } from '../support/small-programme.ts'
import { request, testDeps } from '../support/test-deps.ts'

/** Ends of months in New York, in winter and in summer time: the days before and after, and the midnight between them. */
const midnights = [
  { last: '2024-02-29', first: '2024-03-01', midnight: '2024-03-01T05:00:00.000Z', what: 'a leap day in winter' },
  {
    last: '2024-03-31',
    first: '2024-04-01',
    midnight: '2024-04-01T04:00:00.000Z',
    what: 'the month that summer began',
  },
  { last: '2024-10-31', first: '2024-11-01', midnight: '2024-11-01T04:00:00.000Z', what: 'the last summer month' },
  {
    last: '2024-11-30',
    first: '2024-12-01',
    midnight: '2024-12-01T05:00:00.000Z',
    what: 'the month that summer ended',
  },
  { last: '2024-12-31', first: '2025-01-01', midnight: '2025-01-01T05:00:00.000Z', what: 'a year' },
]

describe.each(midnights)('the end of $what in New York', ({ last, first, midnight }) => {
  const month = last.slice(0, 7)
  const before = new Date(Date.parse(midnight) - 1).toISOString()

  test('changes the day, and the month in which a registration counts', async () => {
    const deps = await testDeps({ programme: smallProgramme, firstMonth: month, now: before })
    const register = async (more: object = {}) =>
      (await registerMember(deps, admin, request(), { ...somebody(), ...more })).answer.entries
    expect([today(deps), currentMonth(deps)]).toEqual([last, month])
    expect(await register()).toMatchObject([{ happenedOn: last, postedIn: month }])
    expect(await refusalOf(register({ registeredOn: first }))).toEqual(['date_future'])
    deps.clock.set(midnight)
    expect(today(deps)).toBe(first)
    expect(await register()).toMatchObject([{ happenedOn: first, postedIn: first.slice(0, 7) }])
  })

  test('allows closing the month, after which its registrations are late', async () => {
    const deps = await testDeps({ programme: smallProgramme, firstMonth: month, now: before })
    expect(await closeMonths(deps, 'schedule')).toEqual({ closed: [], issued: [], held: [] })
    deps.clock.set(midnight)
    expect(await closeMonths(deps, 'schedule')).toEqual({ closed: [month], issued: [month], held: [] })
    const input = { ...somebody(), registeredOn: last }
    const { answer } = await registerMember(deps, admin, request(), input)
    expect(answer.entries).toMatchObject([{ happenedOn: last, postedIn: first.slice(0, 7), late: true }])
  })
})

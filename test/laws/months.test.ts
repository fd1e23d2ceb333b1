import { describe, expect, test } from 'vitest'
import { AppError } from '../../shared/domain/problems/app-error.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { fewAreas } from '../support/few-areas.ts'
import { callerAs, request, testDeps } from '../support/test-deps.ts'

const admin = callerAs('admin')

const newMember = (registeredOn?: string) => ({
  person: { name: 'Rina' },
  gender: 'female' as const,
  category: 'pemula',
  area: '31.71.01.1001',
  agency: 'PPKUKM',
  ...(registeredOn && { registeredOn }),
})

const codesOf = (error: unknown) => (error instanceof AppError ? error.problems.map(({ code }) => code) : [error])

describe('a member registered "today" counts in the month that it is in Jakarta', () => {
  test.each([
    ['2021-10-31T16:59:59.999Z', '2021-10-31', '2021-10'],
    ['2021-10-31T17:00:00.000Z', '2021-11-01', '2021-11'],
    ['2021-12-31T16:59:59.999Z', '2021-12-31', '2021-12'],
    ['2021-12-31T17:00:00.000Z', '2022-01-01', '2022-01'],
    ['2024-02-29T16:59:59.999Z', '2024-02-29', '2024-02'],
    ['2024-02-29T17:00:00.000Z', '2024-03-01', '2024-03'],
  ])('at %s: %s, in %s', async (now, happenedOn, postedIn) => {
    const deps = await testDeps({ firstMonth: '2021-10', now })
    const { answer } = await registerMember(deps, admin, request(), newMember())
    expect(answer.entries).toMatchObject([{ happenedOn, postedIn, late: false }])
  })
})

test('tomorrow in Jakarta is the future, although it is still today in UTC plus a few hours', async () => {
  const deps = await testDeps({ firstMonth: '2021-10', now: '2021-10-31T16:59:59.999Z' })
  await expect(registerMember(deps, admin, request(), newMember('2021-11-01')).catch(codesOf)).resolves.toEqual([
    'date_future',
  ])
  deps.clock.set('2021-10-31T17:00:00.000Z')
  await expect(registerMember(deps, admin, request(), newMember('2021-11-01'))).resolves.toBeDefined()
})

test('a day before the first month is refused', async () => {
  const deps = await testDeps({ firstMonth: '2021-10' })
  await expect(registerMember(deps, admin, request(), newMember('2021-09-30')).catch(codesOf)).resolves.toEqual([
    'date_before_programme',
  ])
})

test('a month can be closed at midnight in Jakarta and not a millisecond before', async () => {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10', now: '2021-10-31T16:59:59.999Z' })
  expect(await closeMonths(deps, 'schedule')).toEqual({ closed: [], issued: [], held: [] })
  deps.clock.set('2021-10-31T17:00:00.000Z')
  expect(await closeMonths(deps, 'schedule')).toEqual({ closed: ['2021-10'], issued: ['2021-10'], held: [] })
  const { answer } = await registerMember(deps, admin, request(), newMember('2021-10-31'))
  expect(answer.entries).toMatchObject([{ happenedOn: '2021-10-31', postedIn: '2021-11', late: true }])
})

import { expect, test } from 'vitest'
import { erase, rejoin, withdraw } from '../../../shared/domain/acts/member-status.ts'
import { actsOn, memberWith, problemsOf, refusalOf } from '../../support/acts.ts'

const april = actsOn('2020-04-10')
const ani = memberWith({ P1: '2020-03-01', P2: '2020-03-02' })

test('who leaves is withdrawn from that day, and keeps what was attained', () => {
  expect(withdraw(april, ani, '2020-03-20')).toEqual({ ...ani, status: 'withdrawn', statusSince: '2020-03-20' })
})

test('leaving on the day of registration is the earliest there is', () => {
  expect(withdraw(april, ani, '2020-03-01').statusSince).toBe('2020-03-01')
  expect(problemsOf(() => withdraw(april, ani, '2020-02-29'))).toEqual([
    { code: 'withdrawal_early', params: { day: '2020-02-29', registeredOn: '2020-03-01' }, path: ['on'] },
  ])
})

test('who does not hold the first stage may leave on any day of the programme', () => {
  expect(withdraw(april, { ...ani, standings: {} }, '2020-02-29').statusSince).toBe('2020-02-29')
})

test('nobody leaves on a day to come', () => {
  expect(problemsOf(() => withdraw(april, ani, '2020-04-11'))).toMatchObject([{ code: 'date_future', path: ['on'] }])
})

test.each(['withdrawn', 'merged', 'erased'] as const)('who is %s cannot leave', (status) => {
  expect(refusalOf(() => withdraw(april, { ...ani, status }, '2020-03-20'))).toMatchObject({
    kind: 'conflict',
    problems: [{ code: 'member_inactive', params: { status } }],
  })
})

test('who left comes back as before', () => {
  expect(rejoin(withdraw(april, ani, '2020-03-20'))).toEqual(ani)
})

test('who has not left cannot come back', () => {
  expect(problemsOf(() => rejoin(ani))).toEqual([{ code: 'member_not_withdrawn' }])
})

test('erasing empties personal data and what was asked for it, and leaves what was counted', () => {
  const { person: _, ...rest } = ani
  const full = {
    ...ani,
    ...{ business: { name: 'Warung' }, notes: { ent_1: 'Ani' }, restrictedAt: '2020-03-20T05:00:00.000Z' },
    contactRefusedAt: '2020-03-21T05:00:00.000Z',
    remarks: [{ id: 'nte_1', at: '2020-03-20T05:00:00.000Z', by: 'rina', text: 'Ani' }],
  }
  expect(erase(april, full)).toEqual({
    ...rest,
    ...{ status: 'erased', statusSince: '2020-04-10', evidence: {}, notes: {} },
  })
})

test('nobody is erased twice', () => {
  expect(problemsOf(() => erase(april, erase(april, ani)))).toEqual([
    { code: 'member_inactive', params: { status: 'erased' } },
  ])
})

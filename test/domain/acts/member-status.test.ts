import { expect, test } from 'vitest'
import { erase, rejoin, withdraw } from '../../../shared/domain/acts/member-status.ts'
import { actsOn, memberWith, problemsOf, refusalOf } from '../../support/acts.ts'

const april = actsOn('2020-04-10')
const ani = memberWith({ P1: '2020-03-01', P2: '2020-03-02' })

test('a member who leaves is withdrawn from that day, and keeps the stages', () => {
  expect(withdraw(april, ani, '2020-03-20')).toEqual({ ...ani, status: 'withdrawn', statusSince: '2020-03-20' })
})

test('nobody can leave before the day of registration', () => {
  expect(withdraw(april, ani, '2020-03-01').statusSince).toBe('2020-03-01')
  expect(problemsOf(() => withdraw(april, ani, '2020-02-29'))).toEqual([
    { code: 'withdrawal_early', params: { day: '2020-02-29', registeredOn: '2020-03-01' }, path: ['on'] },
  ])
})

test('a member without the first stage may leave on any day of the programme', () => {
  expect(withdraw(april, { ...ani, standings: {} }, '2020-02-29').statusSince).toBe('2020-02-29')
})

test('nobody can leave on a future day', () => {
  expect(problemsOf(() => withdraw(april, ani, '2020-04-11'))).toMatchObject([{ code: 'date_future', path: ['on'] }])
})

test.each(['withdrawn', 'merged', 'erased'] as const)('a member who is %s cannot leave', (status) => {
  expect(refusalOf(() => withdraw(april, { ...ani, status }, '2020-03-20'))).toMatchObject({
    kind: 'conflict',
    problems: [{ code: 'member_inactive', params: { status } }],
  })
})

test('a member who left comes back as before', () => {
  expect(rejoin(withdraw(april, ani, '2020-03-20'))).toEqual(ani)
})

test('a member who has not left cannot come back', () => {
  expect(problemsOf(() => rejoin(ani))).toEqual([{ code: 'member_not_withdrawn' }])
})

test('erasing empties personal data and everything asked about it, and leaves the counts', () => {
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

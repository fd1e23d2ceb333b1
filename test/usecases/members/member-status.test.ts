import { expect, test } from 'vitest'
import { rejoinMember, withdrawMember } from '../../../shared/usecases/members/member-status.ts'
import { postedFigures } from '../../support/ledger-state.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { jakarta, lookUp, register } from '../../support/registering.ts'
import { callerAs, request } from '../../support/test-deps.ts'

const admin = callerAs('admin')

test('a member who leaves and returns changes no figure', async () => {
  const deps = await jakarta()
  const { memberId } = await register(deps, { registeredOn: '2021-11-20' })
  const before = await postedFigures(deps)
  await withdrawMember(deps, admin, request(), memberId, '2021-11-20')
  expect(await lookUp(deps, memberId)).toMatchObject({ status: 'withdrawn', statusSince: '2021-11-20' })
  expect(await postedFigures(deps)).toEqual(before)
  await rejoinMember(deps, admin, request(), memberId)
  expect(await postedFigures(deps)).toEqual(before)
  expect(await refusalOf(rejoinMember(deps, admin, request(), memberId))).toEqual(['member_not_withdrawn'])
})

test('nobody leaves before the day of registration', async () => {
  const deps = await jakarta()
  const { memberId } = await register(deps, { registeredOn: '2021-11-20' })
  const leave = (on: string) => refusalOf(withdrawMember(deps, admin, request(), memberId, on))
  expect(await leave('2021-11-19')).toEqual(['withdrawal_early'])
  expect(await leave('2021-11-20')).toEqual([])
})

import { expect, test } from 'vitest'
import { readMemberNames } from '../../../shared/usecases/members/member-names.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { callerAs, request, testDeps } from '../../support/test-deps.ts'

test('names are read of members whom the caller may see, and of nobody else', async () => {
  const deps = await testDeps({ programme: fewAreas })
  const admin = callerAs('admin')
  const register = async (name: string, area: string) => {
    const input = { person: { name }, gender: 'female', category: 'pemula', area, agency: 'PPAPP' } as const
    const newMember = { ...input, registeredOn: '2021-11-01' }
    return (await registerMember(deps, admin, request(), newMember)).answer.memberId
  }
  const [ownId, otherId, erasedId] = [
    await register('Sri Wahyuni', '31.71.01.1001'),
    await register('Wulan Sari', '31.72.01.1001'),
    await register('Tuti', '31.71.01.1001'),
  ]
  await eraseMember(deps, admin, request(), erasedId)
  const officer = callerAs('officer', { area: '31.71.01' })
  const ids = [ownId, otherId, erasedId, ownId, '00000000']
  expect(await readMemberNames(deps, officer, ids)).toEqual(new Map([[ownId, 'Sri Wahyuni']]))
  expect([...(await readMemberNames(deps, admin, ids)).values()].toSorted()).toEqual(['Sri Wahyuni', 'Wulan Sari'])
})

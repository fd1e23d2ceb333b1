import type { IssueRecord } from '../../shared/domain/report/issue.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { admin, member, somebody, today } from './harbourville.ts'
import { smallProgramme } from './small-programme.ts'
import { copiesOf, request, type TestDeps, testDeps } from './test-deps.ts'

export const april = '2024-04'
export const may = '2024-05'
export const cause = 'A list that came late'

/** On 10 June, with April and May closed and issued, and a member who attained two stages in April. */
export const harbourvilleInJune = copiesOf(async () => {
  const deps = await testDeps({ programme: smallProgramme, firstMonth: april, now: '2024-04-20T16:00:00.000Z' })
  const id = await member(deps, 'learn')
  deps.clock.set('2024-06-10T16:00:00.000Z')
  await closeMonths(deps, 'schedule')
  return { deps, id }
})

export const register = (deps: TestDeps, registeredOn = today(deps)) =>
  registerMember(deps, admin, request(), { ...somebody(), registeredOn })

/** The issues from the head of the chain back to its first. */
export async function chainOf({ issues }: TestDeps): Promise<IssueRecord[]> {
  const byHash = new Map((await issues.all()).map((record) => [record.hash, record]))
  const chain: IssueRecord[] = []
  for (let next = byHash.get((await issues.head())?.hash ?? ''); next; next = byHash.get(next.previous ?? ''))
    chain.push(next)
  return chain
}

import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mergeMembers, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { reverseStage } from '../../../shared/usecases/members/stages.ts'
import { admin, approved, loanLedger, loanMatchingActs, noon } from '../../support/loan-matching-acts.ts'
import { request, type TestDeps } from '../../support/test-deps.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await loanLedger()
})
beforeEach(() => deps.clock.set(noon))

const { sendEvent, registerPerson, sweepAll, readP7, findDifferences } = loanMatchingActs(() => deps)

describe('merging two records of one person', () => {
  test('moves their loans, and taking the merge back returns them', async () => {
    const [from, into] = [await registerPerson(), await registerPerson()]
    const { number } = await sendEvent({ number: from })
    const mergeInput = { from, into, reason: 'duplicate_registration' }
    const { answer } = await mergeMembers(deps, admin, request(), mergeInput)
    expect(await readP7(into)).toMatchObject({ happenedOn: '2021-10-20' })
    expect((await deps.members.get(into))?.loans).toHaveLength(1)
    await sendEvent({ number: from }, { ...approved, cancelled: '2021-12-05' }, number)
    expect(await readP7(into)).toBeUndefined()
    await unmergeMembers(deps, admin, request(), answer.mergeId)
    await sweepAll()
    expect((await deps.members.get(into))?.loans).toBeUndefined()
    expect(await readP7(from)).toBeUndefined()
    expect(await findDifferences()).toEqual([0, 0, 0])
  })

  test('a loan of a record merged in between returns to that record', async () => {
    const [from, into] = [await registerPerson(), await registerPerson()]
    const { answer } = await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })
    await sendEvent({ number: from })
    expect(await readP7(into)).toMatchObject({ happenedOn: '2021-10-20' })
    await unmergeMembers(deps, admin, request(), answer.mergeId)
    await sweepAll()
    expect(await readP7(into)).toBeUndefined()
    expect(await readP7(from)).toMatchObject({ happenedOn: '2021-10-20' })
    expect(await findDifferences()).toEqual([0, 0, 0])
  })
})

test('a stage that a loan holds cannot be reversed by hand', async () => {
  const id = await registerPerson()
  await sendEvent({ number: id })
  const reversal = { stage: 'P7', reason: 'other', cascade: false }
  await expect(reverseStage(deps, admin, request(), id, reversal)).rejects.toMatchObject({
    problems: [{ code: 'stage_by_loan' }],
  })
})

test('a member who loses the first stage loses the stage of a loan too, and regains both together', async () => {
  const id = await registerPerson()
  await sendEvent({ number: id })
  await reverseStage(deps, admin, request(), id, { stage: 'P1', reason: 'other', cascade: true })
  expect(await readP7(id)).toBeUndefined()
  await sweepAll()
  expect(await findDifferences()).toEqual([0, 0, 0])
})

import { beforeAll, beforeEach, expect, test } from 'vitest'
import { listOwnParkedLoans } from '../../../shared/usecases/loans/list-loans.ts'
import { verifyMember } from '../../../shared/usecases/members/verifications.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { admin, approved, bank, loanLedger, loanMatchingActs, noon } from '../../support/loan-matching-acts.ts'
import { request, type TestDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await loanLedger()
})
beforeEach(() => deps.clock.set(noon))

const { sendEvent, registerPerson, registerSelf, sweepAll, readP7, findDifferences, carryOutCase, findParked } =
  loanMatchingActs(() => deps)

test('a member registered after the webhook gets P7 with its true date, as a late entry because that month is closed', async () => {
  const nik = newNik()
  const { outcome } = await sendEvent({ nik })
  expect(outcome).toEqual({ outcome: 'parked', reason: 'member_unknown' })
  const parked = await listOwnParkedLoans(deps, bank.code, { limit: 50 })
  expect(parked.items).toMatchObject([{ reason: 'member_unknown', days: 0, member: expect.stringContaining('****') }])
  expect(JSON.stringify(parked)).not.toContain(nik)
  const id = await registerPerson(nik)
  await sweepAll()
  expect(await readP7(id)).toMatchObject({ happenedOn: '2021-10-20', postedIn: '2021-11' })
  expect((await listOwnParkedLoans(deps, bank.code, { limit: 50 })).items).toEqual([])
  expect(await findDifferences()).toEqual([0, 0, 0])
})

test('a loan whose parking races with registration ends applied', async () => {
  for (let n = 0; n < 5; n++) {
    const nik = newNik()
    const [id] = await Promise.all([registerPerson(nik), sendEvent({ nik })])
    await sweepAll()
    expect(await readP7(id)).toMatchObject({ happenedOn: '2021-10-20' })
  }
})

test('a loan of somebody who registered himself counts once he is verified', async () => {
  const nik = newNik()
  await sendEvent({ nik })
  const id = await registerSelf('budi', nik)
  await sweepAll()
  const { items } = await listOwnParkedLoans(deps, bank.code, { limit: 50 })
  expect(items.map(({ reason }) => reason)).toEqual(['identity_unsettled'])
  await verifyMember(deps, admin, request(), id, { by: 'officer', outcome: 'matches', seen: 'ktp' })
  await sweepAll()
  expect(await readP7(id)).toMatchObject({ happenedOn: '2021-10-20' })
})

test('a loan of a member who turned out to be another person waits again for the holder of the NIK', async () => {
  const nik = newNik()
  const claimant = await registerSelf('liar', nik)
  const { outcome } = await sendEvent({ nik })
  expect(outcome).toEqual({ outcome: 'parked', reason: 'identity_unsettled' })
  const finding = { by: 'officer', outcome: 'does_not_match', seen: 'ktp', reason: 'wrong_person' } as const
  await verifyMember(deps, admin, request(), claimant, finding)
  await sweepAll()
  expect((await deps.members.get(claimant))?.loans).toBeUndefined()
  const id = await registerPerson(nik)
  await sweepAll()
  expect(await readP7(id)).toMatchObject({ happenedOn: '2021-10-20' })
})

test('a loan of somebody who was erased counts once he is registered again', async () => {
  const nik = newNik()
  const id = await registerPerson(nik)
  await eraseMember(deps, admin, request(), id)
  expect((await sendEvent({ nik })).outcome).toEqual({ outcome: 'parked', reason: 'member_erased' })
  expect(await registerPerson(nik)).toBe(id)
  await sweepAll()
  expect(await readP7(id)).toMatchObject({ happenedOn: '2021-10-20' })
})

test('a partner that sent a NIK does not get the member’s number', async () => {
  const nik = newNik()
  const id = await registerPerson(nik)
  const { number } = await sendEvent({ nik }, { ...approved, approved: '2021-12-12' })
  await carryOutCase(id, 'restriction')
  deps.clock.set('2021-12-13T05:00:00.000Z')
  await sweepAll()
  const parked = await findParked(number)
  expect(parked).toMatchObject({ reason: 'member_restricted', member: `${id.slice(0, 2)}****${id.slice(-2)}` })
})

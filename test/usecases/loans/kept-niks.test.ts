import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { decideDispute } from '../../../shared/usecases/members/disputes.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { admin, approved, impossible, loanLedger, loanMatchingActs, noon } from '../../support/loan-matching-acts.ts'
import { request, type TestDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await loanLedger()
})
beforeEach(() => deps.clock.set(noon))

const {
  sendEvent,
  registerPerson,
  registerSelf,
  sweepAll,
  readP7,
  findDifferences,
  readNiks,
  decideEvent,
  carryOutCase,
  findParked,
} = loanMatchingActs(() => deps)

describe('a NIK is kept while the loan may still get a member', () => {
  /** Registers the person. Expects the stage by the loan, and that the loan no longer has the NIK. */
  async function expectFound(nik: string, number: string, happenedOn = '2021-10-20') {
    expect(await readNiks(number)).toEqual([{ [deps.keyring.hash('nik', nik)]: nik }])
    const id = await registerPerson(nik)
    await sweepAll()
    expect(await readP7(id)).toMatchObject({ happenedOn })
    expect(await readNiks(number)).toEqual([{}])
  }
  const cancelled = { ...approved, cancelled: '2021-10-25' }
  const jump = { ...approved, disbursed: '2021-10-28' }

  test('when the first event is in the future', async () => {
    const nik = newNik()
    const { number, outcome } = await sendEvent({ nik }, approved, undefined, '2021-12-10T05:20:00Z')
    expect(outcome).toEqual({ outcome: 'waiting', until: '2021-12-10T05:15:00.000Z' })
    deps.clock.set('2021-12-10T06:00:00.000Z')
    await sweepAll()
    await expectFound(nik, number)
  })

  test('when all dates are in the future', async () => {
    const nik = newNik()
    const dates = { submitted: '2021-12-12', approved: '2021-12-13' }
    const { number } = await sendEvent({ nik }, dates, undefined, '2021-12-10T04:00:00Z')
    deps.clock.set('2021-12-14T05:00:00.000Z')
    await sweepAll()
    await expectFound(nik, number, '2021-12-13')
  })

  test('when the first event goes to review and is released', async () => {
    const nik = newNik()
    const { number, outcome, eventId } = await sendEvent({ nik }, impossible)
    expect(outcome).toEqual({ outcome: 'in_review' })
    const { answer } = await decideEvent(number, eventId, 'released')
    expect(answer.outcome).toBe('parked')
    await expectFound(nik, number)
  })

  test('when an event in review names another person', async () => {
    const [nik, first] = [newNik(), await registerPerson()]
    const { number } = await sendEvent({ number: first }, cancelled)
    const { outcome, eventId } = await sendEvent({ nik }, jump, number)
    expect(outcome).toEqual({ outcome: 'in_review' })
    await decideEvent(number, eventId, 'released')
    await expectFound(nik, number)
    expect(await readP7(first)).toBeUndefined()
  })

  test('until the person registers, although the event is still in the future or in review', async () => {
    const [nikAhead, nikInReview] = [newNik(), newNik()]
    const { number: waiting } = await sendEvent({ nik: nikAhead }, approved, undefined, '2021-12-10T05:20:00Z')
    const { number: inReview, eventId } = await sendEvent({ nik: nikInReview }, impossible)
    const ids = [await registerPerson(nikAhead), await registerPerson(nikInReview)]
    await sweepAll()
    expect(await Promise.all([waiting, inReview].map(readNiks))).toEqual([[{}], [{}]])
    deps.clock.set('2021-12-10T06:00:00.000Z')
    await decideEvent(inReview, eventId, 'released')
    await sweepAll()
    for (const id of ids) expect(await readP7(id)).toMatchObject({ happenedOn: '2021-10-20' })
    expect(await findDifferences()).toEqual([0, 0, 0])
  })

  test('not once the event is rejected, or a newer one names another person', async () => {
    const { number: rejectedLoan, eventId } = await sendEvent({ nik: newNik() }, impossible)
    await decideEvent(rejectedLoan, eventId, 'rejected')
    const { number: replacedLoan } = await sendEvent({ nik: newNik() })
    await sendEvent({ number: await registerPerson() }, jump, replacedLoan)
    const { number: again } = await sendEvent({ nik: newNik() })
    const other = newNik()
    await sendEvent({ nik: other }, jump, again)
    expect(await Promise.all([rejectedLoan, replacedLoan].map(readNiks))).toEqual([[{}], [{}]])
    await expectFound(other, again)
  })
})

describe('the NIK of a person who was erased is in no loan', () => {
  const hidden = '*'.repeat(16)

  test('also after restricted processing, and the loan counts once the person is registered again', async () => {
    const nik = newNik()
    const id = await registerPerson(nik)
    await carryOutCase(id, 'restriction')
    const { number, outcome } = await sendEvent({ nik })
    expect(outcome).toEqual({ outcome: 'parked', reason: 'member_restricted' })
    await carryOutCase(id, 'erasure')
    await sweepAll()
    expect(await readNiks(number)).toEqual([{}])
    expect(await findParked(number)).toMatchObject({ reason: 'member_erased', member: hidden })
    expect(await registerPerson(nik)).toBe(id)
    await sweepAll()
    expect(await readP7(id)).toMatchObject({ happenedOn: '2021-10-20' })
    expect(await findDifferences()).toEqual([0, 0, 0])
  })

  test('a person who lifts the restriction instead has the stage', async () => {
    const nik = newNik()
    const id = await registerPerson(nik)
    await carryOutCase(id, 'restriction')
    const { number } = await sendEvent({ nik })
    await carryOutCase(id, 'restriction_end')
    await sweepAll()
    expect(await readP7(id)).toMatchObject({ happenedOn: '2021-10-20' })
    expect(await readNiks(number)).toEqual([{}])
  })

  test('also when a loan arrives after the erasure', async () => {
    const nik = newNik()
    await eraseMember(deps, admin, request(), await registerPerson(nik))
    const { number } = await sendEvent({ nik })
    expect(await readNiks(number)).toEqual([{}])
    expect(await findParked(number)).toMatchObject({ reason: 'member_erased', member: hidden })
  })

  test('also when an event is still in review', async () => {
    const nik = newNik()
    const id = await registerPerson(nik)
    await carryOutCase(id, 'restriction')
    const { number, eventId } = await sendEvent({ nik }, impossible)
    await carryOutCase(id, 'erasure')
    await sweepAll()
    expect(await readNiks(number)).toEqual([{}])
    await decideEvent(number, eventId, 'released')
    expect(await findParked(number)).toMatchObject({ reason: 'member_erased', member: hidden })
    await registerPerson(nik)
    await sweepAll()
    expect(await readP7(id)).toMatchObject({ happenedOn: '2021-10-20' })
  })

  test('and if the person held it by mistake, its real owner gets the loan', async () => {
    const nik = newNik()
    const mistakenId = await registerPerson(nik)
    await eraseMember(deps, admin, request(), mistakenId)
    const { number } = await sendEvent({ nik })
    const id = await registerSelf('owner', nik)
    const dispute = (await deps.members.get(id))?.dispute ?? ''
    await decideDispute(deps, admin, request(), dispute, { outcome: 'claimant', seen: 'ktp', reason: 'wrong_person' })
    await sweepAll()
    expect(await readP7(id)).toMatchObject({ happenedOn: '2021-10-20' })
    expect(await readP7(mistakenId)).toBeUndefined()
    expect((await deps.members.get(mistakenId))?.loans).toBeUndefined()
    expect(await readNiks(number)).toEqual([{}])
    expect(await findDifferences()).toEqual([0, 0, 0])
  })
})

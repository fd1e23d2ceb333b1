import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { obligationHandlers } from '../../../functions/sweep/handlers.ts'
import type { CaseKind } from '../../../shared/domain/acts/rights-case.ts'
import { loanKey } from '../../../shared/domain/loan/loan-record.ts'
import type { LoanDates } from '../../../shared/domain/loan/loan-state.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { recountMonth } from '../../../shared/usecases/ledger/recount.ts'
import { applyLoanEvent } from '../../../shared/usecases/loans/apply-loan-event.ts'
import { decideLoan } from '../../../shared/usecases/loans/decide-loan.ts'
import { listOwnParkedLoans } from '../../../shared/usecases/loans/list-loans.ts'
import { decideDispute } from '../../../shared/usecases/members/disputes.ts'
import { mergeMembers, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { registerOneself } from '../../../shared/usecases/members/self-service.ts'
import { reverseStage } from '../../../shared/usecases/members/stages.ts'
import { verifyMember } from '../../../shared/usecases/members/verifications.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { decideCaseFor, openCaseFor } from '../../../shared/usecases/rights/rights-cases.ts'
import { sweep } from '../../../shared/usecases/sweep.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { loanEvent } from '../../support/loans.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { inside, newNik } from '../../support/world.ts'

const admin = callerAs('admin')
const bank = { code: 'bank-jakarta', isSandbox: false }
let deps: TestDeps

beforeAll(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10', now: '2021-12-10T05:00:00.000Z' })
  await closeMonths(deps, 'schedule', '2021-10')
})
beforeEach(() => deps.clock.set('2021-12-10T05:00:00.000Z'))

const approved: LoanDates = { submitted: '2021-10-03', in_review: '2021-10-04', approved: '2021-10-20' }
let numbers = 0

async function tell(
  member: { number: string } | { nik: string },
  dates = approved,
  number = `L-${++numbers}`,
  at?: string,
) {
  const event = loanEvent({ number, member, dates, ...(at && { at }) })
  const outcome = await applyLoanEvent(deps, { partner: bank, receiptId: 'rct_1', event })
  return { number, outcome, eventId: event.id }
}

async function member(nik = newNik()): Promise<string> {
  const { answer } = await registerMember(deps, admin, request(), {
    person: { name: 'Sri Wahyuni', nik },
    gender: 'male',
    category: 'pemula',
    registeredOn: '2021-12-01',
    ...inside,
  })
  return answer.memberId
}

const sweepAll = () => sweep(deps, obligationHandlers(deps), 20_000)
const p7 = async (id: string) => (await deps.members.get(id))?.standings.P7
const findDifferences = async () => {
  const months = await Promise.all(['2021-10', '2021-11', '2021-12'].map((month) => recountMonth(deps, month)))
  return months.map((recount) => recount.differing)
}

test('a member registered after the webhook gets P7 with its true date, as a late entry because that month is closed', async () => {
  const nik = newNik()
  const { outcome } = await tell({ nik })
  expect(outcome).toEqual({ outcome: 'parked', reason: 'member_unknown' })
  const parked = await listOwnParkedLoans(deps, bank.code, { limit: 50 })
  expect(parked.items).toMatchObject([{ reason: 'member_unknown', days: 0, member: expect.stringContaining('****') }])
  expect(JSON.stringify(parked)).not.toContain(nik)
  const id = await member(nik)
  await sweepAll()
  expect(await p7(id)).toMatchObject({ happenedOn: '2021-10-20', postedIn: '2021-11' })
  expect((await listOwnParkedLoans(deps, bank.code, { limit: 50 })).items).toEqual([])
  expect(await findDifferences()).toEqual([0, 0, 0])
})

const loanOf = (number: string) => loanKey({ partner: bank.code, number })
const niksOf = async (number: string) => (await deps.loans.getMany([loanOf(number)])).map(({ niks }) => niks)
const decide = (number: string, eventId: string, outcome: 'released' | 'rejected') =>
  decideLoan(deps, admin, request(), loanOf(number), { eventId, outcome, reason: 'Ditanyakan kepada bank' })

describe('a NIK is kept while the loan may still get a member', () => {
  /** Registers the person. Expects the stage by the loan, and that the loan no longer has the NIK. */
  async function expectFound(nik: string, number: string, happenedOn = '2021-10-20') {
    expect(await niksOf(number)).toEqual([{ [deps.keyring.hash('nik', nik)]: nik }])
    const id = await member(nik)
    await sweepAll()
    expect(await p7(id)).toMatchObject({ happenedOn })
    expect(await niksOf(number)).toEqual([{}])
  }
  const impossible = { ...approved, in_review: '2021-10-02' }
  const cancelled = { ...approved, cancelled: '2021-10-25' }
  const jump = { ...approved, disbursed: '2021-10-28' }

  test('when the first event is in the future', async () => {
    const nik = newNik()
    const { number, outcome } = await tell({ nik }, approved, undefined, '2021-12-10T05:20:00Z')
    expect(outcome).toEqual({ outcome: 'waiting', until: '2021-12-10T05:15:00.000Z' })
    deps.clock.set('2021-12-10T06:00:00.000Z')
    await sweepAll()
    await expectFound(nik, number)
  })

  test('when all dates are in the future', async () => {
    const nik = newNik()
    const dates = { submitted: '2021-12-12', approved: '2021-12-13' }
    const { number } = await tell({ nik }, dates, undefined, '2021-12-10T04:00:00Z')
    deps.clock.set('2021-12-14T05:00:00.000Z')
    await sweepAll()
    await expectFound(nik, number, '2021-12-13')
  })

  test('when the first event goes to review and is released', async () => {
    const nik = newNik()
    const { number, outcome, eventId } = await tell({ nik }, impossible)
    expect(outcome).toEqual({ outcome: 'in_review' })
    const { answer } = await decide(number, eventId, 'released')
    expect(answer.outcome).toBe('parked')
    await expectFound(nik, number)
  })

  test('when an event in review names another person', async () => {
    const [nik, first] = [newNik(), await member()]
    const { number } = await tell({ number: first }, cancelled)
    const { outcome, eventId } = await tell({ nik }, jump, number)
    expect(outcome).toEqual({ outcome: 'in_review' })
    await decide(number, eventId, 'released')
    await expectFound(nik, number)
    expect(await p7(first)).toBeUndefined()
  })

  test('until the person registers, although the event is still in the future or in review', async () => {
    const [ahead, reviewed] = [newNik(), newNik()]
    const { number: waiting } = await tell({ nik: ahead }, approved, undefined, '2021-12-10T05:20:00Z')
    const { number: inReview, eventId } = await tell({ nik: reviewed }, impossible)
    const ids = [await member(ahead), await member(reviewed)]
    await sweepAll()
    expect(await Promise.all([waiting, inReview].map(niksOf))).toEqual([[{}], [{}]])
    deps.clock.set('2021-12-10T06:00:00.000Z')
    await decide(inReview, eventId, 'released')
    await sweepAll()
    for (const id of ids) expect(await p7(id)).toMatchObject({ happenedOn: '2021-10-20' })
    expect(await findDifferences()).toEqual([0, 0, 0])
  })

  test('not once the event is rejected, or a newer one names another person', async () => {
    const { number: rejected, eventId } = await tell({ nik: newNik() }, impossible)
    await decide(rejected, eventId, 'rejected')
    const { number: replaced } = await tell({ nik: newNik() })
    await tell({ number: await member() }, jump, replaced)
    const { number: again } = await tell({ nik: newNik() })
    const other = newNik()
    await tell({ nik: other }, jump, again)
    expect(await Promise.all([rejected, replaced].map(niksOf))).toEqual([[{}], [{}]])
    await expectFound(other, again)
  })
})

test('a loan whose parking races with registration ends applied', async () => {
  for (let n = 0; n < 5; n++) {
    const nik = newNik()
    const [id] = await Promise.all([member(nik), tell({ nik })])
    await sweepAll()
    expect(await p7(id)).toMatchObject({ happenedOn: '2021-10-20' })
  }
})

test('a loan of somebody who registered himself counts once he is verified', async () => {
  const nik = newNik()
  await tell({ nik })
  const { answer } = await registerOneself(deps, { subject: 'budi' }, request(), {
    person: { name: 'Budi', nik, birthDate: '1990-03-15' },
    gender: 'male',
    category: 'pemula',
    area: inside.area,
  })
  await sweepAll()
  const { items } = await listOwnParkedLoans(deps, bank.code, { limit: 50 })
  expect(items.map(({ reason }) => reason)).toEqual(['identity_unsettled'])
  await verifyMember(deps, admin, request(), answer.memberId, { by: 'officer', outcome: 'matches', seen: 'ktp' })
  await sweepAll()
  expect(await p7(answer.memberId)).toMatchObject({ happenedOn: '2021-10-20' })
})

test('a loan of a member who turned out to be another person waits again for the holder of the NIK', async () => {
  const nik = newNik()
  const { answer } = await registerOneself(deps, { subject: 'liar' }, request(), {
    person: { name: 'Liar', nik, birthDate: '1990-03-15' },
    gender: 'male',
    category: 'pemula',
    area: inside.area,
  })
  const { outcome } = await tell({ nik })
  expect(outcome).toEqual({ outcome: 'parked', reason: 'identity_unsettled' })
  const finding = { by: 'officer', outcome: 'does_not_match', seen: 'ktp', reason: 'wrong_person' } as const
  await verifyMember(deps, admin, request(), answer.memberId, finding)
  await sweepAll()
  expect((await deps.members.get(answer.memberId))?.loans).toBeUndefined()
  const id = await member(nik)
  await sweepAll()
  expect(await p7(id)).toMatchObject({ happenedOn: '2021-10-20' })
})

test('a loan of somebody who was erased counts once he is registered again', async () => {
  const nik = newNik()
  const id = await member(nik)
  await eraseMember(deps, admin, request(), id)
  expect((await tell({ nik })).outcome).toEqual({ outcome: 'parked', reason: 'member_erased' })
  expect(await member(nik)).toBe(id)
  await sweepAll()
  expect(await p7(id)).toMatchObject({ happenedOn: '2021-10-20' })
})

async function carryOutCase(id: string, kind: CaseKind): Promise<void> {
  const { answer } = await openCaseFor(deps, admin, request(), id, { kind })
  await decideCaseFor(deps, admin, request(), { memberId: id, caseId: answer.id }, { outcome: 'done' })
}

const parkedAs = async (number: string) =>
  (await listOwnParkedLoans(deps, bank.code, { limit: 50 })).items.find((each) => each.number === number)

test('a partner that sent a NIK does not get the member’s number', async () => {
  const nik = newNik()
  const id = await member(nik)
  const { number } = await tell({ nik }, { ...approved, approved: '2021-12-12' })
  await carryOutCase(id, 'restriction')
  deps.clock.set('2021-12-13T05:00:00.000Z')
  await sweepAll()
  const parked = await parkedAs(number)
  expect(parked).toMatchObject({ reason: 'member_restricted', member: `${id.slice(0, 2)}****${id.slice(-2)}` })
})

describe('the NIK of a person who was erased is in no loan', () => {
  const hidden = '*'.repeat(16)
  const impossible = { ...approved, in_review: '2021-10-02' }

  test('also after restricted processing, and the loan counts once the person is registered again', async () => {
    const nik = newNik()
    const id = await member(nik)
    await carryOutCase(id, 'restriction')
    const { number, outcome } = await tell({ nik })
    expect(outcome).toEqual({ outcome: 'parked', reason: 'member_restricted' })
    await carryOutCase(id, 'erasure')
    await sweepAll()
    expect(await niksOf(number)).toEqual([{}])
    expect(await parkedAs(number)).toMatchObject({ reason: 'member_erased', member: hidden })
    expect(await member(nik)).toBe(id)
    await sweepAll()
    expect(await p7(id)).toMatchObject({ happenedOn: '2021-10-20' })
    expect(await findDifferences()).toEqual([0, 0, 0])
  })

  test('a person who lifts the restriction instead has the stage', async () => {
    const nik = newNik()
    const id = await member(nik)
    await carryOutCase(id, 'restriction')
    const { number } = await tell({ nik })
    await carryOutCase(id, 'restriction_end')
    await sweepAll()
    expect(await p7(id)).toMatchObject({ happenedOn: '2021-10-20' })
    expect(await niksOf(number)).toEqual([{}])
  })

  test('also when a loan arrives after the erasure', async () => {
    const nik = newNik()
    await eraseMember(deps, admin, request(), await member(nik))
    const { number } = await tell({ nik })
    expect(await niksOf(number)).toEqual([{}])
    expect(await parkedAs(number)).toMatchObject({ reason: 'member_erased', member: hidden })
  })

  test('also when an event is still in review', async () => {
    const nik = newNik()
    const id = await member(nik)
    await carryOutCase(id, 'restriction')
    const { number, eventId } = await tell({ nik }, impossible)
    await carryOutCase(id, 'erasure')
    await sweepAll()
    expect(await niksOf(number)).toEqual([{}])
    await decide(number, eventId, 'released')
    expect(await parkedAs(number)).toMatchObject({ reason: 'member_erased', member: hidden })
    await member(nik)
    await sweepAll()
    expect(await p7(id)).toMatchObject({ happenedOn: '2021-10-20' })
  })

  test('and if the person held it by mistake, its real owner gets the loan', async () => {
    const nik = newNik()
    const mistaken = await member(nik)
    await eraseMember(deps, admin, request(), mistaken)
    const { number } = await tell({ nik })
    const { answer } = await registerOneself(deps, { subject: 'owner' }, request(), {
      person: { name: 'Budi', nik, birthDate: '1990-03-15' },
      gender: 'male',
      category: 'pemula',
      area: inside.area,
    })
    const dispute = (await deps.members.get(answer.memberId))?.dispute ?? ''
    await decideDispute(deps, admin, request(), dispute, { outcome: 'claimant', seen: 'ktp', reason: 'wrong_person' })
    await sweepAll()
    expect(await p7(answer.memberId)).toMatchObject({ happenedOn: '2021-10-20' })
    expect(await p7(mistaken)).toBeUndefined()
    expect((await deps.members.get(mistaken))?.loans).toBeUndefined()
    expect(await niksOf(number)).toEqual([{}])
    expect(await findDifferences()).toEqual([0, 0, 0])
  })
})

describe('merging two records of one person', () => {
  test('moves their loans, and taking the merge back returns them', async () => {
    const [from, into] = [await member(), await member()]
    const { number } = await tell({ number: from })
    const merging = { from, into, reason: 'duplicate_registration' }
    const { answer } = await mergeMembers(deps, admin, request(), merging)
    expect(await p7(into)).toMatchObject({ happenedOn: '2021-10-20' })
    expect((await deps.members.get(into))?.loans).toHaveLength(1)
    await tell({ number: from }, { ...approved, cancelled: '2021-12-05' }, number)
    expect(await p7(into)).toBeUndefined()
    await unmergeMembers(deps, admin, request(), answer.mergeId)
    await sweepAll()
    expect((await deps.members.get(into))?.loans).toBeUndefined()
    expect(await p7(from)).toBeUndefined()
    expect(await findDifferences()).toEqual([0, 0, 0])
  })

  test('a loan of a record merged in between returns to that record', async () => {
    const [from, into] = [await member(), await member()]
    const { answer } = await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })
    await tell({ number: from })
    expect(await p7(into)).toMatchObject({ happenedOn: '2021-10-20' })
    await unmergeMembers(deps, admin, request(), answer.mergeId)
    await sweepAll()
    expect(await p7(into)).toBeUndefined()
    expect(await p7(from)).toMatchObject({ happenedOn: '2021-10-20' })
    expect(await findDifferences()).toEqual([0, 0, 0])
  })
})

test('a stage that a loan holds cannot be reversed by hand', async () => {
  const id = await member()
  await tell({ number: id })
  const asked = { stage: 'P7', reason: 'other', cascade: false }
  await expect(reverseStage(deps, admin, request(), id, asked)).rejects.toMatchObject({
    problems: [{ code: 'stage_by_loan' }],
  })
})

test('a member who loses the first stage loses the stage of a loan too, and regains both together', async () => {
  const id = await member()
  await tell({ number: id })
  await reverseStage(deps, admin, request(), id, { stage: 'P1', reason: 'other', cascade: true })
  expect(await p7(id)).toBeUndefined()
  await sweepAll()
  expect(await findDifferences()).toEqual([0, 0, 0])
})

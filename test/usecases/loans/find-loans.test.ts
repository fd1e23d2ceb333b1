import { beforeAll, describe, expect, test } from 'vitest'
import { loanKey } from '../../../shared/domain/loan/loan-record.ts'
import type { LoanDates } from '../../../shared/domain/loan/loan-state.ts'
import { makeReceiptId } from '../../../shared/domain/receipt/receipt.ts'
import { applyLoanEvent } from '../../../shared/usecases/loans/apply-loan-event.ts'
import { decideLoan } from '../../../shared/usecases/loans/decide-loan.ts'
import {
  findLoans,
  type LoanFilter,
  listLoanEvents,
  listReceivedEvents,
} from '../../../shared/usecases/loans/find-loans.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { tellLoan } from '../../../shared/usecases/receiving/tell-loan.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { registerLender } from '../../support/lender.ts'
import { loanEvent as calledEvent } from '../../support/loan-event.ts'
import { loanEvent } from '../../support/loans.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { testPartners } from '../../support/test-partners.ts'
import { inside, newNik } from '../../support/world.ts'

const admin = callerAs('admin')
let deps: TestDeps
let member: string

const submitted = '2021-10-03'
const tell = (number: string, id: string, dates: LoanDates, at: string, partner = 'bank-jakarta') =>
  applyLoanEvent(deps, {
    partner: { code: partner, isSandbox: false },
    receiptId: 'rct_1',
    event: loanEvent({ number, id, member: { number: member }, dates, at }),
  })

beforeAll(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10', now: '2021-11-30T05:00:00.000Z' })
  await registerLender(deps)
  await registerLender(deps, 'fintech')
  const person = { name: 'Sri Wahyuni', nik: newNik() }
  const newMember = { person, gender: 'male', category: 'pemula', registeredOn: '2021-11-01', ...inside } as const
  member = (await registerMember(deps, admin, request(), newMember)).answer.memberId
  await tell('A-1', 'a1', { submitted, approved: '2021-10-20' }, '2021-10-20T03:00:00Z')
  await tell('A-1', 'a3', { submitted, approved: '2021-10-20', cancelled: '2021-11-05' }, '2021-11-05T03:00:00Z')
  await tell('A-1', 'a4', { submitted, approved: '2021-10-20', disbursed: '2021-11-10' }, '2021-11-10T03:00:00Z')
  await tell('A-1', 'a2', { submitted, approved: '2021-10-21' }, '2021-10-21T03:00:00Z')
  await tell('A-1', 'a5', { submitted, approved: '2021-10-20' }, '2021-12-24T03:00:00Z')
  await tell('A-1', 'a0', { submitted }, '2021-10-03T03:00:00Z', 'fintech')
  await tell('B-1', 'b1', { submitted, rejected: '2021-10-25' }, '2021-10-25T03:00:00Z')
})

describe('loans are found', () => {
  test.each<[string, LoanFilter | { isOfMember: true }, string[]]>([
    ['by number, at every partner', { number: 'A-1' }, ['bank-jakarta A-1', 'fintech A-1']],
    ['by number and partner', { number: 'A-1', partner: 'fintech' }, ['fintech A-1']],
    ['by member', { isOfMember: true }, ['bank-jakarta A-1', 'bank-jakarta B-1', 'fintech A-1']],
    ['by partner and state', { partner: 'bank-jakarta', state: 'rejected' }, ['bank-jakarta B-1']],
    ['by partner and time', { partner: 'bank-jakarta', from: '2021-11-01', to: '2021-11-05' }, ['bank-jakarta A-1']],
    ['nowhere else', { number: 'Z-9' }, []],
  ])('%s', async (_, filter, expected) => {
    const query = 'isOfMember' in filter ? { member } : filter
    const { items } = await findLoans(deps, admin, query, { limit: 50 })
    expect(items.map(({ partner, number }) => `${partner} ${number}`).toSorted()).toEqual(expected)
  })

  test('only with a number, member or partner in the filter, and only by people who manage partners', async () => {
    await expect(findLoans(deps, admin, { state: 'approved' }, { limit: 50 })).rejects.toMatchObject({
      kind: 'invalid',
    })
    const officer = callerAs('officer')
    await expect(findLoans(deps, officer, { number: 'A-1' }, { limit: 50 })).rejects.toMatchObject({
      kind: 'forbidden',
    })
  })
})

test('the events of a loan say what each changed, in the partner’s order, not in that of arrival', async () => {
  const id = loanKey({ partner: 'bank-jakarta', number: 'A-1' })
  const steps = async () =>
    (await listLoanEvents(deps, admin, id)).map(({ eventId, effect, changes }) => [
      ...[eventId, effect],
      changes.map(({ field, before = '', after = '' }) => `${field} ${before} > ${after}`),
    ])
  const found = await steps()
  expect(found.map(([eventId, effect]) => `${eventId} ${effect}`)).toEqual([
    'a1 changed',
    'a2 changed',
    'a3 changed',
    'a4 in_review',
    'a5 ahead',
  ])
  expect(found[1]?.[2]).toEqual(['dates.approved 2021-10-20 > 2021-10-21'])
  expect(found[2]?.[2]).toEqual([
    'state approved > cancelled',
    'dates.approved 2021-10-21 > 2021-10-20',
    'dates.cancelled  > 2021-11-05',
  ])
  await decideLoan(deps, admin, request(), id, { eventId: 'a4', outcome: 'rejected', reason: 'Ditanyakan kepada bank' })
  expect((await steps())[3]?.slice(0, 2)).toEqual(['a4', 'rejected'])
})

test('an event that came as a call has its receipt, and one that did not has none', async () => {
  const partners = await testPartners({ tellLoan })
  const { code, event } = await partners.fintech('pengirim')
  const loan = { number: 'C-1', product: 'Modal' }
  expect((await partners.send(event(calledEvent({ id: 'c1', loan })))).status).toBe(200)
  const eventFields = {
    number: 'C-1',
    id: 'c2',
    member: { number: member },
    dates: { submitted },
    at: '2021-11-29T03:00:00Z',
  }
  await applyLoanEvent(partners.deps, {
    partner: { code, isSandbox: false },
    receiptId: 'rct_1',
    event: loanEvent(eventFields),
  })
  const found = { id: loanKey({ partner: code, number: 'C-1' }), partner: code }
  const events = await listReceivedEvents(partners.deps, admin, found)
  expect(new Map(events.map(({ eventId, receiptId }) => [eventId, receiptId]))).toEqual(
    new Map([
      ['c1', makeReceiptId(code, 'c1')],
      ['c2', undefined],
    ]),
  )
})

import { beforeAll, expect, test } from 'vitest'
import { obligationHandlers } from '../../../functions/sweep/handlers.ts'
import { loanKey } from '../../../shared/domain/loan/loan-record.ts'
import type { LoanDates } from '../../../shared/domain/loan/loan-state.ts'
import { applyLoanEvent } from '../../../shared/usecases/loans/apply-loan-event.ts'
import { dismissTwins } from '../../../shared/usecases/loans/dismiss-twins.ts'
import { listLoansAhead, listLoansUnderReview, listTwins } from '../../../shared/usecases/loans/list-loans.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { sweep } from '../../../shared/usecases/sweep.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { loanEvent } from '../../support/loans.ts'
import { amount } from '../../support/runs.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { inside, newNik } from '../../support/world.ts'

const admin = callerAs('admin')
let deps: TestDeps

beforeAll(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10', now: '2021-11-30T05:00:00.000Z' })
})

async function member(): Promise<string> {
  const { answer } = await registerMember(deps, admin, request(), {
    person: { name: 'Sri Wahyuni', nik: newNik() },
    gender: 'male',
    category: 'pemula',
    registeredOn: '2021-11-01',
    ...inside,
  })
  return answer.memberId
}

const approved: LoanDates = { submitted: '2021-10-03', approved: '2021-10-20' }
/** A loan that was approved before the programme's first month attains no stage. */
const tooEarly: LoanDates = { submitted: '2021-09-03', approved: '2021-09-20' }

const tell = (number: string, whose: string, dates: LoanDates, partner = 'bank-jakarta') =>
  applyLoanEvent(deps, {
    partner: { code: partner, isSandbox: false },
    receiptId: 'rct_1',
    event: loanEvent({ number, member: { number: whose }, dates }),
  })
const sweepAll = () => sweep(deps, obligationHandlers(deps), 20_000)
const findReviewed = async () =>
  (await listLoansUnderReview(deps, admin, { limit: 100 })).items.map(({ number }) => number)

test('when the loan behind a stage is cancelled, other loans that cannot attain it wait for a person', async () => {
  const id = await member()
  await tell('holder', id, approved)
  await tell('other', id, tooEarly)
  expect(await findReviewed()).toEqual([])
  await tell('holder', id, { ...approved, cancelled: '2021-11-20' })
  await sweepAll()
  expect((await deps.members.get(id))?.standings.P7).toBeUndefined()
  expect(await findReviewed()).toEqual(['other'])
  await tell('third', id, approved)
  await sweepAll()
  expect(await findReviewed()).toEqual([])
})

test('a loan that equals many others is applied at once; all pairs are flagged soon, and later unflagged', async () => {
  const id = await member()
  const numbers = Array.from({ length: amount(12, 51) }, (_, i) => `alike-${i}`)
  for (const number of numbers) await tell(number, id, approved)
  expect(await tell('genuine', id, approved, 'fintech')).toEqual({ outcome: 'applied' })
  await sweepAll()
  const key = loanKey({ partner: 'fintech', number: 'genuine' })
  const others = numbers.map((number) => loanKey({ partner: 'bank-jakarta', number }))
  const flags = async () => {
    const { items } = await listTwins(deps, admin, { limit: 100 })
    const records = await deps.loans.getMany([key, ...others])
    const twinsOf = new Map(records.map((record) => [record.id, record.twins]))
    return { pairs: items.length, own: twinsOf.get(key)?.toSorted(), told: others.map((other) => twinsOf.get(other)) }
  }
  expect(await flags()).toEqual({ pairs: numbers.length, own: others.toSorted(), told: others.map(() => [key]) })
  const off = { ...approved, cancelled: '2021-11-21' }
  expect(await tell('genuine', id, off, 'fintech')).toEqual({ outcome: 'applied' })
  await sweepAll()
  expect(await flags()).toEqual({ pairs: 0, own: [], told: others.map(() => []) })
})

test('loans alike that a person decides to be two are not flagged again', async () => {
  const id = await member()
  await tell('one', id, approved)
  await tell('two', id, approved, 'fintech')
  const ids = [loanKey({ partner: 'bank-jakarta', number: 'one' }), loanKey({ partner: 'fintech', number: 'two' })]
  const [one = '', two = ''] = ids
  const dismiss = () => dismissTwins(deps, admin, request(), one, { other: two, reason: 'Dua pinjaman di dua cabang' })
  await dismiss()
  await expect(dismiss()).rejects.toMatchObject({ problems: [{ code: 'twins_settled' }] })
  await tell('two', id, { ...approved, signed: '2021-10-22' }, 'fintech')
  expect((await deps.loans.getMany(ids)).map(({ twins }) => twins)).toEqual([[], []])
  expect((await listTwins(deps, admin, { limit: 100 })).items).toEqual([])
})

test('an event in the future is in a list until its time comes', async () => {
  const id = await member()
  const event = loanEvent({ number: 'ahead', member: { number: id }, dates: approved, at: '2021-12-02T03:00:00Z' })
  const eventAhead = { partner: { code: 'bank-jakarta', isSandbox: false }, receiptId: 'rct_1', event }
  expect(await applyLoanEvent(deps, eventAhead)).toEqual({ outcome: 'waiting', until: '2021-12-02T02:55:00.000Z' })
  const findWaiting = async () =>
    (await listLoansAhead(deps, admin, { limit: 100 })).items.map(({ number, ahead }) => [number, ahead?.until])
  expect(await findWaiting()).toEqual([['ahead', '2021-12-02T02:55:00.000Z']])
  deps.clock.set('2021-12-02T02:56:00.000Z')
  await sweepAll()
  expect(await findWaiting()).toEqual([])
  expect((await deps.members.get(id))?.standings.P7?.happenedOn).toBe('2021-10-20')
})

test('a loan that turns out to be a stranger’s is no longer a twin of other loans', async () => {
  const id = await member()
  await tell('left', id, approved)
  await tell('leaving', id, approved, 'fintech')
  const event = loanEvent({
    number: 'leaving',
    member: { nik: newNik() },
    dates: { ...approved, signed: '2021-10-25' },
  })
  await applyLoanEvent(deps, { partner: { code: 'fintech', isSandbox: false }, receiptId: 'rct_1', event })
  const ids = [loanKey({ partner: 'bank-jakarta', number: 'left' }), loanKey({ partner: 'fintech', number: 'leaving' })]
  expect((await deps.loans.getMany(ids)).map(({ twins }) => twins)).toEqual([[], []])
  expect((await listTwins(deps, admin, { limit: 100 })).items).toEqual([])
})

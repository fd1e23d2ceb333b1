import { beforeAll, describe, expect, test } from 'vitest'
import type { LoanDates } from '../../../shared/domain/loan/loan-state.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { recountMonth } from '../../../shared/usecases/ledger/recount.ts'
import { applyLoanEvent } from '../../../shared/usecases/loans/apply-loan-event.ts'
import { listMemberLoans } from '../../../shared/usecases/loans/list-loans.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { registerPartner } from '../../../shared/usecases/partners/partners.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { registerLender } from '../../support/lender.ts'
import { loanEvent } from '../../support/loans.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { inside, newNik } from '../../support/world.ts'

const admin = callerAs('admin')
const bank = { code: 'bank-jakarta', isSandbox: false }
let deps: TestDeps

beforeAll(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-08', now: '2021-11-30T05:00:00.000Z' })
  await registerLender(deps)
})

async function member(nik = newNik()): Promise<string> {
  const { answer } = await registerMember(deps, admin, request(), {
    person: { name: 'Sri Wahyuni', nik },
    gender: 'male',
    category: 'pemula',
    registeredOn: '2021-11-01',
    ...inside,
  })
  return answer.memberId
}

let loanNumbers = 0
const newNumber = () => `L-${++loanNumbers}`

const tell = (event: ReturnType<typeof loanEvent>, partner = bank) =>
  applyLoanEvent(deps, { partner, receiptId: 'rct_1', event })

const p7 = async (id: string) => (await deps.members.get(id))?.standings.P7

const loansOf = async () => {
  const { loans } = await computeFigures(deps, { month: '2021-11', area: '31', reading: 'as_posted' })
  return loans
}

const approved: LoanDates = { submitted: '2021-11-03', in_review: '2021-11-04', approved: '2021-11-10' }

describe('a loan that is approved', () => {
  test('attains P7 for its member on the day of approval, and counts', async () => {
    const before = await loansOf()
    const id = await member()
    const number = newNumber()
    expect(await tell(loanEvent({ number, member: { number: id }, dates: approved }))).toEqual({ outcome: 'applied' })
    expect(await p7(id)).toMatchObject({ happenedOn: '2021-11-10', agency: inside.agency, area: inside.area })
    const after = await loansOf()
    const findCumulative = (fact: string, loans = after) => loans?.facts.find((each) => each.fact === fact)?.cumulative
    expect(findCumulative('approved')?.number).toBe((findCumulative('approved', before)?.number ?? 0) + 1)
    expect(findCumulative('approved')?.amount).toMatch(/^\d+0000000\.00$/)
    expect((await recountMonth(deps, '2021-11')).differing).toBe(0)
  })

  test('sent again changes nothing', async () => {
    const id = await member()
    const event = loanEvent({ number: newNumber(), member: { number: id }, dates: approved })
    await tell(event)
    const before = await deps.members.get(id)
    expect(await tell(event)).toEqual({ outcome: 'unchanged' })
    expect(await deps.members.get(id)).toEqual(before)
  })

  test('and then cancelled loses P7, unless another loan of the member has it', async () => {
    const id = await member()
    const [first, second] = [newNumber(), newNumber()]
    await tell(loanEvent({ number: first, member: { number: id }, dates: approved }))
    await tell(loanEvent({ number: second, member: { number: id }, dates: { ...approved, approved: '2021-11-12' } }))
    await tell(loanEvent({ number: first, member: { number: id }, dates: { ...approved, cancelled: '2021-11-20' } }))
    expect(await p7(id)).toMatchObject({ happenedOn: '2021-11-12' })
    await tell(
      loanEvent({
        number: second,
        member: { number: id },
        dates: { ...approved, approved: '2021-11-12', cancelled: '2021-11-21' },
      }),
    )
    expect(await p7(id)).toBeUndefined()
    expect((await recountMonth(deps, '2021-11')).differing).toBe(0)
  })
})

test('a loan of an unknown person is parked', async () => {
  const event = loanEvent({ number: newNumber(), member: { nik: newNik() }, dates: approved })
  expect(await tell(event)).toEqual({ outcome: 'parked', reason: 'member_unknown' })
})

test('an event in the future waits', async () => {
  const id = await member()
  const event = loanEvent({
    number: newNumber(),
    member: { number: id },
    dates: { submitted: '2021-12-05' },
    at: '2021-11-29T10:00:00Z',
  })
  expect(await tell(event)).toEqual({ outcome: 'waiting', until: '2021-12-04T17:00:00.000Z' })
})

test('an impossible step goes to review', async () => {
  const id = await member()
  const number = newNumber()
  await tell(loanEvent({ number, member: { number: id }, dates: { ...approved, cancelled: '2021-11-11' } }))
  expect(
    await tell(loanEvent({ number, member: { number: id }, dates: { ...approved, disbursed: '2021-11-15' } })),
  ).toEqual({ outcome: 'in_review' })
})

test('events of a sandbox never reach figures, and find no real member', async () => {
  const id = await member()
  const before = await loansOf()
  const event = loanEvent({ number: newNumber(), member: { number: id }, dates: approved })
  const outcome = await tell(event, { code: 'play', isSandbox: true })
  expect(outcome).toEqual({ outcome: 'parked', reason: 'member_unknown' })
  expect(await p7(id)).toBeUndefined()
  expect(await loansOf()).toEqual(before)
})

test('the same days in arrears are graded by the scale of the partner', async () => {
  const id = await member()
  const signing = { scheme: 'standard_webhooks', skewSeconds: 300 } as const
  for (const type of ['bank', 'p2p_lender'] as const) {
    const partner = { code: `graded-${type.replace('_', '-')}`, isSandbox: false }
    await registerPartner(deps, admin, request(), { ...partner, name: 'Mitra', type, signing, allowedFrom: [] })
    const dates = { ...approved, disbursed: '2021-11-12' }
    await tell({ ...loanEvent({ number: newNumber(), member: { number: id }, dates }), daysLate: 95 }, partner)
  }
  const loans = await listMemberLoans(deps, admin, id)
  expect(loans.map(({ partner, collectability }) => [partner, collectability])).toEqual([
    [
      'graded-bank',
      {
        grade: 3,
        name: { id: 'Kurang lancar', en: 'Substandard' },
        isNonPerforming: true,
        basis: 'POJK 40/POJK.03/2019',
      },
    ],
    [
      'graded-p2p-lender',
      { grade: 5, name: { id: 'Macet', en: 'Loss' }, isNonPerforming: true, basis: 'POJK 10/2022' },
    ],
  ])
})

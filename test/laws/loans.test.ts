import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { LoanFactKind } from '../../shared/domain/ledger/loan-fact-kind.ts'
import type { Loan } from '../../shared/domain/loan/loan.ts'
import type { LoanEvent, ToldLoan } from '../../shared/domain/loan/loan-event.ts'
import { listLoanFacts } from '../../shared/domain/loan/loan-facts.ts'
import { loanKey } from '../../shared/domain/loan/loan-record.ts'
import { toSen, writeRupiah } from '../../shared/domain/values/money.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { explain } from '../../shared/usecases/ledger/explain.ts'
import { applyLoanEvent } from '../../shared/usecases/loans/apply-loan-event.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { fewAreas } from '../support/few-areas.ts'
import { recountAll } from '../support/ledger-state.ts'
import { registerLender } from '../support/lender.ts'
import { dayAt, eventOf, life, retold } from '../support/loan-arbitrary.ts'
import { runs } from '../support/runs.ts'
import { callerAs, request, type TestDeps, testDeps } from '../support/test-deps.ts'
import { inside, newNik } from '../support/world.ts'

const admin = callerAs('admin')
const now = '2026-03-20T05:00:00.000Z'
let deps: TestDeps

beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2026-01', now })
  await registerLender(deps)
})

async function member(nik = newNik()): Promise<string> {
  const { answer } = await registerMember(deps, admin, request(), {
    person: { name: 'Sri Wahyuni', nik },
    gender: 'male',
    category: 'pemula',
    registeredOn: dayAt(0),
    ...inside,
  })
  return answer.memberId
}

type Telling = { partner: string; number: string; told: ToldLoan }

const tell = (telling: Telling, memberRef: LoanEvent['member']) =>
  applyLoanEvent(deps, {
    partner: { code: telling.partner, isSandbox: false },
    receiptId: 'rct_1',
    event: eventOf(telling, memberRef),
  })

/** The state of loans, without their members and the entries that count them. */
async function readLoans(ids: { partner: string; number: string }[]) {
  const found = new Map((await deps.loans.getMany(ids.map(loanKey))).map((record) => [record.id, record]))
  return ids.map((id) => {
    const record = found.get(loanKey(id))
    return {
      partner: id.partner,
      state: record?.loan?.state,
      dates: record?.loan?.dates,
      amounts: record?.loan?.amounts,
      review: record?.review,
      events: record?.events,
      counted: LoanFactKind.options.map((fact) => {
        const { on, amount, decisionDays } = record?.counted[fact] ?? {}
        return [fact, on, amount, decisionDays]
      }),
    }
  })
}

/** The net of every loan figure and of the financing stage, in the whole programme. */
async function readFigures() {
  const monthFigures = await computeFigures(deps, { month: '2026-03', area: '31', reading: 'as_posted' })
  const loans = monthFigures.loans?.facts.map(({ fact, cumulative }) => ({ fact, ...cumulative }))
  return { loans, p7: monthFigures.stages.find(({ stage }) => stage === 'P7')?.cumulative }
}

/** The sums of the loans' facts, computed without the ledger. */
const sumOf = (loans: (Loan | undefined)[]) =>
  LoanFactKind.options.map((fact) => {
    const facts = loans.flatMap(listLoanFacts).filter((each) => each.fact === fact)
    return {
      fact,
      number: facts.length,
      amount: writeRupiah(facts.reduce((sum, { amount }) => sum + toSen(amount), 0n)),
    }
  })

const lives = fc.array(life, { minLength: 1, maxLength: 3 })

test('the loans of a member have the same result in every order and with any repeats of events, and figures follow', {
  timeout: 600_000,
}, async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      lives.chain((all) =>
        fc.tuple(fc.constant(all), retold(all.flatMap((events, loan) => events.map((told) => ({ loan, told }))))),
      ),
      async (all) => {
        const [events, mixedEvents] = all
        run++
        const numberOf = (loan: number, prefix: string) => ({
          partner: `bank-${loan % 2}`,
          number: `${prefix}-${run}-${loan}`,
        })
        const [straightMember, shuffledMember] = [await member(), await member()]
        const start = await readFigures()
        for (const [loan, eventsOfLoan] of events.entries())
          for (const told of eventsOfLoan) await tell({ ...numberOf(loan, 'a'), told }, { number: straightMember })
        const between = await readFigures()
        for (const { loan, told } of mixedEvents)
          await tell({ ...numberOf(loan, 'b'), told }, { number: shuffledMember })
        const end = await readFigures()

        const ids = (prefix: string) => events.map((_, loan) => numberOf(loan, prefix))
        expect(await readLoans(ids('b'))).toEqual(await readLoans(ids('a')))
        const [a, b] = await Promise.all([deps.members.get(straightMember), deps.members.get(shuffledMember)])
        expect(b?.standings.P7?.happenedOn).toBe(a?.standings.P7?.happenedOn)
        expect((end.p7 ?? 0) - (between.p7 ?? 0)).toBe((between.p7 ?? 0) - (start.p7 ?? 0))
        const records = await deps.loans.getMany([...ids('a'), ...ids('b')].map(loanKey))
        const before = start.loans ?? []
        const expectedLoans = sumOf(records.map(({ loan }) => loan)).map(({ fact, number, amount }) => {
          const old = before.find((each) => each.fact === fact)
          const sen = BigInt((old?.amount ?? '0.00').replace('.', '')) + BigInt(amount.replace('.', ''))
          return { fact, number: (old?.number ?? 0) + number, amount: writeRupiah(sen) }
        })
        expect(end.loans).toEqual(expectedLoans)
      },
    ),
    runs(1, 40),
  )
  expect(await recountAll(deps)).toEqual([])
})

const approvalOf = (number: string): Telling => ({
  partner: 'bank-0',
  number,
  told: {
    eventId: `evt-${number}`,
    occurredAt: '2026-02-10T03:00:00.000Z',
    sequence: 0,
    memberKey: '',
    product: 'monas',
    dates: { submitted: dayAt(10), in_review: dayAt(12), approved: dayAt(20) },
    amounts: { applied: '9999999999999999.99', approved: '9007199254740993.01' },
  },
})

test('two copies at the same instant have one effect, whatever the amount', async () => {
  const id = await member()
  const before = await readFigures()
  const outcomes = await Promise.all([1, 2, 3].map(() => tell(approvalOf('L-1'), { number: id })))
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['applied', 'unchanged', 'unchanged'])
  expect((await readFigures()).p7).toBe((before.p7 ?? 0) + 1)
  await tell(approvalOf('L-2'), { number: await member() })
  const { loans } = await readFigures()
  // Twice an amount that a float cannot represent exactly.
  expect(loans?.[1]).toEqual({ fact: 'approved', number: 2, amount: '18014398509481986.02' })
  expect(await recountAll(deps)).toEqual([])
})

test('two loans of a member that arrive at once end with the stage held by the earlier', async () => {
  for (let n = 0; n < 4; n++) {
    const id = await member()
    const later = approvalOf(`late-${n}`)
    const earlier = { ...later, number: `early-${n}`, partner: 'bank-1' }
    earlier.told = { ...later.told, dates: { ...later.told.dates, approved: dayAt(15) } }
    await Promise.all([tell(later, { number: id }), tell(earlier, { number: id })])
    expect((await deps.members.get(id))?.standings.P7?.happenedOn).toBe(dayAt(15))
  }
  expect(await recountAll(deps)).toEqual([])
})

test('an event that is repeated a year later changes nothing', async () => {
  const id = await member()
  await tell(approvalOf('L-1'), { number: id })
  const before = await deps.members.get(id)
  deps.clock.set('2027-03-20T05:00:00.000Z')
  expect(await tell(approvalOf('L-1'), { number: id })).toEqual({ outcome: 'unchanged' })
  expect(await deps.members.get(id)).toEqual(before)
})

test('the entries behind a figure of loans add up to it', async () => {
  const id = await member()
  await tell(approvalOf('L-1'), { number: id })
  const cancelledLoan = approvalOf('L-2')
  await tell(cancelledLoan, { number: id })
  const dates = { ...cancelledLoan.told.dates, cancelled: dayAt(30) }
  const cancellation = { ...cancelledLoan.told, eventId: 'evt-off', occurredAt: '2026-02-11T03:00:00.000Z', dates }
  await tell({ ...cancelledLoan, told: cancellation }, { number: id })
  const figureQuery = { month: '2026-03', span: 'cumulative', area: '31', fact: 'approved' } as const
  const { items } = await explain(deps, admin, figureQuery, { leftOut: false, limit: 50 })
  expect(items.map(({ effect }) => effect)).toEqual([1, 1, -1])
  expect((await readFigures()).loans?.[1]?.number).toBe(1)
})

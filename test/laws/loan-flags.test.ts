import fc from 'fast-check'
import { expect, test } from 'vitest'
import { obligationHandlers } from '../../functions/sweep/handlers.ts'
import { financeMember } from '../../shared/domain/loan/finance-member.ts'
import { foldEvents } from '../../shared/domain/loan/loan.ts'
import { makeToldLoan, type ToldLoan } from '../../shared/domain/loan/loan-event.ts'
import { type LoanRecord, loanKey, makeLoanRecord } from '../../shared/domain/loan/loan-record.ts'
import { findTwins } from '../../shared/domain/loan/twins.ts'
import { currentContext } from '../../shared/usecases/ledger/post.ts'
import { applyLoanEvent } from '../../shared/usecases/loans/apply-loan-event.ts'
import { mapAtOnce } from '../../shared/usecases/map-at-once.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { sweep } from '../../shared/usecases/sweep.ts'
import { fewAreas } from '../support/few-areas.ts'
import { recountAll } from '../support/ledger-state.ts'
import { anyTold, dayAt, eventOf, life, retold } from '../support/loan-arbitrary.ts'
import { amount } from '../support/runs.ts'
import { callerAs, request, testDeps } from '../support/test-deps.ts'
import { inside, newNik } from '../support/world.ts'

const loansOfMember = 4

/** Loans of one member at two partners, some with contradictory events, or sent by both partners. */
const bundle = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.oneof({ weight: 3, arbitrary: life }, anyTold), { minLength: loansOfMember, maxLength: loansOfMember }),
  )
  .map(([isTwin, loans]) => (isTwin ? [...loans.slice(0, 1), ...loans.slice(0, -1)] : loans))

type Telling = { partner: string; number: string; member: string; told: ToldLoan }

test('events of many loans in any order have the result of a clean fold, with its reviews, stage problems and twins', {
  timeout: 1_800_000,
}, async () => {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2026-01', now: '2026-03-20T05:00:00.000Z' })
  const admin = callerAs('admin')
  const tellings: Telling[] = []
  const members: string[] = []
  const mostEvents = amount(30, 10_000)
  for (const [i, loans] of fc.sample(bundle, { seed: 19, numRuns: mostEvents }).entries()) {
    if (tellings.length >= mostEvents) break
    const { answer } = await registerMember(deps, admin, request(), {
      person: { name: 'Sri Wahyuni', nik: newNik(), ...(i % 3 === 0 && { birthDate: dayAt(12) }) },
      gender: 'male',
      category: 'pemula',
      registeredOn: dayAt(40),
      ...inside,
    })
    members.push(answer.memberId)
    for (const [loan, events] of loans.entries())
      tellings.push(
        ...events.map((told) => ({
          partner: `bank-${loan % 2}`,
          number: `${i}-${loan}`,
          member: answer.memberId,
          told,
        })),
      )
  }
  const [mixedTellings = []] = fc.sample(retold(tellings), { seed: 20, numRuns: 1 })
  await mapAtOnce(mixedTellings, 4, ({ partner, number, member, told }) =>
    applyLoanEvent(deps, {
      partner: { code: partner, isSandbox: false },
      receiptId: 'rct_1',
      event: eventOf({ number, told }, { number: member }),
    }),
  )
  await sweep(deps, obligationHandlers(deps), 60_000)

  const { programme } = deps.frame
  const context = await currentContext(deps, { actor: 'clean', source: 'fold' })
  const flagCounts = { reviews: 0, problems: 0, twins: 0 }
  for (const id of members) {
    const eventsByLoan = Map.groupBy(
      tellings.filter(({ member }) => member === id),
      ({ partner, number }) => loanKey({ partner, number }),
    )
    const clean = [...eventsByLoan.values()].map((events): LoanRecord => {
      const [{ partner, number } = { partner: '', number: '' }] = events
      const all = events.map((each) => makeToldLoan(eventOf(each, { number: id }), id))
      const { loan, review } = foldEvents({ partner, number }, all, {}, { now: deps.now(), zone: programme.zone })
      return { ...makeLoanRecord({ partner, number }, false), review, ...(loan && { loan }) }
    })
    const member = await deps.members.get(id)
    if (!member) throw new Error('A member is gone')
    const { P7: heldP7, ALL: _, ...standings } = member.standings
    const financedResult = financeMember(context, { ...member, standings }, clean)
    const pairs = findTwins(clean.flatMap(({ loan }) => loan ?? [])).map(({ loans: [a, b] }) => [
      loanKey(a),
      loanKey(b),
    ])
    const expected = clean.map(({ id: loan, loan: state, review }) => ({
      id: loan,
      loan: state,
      review,
      stageProblems: financedResult.refused.get(loan),
      twins: pairs.flatMap((pair) => (pair.includes(loan) ? pair.filter((each) => each !== loan) : [])).toSorted(),
      isListed: review.length > 0 || financedResult.refused.has(loan),
    }))
    const records = new Map((await deps.loans.getMany([...eventsByLoan.keys()])).map((record) => [record.id, record]))
    const actualFlags = expected.map(({ id: loan }) => {
      const record = records.get(loan)
      return {
        id: loan,
        loan: record?.loan,
        review: record?.review,
        stageProblems: record?.stageProblems,
        twins: record?.twins.toSorted(),
        isListed: record?.reviewSince !== undefined,
      }
    })
    expect(actualFlags).toEqual(expected)
    flagCounts.reviews += clean.filter(({ review }) => review.length > 0).length
    flagCounts.problems += financedResult.refused.size
    flagCounts.twins += pairs.length
    expect(heldP7?.happenedOn).toBe(financedResult.member.standings.P7?.happenedOn)
  }
  // Few events do not cause every flag.
  if (mostEvents > 1_000) expect(Math.min(...Object.values(flagCounts))).toBeGreaterThan(0)
  expect(await recountAll(deps)).toEqual([])
})

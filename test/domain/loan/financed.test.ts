import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideFinancing, type FinancedStanding } from '../../../shared/domain/loan/financed.ts'
import { findFinancedDay } from '../../../shared/domain/loan/financed-day.ts'
import { foldEvents, type Loan } from '../../../shared/domain/loan/loan.ts'
import type { ToldLoan } from '../../../shared/domain/loan/loan-event.ts'
import { listLoanFacts } from '../../../shared/domain/loan/loan-facts.ts'
import { findTwins } from '../../../shared/domain/loan/twins.ts'
import { FinanceRule } from '../../../shared/domain/programme/finance-rule.ts'
import { toSen } from '../../../shared/domain/values/money.ts'
import { anyTold, dayAt, life, noonAt, retold } from '../../support/loan-arbitrary.ts'

const rules = [
  FinanceRule.parse({ from: '2026-01-11', fact: 'disbursed', basis: 'Pergub kedua' }),
  FinanceRule.parse({ from: '2020-01-01', fact: 'approved', basis: 'Pergub pertama' }),
]
const always = () => true
const late = { now: noonAt(400), zone: 'Asia/Jakarta' }

const loan = (number: string, state: Loan['state'], dates: Loan['dates'], partner = 'bank'): Loan => ({
  partner,
  number,
  state,
  dates,
  eventId: 'e',
  occurredAt: noonAt(0).toISOString(),
  sequence: 0,
  memberKey: '7K3M9QXF',
  product: 'monas',
  amounts: { applied: '10000000.00', approved: '9000000.00', disbursed: '8000000.00' },
})
const approvedOn = (number: string, day: number, partner = 'bank') =>
  loan(number, 'approved', { submitted: dayAt(0), approved: dayAt(day) }, partner)

describe('a loan meets the rule', () => {
  test.each<[string, Loan, string | undefined]>([
    ['of its approval', approvedOn('1', 3), dayAt(3)],
    [
      'of its approval, though paid out under the next',
      loan('1', 'disbursed', { approved: dayAt(3), disbursed: dayAt(12) }),
      dayAt(3),
    ],
    ['only when paid out, if approved under that rule', approvedOn('1', 10), undefined],
    ['on the day it was paid out', loan('1', 'disbursed', { approved: dayAt(10), disbursed: dayAt(12) }), dayAt(12)],
    ['still when repaid', loan('1', 'repaid', { approved: dayAt(3), disbursed: dayAt(4), repaid: dayAt(9) }), dayAt(3)],
    ['still when written off', loan('1', 'written_off', { approved: dayAt(3), disbursed: dayAt(4) }), dayAt(3)],
    ['not when cancelled', loan('1', 'cancelled', { approved: dayAt(3), cancelled: dayAt(4) }), undefined],
    ['not when applied for', loan('1', 'in_review', { submitted: dayAt(3) }), undefined],
    ['of the first, if approved before any', loan('1', 'approved', { approved: '2019-12-31' }), '2019-12-31'],
  ])('%s', (_, caseLoan, on) => {
    expect(findFinancedDay(rules, caseLoan)).toBe(on)
  })
})

describe('the stage', () => {
  const [first, second] = [approvedOn('1', 3, 'koperasi'), approvedOn('2', 5, 'fintech')]
  const byFirst: FinancedStanding = { happenedOn: dayAt(3), loan: { partner: 'koperasi', number: '1' } }
  const fallenLoan = loan('1', 'cancelled', { approved: dayAt(3), cancelled: dayAt(6) }, 'koperasi')

  test('is attained by the loan that met the rule first', () => {
    expect(decideFinancing(rules, [second, first], undefined, always)).toEqual({
      act: 'attain',
      by: { partner: 'koperasi', number: '1' },
      on: dayAt(3),
    })
  })
  test('stays while that loan meets the rule', () => {
    expect(decideFinancing(rules, [first, second], byFirst, always)).toEqual({ act: 'nothing' })
  })
  test('passes to the next loan, with its day, when that loan falls', () => {
    expect(decideFinancing(rules, [fallenLoan, second], byFirst, always)).toEqual({
      act: 'replace',
      by: { partner: 'fintech', number: '2' },
      on: dayAt(5),
    })
  })
  test('is reversed when no loan meets the rule', () => {
    expect(decideFinancing(rules, [fallenLoan], byFirst, always)).toEqual({ act: 'reverse' })
    expect(decideFinancing(rules, [], byFirst, always)).toEqual({ act: 'reverse' })
  })
  test('follows a correction of its date', () => {
    const act = decideFinancing(rules, [approvedOn('1', 2, 'koperasi')], byFirst, always)
    expect(act).toEqual({ act: 'replace', by: { partner: 'koperasi', number: '1' }, on: dayAt(2) })
  })
  test('does not change if a person recorded it', () => {
    expect(decideFinancing(rules, [first], { happenedOn: dayAt(9) }, always)).toEqual({ act: 'nothing' })
    expect(decideFinancing(rules, [], { happenedOn: dayAt(9) }, always)).toEqual({ act: 'nothing' })
  })
  test('is attained only on a day that the programme permits', () => {
    const isPermitted = (on: string) => on > dayAt(4)
    expect(decideFinancing(rules, [first, second], undefined, isPermitted)).toMatchObject({
      act: 'attain',
      on: dayAt(5),
    })
    expect(decideFinancing(rules, [first], undefined, isPermitted)).toEqual({ act: 'nothing' })
    expect(decideFinancing(rules, [first], byFirst, isPermitted)).toEqual({ act: 'reverse' })
  })
})

/** Returns the standing after a decision. */
const carryOut = (
  standing: FinancedStanding | undefined,
  act: ReturnType<typeof decideFinancing>,
): FinancedStanding | undefined => {
  if (act.act === 'nothing') return standing
  return act.act === 'reverse' ? undefined : { happenedOn: act.on, loan: act.by }
}

type NumberedEvent = { number: string; event: ToldLoan }

test('the events of all loans of a member, in any order and number, give the same standing and facts', () => {
  const histories = fc
    .array(fc.oneof(life, anyTold), { minLength: 1, maxLength: 3 })
    .map((loans) => loans.flatMap((events, i) => events.map((event): NumberedEvent => ({ number: `${i}`, event }))))
    .chain((events) => fc.tuple(fc.constant(events), retold(events)))
  fc.assert(
    fc.property(histories, ([inOrder, again]) => {
      const play = (events: NumberedEvent[]) => {
        const eventsByLoan = new Map<string, ToldLoan[]>()
        const loans = new Map<string, Loan>()
        const sums = new Map<string, bigint>()
        let standing: FinancedStanding | undefined
        for (const { number, event } of events) {
          const all = [...(eventsByLoan.get(number) ?? []), event]
          eventsByLoan.set(number, all)
          const { loan: now } = foldEvents({ partner: 'bank', number }, all, {}, late)
          for (const [facts, sign] of [
            [listLoanFacts(loans.get(number)), -1n],
            [listLoanFacts(now), 1n],
          ] as const)
            for (const { fact, on, amount, decisionDays } of facts)
              for (const [name, n] of [
                [`${fact} ${on} ${decisionDays ?? ''}`, 1n],
                [`sen ${fact} ${on}`, toSen(amount)],
              ] as const)
                sums.set(name, (sums.get(name) ?? 0n) + sign * n)
          if (now) loans.set(number, now)
          else loans.delete(number)
          const decision = decideFinancing(rules, [...loans.values()], standing, always)
          standing = carryOut(standing, decision)
          expect(decideFinancing(rules, [...loans.values()], standing, always)).toEqual({ act: 'nothing' })
        }
        const counted = [...sums].filter(([, n]) => n !== 0n).toSorted(([a], [b]) => a.localeCompare(b))
        return { standing, counted, loans: [...loans.values()].toSorted((a, b) => a.number.localeCompare(b.number)) }
      }
      expect(play(again)).toEqual(play(inOrder))
    }),
    { numRuns: 150 },
  )
})

describe('the facts of a loan', () => {
  const { submitted, approved } = { submitted: dayAt(0), approved: dayAt(3) }
  test('count with their amounts, decisions with their days', () => {
    expect(listLoanFacts(loan('1', 'disbursed', { submitted, approved, disbursed: dayAt(9) }))).toEqual([
      { fact: 'applied', partner: 'bank', on: submitted, amount: '10000000.00' },
      { fact: 'approved', partner: 'bank', on: approved, amount: '9000000.00', decisionDays: 3 },
      { fact: 'disbursed', partner: 'bank', on: dayAt(9), amount: '8000000.00' },
    ])
    expect(listLoanFacts(loan('1', 'rejected', { submitted, rejected: dayAt(2) }))).toEqual([
      { fact: 'applied', partner: 'bank', on: submitted, amount: '10000000.00' },
      { fact: 'rejected', partner: 'bank', on: dayAt(2), amount: '10000000.00', decisionDays: 2 },
    ])
  })
  test('of approval no longer count after a cancellation, but the application does', () => {
    const before = loan('1', 'approved', { submitted, approved })
    const after = loan('1', 'cancelled', { submitted, approved, cancelled: dayAt(5) })
    const namesOf = (each: Loan) => listLoanFacts(each).map(({ fact }) => fact)
    expect(namesOf(before)).toEqual(['applied', 'approved'])
    expect(namesOf(after)).toEqual(['applied'])
  })
})

describe('the same loan reported twice', () => {
  const bank = approvedOn('1', 3)
  const fintech = approvedOn('A-7', 3, 'fintech')
  test('by two partners is flagged once, whichever came first', () => {
    const twins = [
      {
        fact: 'approved',
        on: dayAt(3),
        amount: '9000000.00',
        loans: [
          { partner: 'bank', number: '1' },
          { partner: 'fintech', number: 'A-7' },
        ],
      },
    ]
    expect(findTwins([bank, fintech])).toEqual(twins)
    expect(findTwins([fintech, bank])).toEqual(twins)
  })
  test('is recognised by its disbursement if the approvals differ', () => {
    const disburse = (original: Loan, day: number): Loan => ({
      ...original,
      state: 'disbursed',
      dates: { approved: dayAt(day), disbursed: dayAt(9) },
    })
    expect(findTwins([disburse(bank, 3), disburse(fintech, 4)])).toMatchObject([{ fact: 'disbursed', on: dayAt(9) }])
  })
  test.each<[string, Loan]>([
    ['another member', { ...fintech, memberKey: '1.hash' }],
    ['another amount', { ...fintech, amounts: { applied: '10000000.00', approved: '9000000.01' } }],
    ['another day', approvedOn('A-7', 4, 'fintech')],
    ['the same partner', approvedOn('2', 3)],
    ['a loan that fell', { ...fintech, state: 'cancelled' }],
  ])('is not %s', (_, other) => {
    expect(findTwins([bank, other])).toEqual([])
  })
})

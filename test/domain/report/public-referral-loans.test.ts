import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths } from '../../../shared/domain/calendar.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { publicOver } from '../../support/pages-of.ts'
import { name, over, type ReferralNumbers, referralsOf, shownOf, whole } from '../../support/public-referrals.ts'
import { findToldReferralLoans } from '../../support/referral-loan-attack.ts'
import { runs } from '../../support/runs.ts'

/** Approved loans of a lender: all of them, those that came from referrals, and how many members were referred to it. */
type Lender = { all: number; referred?: number; sent?: number }

/** A report of lenders' approved loans. The first lender also has the referrals that still wait. */
function reportOf(lenders: Lender[], { waiting = 10, at = 0 } = {}): Report {
  const sumOf = (value: (each: Lender) => number) => lenders.reduce((sum, each) => sum + value(each), 0)
  const approved = sumOf(({ referred = 0 }) => referred)
  const taken = sumOf(({ referred = 0, sent = referred }) => sent)
  const cell = (number: number) => ({ number, amount: `${number}000000.00` })
  const none = { cumulative: cell(0), inMonth: cell(0) }
  const { facts: own, ...rest } = referralsOf({ waiting, taken, approved })
  const partners = lenders.flatMap(({ referred = 0, sent = referred }, i) =>
    sent > 0 || (i === 0 && waiting > 0)
      ? [
          {
            ...{ code: `p${i}`, name: `p${i}` },
            facts: { sent: { number: sent + (i === 0 ? waiting : 0) }, approved: { number: referred } },
          },
        ]
      : [],
  )
  const all = cell(sumOf((each) => each.all))
  return {
    ...whole,
    month: addMonths('2026-10', at),
    referrals: { ...rest, facts: own, partners },
    loans: {
      facts: [
        {
          ...{ fact: 'approved', name, definition: name, cumulative: all },
          inMonth: { counted: all, late: cell(0), reversed: cell(0), net: all },
        },
      ],
      decisionDays: [],
      partners: lenders.map((lender, i) => ({
        ...{ code: `p${i}`, name: `p${i}` },
        facts: {
          ...{ applied: none, disbursed: none, rejected: none },
          approved: { cumulative: cell(lender.all), inMonth: cell(0) },
        },
      })),
    },
  }
}

const approvedOver = (months: Lender[][]) =>
  publicOver(months.map((lenders, at) => reportOf(lenders, { waiting: 10 + 5 * at, at }))).map(
    (report) => shownOf(report, 'approved')[0],
  )

test('the loans of lenders do not reveal the few without a referral', () => {
  const otherLender = { all: 40 }
  // The only lender that takes referrals has 22 loans, two of them without a referral.
  expect(approvedOver([[{ all: 22, referred: 20, sent: 30 }, otherLender]])).toEqual([null])
  expect(approvedOver([[{ all: 30, referred: 20, sent: 30 }, otherLender]])).toEqual([20])
  expect(approvedOver([[{ all: 20, referred: 20, sent: 30 }, otherLender]])).toEqual([20])
  // Nearly all referrals go to one lender.
  expect(approvedOver([[{ all: 22, referred: 20, sent: 30 }, { all: 30, sent: 2 }, otherLender]])).toEqual([null])
  // Two lenders take referrals, and the first of them has two loans without a referral.
  const second = { all: 30, referred: 20, sent: 30 }
  expect(approvedOver([[{ all: 12, referred: 10, sent: 20 }, second]])).toEqual([null])
  expect(approvedOver([[{ all: 15, referred: 10, sent: 20 }, second]])).toEqual([30])
  // Everybody who was referred got a loan, so the number of referrals of each lender is also the number of its loans.
  const fullLender = { all: 25, referred: 20, sent: 20 }
  expect(approvedOver([[fullLender, { all: 30, referred: 10, sent: 10 }]])).toEqual([null])
  expect(approvedOver([[fullLender, { all: 30, referred: 10, sent: 15 }]])).toEqual([30])
  // All loans of one lender followed referrals, so the rest are the few loans of the other lender.
  expect(
    approvedOver([
      [
        { all: 20, referred: 20, sent: 30 },
        { all: 30, referred: 3, sent: 9 },
      ],
    ]),
  ).toEqual([null])
  expect(
    approvedOver([
      [
        { all: 20, referred: 20, sent: 30 },
        { all: 30, referred: 6, sent: 9 },
      ],
    ]),
  ).toEqual([26])
  // None of the five loans of a lender can have followed a referral.
  expect(
    approvedOver([
      [
        { all: 30, referred: 20, sent: 30 },
        { all: 5, sent: 9 },
      ],
    ]),
  ).toEqual([20])
  expect(
    approvedOver([
      [
        { all: 30, referred: 20, sent: 30 },
        { all: 30, referred: 2, sent: 9 },
      ],
    ]),
  ).toEqual([22])
})

test('the loans of lenders in other months do not reveal the few without a referral', () => {
  const tiny = { all: 2 }
  const otherLender = { all: 40 }
  // Lenders are first shown in the second month, beside the number of the first.
  expect(
    approvedOver([
      [{ all: 20, referred: 20, sent: 30 }, { all: 30 }, tiny],
      [{ all: 22, referred: 20, sent: 30 }, otherLender, { all: 9 }],
    ]),
  ).toEqual([null, null])
  // Twelve of the loans came without a referral, two more than in the month before.
  expect(
    approvedOver([
      [{ all: 30, referred: 20, sent: 30 }, { all: 30 }],
      [{ all: 37, referred: 25, sent: 40 }, otherLender],
    ]),
  ).toEqual([20, 20])
  expect(
    approvedOver([
      [{ all: 30, referred: 20, sent: 30 }, { all: 30 }],
      [{ all: 40, referred: 25, sent: 40 }, otherLender],
    ]),
  ).toEqual([20, 25])
})

test('a shown number of loans that followed referrals stays, and the next number is compared with it', () => {
  const first = [{ all: 30, referred: 20, sent: 30 }, { all: 40 }]
  // In the second month, another lender has two loans without a referral.
  expect(
    approvedOver([
      first,
      [
        { all: 40, referred: 26, sent: 45 },
        { all: 8, referred: 6, sent: 9 },
      ],
    ]),
  ).toEqual([20, 20])
  // The lenders are hidden in the second month. In the third, the first lender has two more without a referral.
  const second = [{ all: 36, referred: 26, sent: 41 }, { all: 50 }, { all: 2 }]
  const third = (all: number) => [{ all, referred: 32, sent: 52 }, { all: 60 }, { all: 9 }]
  expect(approvedOver([first, second, third(44)])).toEqual([20, 26, 26])
  expect(approvedOver([first, second, third(47)])).toEqual([20, 26, 32])
})

test('the number of members taken on does not reveal the few without an approved loan', () => {
  expect(approvedOver([[{ all: 60, referred: 11, sent: 12 }]])).toEqual([null])
  expect(approvedOver([[{ all: 60, referred: 12, sent: 12 }]])).toEqual([12])
  expect(approvedOver([[{ all: 60, referred: 11, sent: 16 }]])).toEqual([11])
  expect(approvedOver([[{ all: 60, referred: 11, sent: 16 }], [{ all: 90, referred: 16, sent: 23 }]])).toEqual([11, 11])
})

const zero = { number: 0, amount: '0.00' }

/** All loans of a report that names no lender. */
const loansOf = (all: Partial<Record<'approved' | 'disbursed', number>>): NonNullable<Report['loans']> => ({
  facts: (['approved', 'disbursed'] as const).flatMap((fact) => {
    const number = all[fact]
    if (number === undefined) return []
    const inMonth = { counted: zero, late: zero, reversed: zero, net: zero }
    return [{ fact, name, definition: name, cumulative: { number, amount: '90000000.00' }, inMonth }]
  }),
  decisionDays: [],
  partners: [],
})

test('loans that followed referrals are shown beside all loans, and only with the number taken on', () => {
  const approvedIn = (own: ReferralNumbers, all: number) =>
    shownOf(over([referralsOf(own)], { loans: loansOf({ approved: all }) })[0], 'approved')[0]
  expect(approvedIn({ waiting: 10, taken: 20, approved: 12 }, 60)).toBe(12)
  expect(approvedIn({ waiting: 10, taken: 20, approved: 12 }, 14)).toBeNull()
  expect(approvedIn({ waiting: 10, taken: 20, approved: 3 }, 60)).toBeNull()
  expect(approvedIn({ waiting: 2, taken: 6, not_eligible: 9, no_answer: 9, withdrawn: 9, approved: 5 }, 60)).toBeNull()
  // The number taken on is hidden beside the two who wait.
  const many = { not_eligible: 30, no_answer: 30, withdrawn: 30 }
  expect(approvedIn({ waiting: 2, taken: 20, ...many, approved: 12 }, 60)).toBeNull()
  expect(approvedIn({ waiting: 9, taken: 20, ...many, approved: 12 }, 60)).toBe(12)
})

test('loans that followed referrals get a new number only in a month in which all loans do', () => {
  const first = { all: 60, referred: 11, sent: 16 }
  expect(approvedOver([[first], [{ all: 62, referred: 16, sent: 23 }]])).toEqual([11, 11])
  expect(approvedOver([[first], [{ all: 70, referred: 16, sent: 26 }]])).toEqual([11, 16])
})

test('the disbursed loans do not reveal the few that are approved but not disbursed', () => {
  const shownFor = (disbursed: number) => {
    const loans = loansOf({ approved: 80, disbursed: 60 })
    const [report] = over([referralsOf({ waiting: 10, taken: 40, approved: 20, disbursed })], { loans })
    return [shownOf(report, 'approved')[0], shownOf(report, 'disbursed')[0]]
  }
  expect(shownFor(18)).toEqual([20, null])
  expect(shownFor(12)).toEqual([20, 12])
})

const loan = fc.record({
  lender: fc.nat(2),
  isReferred: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean()),
  sent: fc.nat(3),
  end: fc.constantFrom('waiting', 'taken', 'approved', 'disbursed', 'disbursed'),
  takenAfter: fc.nat(1),
  approvedAfter: fc.nat(1),
  disbursedAfter: fc.nat(1),
})

type Loan = typeof loan extends fc.Arbitrary<infer T> ? T : never

const steps = ['sent', 'taken', 'approved', 'disbursed'] as const

type Step = (typeof steps)[number]

/** Whether a loan has reached a step by the end of a month. Months are counted from the first. */
function hasReached({ sent, takenAfter, approvedAfter, disbursedAfter, end }: Loan, step: Step, at: number): boolean {
  const last = end === 'waiting' ? 'sent' : end
  const months = [sent, takenAfter, approvedAfter, disbursedAfter].slice(0, steps.indexOf(step) + 1)
  return steps.indexOf(last) >= steps.indexOf(step) && months.reduce((sum, each) => sum + each, 0) <= at
}

/** The report of a month with loans. Only the first lenders, as many as `takingReferrals`, take referrals. */
function reportOfLoans(loans: Loan[], takingReferrals: number, at: number): Report {
  const codes = ['p0', 'p1', 'p2']
  const cell = (number: number) => ({ number, amount: `${number}000000.00` })
  const [none, zero] = [cell(0), { cumulative: cell(0), inMonth: cell(0) }]
  const referredLoans = loans.filter(({ lender, isReferred }) => isReferred && lender < takingReferrals)
  const countIn = (some: Loan[], step: Step) => some.filter((each) => hasReached(each, step, at)).length
  const of = (some: Loan[], lender: number) => some.filter((each) => each.lender === lender)
  const numbers = Object.fromEntries(steps.map((step) => [step, countIn(referredLoans, step)]))
  const waiting = countIn(referredLoans, 'sent') - countIn(referredLoans, 'taken')
  const { facts: own, ...rest } = referralsOf({ ...numbers, waiting })
  const stepOf = (some: Loan[], step: Step) => ({ cumulative: cell(countIn(some, step)), inMonth: none })
  return {
    ...whole,
    month: addMonths('2026-10', at),
    referrals: {
      ...rest,
      facts: own,
      partners: codes.flatMap((code, i) => {
        const facts = Object.fromEntries(steps.map((step) => [step, { number: countIn(of(referredLoans, i), step) }]))
        return (facts.sent?.number ?? 0) > 0 ? [{ code, name: code, facts }] : []
      }),
    },
    loans: {
      facts: (['approved', 'disbursed'] as const).map((fact) => ({
        ...{ fact, name, definition: name, cumulative: cell(countIn(loans, fact)) },
        inMonth: { counted: none, late: none, reversed: none, net: none },
      })),
      decisionDays: [],
      partners: codes.map((code, i) => ({
        ...{ code, name: code },
        facts: {
          ...{ applied: zero, rejected: zero },
          approved: stepOf(of(loans, i), 'approved'),
          disbursed: stepOf(of(loans, i), 'disbursed'),
        },
      })),
    },
  }
}

test('few loans cannot be worked out from lenders and from loans that followed referrals', () => {
  const many = fc.array(loan, { minLength: 40, maxLength: 200, size: 'max' })
  fc.assert(
    fc.property(many, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 6 }), (loans, lenders, months) => {
      const truth = Array.from({ length: months }, (_, at) => reportOfLoans(loans, lenders, at))
      expect(findToldReferralLoans(publicOver(truth), truth)).toEqual([])
    }),
    runs(60, 1_000),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths } from '../../../shared/domain/calendar.ts'
import { LoanFactKind } from '../../../shared/domain/ledger/loan-fact-kind.ts'
import { makeReports } from '../../../shared/domain/report/issue-reports.ts'
import { publicReport } from '../../../shared/domain/report/public-report.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { toldOfLoans } from '../../support/loan-attack.ts'
import { publishedIssues } from '../../support/made-issues.ts'
import { publicOver } from '../../support/pages-of.ts'
import { runs } from '../../support/runs.ts'

const [first] = publishedIssues(fewAreas)
if (!first) throw new Error('There is an issue')
const whole = makeReports(first.issue, first.hash)({ area: '31' })

/** Loans approved by partners, each of this many million rupiah. */
function loansOf(numbers: number[], perLoan: number[]): NonNullable<Report['loans']> {
  const name = { id: 'x', en: 'x' }
  const cell = (number: number, millions: number) => ({ number, amount: `${millions}000000.00` })
  const zero = cell(0, 0)
  const none = { cumulative: zero, inMonth: zero }
  const millions = numbers.map((n, i) => n * (perLoan[i] ?? 0))
  const all = cell(
    numbers.reduce((a, b) => a + b, 0),
    millions.reduce((a, b) => a + b, 0),
  )
  return {
    facts: [
      {
        fact: 'approved',
        name,
        definition: name,
        cumulative: all,
        inMonth: { counted: all, late: zero, reversed: zero, net: all },
      },
    ],
    decisionDays: [],
    partners: numbers.map((n, i) => ({
      code: `p${i}`,
      name: `p${i}`,
      facts: {
        applied: none,
        approved: { cumulative: cell(n, millions[i] ?? 0), inMonth: zero },
        disbursed: none,
        rejected: none,
      },
    })),
  }
}

test('one more loan is not told, nor what it came to', () => {
  const months = [
    loansOf([20, 30], [6, 8]),
    loansOf([21, 30], [6, 8]),
    loansOf([26, 31], [6, 8]),
    loansOf([31, 36], [6, 8]),
  ]
  const shown = publicOver(months.map((loans, at) => ({ ...whole, month: addMonths('2026-10', at), loans })))
  const told = shown.map(({ loans }) => [
    loans?.facts.map(({ cumulative, inMonth, asOf }) => [
      cumulative.number,
      cumulative.amount,
      inMonth.net.number,
      asOf,
    ]),
    loans?.partners.map(({ facts: { approved } }) => [
      approved.cumulative.number,
      approved.cumulative.amount,
      approved.asOf,
    ]),
  ])
  const october = (asOf?: string) => [
    [20, '120000000.00', asOf],
    [30, '240000000.00', asOf],
  ]
  expect(told).toEqual([
    [[[50, '360000000.00', null, undefined]], october()],
    [[[50, '360000000.00', null, '2026-10']], october('2026-10')],
    // The second partner's one loan is what is left, so both keep what was shown.
    [[[57, '404000000.00', null, undefined]], october('2026-10')],
    [
      [[67, '474000000.00', null, undefined]],
      [
        [31, '186000000.00', undefined],
        [36, '288000000.00', undefined],
      ],
    ],
  ])
})

const loan = fc.record({
  partner: fc.nat(3),
  millions: fc.integer({ min: 1, max: 500 }),
  applied: fc.nat(5),
  decidedAfter: fc.nat(2),
  disbursedAfter: fc.nat(2),
  days: fc.nat(45),
  end: fc.constantFrom('waiting', 'rejected', 'approved', 'disbursed', 'disbursed', 'disbursed', 'disbursed'),
  fallsAt: fc.oneof({ weight: 9, arbitrary: fc.constant(99) }, { weight: 1, arbitrary: fc.nat(6) }),
})
type Loan = typeof loan extends fc.Arbitrary<infer T> ? T : never

/** Whether a loan has a fact at the end of a month, counted from the first. */
function hasFact({ applied, decidedAfter, disbursedAfter, end, fallsAt }: Loan, fact: LoanFactKind, at: number) {
  const isDecided = applied + decidedAfter <= at
  const isOf = {
    applied: applied <= at,
    approved: isDecided && ['approved', 'disbursed'].includes(end),
    disbursed: applied + decidedAfter + disbursedAfter <= at && end === 'disbursed',
    rejected: isDecided && end === 'rejected',
  }
  return isOf[fact] && at < fallsAt
}

/** The report of a month with loans, which partners gave. */
function reportOfLoans(loans: Loan[], partners: number, at: number): Report {
  const name = { id: 'x', en: 'x' }
  const cell = (some: Loan[]) => ({
    number: some.length,
    amount: `${some.reduce((sum, { millions }) => sum + millions, 0)}000000.00`,
  })
  const cellOf = (fact: LoanFactKind, some: Loan[]) => cell(some.filter((each) => hasFact(each, fact, at)))
  const none = cell([])
  const own = (fact: LoanFactKind, some: Loan[]) => ({ cumulative: cellOf(fact, some), inMonth: none })
  const edges = [0, 8, 15, 31]
  return {
    ...whole,
    month: addMonths('2026-01', at),
    loans: {
      facts: LoanFactKind.options.map((fact) => ({
        fact,
        name,
        definition: name,
        cumulative: cellOf(fact, loans),
        inMonth: { counted: none, late: none, reversed: none, net: none },
      })),
      decisionDays: (['approved', 'rejected'] as const).map((fact) => ({
        fact,
        buckets: edges.map((fromDay, i) => {
          const toDay = edges[i + 1] === undefined ? null : (edges[i + 1] ?? 0) - 1
          const within = loans.filter(({ days }) => days >= fromDay && days <= (toDay ?? days))
          return { fromDay, toDay, loans: cellOf(fact, within).number }
        }),
      })),
      partners: Array.from({ length: partners }, (_, p) => {
        const ofPartner = loans.filter(({ partner }) => partner % partners === p)
        return {
          code: `p${p}`,
          name: `p${p}`,
          facts: {
            applied: own('applied', ofPartner),
            approved: own('approved', ofPartner),
            disbursed: own('disbursed', ofPartner),
            rejected: own('rejected', ofPartner),
          },
        }
      }),
    },
  }
}

test('no few loans are told by all that is public, nor what they came to, nor how long they took', () => {
  const many = fc.array(loan, { minLength: 10, maxLength: 160, size: 'max' })
  fc.assert(
    fc.property(many, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 7 }), (loans, partners, months) => {
      const truth = Array.from({ length: months }, (_, at) => reportOfLoans(loans, partners, at))
      expect(toldOfLoans(publicOver(truth), truth)).toEqual([])
    }),
    runs(30, 1_000),
  )
})

test('beside members financed stand the loans that are shown, and an indicator of loans is not shown at all', () => {
  const loans = loansOf([3, 30], [6, 8])
  const financed = whole.headlines.find(({ counts }) => counts === 'P7')
  if (!financed) throw new Error('Members financed are a headline')
  const exact = loans.facts.map(({ fact, cumulative }) => ({ fact, loans: cumulative.number }))
  const headlines = [
    { ...financed, loans: exact },
    { ...financed, code: 'LOANS', counts: 'disbursed' },
  ]
  const shown = publicReport({ ...whole, loans, headlines })
  expect(shown.headlines.map(({ code }) => code)).toEqual(['P7'])
  expect(shown.headlines[0]?.loans?.map((each) => each.loans)).toEqual(
    shown.loans?.facts.map(({ cumulative }) => cumulative.number),
  )
  expect(publicReport({ ...whole, loans: loansOf([1, 2], [6, 8]), headlines }).headlines[0]?.loans).toEqual(
    exact.map(({ fact }) => ({ fact, loans: null })),
  )
})

test('an amount is left out where it would differ from another by what a few loans came to', () => {
  const { facts, ...rest } = loansOf([20, 30], [6, 8])
  const [approved] = facts
  if (!approved) throw new Error('There is a fact')
  const disbursed = { ...approved, fact: 'disbursed' as const, cumulative: { number: 48, amount: '350000000.00' } }
  const { loans } = publicReport({ ...whole, loans: { ...rest, facts: [approved, disbursed] } })
  expect(loans?.facts.map(({ cumulative }) => [cumulative.number, cumulative.amount])).toEqual([
    [50, '360000000.00'],
    [48, null],
  ])
})

test('partners’ amounts are left out with the amount that they add up to', () => {
  const approved = loansOf([30, 10], [6, 8])
  const rejected = loansOf([10, 28], [6, 8])
  const [fact] = rejected.facts
  if (!fact) throw new Error('There is a fact')
  const { loans } = publicReport({
    ...whole,
    loans: {
      ...approved,
      facts: [...approved.facts, { ...fact, fact: 'rejected' }],
      partners: approved.partners.map((partner, i) => ({
        ...partner,
        facts: { ...partner.facts, rejected: rejected.partners[i]?.facts.approved ?? partner.facts.rejected },
      })),
    },
  })
  expect(loans?.facts.map(({ cumulative }) => [cumulative.number, cumulative.amount])).toEqual([
    [40, '260000000.00'],
    [38, null],
  ])
  expect(loans?.partners.map(({ facts }) => [facts.approved.cumulative.amount, facts.rejected.cumulative])).toEqual([
    ['180000000.00', { number: 10, amount: null }],
    ['80000000.00', { number: 28, amount: null }],
  ])
})

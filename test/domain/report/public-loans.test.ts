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

test('one more loan and its amount cannot be worked out', () => {
  const months = [
    loansOf([20, 30], [6, 8]),
    loansOf([21, 30], [6, 8]),
    loansOf([26, 31], [6, 8]),
    loansOf([31, 36], [6, 8]),
  ]
  const publicReports = publicOver(months.map((loans, at) => ({ ...whole, month: addMonths('2026-10', at), loans })))
  const shownNumbers = publicReports.map(({ loans }) => [
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
  expect(shownNumbers).toEqual([
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
  const isTrueOf = {
    applied: applied <= at,
    approved: isDecided && ['approved', 'disbursed'].includes(end),
    disbursed: applied + decidedAfter + disbursedAfter <= at && end === 'disbursed',
    rejected: isDecided && end === 'rejected',
  }
  return isTrueOf[fact] && at < fallsAt
}

/** The report of a month with loans of some partners. */
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
          const loansInBucket = loans.filter(({ days }) => days >= fromDay && days <= (toDay ?? days))
          return { fromDay, toDay, loans: cellOf(fact, loansInBucket).number }
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

test('few loans, their amounts and their durations cannot be worked out from everything public', () => {
  const many = fc.array(loan, { minLength: 10, maxLength: 160, size: 'max' })
  fc.assert(
    fc.property(many, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 7 }), (loans, partners, months) => {
      const truth = Array.from({ length: months }, (_, at) => reportOfLoans(loans, partners, at))
      expect(toldOfLoans(publicOver(truth), truth)).toEqual([])
    }),
    runs(30, 1_000),
  )
})

/** The loans of two partners by fact, each of a million. */
function loansBy(numbers: Record<LoanFactKind, [number, number]>): NonNullable<Report['loans']> {
  const name = { id: 'x', en: 'x' }
  const cell = (number: number) => ({ number, amount: `${number}000000.00` })
  const none = cell(0)
  const own = (fact: LoanFactKind, at: 0 | 1) => ({ cumulative: cell(numbers[fact][at]), inMonth: none })
  return {
    facts: LoanFactKind.options.map((fact) => ({
      fact,
      name,
      definition: name,
      cumulative: cell(numbers[fact][0] + numbers[fact][1]),
      inMonth: { counted: none, late: none, reversed: none, net: none },
    })),
    decisionDays: [],
    partners: ([0, 1] as const).map((at) => ({
      code: `p${at}`,
      name: `p${at}`,
      facts: {
        applied: own('applied', at),
        approved: own('approved', at),
        disbursed: own('disbursed', at),
        rejected: own('rejected', at),
      },
    })),
  }
}

test.each<[string, Record<LoanFactKind, [number, number]>[]]>([
  ['nothing approved', [{ applied: [30, 30], approved: [12, 0], disbursed: [8, 0], rejected: [0, 0] }]],
  [
    'all that was approved is disbursed',
    [
      { applied: [30, 30], approved: [10, 10], disbursed: [5, 5], rejected: [0, 0] },
      { applied: [40, 40], approved: [13, 16], disbursed: [13, 10], rejected: [0, 0] },
      { applied: [50, 50], approved: [16, 21], disbursed: [16, 21], rejected: [0, 0] },
    ],
  ],
  [
    'all are decided',
    [
      { applied: [30, 30], approved: [10, 10], disbursed: [5, 5], rejected: [9, 9] },
      { applied: [40, 34], approved: [16, 10], disbursed: [5, 5], rejected: [20, 15] },
      { applied: [43, 44], approved: [21, 20], disbursed: [5, 5], rejected: [22, 24] },
    ],
  ],
  [
    'all were approved',
    [
      { applied: [10, 10], approved: [5, 5], disbursed: [0, 0], rejected: [0, 0] },
      { applied: [18, 18], approved: [13, 6], disbursed: [0, 0], rejected: [0, 0] },
      { applied: [20, 26], approved: [20, 26], disbursed: [0, 0], rejected: [0, 0] },
    ],
  ],
  [
    'all were rejected',
    [
      { applied: [10, 10], approved: [0, 0], disbursed: [0, 0], rejected: [5, 5] },
      { applied: [18, 18], approved: [0, 0], disbursed: [0, 0], rejected: [13, 6] },
      { applied: [20, 26], approved: [0, 0], disbursed: [0, 0], rejected: [20, 26] },
    ],
  ],
  [
    'a partner whose loans have fallen',
    [
      { applied: [30, 30], approved: [20, 20], disbursed: [0, 0], rejected: [0, 0] },
      { applied: [30, 30], approved: [3, 30], disbursed: [0, 0], rejected: [0, 0] },
    ],
  ],
])('the difference between two facts of a partner does not reveal a few loans: %s', (_, months) => {
  const truth = months.map((each, at) => ({ ...whole, month: addMonths('2026-10', at), loans: loansBy(each) }))
  expect(toldOfLoans(publicOver(truth), truth)).toEqual([])
})

test('a partner’s number that an earlier document shows stays until every partner has moved', () => {
  const month = '2026-10'
  const [first] = publicOver([{ ...whole, month, loans: loansOf([20, 30], [6, 8]) }])
  if (!first?.hiding) throw new Error('The public report lacks its hiding decisions')
  const shownCell = (members: number) => ({ members, since: month, least: 0, most: 0 })
  const family = { month, total: 50, cells: { p0: shownCell(20), p1: shownCell(30) } }
  const noNumber = { number: null, amount: null }
  const hiding = {
    ...first.hiding,
    families: { ...first.hiding.families, 'loans/approved': family },
    loans: { ...first.hiding.loans, 'approved/p0': noNumber, 'approved/p1': noNumber },
  }
  const now = { ...whole, month: addMonths(month, 1), loans: loansOf([22, 38], [6, 8]) }
  const { loans } = publicReport(now, { ...first, hiding })
  expect(loans?.facts[0]?.cumulative.number).toBe(60)
  expect(loans?.partners.map(({ facts: { approved } }) => [approved.cumulative.number, approved.asOf])).toEqual([
    [20, month],
    [30, month],
  ])
})

test('a partner is not named under a fact of which it has no loans', () => {
  const loans = loansBy({ applied: [30, 2], approved: [12, 0], disbursed: [8, 0], rejected: [0, 0] })
  expect(publicReport({ ...whole, loans }).loans?.partners.map(({ code }) => code)).toEqual(['p0'])
})

test('members financed have the shown loans beside them, and an indicator of loans is not shown at all', () => {
  const loans = loansOf([3, 30], [6, 8])
  const financedHeadline = whole.headlines.find(({ counts }) => counts === 'P7')
  if (!financedHeadline) throw new Error('Members financed are a headline')
  const exact = loans.facts.map(({ fact, cumulative }) => ({ fact, loans: cumulative.number }))
  const headlines = [
    { ...financedHeadline, loans: exact },
    { ...financedHeadline, code: 'LOANS', counts: 'disbursed' },
  ]
  const shownReport = publicReport({ ...whole, loans, headlines })
  expect(shownReport.headlines.map(({ code }) => code)).toEqual(['P7'])
  expect(shownReport.headlines[0]?.loans?.map((each) => each.loans)).toEqual(
    shownReport.loans?.facts.map(({ cumulative }) => cumulative.number),
  )
  expect(publicReport({ ...whole, loans: loansOf([1, 2], [6, 8]), headlines }).headlines[0]?.loans).toEqual(
    exact.map(({ fact }) => ({ fact, loans: null })),
  )
})

test('an amount is left out if its difference from another amount is that of a few loans', () => {
  const { facts, ...rest } = loansOf([20, 30], [6, 8])
  const [approvedFact] = facts
  if (!approvedFact) throw new Error('There is a fact')
  const disbursedFact = {
    ...approvedFact,
    fact: 'disbursed' as const,
    cumulative: { number: 48, amount: '350000000.00' },
  }
  const { loans } = publicReport({ ...whole, loans: { ...rest, facts: [approvedFact, disbursedFact] } })
  expect(loans?.facts.map(({ cumulative }) => [cumulative.number, cumulative.amount])).toEqual([
    [50, '360000000.00'],
    [48, null],
  ])
})

test('partners’ amounts are left out together with their sum', () => {
  const approvedLoans = loansOf([30, 10], [6, 8])
  const rejectedLoans = loansOf([10, 28], [6, 8])
  const [fact] = rejectedLoans.facts
  if (!fact) throw new Error('There is a fact')
  const { loans } = publicReport({
    ...whole,
    loans: {
      ...approvedLoans,
      facts: [...approvedLoans.facts, { ...fact, fact: 'rejected' }],
      partners: approvedLoans.partners.map((partner, i) => ({
        ...partner,
        facts: { ...partner.facts, rejected: rejectedLoans.partners[i]?.facts.approved ?? partner.facts.rejected },
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

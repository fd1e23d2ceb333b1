import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReportReferrals } from '../../../shared/domain/report/referral-report.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import { attackChain, type KnownIssue } from '../../support/chain-attack.ts'
import { cities, over, referralsOf, shownOf } from '../../support/public-referrals.ts'
import type { Range } from '../../support/ranges.ts'

test('one more referral and its outcome cannot be worked out', () => {
  const months = [
    referralsOf({ waiting: 10, taken: 20 }),
    referralsOf({ waiting: 10, taken: 21 }),
    referralsOf({ waiting: 15, taken: 26 }),
  ]
  const publicReports = over(months)
  expect(publicReports.map((report) => shownOf(report, 'sent'))).toEqual([
    [30, undefined],
    [30, '2026-10'],
    [41, undefined],
  ])
  expect(publicReports.map((report) => shownOf(report, 'taken'))).toEqual([
    [20, undefined],
    [20, '2026-10'],
    [26, undefined],
  ])
  expect(publicReports.every(({ referrals }) => referrals?.days.length === 0)).toBe(true)
  expect(publicReports.flatMap(({ referrals }) => referrals?.facts.map(({ inMonth }) => inMonth))).toEqual(
    publicReports.flatMap(({ referrals }) => referrals?.facts.map(() => null)),
  )
})

test('a number below five is hidden, together with another that would reveal it', () => {
  const [report] = over([referralsOf({ waiting: 2, taken: 20, not_eligible: 9, no_answer: 8, withdrawn: 7 })])
  expect(shownOf(report, 'sent')[0]).toBe(46)
  expect(shownOf(report, 'waiting')[0]).toBeNull()
  expect(['taken', 'not_eligible', 'no_answer', 'withdrawn'].map((fact) => shownOf(report, fact)[0])).toContain(null)
  expect(shownOf(over([referralsOf({ taken: 4 })])[0], 'sent')).toEqual([null, undefined])
})

test('a lender is named once its number is shown, depending only on the number of referrals sent to it', () => {
  const numbers = { taken: 40 }
  const namesFor = (partners: number[]) => over([referralsOf(numbers, { partners })])[0]?.referrals?.partners
  expect(namesFor([39, 1])).toEqual([])
  expect(namesFor([20, 20])?.map(({ code, facts: own }) => [code, own])).toEqual([
    ['p0', { sent: { number: 20 } }],
    ['p1', { sent: { number: 20 } }],
  ])
})

const numbers = fc.record({
  waiting: fc.nat(12),
  taken: fc.nat(25),
  not_eligible: fc.nat(9),
  no_answer: fc.nat(9),
  withdrawn: fc.nat(4),
})

const parts = fc.array(fc.nat(9), { minLength: 2, maxLength: Math.min(4, cities.length) })

const families = ['end', 'partner', 'area']

/** The small cells of a family that its public documents reveal together. */
function findRevealed(family: string, reports: Report[], truth: Record<string, number>[]): string[] {
  const knownIssues = reports.map(({ hiding, month }): KnownIssue => {
    const own = hiding?.families[`referrals/${family}`]
    const isNew = own?.month === month
    const cells = Object.entries(own?.cells ?? {})
    return {
      sums: own && isNew ? [{ cells: cells.map(([key]) => key), total: own.total }] : [],
      ranges: new Map(
        !isNew
          ? []
          : cells.map(([key, { members, least, most }]): [string, Range] => [
              key,
              [Math.max(0, (members ?? 0) + least), (members ?? 0) + most],
            ]),
      ),
      onlyRose: false,
    }
  })
  const ranges = attackChain(knownIssues)
  return truth.flatMap((cells, at) =>
    Object.entries(cells).flatMap(([key, n]) => {
      const range = ranges.get(`${key}@${at}`)
      if (!range) return []
      const [least, most] = range
      if (n < least || n > most) throw new Error(`${key} is ${n} and not within ${least}..${most}`)
      return n > 0 && n < 5 && least === most ? [`${family} ${key}@${at}`] : []
    }),
  )
}

test('small groups of referrals cannot be worked out from all that was made public together', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(numbers, parts, parts), { minLength: 1, maxLength: 6 }), (months) => {
      const truth = months.map(([own, partners, areas]) => referralsOf(own, { partners, areas }))
      const reports = over(truth)
      const cellsOf = ({ facts: own, partners, areas }: ReportReferrals, family: string): Record<string, number> => {
        if (family === 'end') return Object.fromEntries(own.slice(1, 6).map(({ fact, number }) => [fact, number ?? 0]))
        const rows = family === 'partner' ? partners : areas
        return Object.fromEntries(rows.map(({ code, facts: each }) => [code, each.sent?.number ?? 0]))
      }
      for (const family of families)
        expect(
          findRevealed(
            family,
            reports,
            truth.map((each) => cellsOf(each, family)),
          ),
        ).toEqual([])
    }),
  )
})

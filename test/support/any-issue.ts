import fc from 'fast-check'
import { addMonths, type Month } from '../../shared/domain/calendar.ts'
import { addCounters, type Counters } from '../../shared/domain/ledger/counter.ts'
import { makeFrame } from '../../shared/domain/ledger/frame.ts'
import { ReferralFactKind } from '../../shared/domain/ledger/referral-fact-kind.ts'
import type { Programme } from '../../shared/domain/programme/programme.ts'
import type { ReportScope } from '../../shared/domain/report/book.ts'
import { makeReports } from '../../shared/domain/report/issue-reports.ts'
import type { Report } from '../../shared/domain/report/report.ts'
import { fewAreas } from './few-areas.ts'
import { madeIssues } from './made-issues.ts'

const frame = makeFrame(fewAreas)
const districts = frame.areas.nodes.filter((code) => frame.areas.pathOf(code).length === 3)
const cities = frame.areas.nodes.filter((code) => frame.areas.pathOf(code).length === 2)

const number = fc.oneof(fc.nat(20), fc.nat(300_000))

const stageCounter = fc
  .record({
    line: fc.constantFrom('attained', 'attained', 'late', 'reversed', 'reclassified_in', 'reclassified_out'),
    stage: fc.constantFrom(...fewAreas.stages.map(({ code }) => code), 'ALL'),
    agency: fc.constantFrom(...fewAreas.agencies.map(({ code }) => code)),
    gender: fc.constantFrom('female', 'male', 'unknown'),
    category: fc.constantFrom(...fewAreas.categories.map(({ code }) => code)),
    n: number,
  })
  .map(({ line, n, ...cell }) => ({ line, counters: { [frame.names.nameOf(line, cell)]: n } }))

const loanCounter = fc
  .record({
    side: fc.constantFrom('counted', 'counted', 'late', 'reversed'),
    fact: fc.constantFrom('applied', 'approved', 'disbursed', 'rejected'),
    agency: fc.constantFrom(...fewAreas.agencies.map(({ code }) => code)),
    partner: fc.constantFrom('bank-a', 'bank-b', 'koperasi-c'),
    number,
    millions: fc.nat(900_000),
    sen: fc.constantFrom(0, 50, 12_345_600),
  })
  .map(({ side, number: n, millions, sen, ...cell }) => ({
    line: side,
    counters: {
      [frame.names.loanName(side, cell, 'number')]: n,
      [frame.names.loanName(side, cell, 'millions')]: millions,
      [frame.names.loanName(side, cell, 'sen')]: sen,
    },
  }))

const referralCounter = fc
  .record({
    side: fc.constantFrom('counted', 'counted', 'late', 'reversed'),
    fact: fc.constantFrom(...ReferralFactKind.options),
    agency: fc.constantFrom(...fewAreas.agencies.map(({ code }) => code)),
    partner: fc.constantFrom('bank-a', 'bank-b', 'koperasi-c'),
    n: number,
    days: fc.nat(120),
  })
  .map(({ side, n, days, ...cell }) => ({
    line: side,
    counters: { [frame.names.referralName(side, cell)]: n, [frame.names.referralDaysOf(cell, days)]: n },
  }))

/** The counters that a month posts in an area. Corrections among them belong to an earlier month. */
const posting = fc.record({
  area: fc.constantFrom(...districts),
  monthsBefore: fc.integer({ min: 1, max: 14 }),
  what: fc.oneof(
    { weight: 4, arbitrary: stageCounter },
    { weight: 1, arbitrary: loanCounter },
    { weight: 1, arbitrary: referralCounter },
  ),
})
type Posting = { area: string; monthsBefore: number; what: { line: string; counters: Counters } }

const remark = fc.constantFrom('Aula dipakai untuk vaksinasi.', '=1+1; kelas batal', 'Kuota "penuh" & <ditutup>')

const obstacle = fc.record({ area: fc.constantFrom('31', ...cities, ...districts), obstacle: remark, followUp: remark })

const target = fc.record({
  area: fc.constantFrom('31', ...cities),
  value: fc.oneof(fc.constant(0), fc.nat(300_000)),
  primary: fc.boolean(),
  months: fc.integer({ min: -3, max: 30 }),
})

const change = fc
  .record({ figure: fc.constantFrom('stages.P1.cumulative', 'areas.31.71.P7.inMonth.late'), old: number, new: number })
  .map((each) => ({ ...each, difference: each.new - each.old }))

const anyScope: fc.Arbitrary<ReportScope> = fc.record(
  {
    area: fc.constantFrom('31', '31', ...cities, ...districts),
    agency: fc.constantFrom(...fewAreas.agencies.map(({ code }) => code)),
  },
  { requiredKeys: ['area'] },
)

/** Sums a month's postings by area, and corrections also by the month that they belong to. */
function sumPostings(first: Month, month: Month, postings: Posting[]) {
  const tallies = new Map<string, Counters>()
  const shifts = new Map<string, { area: string; trueMonth: Month; counters: Counters }>()
  for (const { area, monthsBefore, what } of postings) {
    const trueMonth = addMonths(month, -monthsBefore)
    const isCorrection = !['attained', 'counted'].includes(what.line)
    if (isCorrection && trueMonth < first) continue
    tallies.set(area, addCounters(tallies.get(area) ?? {}, what.counters))
    if (!isCorrection) continue
    const key = `${area}#${trueMonth}`
    const shift = shifts.get(key) ?? { area, trueMonth, counters: {} }
    addCounters(shift.counters, what.counters)
    shifts.set(key, shift)
  }
  return { tallies: [...tallies].map(([area, counters]) => ({ area, counters })), shifts: [...shifts.values()] }
}

/**
 * Reports of any scope from one to fifteen consecutive issues: with rising, falling or no figures, corrections of
 * earlier months, loans, referrals, obstacles, changes, and targets of any period, including zero.
 */
export const anyReport: fc.Arbitrary<Report> = fc
  .record({
    first: fc.tuple(fc.integer({ min: 2018, max: 2024 }), fc.integer({ min: 1, max: 12 })),
    months: fc.array(fc.array(posting, { maxLength: 12 }), { minLength: 1, maxLength: 15 }),
    obstacles: fc.array(obstacle, { maxLength: 3 }),
    changes: fc.array(change, { maxLength: 3 }),
    targets: fc.array(target, { maxLength: 3 }),
    scope: anyScope,
  })
  .map(({ first: [year, at], months, obstacles, changes, targets, scope }) => {
    const first = `${year}-${String(at).padStart(2, '0')}`
    const programme: Programme = {
      ...fewAreas,
      firstMonth: first,
      targets: targets.map(({ months: length, ...each }) => ({
        ...each,
        indicator: 'P1',
        from: addMonths(first, Math.min(0, length)),
        to: addMonths(first, Math.max(0, length)),
        basis: 'Surat 1; "rancangan"',
      })),
    }
    const issues = madeIssues(
      programme,
      months.map((postings, i) => {
        const month = addMonths(first, i)
        return {
          month,
          ...sumPostings(first, month, postings),
          changes,
          obstacles: obstacles.map((each, o) => ({
            ...each,
            id: `obs_${o}`,
            month,
            writtenAt: `${month}-20T04:00:00.000Z`,
            version: 1,
          })),
        }
      }),
    )
    const last = issues.at(-1)
    if (!last) throw new Error('At least one month was made')
    return makeReports(last.issue, last.hash)(scope)
  })

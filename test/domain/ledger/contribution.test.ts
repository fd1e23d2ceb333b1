import { describe, expect, test } from 'vitest'
import { attain } from '../../../shared/domain/acts/attain.ts'
import { reclassify } from '../../../shared/domain/acts/reclassify.ts'
import { reverse } from '../../../shared/domain/acts/reverse.ts'
import { contribution, sumContributions } from '../../../shared/domain/ledger/contribution.ts'
import { addCounters, type CounterLine, type Counters, netCounters } from '../../../shared/domain/ledger/counter.ts'
import type { Entry, LoanEntry, ReferralEntry } from '../../../shared/domain/ledger/entry.ts'
import { actsOn, fact, memberWith, place } from '../../support/acts.ts'

const april = actsOn('2020-04-10')
const marchClosed = actsOn('2020-04-10', { openFrom: '2020-04' })
const { names } = april
const ani = memberWith({ P1: '2020-03-01' })
const trainedMember = memberWith({ P1: '2020-03-01', P2: '2020-03-02' })

const cell = { agency: 'PPKUKM', gender: 'female', category: 'pemula' } as const
const counterName = (line: CounterLine, stage: string, more = {}) => names.nameOf(line, { ...cell, ...more, stage })
const contributionOf = (entry: Entry | undefined) => {
  if (!entry) throw new Error('There is no entry')
  return contribution(names, entry)
}

describe('an entry of a stage adds', () => {
  test('one to its line, stage, agency, gender and category, in its posting month and leaf', () => {
    const { P1 } = ani.standings
    const [entry] = attain(april, { ...ani, standings: {} }, fact('P1', '2020-03-01')).entries
    expect(P1?.postedIn).toBe('2020-03')
    expect(contributionOf(entry)).toEqual({
      tally: { month: '2020-03', area: place.area, counters: { [counterName('attained', 'P1')]: 1 } },
    })
  })

  test.each([
    ['2020-02-29', 0],
    ['2020-03-01', 1],
    ['2020-03-08', 1],
    ['2020-03-09', 2],
    ['2020-03-31', 2],
    ['2020-04-01', 3],
  ])('one to the durations of the stage: registered on 1 March, %s is in bucket %d', (day, bucket) => {
    const [entry] = attain(april, ani, fact('P2', day)).entries
    expect(contributionOf(entry).tally.counters).toEqual({
      [counterName('attained', 'P2')]: 1,
      [names.durationName('P2', bucket)]: 1,
    })
  })

  test('when it is late, to the late line of the open month, and to the late entries of the true month', () => {
    const [entry] = attain(marchClosed, ani, fact('P2', '2020-03-02')).entries
    const counters = { [counterName('late', 'P2')]: 1, [names.durationName('P2', 1)]: 1 }
    const tally = { month: '2020-04', area: place.area, counters }
    expect(contributionOf(entry)).toEqual({ tally, shift: { ...tally, trueMonth: '2020-03' } })
  })

  test('when it is a reversal, one to the reversed line, and subtracts the duration', () => {
    const undo = { stage: 'P2', reason: 'wrong_date', decidedOn: '2020-04-09', cascade: false }
    const [entry] = reverse(april, trainedMember, undo).entries
    expect(contributionOf(entry).tally.counters).toEqual({
      [counterName('reversed', 'P2')]: 1,
      [names.durationName('P2', 1)]: -1,
    })
    const [lateEntry] = reverse(marchClosed, trainedMember, undo).entries
    expect(contributionOf(lateEntry)).toMatchObject({ tally: { month: '2020-04' }, shift: { trueMonth: '2020-03' } })
  })

  test('when it is a reclassification, one half to each place, without changing durations', () => {
    const { entries } = reclassify(april, trainedMember, {
      agency: 'KPKP',
      stages: ['P2'],
      reason: 'data_entry_mistake',
    })
    expect(entries.map((entry) => contributionOf(entry).tally.counters)).toEqual([
      { [counterName('reclassified_out', 'P2')]: 1, [names.durationName('P2', 1)]: -1 },
      { [counterName('reclassified_in', 'P2', { agency: 'KPKP' })]: 1, [names.durationName('P2', 1)]: 1 },
    ])
  })
})

describe('an entry of a loan adds', () => {
  const loan: LoanEntry = {
    ...{ id: 'ent_l', memberId: ani.id, kind: 'loan', loan: 'lon_1', partner: 'bank-jakarta', fact: 'approved' },
    ...{ ...place, gender: 'female', category: 'pemula', amount: '12500000.50', decisionDays: 8 },
    ...{ happenedOn: '2020-03-20', trueMonth: '2020-03', postedIn: '2020-03' },
    ...{ recordedAt: '2020-04-10T05:00:00.000Z', actor: 'rina', source: 'api' },
  }
  const at = { fact: 'approved', agency: 'PPKUKM', partner: 'bank-jakarta' } as const

  test('its number, its amount in millions and sen, and the days to the decision', () => {
    expect(contributionOf(loan).tally).toEqual({
      ...{ month: '2020-03', area: place.area },
      counters: {
        [names.loanName('counted', at, 'number')]: 1,
        [names.loanName('counted', at, 'millions')]: 12,
        [names.loanName('counted', at, 'sen')]: 50_000_050,
        [names.loanDaysOf(at, 8)]: 1,
      },
    })
  })

  test('no counter for an amount of 0, nor for a decision that it does not report', () => {
    const { decisionDays: _, ...loanWithoutDecision } = loan
    const loanCounters = (amount: string) => contributionOf({ ...loanWithoutDecision, amount }).tally.counters
    expect(loanCounters('2000000.00')).toEqual({
      [names.loanName('counted', at, 'number')]: 1,
      [names.loanName('counted', at, 'millions')]: 2,
    })
    expect(loanCounters('0.75')).toEqual({
      [names.loanName('counted', at, 'number')]: 1,
      [names.loanName('counted', at, 'sen')]: 75,
    })
  })

  test('when it is reversed, to the reversed line, and subtracts the days', () => {
    const { counters } = contributionOf({ ...loan, kind: 'loan_reversed' }).tally
    expect(counters).toMatchObject({
      [names.loanName('reversed', at, 'number')]: 1,
      [names.loanName('reversed', at, 'millions')]: 12,
      [names.loanDaysOf(at, 8)]: -1,
    })
  })

  test('when it is late, to the late line', () => {
    const { tally, shift } = contributionOf({ ...loan, postedIn: '2020-04' })
    expect(tally.counters).toHaveProperty(names.loanName('late', at, 'number'), 1)
    expect(shift).toEqual({ ...tally, trueMonth: '2020-03' })
  })
})

describe('an entry of a referral adds', () => {
  const answer: ReferralEntry = {
    ...{ id: 'ent_r', memberId: ani.id, kind: 'referral', referral: 'ref_1', partner: 'bank-jakarta', fact: 'taken' },
    ...{ ...place, gender: 'female', category: 'pemula', referralDays: 8 },
    ...{ happenedOn: '2020-03-20', trueMonth: '2020-03', postedIn: '2020-03' },
    ...{ recordedAt: '2020-04-10T05:00:00.000Z', actor: 'rina', source: 'api' },
  }
  const at = { fact: 'taken', agency: 'PPKUKM', partner: 'bank-jakarta' } as const

  test('one to its fact, agency and partner, and one to the days until the answer', () => {
    expect(contributionOf(answer)).toEqual({
      tally: {
        ...{ month: '2020-03', area: place.area },
        counters: { [names.referralName('counted', at)]: 1, [names.referralDaysOf(at, 8)]: 1 },
      },
    })
    const { referralDays: _, ...sentEntry } = { ...answer, fact: 'sent' as const }
    expect(contributionOf(sentEntry).tally.counters).toEqual({
      [names.referralName('counted', { ...at, fact: 'sent' })]: 1,
    })
  })

  test('when it is reversed, to the reversed line, and subtracts the days; when it is late, to the late line', () => {
    expect(contributionOf({ ...answer, kind: 'referral_reversed' }).tally.counters).toEqual({
      [names.referralName('reversed', at)]: 1,
      [names.referralDaysOf(at, 8)]: -1,
    })
    const { tally, shift } = contributionOf({ ...answer, postedIn: '2020-04' })
    expect(tally.counters).toHaveProperty(names.referralName('late', at), 1)
    expect(shift).toEqual({ ...tally, trueMonth: '2020-03' })
  })

  test('nothing for a loan that followed it, because the entry of the loan counts for both', () => {
    const { happenedOn, trueMonth, postedIn, recordedAt, actor, source, memberId, partner } = answer
    const loan: LoanEntry = {
      ...{ id: 'ent_l', kind: 'loan', loan: 'lon_1', fact: 'approved', amount: '2000000.00', memberId, partner },
      ...{ ...place, gender: 'female', category: 'pemula', referral: 'ref_1', referralDays: 9 },
      ...{ happenedOn, trueMonth, postedIn, recordedAt, actor, source },
    }
    const approvedCell = { ...at, fact: 'approved' } as const
    expect(contributionOf(loan).tally.counters).toEqual({
      [names.loanName('counted', approvedCell, 'number')]: 1,
      [names.loanName('counted', approvedCell, 'millions')]: 2,
      [names.referralName('counted', approvedCell)]: 1,
      [names.referralDaysOf(approvedCell, 9)]: 1,
    })
  })
})

describe('the entries of one act', () => {
  test('are added up by cell, so that each tally is written once', () => {
    const both = [
      ...attain(april, ani, fact('P2', '2020-03-02')).entries,
      ...attain(april, ani, fact('P2', '2020-03-03')).entries,
      ...attain(april, ani, fact('P2', '2020-04-02')).entries,
      ...attain(april, ani, fact('P2', '2020-03-04', { area: '31.72.01.1001' })).entries,
    ]
    const { tallies, shifts } = sumContributions(names, both)
    expect(tallies.map(({ month, area, counters }) => [month, area, counters[counterName('attained', 'P2')]])).toEqual([
      ['2020-03', place.area, 2],
      ['2020-04', place.area, 1],
      ['2020-03', '31.72.01.1001', 1],
    ])
    expect(shifts).toEqual([])
  })

  test('are also added up by true month if they are late', () => {
    const attainP2 = (context: typeof marchClosed, day: string) => attain(context, ani, fact('P2', day)).entries
    const lateEntries = ['2020-02-28', '2020-03-02', '2020-03-03'].flatMap((day) => attainP2(marchClosed, day))
    const { tallies, shifts } = sumContributions(names, [...lateEntries, ...attainP2(marchClosed, '2020-04-02')])
    expect(tallies).toHaveLength(1)
    expect(shifts.map(({ trueMonth, counters }) => [trueMonth, counters[counterName('late', 'P2')]])).toEqual([
      ['2020-02', 1],
      ['2020-03', 2],
    ])
  })

  test('leave the contribution of each as it was', () => {
    const entries = attain(marchClosed, ani, fact('P2', '2020-03-02')).entries
    const before = entries.map((entry) => contribution(names, entry))
    sumContributions(names, [...entries, ...entries])
    expect(entries.map((entry) => contribution(names, entry))).toEqual(before)
  })
})

test('an attained stage that is reversed nets to nothing', () => {
  const { member, entries } = attain(april, ani, fact('P2', '2020-03-02'))
  const undo = { stage: 'P2', reason: 'wrong_date', decidedOn: '2020-04-09', cascade: false }
  const both = [...entries, ...reverse(april, member, undo).entries]
  const sum: Counters = {}
  for (const entry of both) addCounters(sum, contribution(names, entry).tally.counters)
  expect(Object.values(netCounters(names, sum))).toEqual([0, 0])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, type Month, monthOfDay } from '../../../shared/domain/calendar.ts'
import { carryNodes, emptyNode } from '../../../shared/domain/figures/node-counters.ts'
import { makeReferralFigures, type ReferralFigures } from '../../../shared/domain/figures/referral-figures.ts'
import { sumContributions } from '../../../shared/domain/ledger/contribution.ts'
import type { Entry } from '../../../shared/domain/ledger/entry.ts'
import { OwnReferralFact } from '../../../shared/domain/ledger/referral-fact-kind.ts'
import { countReferral, listReferralFacts } from '../../../shared/domain/referral/count-referral.ts'
import {
  type Referral,
  withAnswer,
  withLoan,
  withoutAnswer,
  withoutLoan,
  withSending,
  withWithdrawal,
} from '../../../shared/domain/referral/referral.ts'
import { actsOn } from '../../support/acts.ts'

const firstDay = '2020-03-20'
const at = (day: Day) => `${day}T05:00:00.000Z`
const preparedReferral: Referral = {
  ...{ id: 'rfr_1', memberId: '7K3M9QXF', version: 1, partner: 'bank-jakarta', consent: 'cst_1', state: 'prepared' },
  ...{ area: '31.71.01.1001', agency: 'PPKUKM', gender: 'female', category: 'pemula' },
  ...{ preparedAt: at(addDays(firstDay, -2)), preparedBy: 'siti' },
}
const { programme, names, areas } = actsOn(firstDay)

const steps: Record<string, (referral: Referral, day: Day) => Referral | undefined> = {
  try: (referral, day) => ({ ...referral, triedAt: referral.triedAt ?? at(day) }),
  send: (referral, day) => withSending(referral, at(day), day, 14),
  receive: (referral, day) => withAnswer(referral, { answer: 'received' }, { by: 'bank-jakarta', now: at(day) }),
  take: (referral, day) => withAnswer(referral, { answer: 'taken' }, { by: 'bank-jakarta', now: at(day) }),
  decline: (referral, day) => withAnswer(referral, { answer: 'not_eligible' }, { by: 'siti', now: at(day) }),
  lapse: (referral, day) => (day > (referral.answerBy ?? '') ? withoutAnswer(referral) : undefined),
  end: (referral, day) => withWithdrawal(referral, { by: 'siti', now: at(day) }),
  lend: (referral, day) => withLoan(referral, 'lon_1', day, at(day)),
  unlend: (referral) => (referral.loan === undefined ? undefined : withoutLoan(referral)),
}

/**
 * What happens to a referral: each step, the days since the step before, and whether all earlier months close first.
 */
const story = fc.array(
  fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.integer({ min: 0, max: 40 }), fc.boolean()),
  { maxLength: 8 },
)

/** Plays the steps of a referral, and counts after each step as the use cases do. */
function play(events: [step: string, days: number, closes: boolean][]) {
  let referral = preparedReferral
  let day = firstDay
  let openFrom: Month = '2020-03'
  const entries: Entry[] = []
  for (const [step, days, closes] of events) {
    day = addDays(day, days)
    if (closes) openFrom = monthOfDay(day)
    const changed = steps[step]?.(referral, day)
    if (!changed) continue
    const result = countReferral(actsOn(day, { openFrom }), changed)
    expect(result.entries.every(({ postedIn }) => postedIn >= openFrom)).toBe(true)
    entries.push(...result.entries)
    referral = result.referral
    expect(countReferral(actsOn(day, { openFrom }), referral)).toEqual({ referral, entries: [] })
  }
  return { referral, entries, last: monthOfDay(day) }
}

/** The figures at the end of the last month. */
function makeFigures(entries: Entry[], last: Month): ReferralFigures | undefined {
  let nodes = [emptyNode(areas.root)]
  const { tallies, shifts } = sumContributions(names, entries)
  for (const month of [...new Set([...tallies.map((each) => each.month), last])].toSorted())
    nodes = carryNodes({ areas, names }, nodes, {
      tallies: tallies.filter((each) => each.month === month),
      shifts: shifts.filter((each) => each.month === month),
    })
  return makeReferralFigures(names, nodes[0] ?? emptyNode(areas.root), [], { partnerName: (code) => code })
}

test('figures are the facts of the referral, whatever happens to it and whichever months are closed', () => {
  fc.assert(
    fc.property(story, (events) => {
      const { referral, entries, last } = play(events)
      const facts = listReferralFacts(referral, programme.zone)
      const figures = makeFigures(entries, last)
      const countedFacts = figures?.facts.flatMap(({ fact, cumulative }) =>
        cumulative === 0 ? [] : [[fact, cumulative]],
      )
      expect(countedFacts ?? []).toEqual(
        OwnReferralFact.options.flatMap((kind) => (facts.some(({ fact }) => fact === kind) ? [[kind, 1]] : [])),
      )
      expect(figures?.waiting.cumulative ?? 0).toBe(facts.length === 1 ? 1 : 0)
      const answeredCount = facts.some(({ days }) => days !== undefined) ? 1 : 0
      const dayBuckets = figures?.days.find(({ step }) => step === 'answered')?.buckets ?? []
      expect(dayBuckets.reduce((sum, { referrals }) => sum + referrals, 0)).toBe(answeredCount)
      const byMonth = facts.map(({ fact, on }) => [fact, monthOfDay(on)])
      expect(entries.filter(({ kind }) => kind === 'referral').map((each) => each.trueMonth)).toEqual(
        expect.arrayContaining(byMonth.map(([, month]) => month)),
      )
    }),
  )
})

test('a late answer replaces `no_answer`, which is reversed on a line of its own if its month is closed', () => {
  const { entries } = play([
    ['send', 0, false],
    ['lapse', 20, false],
    ['take', 10, true],
  ])
  expect(
    entries.map(({ kind, happenedOn, postedIn, ...entry }) => [
      'fact' in entry && entry.fact,
      kind,
      happenedOn,
      postedIn,
    ]),
  ).toEqual([
    ['sent', 'referral', '2020-03-20', '2020-03'],
    ['no_answer', 'referral', '2020-04-04', '2020-04'],
    ['taken', 'referral', '2020-04-19', '2020-04'],
    ['no_answer', 'referral_reversed', '2020-04-19', '2020-04'],
  ])
  const figures = makeFigures(entries, '2020-04')
  expect(figures?.facts.find(({ fact }) => fact === 'no_answer')).toMatchObject({
    cumulative: 0,
    inMonth: { counted: 1, late: 0, reversed: 1, net: 0 },
  })
  expect(figures?.days[0]).toMatchObject({ step: 'answered', half: 30 })
})

test('a fact that no longer applies is reversed in the month of its entry while that is open', () => {
  const { entries } = play([
    ['send', 0, false],
    ['lapse', 20, false],
    ['take', 30, false],
  ])
  const reversal = entries.find(({ kind }) => kind === 'referral_reversed')
  expect(reversal).toMatchObject({ happenedOn: '2020-05-09', postedIn: '2020-04' })
})

test('the days of a referral are days in the zone of the programme', () => {
  const sentInEvening = withSending(preparedReferral, '2020-03-20T18:00:00.000Z', '2020-03-21', 14)
  expect(listReferralFacts(sentInEvening, programme.zone)).toEqual([{ fact: 'sent', on: '2020-03-21' }])
})

test('a lender’s answer stays when the referral is taken back, and a referral that never arrived does not count', () => {
  const facts = (...names: string[]) =>
    listReferralFacts(play(names.map((name) => [name, 1, false])).referral, programme.zone).map(({ fact }) => fact)
  expect(facts('try', 'end')).toEqual([])
  expect(facts('send', 'end')).toEqual(['sent', 'withdrawn'])
  expect(facts('send', 'take', 'end')).toEqual(['sent', 'taken'])
  expect(facts('try', 'lend', 'end')).toEqual(['sent', 'taken'])
  expect(facts('send', 'lend', 'take', 'unlend')).toEqual(['sent', 'taken'])
  expect(facts('try', 'receive', 'lapse', 'end')).toEqual(['sent', 'no_answer'])
})

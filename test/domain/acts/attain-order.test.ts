import { describe, expect, test } from 'vitest'
import { attain } from '../../../shared/domain/acts/attain.ts'
import { makeFrame } from '../../../shared/domain/ledger/frame.ts'
import { actsOn, codesOf, fact, memberWith, problemsOf, stagesAndKinds } from '../../support/acts.ts'
import { smallProgramme } from '../../support/small-programme.ts'

const april = actsOn('2020-04-10')
const ani = memberWith({ P1: '2020-03-01' })
const early = memberWith({ P1: '2019-12-01', P2: '2020-01-10' })

describe('under the strict order, until 21 February 2020,', () => {
  test('every missing earlier stage is named', () => {
    const missingProblem = (code: string) => ({
      code: 'stage_prerequisite_missing',
      params: { missing: code, policyFrom: '2017-10-01' },
    })
    expect(problemsOf(() => attain(april, early, fact('P6', '2020-02-21')))).toEqual(
      ['P3', 'P4', 'P5'].map(missingProblem),
    )
  })

  test('a stage dated before one that it needs is refused', () => {
    expect(problemsOf(() => attain(april, early, fact('P3', '2020-01-09')))).toEqual([
      { code: 'stage_prerequisite_later', params: { missing: 'P2', heldOn: '2020-01-10', day: '2020-01-09' } },
    ])
  })

  test('a stage on the same day as a stage that it needs is accepted', () => {
    expect(stagesAndKinds(attain(april, early, fact('P3', '2020-01-10')).entries)).toEqual([['P3', 'attained']])
  })

  test('the first stage needs none', () => {
    const { P1: _, ...standings } = early.standings
    expect(stagesAndKinds(attain(april, { ...early, standings }, fact('P1', '2019-12-01')).entries)).toEqual([
      ['P1', 'attained'],
    ])
  })
})

describe('under the free order, from 22 February 2020,', () => {
  test.each(['P2', 'P3', 'P4', 'P5', 'P6', 'P7'])('registration is enough for %s', (stage) => {
    expect(stagesAndKinds(attain(april, ani, fact(stage, '2020-02-22')).entries)).toEqual([[stage, 'attained']])
  })

  test('registration may be dated later than the stage', () => {
    const late = memberWith({ P1: '2020-03-20' })
    expect(stagesAndKinds(attain(april, late, fact('P2', '2020-03-01')).entries)).toEqual([['P2', 'attained']])
  })

  test('a stage without registration is refused', () => {
    expect(problemsOf(() => attain(april, { ...ani, standings: {} }, fact('P2', '2020-03-01')))).toEqual([
      { code: 'stage_prerequisite_missing', params: { missing: 'P1', policyFrom: '2020-02-22' } },
    ])
  })
})

test('a stage is judged by the order policy of its own day, however late it is reported', () => {
  expect(codesOf(() => attain(april, ani, fact('P3', '2020-02-21')))).toContain('stage_prerequisite_missing')
  expect(codesOf(() => attain(april, ani, fact('P3', '2020-02-22')))).toEqual([])
})

describe('in a programme whose free order became strict', () => {
  const shops = actsOn('2024-08-01', { ...makeFrame(smallProgramme), firstMonth: '2023-03', openFrom: '2023-03' })
  const shop = { area: 'HV.N.1', agency: 'trade', category: 'new' } as const
  const applicant = attain(
    shops,
    { ...ani, ...shop, standings: {}, evidence: {} },
    { stage: 'apply', happenedOn: '2024-06-01', ...shop },
  ).member

  test.each([
    ['2024-06-30', []],
    ['2024-07-01', ['stage_prerequisite_missing']],
  ])('a shop opened on %s without the course meets %j', (happenedOn, codes) => {
    const openingFact = { stage: 'open', happenedOn, ...shop, evidence: { kind: 'lease' } }
    expect(codesOf(() => attain(shops, applicant, openingFact))).toEqual(codes)
  })

  test('before the first policy begins, the first one applies', () => {
    const { orderPolicies } = smallProgramme
    const reversedProgramme = {
      ...smallProgramme,
      orderPolicies: orderPolicies.toReversed().map((each) => ({ ...each })),
    }
    const context = { ...shops, ...makeFrame(reversedProgramme), firstMonth: '2023-01' }
    const openingFact = { stage: 'open', happenedOn: '2023-02-01', ...shop, evidence: { kind: 'lease' } }
    expect(codesOf(() => attain(context, applicant, openingFact))).toEqual([])
  })
})

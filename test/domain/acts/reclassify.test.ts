import { describe, expect, test } from 'vitest'
import { attain } from '../../../shared/domain/acts/attain.ts'
import { reclassify } from '../../../shared/domain/acts/reclassify.ts'
import { actsOn, codesOf, everyDay, fact, memberWith, place, problemsOf, stagesAndKinds } from '../../support/acts.ts'

const april = actsOn('2020-04-10')
const reason = 'data_entry_mistake'
const trainedMember = memberWith({ P1: '2020-03-01', P2: '2020-03-02' })
const whole = memberWith(everyDay)

describe('reclassifying', () => {
  const newPlace = { area: '31.72.01', agency: 'KPKP' }
  const reclassifyTrained = () => reclassify(april, trainedMember, { ...newPlace, reason })

  test('posts a negative and a positive half for each stage, in the order of the programme', () => {
    const { entries } = reclassifyTrained()
    expect(stagesAndKinds(entries)).toEqual([
      ['P1', 'reclassified_out'],
      ['P1', 'reclassified_in'],
      ['P2', 'reclassified_out'],
      ['P2', 'reclassified_in'],
    ])
    const sharedFields = {
      ...{ stage: 'P2', happenedOn: '2020-04-10', trueMonth: '2020-03', postedIn: '2020-03', daysFromFirst: 1 },
      ...{ reason, reverses: trainedMember.standings.P2?.entryId },
    }
    expect(entries.slice(2)).toMatchObject([
      { ...sharedFields, ...place },
      { ...sharedFields, area: '31.72.01.0000', agency: 'KPKP', gender: 'female', category: 'pemula' },
    ])
  })

  test('moves the member and the held stages, which keep their entries', () => {
    const member = reclassifyTrained().member
    expect([member.area, member.agency]).toEqual(['31.72.01', 'KPKP'])
    expect(member.standings.P2).toEqual({ ...trainedMember.standings.P2, area: '31.72.01.0000', agency: 'KPKP' })
  })

  test('is posted in the earliest open month if the month of the stage is closed', () => {
    const marchClosed = actsOn('2020-04-10', { openFrom: '2020-04' })
    const lateEntries = reclassify(marchClosed, trainedMember, { agency: 'KPKP', reason }).entries
    expect(new Set(lateEntries.map(({ postedIn }) => postedIn))).toEqual(new Set(['2020-04']))
  })

  test('moves a member whose stages already count in the other area', () => {
    const { member, entries } = reclassify(april, { ...trainedMember, area: '31.72.01' }, { area: place.area, reason })
    expect([member.area, entries]).toEqual([place.area, []])
  })

  test('of some stages leaves the other stages, and the place of the member', () => {
    const { member, entries: postedEntries } = reclassify(april, trainedMember, { ...newPlace, stages: ['P2'], reason })
    expect(stagesAndKinds(postedEntries).map(([stage]) => stage)).toEqual(['P2', 'P2'])
    expect([member.area, member.agency, member.standings.P1]).toEqual([
      place.area,
      place.agency,
      trainedMember.standings.P1,
    ])
    expect(member.standings.P2).toMatchObject({ area: '31.72.01.0000', agency: 'KPKP' })
  })

  test.each([
    ['gender', { gender: 'male' as const }],
    ['category', { category: 'naik_kelas' }],
  ])('of %s applies to the member and every stage, also to the set of all', (_, change) => {
    const { member, entries: postedEntries } = reclassify(april, whole, { ...change, stages: ['P2'], reason })
    expect(postedEntries).toHaveLength(16)
    expect(member).toMatchObject(change)
    for (const standing of Object.values(member.standings)) expect(standing).toMatchObject({ ...place, ...change })
  })

  test('posts nothing for a stage that already counts like that', () => {
    const mixedMember = attain(april, trainedMember, fact('P3', '2020-03-03', { agency: 'KPKP' })).member
    expect(
      stagesAndKinds(reclassify(april, mixedMember, { agency: 'KPKP', reason }).entries).map(([stage]) => stage),
    ).toEqual([...['P1', 'P1', 'P2', 'P2']])
  })

  test('moves the set of all only with the stage that completed it', () => {
    const stagesMoved = (stage: string) =>
      stagesAndKinds(reclassify(april, whole, { agency: 'KPKP', stages: [stage], reason }).entries).map(
        ([code]) => code,
      )
    expect([stagesMoved('P7'), stagesMoved('P6')]).toEqual([
      ['P7', 'P7', 'ALL', 'ALL'],
      ['P6', 'P6'],
    ])
  })

  test('of the area alone moves the stages held there', () => {
    const { entries: postedEntries } = reclassify(april, trainedMember, { area: '31.72.01.1001', reason })
    expect(postedEntries.map(({ area }) => area)).toEqual([place.area, '31.72.01.1001', place.area, '31.72.01.1001'])
  })

  test('moves only the member if every stage already counts there', () => {
    const member = { ...trainedMember, agency: 'KPKP' }
    const { member: updatedMember, entries: postedEntries } = reclassify(april, member, { agency: 'PPKUKM', reason })
    expect([updatedMember.agency, postedEntries]).toEqual(['PPKUKM', []])
  })
})

describe('reclassifying is refused', () => {
  test.each([
    [
      'to the values that it has already',
      { ...place, gender: 'female' as const, category: 'pemula' },
      ['nothing_to_change'],
    ],
    ['to nothing', {}, ['nothing_to_change']],
    ['of stages that already count like that', { agency: 'PPKUKM', stages: ['P2'] }, ['nothing_to_change']],
    ['for a reason that the programme does not have', { agency: 'KPKP', reason: 'because' }, ['reason_unknown']],
    ['into an area too wide to count in', { area: '31' }, ['area_too_wide']],
    [
      'to places that do not exist',
      { agency: 'X', area: 'Y', category: 'Z' },
      ['area_unknown', 'agency_unknown', 'category_unknown'],
    ],
    [
      'with every problem at once',
      { agency: 'X', stages: ['P3'], reason: 'because' },
      ['reason_unknown', 'agency_unknown', 'stage_not_held'],
    ],
  ])('%s', (_, change, codes) => {
    expect(codesOf(() => reclassify(april, trainedMember, { reason, ...change }))).toEqual(codes)
  })

  test('of stages that are not held, each named by its index; the set of all is not a stage', () => {
    expect(problemsOf(() => reclassify(april, whole, { agency: 'KPKP', stages: ['P2', 'P8', 'ALL'], reason }))).toEqual(
      [
        { code: 'stage_not_held', path: ['stages', 1], params: { stage: 'P8' } },
        { code: 'stage_not_held', path: ['stages', 2], params: { stage: 'ALL' } },
      ],
    )
  })
})

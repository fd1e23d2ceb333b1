import { describe, expect, test } from 'vitest'
import { attain } from '../../../shared/domain/acts/attain.ts'
import { reverse } from '../../../shared/domain/acts/reverse.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import {
  actsOn,
  codesOf,
  everyDay,
  fact,
  memberWith,
  place,
  problemsOf,
  refusalOf,
  stagesAndKinds,
} from '../../support/acts.ts'

const april = actsOn('2020-04-10')
const trainedMember = memberWith({ P1: '2020-03-01', P2: '2020-03-02', P3: '2020-03-03' })

const takeBack = (member: Member, stage: string, more: Partial<Parameters<typeof reverse>[2]> = {}, context = april) =>
  reverse(context, member, { stage, reason: 'wrong_date', decidedOn: '2020-04-09', cascade: false, ...more })

describe('reversing a stage', () => {
  const reverseP2 = () => takeBack(trainedMember, 'P2', { note: 'Salah kelas' })

  test('posts an entry with the day of decision, in the month and place of the reversed stage', () => {
    expect(reverseP2().entries).toEqual([
      {
        id: expect.stringMatching(/^ent_/),
        memberId: trainedMember.id,
        ...{ kind: 'reversed', stage: 'P2', happenedOn: '2020-04-09', trueMonth: '2020-03', postedIn: '2020-03' },
        ...place,
        ...{ gender: 'female', category: 'pemula', daysFromFirst: 1 },
        ...{ reason: 'wrong_date', reverses: trainedMember.standings.P2?.entryId },
        ...{ recordedAt: '2020-04-10T05:00:00.000Z', actor: 'rina', source: 'api' },
      },
    ])
  })

  test('leaves the member without the stage and its evidence, with a note on the entry', () => {
    const { member, entries } = reverseP2()
    expect([Object.keys(member.standings), Object.keys(member.evidence)]).toEqual([['P1', 'P3'], ['P3']])
    expect(member.notes).toEqual({ [entries[0]?.id ?? '']: 'Salah kelas' })
  })

  test('is posted in the earliest open month if the own month is closed', () => {
    const marchClosed = actsOn('2020-04-10', { openFrom: '2020-04' })
    expect(takeBack(trainedMember, 'P2', {}, marchClosed).entries).toMatchObject([
      { trueMonth: '2020-03', postedIn: '2020-04' },
    ])
  })

  test('lets the stage be attained again', () => {
    const again = attain(april, reverseP2().member, fact('P2', '2020-03-20'))
    expect(again.member.standings.P2).toMatchObject({ happenedOn: '2020-03-20', entryId: again.entries[0]?.id })
  })
})

describe('a stage on which others depend', () => {
  const strictMember = memberWith({ P1: '2019-12-01', P2: '2019-12-10', P3: '2020-01-10', P5: '2020-03-01' })

  test('is not reversed without the others, which are named', () => {
    expect(refusalOf(() => takeBack(strictMember, 'P2'))).toMatchObject({
      kind: 'conflict',
      problems: [{ code: 'stage_supports_others', path: ['cascade'], params: { stage: 'P2', dependents: 'P3' } }],
    })
    expect(problemsOf(() => takeBack(strictMember, 'P1'))[0]?.params).toEqual({ stage: 'P1', dependents: 'P2, P3, P5' })
  })

  test('is reversed with the others in one act, each judged by the order policy of its own day', () => {
    const { member, entries } = takeBack(strictMember, 'P2', { cascade: true })
    expect(stagesAndKinds(entries)).toEqual([
      ['P2', 'reversed'],
      ['P3', 'reversed'],
    ])
    expect(Object.keys(member.standings)).toEqual(['P1', 'P5'])
  })

  test('is only registration under the free order', () => {
    expect(stagesAndKinds(takeBack(trainedMember, 'P2').entries)).toEqual([['P2', 'reversed']])
    expect(codesOf(() => takeBack(trainedMember, 'P1'))).toEqual(['stage_supports_others'])
    expect(stagesAndKinds(takeBack(trainedMember, 'P1', { cascade: true }).entries)).toEqual([
      ['P1', 'reversed'],
      ['P2', 'reversed'],
      ['P3', 'reversed'],
    ])
  })
})

describe('reversing a stage of a complete set', () => {
  const whole = memberWith(everyDay)

  test('reverses the set, with durations still counted from registration', () => {
    const { member, entries } = takeBack(whole, 'P4')
    expect(stagesAndKinds(entries)).toEqual([
      ['P4', 'reversed'],
      ['ALL', 'reversed'],
    ])
    expect(entries[1]).toMatchObject({
      ...{ happenedOn: '2020-04-10', trueMonth: '2020-04', reason: 'wrong_date', daysFromFirst: 31 },
      reverses: whole.standings.ALL?.entryId,
    })
    expect(member.standings).not.toHaveProperty('ALL')
  })

  test('of registration itself keeps the durations as they were counted', () => {
    const { entries } = takeBack(whole, 'P1', { cascade: true })
    expect(entries.map(({ stage, daysFromFirst }) => [stage, daysFromFirst])).toEqual([
      ['P1', undefined],
      ...Object.entries({ P2: 1, P3: 2, P4: 3, P5: 4, P6: 5, P7: 31, ALL: 31 }),
    ])
  })

  test.each(['P1', 'P4', 'P7'])(
    'and attaining the reversed stages again leaves the standings as they were (%s)',
    (stage) => {
      let member = takeBack(whole, stage, { cascade: true }).member
      for (const [code, day] of Object.entries(everyDay))
        if (!member.standings[code]) member = attain(april, member, fact(code, day)).member
      const withoutEntryIds = ({ standings }: Member) =>
        Object.fromEntries(Object.entries(standings).map(([code, standing]) => [code, { ...standing, entryId: '' }]))
      expect(withoutEntryIds(member)).toEqual(withoutEntryIds(whole))
    },
  )

  test('and attaining it on a later day completes the set on that day', () => {
    const again = fact('P3', '2020-04-09', { agency: 'KPKP' })
    const member = attain(april, takeBack(whole, 'P3').member, again).member
    expect(member.standings.ALL).toMatchObject({ happenedOn: '2020-04-09', agency: 'KPKP' })
  })
})

describe('reversing is refused', () => {
  test.each([
    ['for a reason that the programme does not have', 'P2', { reason: 'because' }, ['reason_unknown']],
    ['on a future day', 'P2', { decidedOn: '2020-04-11' }, ['date_future']],
    ['of a stage that is not held', 'P4', {}, ['stage_not_held']],
    ['of a stage that the programme does not have', 'P8', {}, ['stage_not_held']],
    [
      'with every problem at once',
      'P4',
      { reason: 'because', decidedOn: '2020-04-11' },
      ['reason_unknown', 'date_future', 'stage_not_held'],
    ],
  ])('%s', (_, stage, more, codes) => {
    expect(codesOf(() => takeBack(trainedMember, stage, more))).toEqual(codes)
  })

  test('naming a stage that is not held, and an unknown reason', () => {
    expect(problemsOf(() => takeBack(trainedMember, 'P4', { reason: 'because' }))).toEqual([
      { code: 'reason_unknown', path: ['reason'], params: { reason: 'because' } },
      { code: 'stage_not_held', path: ['stage'], params: { stage: 'P4' } },
    ])
  })

  test('of the set of all stages, which is not a stage', () => {
    expect(codesOf(() => takeBack(memberWith(everyDay), 'ALL'))).toEqual(['stage_not_held'])
  })

  test('of a stage that rests on a loan, naming the loan', () => {
    const financedMember = attain(april, trainedMember, fact('P7', '2020-03-04', { loan: 'lon_1' })).member
    expect(refusalOf(() => takeBack(financedMember, 'P7'))).toMatchObject({
      kind: 'conflict',
      problems: [{ code: 'stage_by_loan', params: { stage: 'P7', loan: 'lon_1' }, path: ['stage'] }],
    })
  })
})

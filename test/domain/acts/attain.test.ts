import { describe, expect, test } from 'vitest'
import { attain } from '../../../shared/domain/acts/attain.ts'
import type { Identity } from '../../../shared/domain/member/identity.ts'
import {
  actsOn,
  codesOf,
  everyDay,
  fact,
  memberWith,
  newcomer,
  place,
  problemsOf,
  refusalOf,
  stagesAndKinds,
} from '../../support/acts.ts'

const april = actsOn('2020-04-10')
const ani = memberWith({ P1: '2020-03-01' })

describe('attaining a stage', () => {
  const report = fact('P2', '2020-03-05', { evidence: { kind: 'sertifikat', number: 'S-1' }, note: 'Kelas pagi' })
  const attainP2 = () => attain(april, ani, report)

  test('posts one entry with the day, place and kind of evidence, and how the member counts', () => {
    expect(attainP2().entries).toEqual([
      {
        id: expect.stringMatching(/^ent_/),
        memberId: ani.id,
        ...{ kind: 'attained', stage: 'P2', happenedOn: '2020-03-05', trueMonth: '2020-03', postedIn: '2020-03' },
        ...place,
        ...{ gender: 'female', category: 'pemula', daysFromFirst: 4, evidence: 'sertifikat' },
        ...{ recordedAt: '2020-04-10T05:00:00.000Z', actor: 'rina', source: 'api' },
      },
    ])
  })

  test('gives the member the standing, the evidence and the note', () => {
    const { member, entries } = attainP2()
    const [entry] = entries
    expect(member).toEqual({
      ...ani,
      standings: {
        ...ani.standings,
        P2: {
          ...{ entryId: entry?.id, happenedOn: '2020-03-05', postedIn: '2020-03' },
          ...place,
          ...{ gender: 'female', category: 'pemula' },
        },
      },
      evidence: { ...ani.evidence, P2: { kind: 'sertifikat', number: 'S-1' } },
      notes: { [entry?.id ?? '']: 'Kelas pagi' },
    })
  })

  test('without evidence leaves the evidence of other stages unchanged', () => {
    const trainedMember = attainP2().member
    const p3Result = attain(april, trainedMember, { stage: 'P3', happenedOn: '2020-03-06', ...place })
    expect(p3Result.member.evidence).toEqual(trainedMember.evidence)
    expect(p3Result.entries[0]).not.toHaveProperty('evidence')
    expect(p3Result.member.standings.P3).not.toHaveProperty('loan')
  })

  test('by a loan names the loan in entry and standing', () => {
    const { member: financedMember, entries: postedEntries } = attain(
      april,
      ani,
      fact('P7', '2020-03-06', { loan: 'lon_1' }),
    )
    expect([postedEntries[0]?.loan, financedMember.standings.P7?.loan]).toEqual(['lon_1', 'lon_1'])
  })

  test('on a day before the first stage counts negative days', () => {
    expect(attain(april, ani, fact('P5', '2020-02-28')).entries[0]?.daysFromFirst).toBe(-2)
  })
})

describe('the posting month is', () => {
  const marchClosed = actsOn('2020-04-10', { openFrom: '2020-04' })
  test.each([
    ['the true month while it is open', '2020-04-05', '2020-04'],
    ['the earliest open month once the true one is closed', '2020-03-15', '2020-04'],
  ])('%s', (_, happenedOn, postedIn) => {
    const { member, entries } = attain(marchClosed, ani, fact('P2', happenedOn))
    expect(entries).toMatchObject([{ happenedOn, trueMonth: happenedOn.slice(0, 7), postedIn }])
    expect(member.standings.P2).toMatchObject({ happenedOn, postedIn })
  })
})

test('nobody attains a stage before birth; the day of birth is accepted', () => {
  const newborn = memberWith({ P1: '2020-03-05' }, { person: { ...newcomer.person, birthDate: '2020-03-05' } })
  expect(problemsOf(() => attain(april, newborn, fact('P2', '2020-03-04')))).toEqual([
    { code: 'date_before_birth', path: ['happenedOn'], params: { day: '2020-03-04' } },
  ])
  expect(codesOf(() => attain(april, newborn, fact('P2', '2020-03-05')))).toEqual([])
  const { person: _, ...memberWithoutPerson } = newborn
  expect(codesOf(() => attain(april, memberWithoutPerson, fact('P2', '2020-03-04')))).toEqual([])
})

describe('a stage is refused', () => {
  test.each([
    ['dated tomorrow', 'P2', { happenedOn: '2020-04-11' }, ['date_future']],
    ['dated before the first month', 'P1', { happenedOn: '2019-10-31' }, ['date_before_programme']],
    ['that the programme does not have', 'P8', {}, ['stage_unknown']],
    ['that is the set of all stages', 'ALL', {}, ['stage_unknown']],
    ['by an agency that the programme does not have', 'P2', { agency: 'NASA' }, ['agency_unknown']],
    ['without the evidence that it needs', 'P4', { evidence: undefined }, ['evidence_missing']],
    ['with evidence of another stage', 'P4', { evidence: { kind: 'bazar' } }, ['evidence_unknown']],
    ['with evidence that attains nothing', 'P7', { evidence: { kind: 'rekomendasi' } }, ['evidence_does_not_attain']],
  ])('%s', (_, stage, more, codes) => {
    const member = stage === 'P1' ? { ...ani, standings: {} } : ani
    expect(codesOf(() => attain(april, member, fact(stage, '2020-04-10', more)))).toEqual(codes)
  })

  test('unless it is dated today or the first day of the first month', () => {
    const unregisteredMember = { ...ani, standings: {} }
    expect(codesOf(() => attain(april, ani, fact('P2', '2020-04-10')))).toEqual([])
    expect(codesOf(() => attain(april, unregisteredMember, fact('P1', '2019-11-01')))).toEqual([])
  })

  test('naming the day and, if it is too early, the first month', () => {
    const unregisteredMember = { ...ani, standings: {} }
    expect(problemsOf(() => attain(april, ani, fact('P2', '2020-04-11')))).toEqual([
      { code: 'date_future', path: ['happenedOn'], params: { day: '2020-04-11' } },
    ])
    expect(problemsOf(() => attain(april, unregisteredMember, fact('P1', '2019-10-31')))).toEqual([
      {
        code: 'date_before_programme',
        path: ['happenedOn'],
        params: { day: '2019-10-31', firstMonth: '2019-11' },
      },
    ])
  })

  test('with every problem at once', () => {
    const report = fact('P4', '2020-04-11', { agency: 'NASA', evidence: { kind: 'halal' } })
    expect(codesOf(() => attain(april, ani, report))).toEqual([
      'date_future',
      'agency_unknown',
      'evidence_does_not_attain',
    ])
  })

  test('naming the accepted kinds of evidence', () => {
    const problems = (kind?: string) =>
      problemsOf(() => attain(april, ani, fact('P7', '2020-04-10', { evidence: kind ? { kind } : undefined })))
    const params = { stage: 'P7', accepted: 'pinjaman' }
    expect(problems()).toEqual([{ code: 'evidence_missing', path: ['evidence'], params }])
    expect(problems('bazar')).toEqual([
      { code: 'evidence_unknown', path: ['evidence', 'kind'], params: { ...params, kind: 'bazar' } },
    ])
    expect(problems('rekomendasi')).toEqual([
      { code: 'evidence_does_not_attain', path: ['evidence', 'kind'], params: { ...params, kind: 'rekomendasi' } },
    ])
  })

  test('if it is held already, naming the entry that attained it', () => {
    const trainedMember = memberWith({ P1: '2020-03-01', P2: '2020-03-02' })
    expect(refusalOf(() => attain(april, trainedMember, fact('P2', '2020-03-01')))).toMatchObject({
      kind: 'conflict',
      problems: [
        {
          code: 'stage_held',
          params: { stage: 'P2', happenedOn: '2020-03-02', entryId: trainedMember.standings.P2?.entryId },
        },
      ],
    })
  })
})

describe('a stage of a member who', () => {
  const leaver = { ...ani, status: 'withdrawn', statusSince: '2020-03-20' } as const

  test('has left is refused if it is dated after that', () => {
    expect(problemsOf(() => attain(april, leaver, fact('P2', '2020-03-21')))).toEqual([
      { code: 'member_inactive', params: { status: 'withdrawn' } },
    ])
  })

  test('has left is accepted if it is dated up to that day', () => {
    expect(codesOf(() => attain(april, leaver, fact('P2', '2020-03-20')))).toEqual([])
  })

  test.each(['merged', 'erased'] as const)('is %s is refused, whatever its day', (status) => {
    const inactiveMember = { ...ani, status, statusSince: '2020-03-20' }
    expect(codesOf(() => attain(april, inactiveMember, fact('P2', '2020-03-02')))).toEqual(['member_inactive'])
  })

  test('had processing restricted is refused', () => {
    const restrictedMember = { ...leaver, restrictedAt: '2020-03-20T05:00:00.000Z' }
    expect(problemsOf(() => attain(april, restrictedMember, fact('P2', '2020-03-02')))).toEqual([
      { code: 'member_restricted' },
    ])
  })

  test('is not verified is refused', () => {
    const identity = { status: 'unverified', at: '2020-03-01T05:00:00.000Z' } as const
    expect(problemsOf(() => attain(april, { ...ani, identity }, fact('P2', '2020-03-02')))).toEqual([
      { code: 'identity_unsettled', params: { identity: 'unverified' } },
    ])
  })

  test('is verified is accepted', () => {
    const identity: Identity = { status: 'verified', at: '2020-03-01T05:00:00.000Z', by: 'officer' }
    expect(codesOf(() => attain(april, { ...ani, identity }, fact('P2', '2020-03-02')))).toEqual([])
  })
})

describe('the set of all stages', () => {
  const { P7: _, ...sixDays } = everyDay
  const six = memberWith(sixDays)

  test('is an entry of its own, dated and placed by the latest stage', () => {
    const last = fact('P7', '2020-04-01', { area: '31.72.01.1001', agency: 'KPKP', loan: 'lon_1' })
    const { member, entries } = attain(april, six, last)
    expect(stagesAndKinds(entries)).toEqual([
      ['P7', 'attained'],
      ['ALL', 'attained'],
    ])
    const all = { happenedOn: '2020-04-01', area: '31.72.01.1001', agency: 'KPKP' }
    expect(entries[1]).toMatchObject({ ...all, trueMonth: '2020-04', postedIn: '2020-04', daysFromFirst: 31 })
    expect(member.standings.ALL).toMatchObject({ ...all, entryId: entries[1]?.id })
  })

  test('has neither a loan nor evidence of its own', () => {
    const { entries } = attain(april, six, fact('P7', '2020-04-01', { loan: 'lon_1' }))
    expect(entries[1]).not.toHaveProperty('loan')
    expect(entries[1]).not.toHaveProperty('evidence')
  })

  test('is dated by the latest stage, though another was recorded last', () => {
    const { P3: ___, ...withoutP3 } = everyDay
    const { entries } = attain(april, memberWith(withoutP3), fact('P3', '2020-03-03', { agency: 'KPKP' }))
    expect(entries[1]).toMatchObject({ stage: 'ALL', happenedOn: '2020-04-01', agency: 'PPKUKM' })
  })

  test('is placed by the later stage of the programme if days are equal', () => {
    const { P5: ___, ...withoutP5 } = everyDay
    const { entries } = attain(april, memberWith(withoutP5), fact('P5', '2020-04-01', { agency: 'KPKP' }))
    expect(entries[1]).toMatchObject({ stage: 'ALL', happenedOn: '2020-04-01', agency: 'PPKUKM' })
  })
})

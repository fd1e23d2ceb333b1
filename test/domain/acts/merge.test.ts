import { describe, expect, test } from 'vitest'
import { merge } from '../../../shared/domain/acts/merge.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import { actsOn, everyDay, memberWith, place, refusalOf, stagesAndKinds } from '../../support/acts.ts'

const april = actsOn('2020-04-10')
const reason = 'duplicate_registration'
const keeper = memberWith({ P1: '2020-03-10', P2: '2020-03-11' }, { id: 'KEPT' })
const twin = memberWith({ P1: '2020-03-01', P3: '2020-03-05' }, { id: 'TWIN', gender: 'male' })

function join(from: Member, into: Member, id = 'mrg_1', context = april) {
  const { members, entries, merge: newMerge } = merge(context, from, into, { id, reason })
  const [twinAfter, keeperAfter] = members
  if (!twinAfter || !keeperAfter) throw new Error('A merge has two records')
  return { twinAfter, keeperAfter, entries, newMerge }
}

/** The held stages with their days, without their entries. */
const heldDays = ({ standings }: Member) =>
  Object.fromEntries(Object.entries(standings).map(([stage, { happenedOn }]) => [stage, happenedOn]))

describe('merging', () => {
  test('reverses the stages of one record and attains those that the other lacks, with their true dates', () => {
    const { entries } = join(twin, keeper)
    expect(stagesAndKinds(entries)).toEqual([
      ['P1', 'reversed'],
      ['P3', 'reversed'],
      ['P3', 'attained'],
    ])
    expect(entries.map(({ memberId, happenedOn, reason: why }) => [memberId, happenedOn, why])).toEqual([
      ['TWIN', '2020-04-10', reason],
      ['TWIN', '2020-04-10', reason],
      ['KEPT', '2020-03-05', undefined],
    ])
  })

  test('counts a stage that both hold once, with the date of the kept record', () => {
    const { keeperAfter } = join(twin, keeper)
    expect(heldDays(keeperAfter)).toEqual({ P1: '2020-03-10', P2: '2020-03-11', P3: '2020-03-05' })
  })

  test('counts gained stages like the kept record, at the place where they were attained', () => {
    const { entries } = join(twin, keeper)
    expect(entries[2]).toMatchObject({ gender: 'female', ...place, daysFromFirst: -5 })
  })

  test('leaves the merged record without stages but with its evidence, and says where it went', () => {
    const { twinAfter } = join(twin, keeper)
    expect(twinAfter).toEqual({
      ...twin,
      ...{ standings: {}, status: 'merged', statusSince: '2020-04-10', mergedInto: 'KEPT', mergeId: 'mrg_1' },
    })
  })

  test('records what is needed to undo it for both records', () => {
    const { keeperAfter, entries, newMerge } = join(twin, keeper)
    expect(newMerge).toEqual({
      ...{ id: 'mrg_1', from: 'TWIN', into: 'KEPT', reason, mergedAt: '2020-04-10T05:00:00.000Z', mergedBy: 'rina' },
      ...{ standings: twin.standings, statusBefore: 'active', gained: { P3: entries[2]?.id } },
    })
    expect(keeperAfter.mergedFrom).toEqual(['TWIN'])
  })

  test('moves the evidence of gained stages, and keeps that of held ones', () => {
    const provenTwin = {
      ...twin,
      evidence: { P1: { kind: 'formulir' }, P3: { kind: 'catatan_pendamping', number: '7' } },
    }
    expect(join(provenTwin, keeper).keeperAfter.evidence).toEqual({
      ...keeper.evidence,
      P3: { kind: 'catatan_pendamping', number: '7' },
    })
  })

  test('keeps earlier merges and the loans of both, each once', () => {
    const keeperBefore = { ...keeper, mergedFrom: ['OLDER'], loans: ['lon_1', 'lon_2'] }
    const { keeperAfter: both } = join({ ...twin, loans: ['lon_2', 'lon_3'] }, keeperBefore)
    expect([both.mergedFrom, both.loans]).toEqual([
      ['OLDER', 'TWIN'],
      ['lon_1', 'lon_2', 'lon_3'],
    ])
    expect(join({ ...twin, loans: ['lon_3'] }, keeper).keeperAfter.loans).toEqual(['lon_3'])
    expect(join(twin, keeper).keeperAfter).not.toHaveProperty('loans')
  })

  test('keeps the earlier refusal of contact of the two', () => {
    const { keeperAfter } = join(twin, keeper)
    const refusedOn = (day: string) => ({ contactRefusedAt: `2020-03-${day}T05:00:00.000Z` })
    const contactRefusal = (one: object, other: object) =>
      join({ ...twin, ...one }, { ...keeper, ...other }).keeperAfter.contactRefusedAt
    expect([
      contactRefusal(refusedOn('02'), refusedOn('03')),
      contactRefusal(refusedOn('04'), refusedOn('03')),
      contactRefusal(refusedOn('04'), {}),
    ]).toEqual(['02', '03', '04'].map((day) => refusedOn(day).contactRefusedAt))
    expect(keeperAfter).not.toHaveProperty('contactRefusedAt')
  })

  test('may complete the set of stages', () => {
    const { P7: _, ...six } = everyDay
    const { entries: posted, newMerge: whole } = join(
      memberWith({ P1: '2020-03-01', P7: '2020-04-01' }, { id: 'TWIN' }),
      memberWith(six, { id: 'KEPT' }),
    )
    expect(stagesAndKinds(posted).slice(2)).toEqual([
      ['P7', 'attained'],
      ['ALL', 'attained'],
    ])
    expect(Object.keys(whole.gained)).toEqual(['P7'])
  })

  test('into a complete set leaves the set as it is', () => {
    const whole = memberWith(everyDay, { id: 'KEPT' })
    const { keeperAfter: same, entries: posted } = join(twin, whole)
    expect(stagesAndKinds(posted)).toEqual([
      ['P1', 'reversed'],
      ['P3', 'reversed'],
    ])
    expect(same.standings).toEqual(whole.standings)
  })

  test('of a record with a complete set reverses the set, which is not counted among held stages', () => {
    const { entries: posted, newMerge: whole } = join(memberWith(everyDay, { id: 'TWIN' }), keeper)
    expect(stagesAndKinds(posted)).toContainEqual(['ALL', 'reversed'])
    expect(whole.standings).not.toHaveProperty('ALL')
  })

  test('accepts a record that had left, and remembers since when', () => {
    const withdrawnTwin = { ...twin, status: 'withdrawn', statusSince: '2020-03-20' } as const
    expect(join(withdrawnTwin, keeper).newMerge).toMatchObject({
      statusBefore: 'withdrawn',
      statusSinceBefore: '2020-03-20',
    })
  })
})

describe('merging is refused', () => {
  const at = '2020-03-01T05:00:00.000Z'
  const refusal = (from: Member, into: Member, why = reason) =>
    refusalOf(() => merge(april, from, into, { id: 'mrg_1', reason: why }))
  const inactive = (status: string, side: string) => ({ code: 'member_inactive', params: { status }, path: [side] })
  const unsettledProblem = (identity: string, side: string) => ({
    ...{ code: 'identity_unsettled', params: { identity }, path: [side] },
  })

  test.each<[string, Partial<Member>, Partial<Member>, object]>([
    ['into a record that was merged itself', {}, { status: 'merged' }, inactive('merged', 'into')],
    ['into a record that has left', {}, { status: 'withdrawn' }, inactive('withdrawn', 'into')],
    ['of a record that was merged before', { status: 'merged' }, {}, inactive('merged', 'from')],
    ['of an erased record', { status: 'erased' }, {}, inactive('erased', 'from')],
    [
      'into a member whose identity is unverified',
      {},
      { identity: { status: 'unverified', at } },
      unsettledProblem('unverified', 'into'),
    ],
    [
      'of a member whose identity was rejected',
      { identity: { status: 'rejected', at } },
      {},
      unsettledProblem('rejected', 'from'),
    ],
    ['of a record in dispute', { dispute: 'dsp_1' }, {}, { code: 'nik_taken', params: {}, path: ['from'] }],
  ])('%s', (_, from, into, problem) => {
    const error = refusal({ ...twin, ...from }, { ...keeper, ...into })
    expect([error?.kind, error?.problems]).toEqual(['conflict', [problem]])
  })

  test('into itself, and without a reason of the programme', () => {
    expect(refusal(keeper, keeper)).toMatchObject({
      kind: 'invalid',
      problems: [{ code: 'member_into_itself', path: ['into'] }],
    })
    expect(refusal(twin, keeper, 'because')).toMatchObject({ kind: 'invalid', problems: [{ code: 'reason_unknown' }] })
  })

  test('but an unverified member may be merged into a verified one', () => {
    const verifiedKeeper: Member = { ...keeper, identity: { status: 'verified', at } }
    expect(refusal({ ...twin, identity: { status: 'unverified', at } }, verifiedKeeper)).toBeUndefined()
  })
})

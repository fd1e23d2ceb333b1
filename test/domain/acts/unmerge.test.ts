import { describe, expect, test } from 'vitest'
import { attain } from '../../../shared/domain/acts/attain.ts'
import { type Merge, merge, unmerge } from '../../../shared/domain/acts/merge.ts'
import { reverse } from '../../../shared/domain/acts/reverse.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import { actsOn, codesOf, everyDay, fact, memberWith, refusalOf, stagesAndKinds } from '../../support/acts.ts'

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

function part(newMerge: Merge, from: Member, into: Member, others: { merge: Merge; from: Member }[] = []) {
  const { members, entries, merge: undoneMerge, heirs } = unmerge(april, newMerge, { from, into, others })
  const [returnedTwin, shrunkKeeper] = members
  if (!returnedTwin || !shrunkKeeper) throw new Error('A merge has two records')
  return { returnedTwin, shrunkKeeper, entries, undoneMerge, heirs }
}

/** The held stages with their days, without their entries. */
const heldDays = ({ standings }: Member) =>
  Object.fromEntries(Object.entries(standings).map(([stage, { happenedOn }]) => [stage, happenedOn]))

describe('taking a merge back', () => {
  const { twinAfter, keeperAfter, newMerge } = join(twin, keeper)
  const partAgain = () => part(newMerge, twinAfter, keeperAfter)

  test('gives each record the stages that it held', () => {
    const { returnedTwin, shrunkKeeper, entries, heirs } = partAgain()
    expect([heldDays(returnedTwin), heldDays(shrunkKeeper)]).toEqual([heldDays(twin), heldDays(keeper)])
    expect(stagesAndKinds(entries)).toEqual([
      ['P3', 'reversed'],
      ['P1', 'attained'],
      ['P3', 'attained'],
    ])
    expect(entries[0]).toMatchObject({ reason, happenedOn: '2020-04-10' })
    expect(heirs).toEqual([])
  })

  test('leaves both records as they were', () => {
    const { returnedTwin, shrunkKeeper } = partAgain()
    const { standings: _, ...rest } = returnedTwin
    const { standings: __, ...before } = twin
    expect(rest).toEqual(before)
    expect(shrunkKeeper).toEqual(keeper)
  })

  test('records when and by whom', () => {
    const { undoneMerge } = partAgain()
    expect(undoneMerge).toEqual({ ...newMerge, undoneAt: '2020-04-10T05:00:00.000Z', undoneBy: 'rina' })
  })

  test('restores the earlier standing, whose origin is the entry that attained it first', () => {
    const { returnedTwin } = partAgain()
    expect(returnedTwin.standings.P3?.origin).toBe(twin.standings.P3?.entryId)
    const second = join(returnedTwin, keeper, 'mrg_2')
    const again = part(second.newMerge, second.twinAfter, second.keeperAfter)
    expect(again.returnedTwin.standings.P3?.origin).toBe(twin.standings.P3?.entryId)
  })

  test('restores that the record had left, and since when', () => {
    const withdrawnTwin = { ...twin, status: 'withdrawn', statusSince: '2020-03-20' } as const
    const joinResult = join(withdrawnTwin, keeper)
    expect(part(joinResult.newMerge, joinResult.twinAfter, joinResult.keeperAfter).returnedTwin).toMatchObject({
      status: 'withdrawn',
      statusSince: '2020-03-20',
    })
  })

  test('leaves the kept record its own loans and other merges', () => {
    const joinResult = join({ ...twin, loans: ['lon_2'] }, { ...keeper, loans: ['lon_1'], mergedFrom: ['OLDER'] })
    const partResult = part(joinResult.newMerge, joinResult.twinAfter, joinResult.keeperAfter)
    expect([partResult.returnedTwin.loans, partResult.shrunkKeeper.loans, partResult.shrunkKeeper.mergedFrom]).toEqual([
      ['lon_2'],
      ['lon_1'],
      ['OLDER'],
    ])
    const twinLoansOnly = join({ ...twin, loans: ['lon_2'] }, keeper)
    expect(part(twinLoansOnly.newMerge, twinLoansOnly.twinAfter, twinLoansOnly.keeperAfter).shrunkKeeper).toEqual(
      keeper,
    )
  })

  test('keeps a gained stage that was since reversed and attained again', () => {
    const reversal = reverse(april, keeperAfter, {
      stage: 'P3',
      reason: 'wrong_date',
      decidedOn: '2020-04-10',
      cascade: false,
    })
    const attainedAnew = attain(april, reversal.member, fact('P3', '2020-04-02')).member
    expect(heldDays(part(newMerge, twinAfter, attainedAnew).shrunkKeeper)).toEqual({
      ...heldDays(keeper),
      P3: '2020-04-02',
    })
  })

  test('reverses a set that the merge completed', () => {
    const { P7: _, ...six } = everyDay
    const joinResult = join(
      memberWith({ P1: '2020-03-01', P7: '2020-04-01' }, { id: 'TWIN' }),
      memberWith(six, { id: 'KEPT' }),
    )
    expect(
      part(joinResult.newMerge, joinResult.twinAfter, joinResult.keeperAfter).shrunkKeeper.standings,
    ).not.toHaveProperty('ALL')
  })

  test('keeps a stage that another merge gave too, and links it to that merge', () => {
    const third = memberWith({ P1: '2020-03-02', P3: '2020-03-06', P5: '2020-03-07' }, { id: 'THIRD' })
    const second = join(third, keeperAfter, 'mrg_2')
    const partResult = part(newMerge, twinAfter, second.keeperAfter, [
      { merge: second.newMerge, from: second.twinAfter },
    ])
    expect(heldDays(partResult.shrunkKeeper)).toEqual({ ...heldDays(keeper), P3: '2020-03-06', P5: '2020-03-07' })
    const inheritedEntry = partResult.entries.find(({ memberId, kind }) => memberId === 'KEPT' && kind === 'attained')
    expect(inheritedEntry).toMatchObject({ stage: 'P3', happenedOn: '2020-03-06' })
    expect(partResult.heirs).toEqual([
      { ...second.newMerge, gained: { ...second.newMerge.gained, P3: inheritedEntry?.id } },
    ])
  })

  test('links the stage to the earliest of other merges, and leaves the others as they are', () => {
    const third = memberWith({ P1: '2020-03-02', P3: '2020-03-06' }, { id: 'THIRD' })
    const fourth = memberWith({ P1: '2020-03-03', P3: '2020-03-07' }, { id: 'FOURTH' })
    const second = join(third, keeperAfter, 'mrg_2')
    const last = join(fourth, second.keeperAfter, 'mrg_3')
    const partResult = part(newMerge, twinAfter, last.keeperAfter, [
      { merge: second.newMerge, from: second.twinAfter },
      { merge: last.newMerge, from: last.twinAfter },
    ])
    expect(heldDays(partResult.shrunkKeeper).P3).toBe('2020-03-06')
    expect(partResult.heirs.map(({ id }) => id)).toEqual(['mrg_2'])
  })

  test('recognises stages by their origin, though another merge took them meanwhile', () => {
    const outer = join(keeperAfter, memberWith({ P1: '2020-03-12' }, { id: 'OUTER' }), 'mrg_2')
    const back = part(outer.newMerge, outer.twinAfter, outer.keeperAfter)
    expect(heldDays(part(newMerge, twinAfter, back.returnedTwin).shrunkKeeper)).toEqual(heldDays(keeper))
  })
})

describe('taking a merge back is refused', () => {
  const { twinAfter, keeperAfter, newMerge } = join(twin, keeper)

  test.each<[string, Partial<Merge>, Partial<Member>, Partial<Member>, (string | undefined)[]]>([
    ['a second time', { undoneAt: '2020-04-10T05:00:00.000Z' }, {}, {}, ['merge_undone']],
    ['when the merged record was erased', {}, { status: 'erased' }, {}, ['member_inactive', 'erased', 'from']],
    ['when the kept record was merged itself', {}, {}, { status: 'merged' }, ['member_inactive', 'merged', 'into']],
  ])('%s', (_, more, from, into, expected) => {
    const error = refusalOf(() =>
      part({ ...newMerge, ...more }, { ...twinAfter, ...from }, { ...keeperAfter, ...into }),
    )
    expect(error?.kind).toBe('conflict')
    expect(
      error?.problems.flatMap(({ code, path = [], params = {} }) => [code, ...Object.values(params), ...path]),
    ).toEqual(expected)
  })

  test('while a later stage depends on a stage that it gave; the later stage is named', () => {
    const strictTwin = memberWith({ P1: '2019-12-01', P2: '2019-12-10' }, { id: 'TWIN' })
    const joinResult = join(strictTwin, memberWith({ P1: '2019-12-02' }, { id: 'KEPT' }))
    const keeperWithP3 = attain(april, joinResult.keeperAfter, fact('P3', '2020-01-10')).member
    const error = refusalOf(() => part(joinResult.newMerge, joinResult.twinAfter, keeperWithP3))
    expect(error?.problems).toEqual([{ code: 'stage_supports_others', params: { stage: 'P2', dependents: 'P3' } }])
  })

  test('but not if all stages that depend on each other came with it', () => {
    const strictTwin = memberWith({ P1: '2019-12-01', P2: '2019-12-10', P3: '2020-01-10' }, { id: 'TWIN' })
    const joinResult = join(strictTwin, memberWith({ P1: '2019-12-02' }, { id: 'KEPT' }))
    expect(codesOf(() => part(joinResult.newMerge, joinResult.twinAfter, joinResult.keeperAfter))).toEqual([])
  })
})

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
  const { members, entries, merge: made } = merge(context, from, into, { id, reason })
  const [merged, grown] = members
  if (!merged || !grown) throw new Error('A merge has two records')
  return { merged, grown, entries, made }
}

function part(made: Merge, from: Member, into: Member, others: { merge: Merge; from: Member }[] = []) {
  const { members, entries, merge: undone, heirs } = unmerge(april, made, { from, into, others })
  const [returned, shrunk] = members
  if (!returned || !shrunk) throw new Error('A merge has two records')
  return { returned, shrunk, entries, undone, heirs }
}

/** The held stages with their days, without their entries. */
const heldDays = ({ standings }: Member) =>
  Object.fromEntries(Object.entries(standings).map(([stage, { happenedOn }]) => [stage, happenedOn]))

describe('taking a merge back', () => {
  const { merged, grown, made } = join(twin, keeper)
  const partAgain = () => part(made, merged, grown)

  test('gives each record the stages that it held', () => {
    const { returned, shrunk, entries, heirs } = partAgain()
    expect([heldDays(returned), heldDays(shrunk)]).toEqual([heldDays(twin), heldDays(keeper)])
    expect(stagesAndKinds(entries)).toEqual([
      ['P3', 'reversed'],
      ['P1', 'attained'],
      ['P3', 'attained'],
    ])
    expect(entries[0]).toMatchObject({ reason, happenedOn: '2020-04-10' })
    expect(heirs).toEqual([])
  })

  test('leaves both records as they were', () => {
    const { returned, shrunk } = partAgain()
    const { standings: _, ...rest } = returned
    const { standings: __, ...before } = twin
    expect(rest).toEqual(before)
    expect(shrunk).toEqual(keeper)
  })

  test('records when and by whom', () => {
    const { undone } = partAgain()
    expect(undone).toEqual({ ...made, undoneAt: '2020-04-10T05:00:00.000Z', undoneBy: 'rina' })
  })

  test('restores the earlier standing, whose origin is the entry that attained it first', () => {
    const { returned } = partAgain()
    expect(returned.standings.P3?.origin).toBe(twin.standings.P3?.entryId)
    const second = join(returned, keeper, 'mrg_2')
    const again = part(second.made, second.merged, second.grown)
    expect(again.returned.standings.P3?.origin).toBe(twin.standings.P3?.entryId)
  })

  test('restores that the record had left, and since when', () => {
    const withdrawnTwin = { ...twin, status: 'withdrawn', statusSince: '2020-03-20' } as const
    const joinResult = join(withdrawnTwin, keeper)
    expect(part(joinResult.made, joinResult.merged, joinResult.grown).returned).toMatchObject({
      status: 'withdrawn',
      statusSince: '2020-03-20',
    })
  })

  test('leaves the kept record its own loans and other merges', () => {
    const joinResult = join({ ...twin, loans: ['lon_2'] }, { ...keeper, loans: ['lon_1'], mergedFrom: ['OLDER'] })
    const partResult = part(joinResult.made, joinResult.merged, joinResult.grown)
    expect([partResult.returned.loans, partResult.shrunk.loans, partResult.shrunk.mergedFrom]).toEqual([
      ['lon_2'],
      ['lon_1'],
      ['OLDER'],
    ])
    const twinLoansOnly = join({ ...twin, loans: ['lon_2'] }, keeper)
    expect(part(twinLoansOnly.made, twinLoansOnly.merged, twinLoansOnly.grown).shrunk).toEqual(keeper)
  })

  test('keeps a gained stage that was since reversed and attained again', () => {
    const reversal = reverse(april, grown, {
      stage: 'P3',
      reason: 'wrong_date',
      decidedOn: '2020-04-10',
      cascade: false,
    })
    const attainedAnew = attain(april, reversal.member, fact('P3', '2020-04-02')).member
    expect(heldDays(part(made, merged, attainedAnew).shrunk)).toEqual({ ...heldDays(keeper), P3: '2020-04-02' })
  })

  test('reverses a set that the merge completed', () => {
    const { P7: _, ...six } = everyDay
    const joinResult = join(
      memberWith({ P1: '2020-03-01', P7: '2020-04-01' }, { id: 'TWIN' }),
      memberWith(six, { id: 'KEPT' }),
    )
    expect(part(joinResult.made, joinResult.merged, joinResult.grown).shrunk.standings).not.toHaveProperty('ALL')
  })

  test('keeps a stage that another merge gave too, and links it to that merge', () => {
    const third = memberWith({ P1: '2020-03-02', P3: '2020-03-06', P5: '2020-03-07' }, { id: 'THIRD' })
    const second = join(third, grown, 'mrg_2')
    const partResult = part(made, merged, second.grown, [{ merge: second.made, from: second.merged }])
    expect(heldDays(partResult.shrunk)).toEqual({ ...heldDays(keeper), P3: '2020-03-06', P5: '2020-03-07' })
    const inheritedEntry = partResult.entries.find(({ memberId, kind }) => memberId === 'KEPT' && kind === 'attained')
    expect(inheritedEntry).toMatchObject({ stage: 'P3', happenedOn: '2020-03-06' })
    expect(partResult.heirs).toEqual([{ ...second.made, gained: { ...second.made.gained, P3: inheritedEntry?.id } }])
  })

  test('links the stage to the earliest of other merges, and leaves the others as they are', () => {
    const third = memberWith({ P1: '2020-03-02', P3: '2020-03-06' }, { id: 'THIRD' })
    const fourth = memberWith({ P1: '2020-03-03', P3: '2020-03-07' }, { id: 'FOURTH' })
    const second = join(third, grown, 'mrg_2')
    const last = join(fourth, second.grown, 'mrg_3')
    const partResult = part(made, merged, last.grown, [
      { merge: second.made, from: second.merged },
      { merge: last.made, from: last.merged },
    ])
    expect(heldDays(partResult.shrunk).P3).toBe('2020-03-06')
    expect(partResult.heirs.map(({ id }) => id)).toEqual(['mrg_2'])
  })

  test('recognises stages by their origin, though another merge took them meanwhile', () => {
    const outer = join(grown, memberWith({ P1: '2020-03-12' }, { id: 'OUTER' }), 'mrg_2')
    const back = part(outer.made, outer.merged, outer.grown)
    expect(heldDays(part(made, merged, back.returned).shrunk)).toEqual(heldDays(keeper))
  })
})

describe('taking a merge back is refused', () => {
  const { merged, grown, made } = join(twin, keeper)

  test.each<[string, Partial<Merge>, Partial<Member>, Partial<Member>, (string | undefined)[]]>([
    ['a second time', { undoneAt: '2020-04-10T05:00:00.000Z' }, {}, {}, ['merge_undone']],
    ['when the merged record was erased', {}, { status: 'erased' }, {}, ['member_inactive', 'erased', 'from']],
    ['when the kept record was merged itself', {}, {}, { status: 'merged' }, ['member_inactive', 'merged', 'into']],
  ])('%s', (_, more, from, into, expected) => {
    const error = refusalOf(() => part({ ...made, ...more }, { ...merged, ...from }, { ...grown, ...into }))
    expect(error?.kind).toBe('conflict')
    expect(
      error?.problems.flatMap(({ code, path = [], params = {} }) => [code, ...Object.values(params), ...path]),
    ).toEqual(expected)
  })

  test('while a later stage depends on a stage that it gave; the later stage is named', () => {
    const strictTwin = memberWith({ P1: '2019-12-01', P2: '2019-12-10' }, { id: 'TWIN' })
    const joinResult = join(strictTwin, memberWith({ P1: '2019-12-02' }, { id: 'KEPT' }))
    const keeperWithP3 = attain(april, joinResult.grown, fact('P3', '2020-01-10')).member
    const error = refusalOf(() => part(joinResult.made, joinResult.merged, keeperWithP3))
    expect(error?.problems).toEqual([{ code: 'stage_supports_others', params: { stage: 'P2', dependents: 'P3' } }])
  })

  test('but not if all stages that depend on each other came with it', () => {
    const strictTwin = memberWith({ P1: '2019-12-01', P2: '2019-12-10', P3: '2020-01-10' }, { id: 'TWIN' })
    const joinResult = join(strictTwin, memberWith({ P1: '2019-12-02' }, { id: 'KEPT' }))
    expect(codesOf(() => part(joinResult.made, joinResult.merged, joinResult.grown))).toEqual([])
  })
})

import { beforeEach, describe, expect, test } from 'vitest'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { findMembers } from '../../../shared/usecases/members/find-members.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { readMemberHistory } from '../../../shared/usecases/members/member-history.ts'
import { withdrawMember } from '../../../shared/usecases/members/member-status.ts'
import { mergeMembers, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { recordStage, reverseStage } from '../../../shared/usecases/members/stages.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { recountAll } from '../../support/ledger-state.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const admin = callerAs('admin')
let deps: TestDeps
beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2020-01', now: '2020-04-10T05:00:00.000Z' })
})

type Where = { area?: string; agency?: string; gender?: 'female' | 'male' }

async function member(stages: Record<string, string>, where: Where = {}, nik = newNik()): Promise<string> {
  const { P1: registeredOn = '2020-03-01', ...others } = stages
  const place = { area: '31.71.01.1001', agency: 'PPKUKM', gender: 'male' as const, category: 'pemula', ...where }
  const { answer } = await registerMember(deps, admin, request(), {
    person: { name: 'Ani', nik },
    ...place,
    registeredOn,
  })
  for (const [stage, happenedOn] of Object.entries(others)) await record(answer.memberId, stage, happenedOn)
  return answer.memberId
}

const record = (id: string, stage: string, happenedOn: string) =>
  recordStage(deps, admin, request(), id, { stage, happenedOn })
const merge = async (from: string, into: string) =>
  (await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })).answer
const unmerge = (id: string) => unmergeMembers(deps, admin, request(), id)

/** Members by stage now, and each person's stages with their dates and places. */
async function look(...ids: string[]) {
  const { stages, crossings, durations } = await computeFigures(deps, {
    month: '2020-04',
    area: '31',
    reading: 'as_posted',
  })
  const people = []
  for (const id of ids) {
    const { standings, status } = await readMember(deps, admin, 'member.read', id)
    const heldStages = Object.entries(standings).map(([stage, { happenedOn, area, agency, gender }]) => {
      return [stage, happenedOn, area, agency, gender].join(' ')
    })
    people.push({ status, held: heldStages.toSorted() })
  }
  const cumulative = Object.fromEntries(stages.map((stage) => [stage.stage, stage.cumulative]))
  return { cumulative, crossings, durations, people }
}

describe('merging', () => {
  test('counts the person once: common stages stay, and a missing one is added with its true date and area', async () => {
    const from = await member({ P1: '2020-03-02', P2: '2020-03-03' }, { area: '31.72.01.1001', agency: 'KPKP' })
    const into = await member({ P1: '2020-03-01', P3: '2020-03-04' }, { gender: 'female' })
    const { entries } = await merge(from, into)
    expect(entries.map(({ memberId, kind, stage }) => [memberId === from ? 'from' : 'into', kind, stage])).toEqual([
      ['from', 'reversed', 'P1'],
      ['from', 'reversed', 'P2'],
      ['into', 'attained', 'P2'],
    ])
    const { cumulative, people } = await look(from, into)
    expect(cumulative).toMatchObject({ P1: 1, P2: 1, P3: 1, P4: 0 })
    expect(people).toEqual([
      { status: 'merged', held: [] },
      {
        status: 'active',
        held: [
          'P1 2020-03-01 31.71.01.1001 PPKUKM female',
          'P2 2020-03-03 31.72.01.1001 KPKP female',
          'P3 2020-03-04 31.71.01.1001 PPKUKM female',
        ],
      },
    ])
    expect(await recountAll(deps)).toEqual([])
  })

  test('leads from the old number and NIK to the kept record', async () => {
    const nik = newNik()
    const from = await member({}, {}, nik)
    const [into, last] = [await member({}), await member({})]
    await merge(from, into)
    await merge(into, last)
    expect(await findMembers(deps, admin, { number: from })).toMatchObject([{ id: last }])
    expect(await findMembers(deps, admin, { nik })).toMatchObject([{ id: last }])
  })

  test('posts stages of closed months in the open month', async () => {
    const from = await member({ P1: '2020-03-02', P2: '2020-03-03' })
    const into = await member({ P1: '2020-03-01' })
    await closeMonths(deps, 'schedule')
    const { entries } = await merge(from, into)
    expect(new Set(entries.map(({ postedIn }) => postedIn))).toEqual(new Set(['2020-04']))
    const march = await computeFigures(deps, { month: '2020-03', area: '31', reading: 'restated' })
    expect(march.stages.slice(0, 2)).toMatchObject([{ cumulative: 1 }, { cumulative: 1 }])
  })

  test('is refused for a record with itself, for a merged one, and into one that left or was erased', async () => {
    const [a, b, c] = [await member({}), await member({}), await member({})]
    expect(await refusalOf(merge(a, a))).toEqual(['member_into_itself'])
    await merge(a, b)
    expect(await refusalOf(merge(a, c))).toEqual(['member_inactive'])
    expect(await refusalOf(merge(c, a))).toEqual(['member_inactive'])
    await withdrawMember(deps, admin, request(), b, '2020-04-01')
    expect(await refusalOf(merge(c, b))).toEqual(['member_inactive'])
    await eraseMember(deps, admin, request(), c)
    expect(await refusalOf(merge(c, b))).toEqual(['member_inactive'])
  })
})

describe('taking a merge back', () => {
  test('restores figures and records, in open and in closed months', async () => {
    const from = await member({ P1: '2020-03-02', P2: '2020-03-03' }, { agency: 'KPKP' })
    const into = await member({ P1: '2020-03-01', P3: '2020-03-04' })
    const before = await look(from, into)
    await unmerge((await merge(from, into)).mergeId)
    expect(await look(from, into)).toEqual(before)
    const { mergeId } = await merge(from, into)
    await closeMonths(deps, 'schedule')
    await unmerge(mergeId)
    expect(await look(from, into)).toEqual(before)
    expect(await recountAll(deps)).toEqual([])
  })

  test('restores the full set of stages to the record that had it', async () => {
    const some = { P2: '2020-03-03', P3: '2020-03-03', P5: '2020-03-03', P6: '2020-03-03' }
    const [from, into] = [await member({ ...some, P1: '2020-03-02' }), await member({ P1: '2020-03-01' })]
    for (const [id, stage, kind] of [
      [from, 'P4', 'nib'],
      [into, 'P7', 'pinjaman'],
    ] as const)
      await recordStage(deps, admin, request(), id, { stage, happenedOn: '2020-03-20', evidence: { kind } })
    const before = await look(from, into)
    const { mergeId } = await merge(from, into)
    const mergedFigures = await look(from, into)
    expect(mergedFigures.cumulative.ALL).toBe(1)
    expect(mergedFigures.durations.find(({ stage }) => stage === 'ALL')?.buckets.map(({ members }) => members)).toEqual(
      [0, 0, 1, 0, 0, 0, 0],
    )
    await unmerge(mergeId)
    expect(await look(from, into)).toEqual(before)
  })

  test('leaves stages that the kept record has attained by itself since', async () => {
    const [from, into] = [await member({ P2: '2020-03-03' }), await member({})]
    const { mergeId } = await merge(from, into)
    await reverseStage(deps, admin, request(), into, { stage: 'P2', reason: 'wrong_date', cascade: false })
    await record(into, 'P2', '2020-03-20')
    await record(into, 'P3', '2020-03-21')
    await unmerge(mergeId)
    const { cumulative, people } = await look(from, into)
    expect(cumulative).toMatchObject({ P1: 2, P2: 2, P3: 1 })
    expect(people[1]?.held.map((held) => held.slice(0, 13))).toEqual([
      'P1 2020-03-01',
      'P2 2020-03-20',
      'P3 2020-03-21',
    ])
  })

  test('works after the kept record was itself merged and taken out again, and nobody counts twice', async () => {
    const [a, b, c] = [await member({ P2: '2020-03-03' }), await member({}), await member({})]
    const before = await look(a, b, c)
    const first = await merge(a, b)
    const second = await merge(b, c)
    expect(await refusalOf(unmerge(first.mergeId))).toEqual(['member_inactive'])
    await unmerge(second.mergeId)
    await unmerge(first.mergeId)
    expect(await look(a, b, c)).toEqual(before)
  })

  describe('of two records merged into one', () => {
    const heldDays = { P3: '2020-03-05', P5: '2020-03-06' }
    const three = async () => {
      const into = await member({ P1: '2020-03-01' })
      const first = await member({ P1: '2020-03-02', ...heldDays })
      const second = await member({ P1: '2020-03-03', P3: '2020-03-07', P6: '2020-03-08' }, { agency: 'KPKP' })
      await recordStage(deps, admin, request(), first, nib('2020-03-10', 'first'))
      await recordStage(deps, admin, request(), second, nib('2020-03-11', 'second'))
      return { into, first, second }
    }
    const nib = (happenedOn: string, number: string) => ({
      stage: 'P4',
      happenedOn,
      evidence: { kind: 'nib', number },
    })
    const evidenceOf = async (id: string) => (await readMember(deps, admin, 'member.read', id)).evidence.P4?.number

    test('leaves the kept record what the other merge still gives it, as if only that had happened', async () => {
      const { into, first, second } = await three()
      const all = [into, first, second]
      const start = await look(...all)
      const only = (await merge(second, into)).mergeId
      const withSecond = await look(...all)
      await unmerge(only)
      const merges = [await merge(first, into), await merge(second, into)]
      expect((await look(...all)).cumulative).toMatchObject({ P1: 1, P3: 1, P4: 1, P5: 1, P6: 1 })
      expect(await evidenceOf(into)).toBe('first')
      await unmerge(merges[0]?.mergeId ?? '')
      expect(await look(...all)).toEqual(withSecond)
      expect(withSecond.cumulative).toMatchObject({ P1: 2, P3: 2, P4: 2, P5: 1, P6: 1 })
      expect(await evidenceOf(into)).toBe('second')
      await unmerge(merges[1]?.mergeId ?? '')
      expect(await look(...all)).toEqual(start)
      expect(await recountAll(deps)).toEqual([])
    })

    test('does so in closed months', async () => {
      const { into, first, second } = await three()
      const { mergeId } = await merge(first, into)
      await merge(second, into)
      await closeMonths(deps, 'schedule')
      await unmerge(mergeId)
      const { cumulative, people } = await look(into, first)
      expect(cumulative).toMatchObject({ P1: 2, P3: 2, P4: 2, P5: 1, P6: 1 })
      expect(people[0]?.held).toContain('P3 2020-03-07 31.71.01.1001 KPKP male')
      expect(await recountAll(deps)).toEqual([])
    })

    test('leaves nothing when the other merge is taken back first', async () => {
      const { into, first, second } = await three()
      const start = await look(into, first, second)
      const merges = [await merge(first, into), await merge(second, into)]
      for (const { mergeId } of merges.toReversed()) await unmerge(mergeId)
      expect(await look(into, first, second)).toEqual(start)
    })

    test('does not restore a stage that was reversed on the kept record', async () => {
      const { into, first, second } = await three()
      const { mergeId } = await merge(first, into)
      await merge(second, into)
      await reverseStage(deps, admin, request(), into, { stage: 'P3', reason: 'wrong_date', cascade: false })
      await unmerge(mergeId)
      const { people } = await look(into)
      expect(people[0]?.held.map((each) => each.slice(0, 2))).toEqual(['P1', 'P4', 'P6'])
    })
  })

  test('is refused while other stages depend on those that would be returned', async () => {
    const strict = { P1: '2020-01-02', P2: '2020-01-03' }
    const [from, into] = [await member(strict), await member({ P1: '2020-01-01' })]
    const { mergeId } = await merge(from, into)
    await record(into, 'P3', '2020-02-01')
    expect(await refusalOf(unmerge(mergeId))).toEqual(['stage_supports_others'])
    await reverseStage(deps, admin, request(), into, { stage: 'P3', reason: 'wrong_date', cascade: false })
    expect(await refusalOf(unmerge(mergeId))).toEqual([])
  })

  test('happens once, and not after the person was erased', async () => {
    const [a, b, c] = [await member({}), await member({}), await member({})]
    const first = await merge(a, b)
    await unmerge(first.mergeId)
    expect(await refusalOf(unmerge(first.mergeId))).toEqual(['merge_undone'])
    const second = await merge(c, b)
    await eraseMember(deps, admin, request(), b)
    expect(await refusalOf(unmerge(second.mergeId))).toEqual(['member_inactive'])
  })

  test('leaves both histories as they were written', async () => {
    const [from, into] = [await member({ P2: '2020-03-03' }), await member({})]
    const { mergeId } = await merge(from, into)
    await unmerge(mergeId)
    const story = async (id: string) =>
      (await readMemberHistory(deps, admin, id, { limit: 50 })).items.map(
        (entry) => `${entry.kind} ${'stage' in entry ? entry.stage : entry.fact}`,
      )
    expect(await story(from)).toEqual([
      'attained P1',
      'attained P2',
      'reversed P1',
      'reversed P2',
      'attained P1',
      'attained P2',
    ])
    expect(await story(into)).toEqual(['attained P1', 'attained P2', 'reversed P2'])
  })
})

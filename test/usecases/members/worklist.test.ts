import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Member } from '../../../shared/domain/member/member.ts'
import { findNextUseful } from '../../../shared/domain/member/worklist.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { readMonthFigures } from '../../../shared/usecases/figures/month-figures.ts'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { recordStage } from '../../../shared/usecases/members/stages.ts'
import { worklist } from '../../../shared/usecases/members/worklist.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { member, put } from '../../support/listed-members.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { runs } from '../../support/runs.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'

const admin = callerAs('admin')
const jakarta = () => testDeps({ programme: fewAreas, firstMonth: '2021-10' })
const codes = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7']
const stage = fc.option(fc.constantFrom(...codes), { nil: undefined, freq: 2 })

async function all(deps: TestDeps, query: Parameters<typeof worklist>[2], limit = 200): Promise<Member[]> {
  const members: Member[] = []
  let from: string | undefined
  for (let pages = 0; pages === 0 || from !== undefined; pages++) {
    if (pages > 500) throw new Error('The pages do not end')
    const page = await worklist(deps, admin, query, { from, limit })
    expect(page.counts === undefined).toBe(pages > 0)
    members.push(...page.members)
    from = page.next
  }
  return members
}

test.each([
  [[], 'P1'],
  [['P1'], 'P2'],
  [['P1', 'P2', 'P3'], 'P4'],
  [['P1', 'P3', 'P7'], 'P2'],
  [['P2'], 'P1'],
  [codes, undefined],
])('after %j the next stage is %s', (heldStages, next) => {
  expect(findNextUseful(jakpreneur, heldStages)).toBe(next)
})

test(
  'a work list has the members who have been stuck for that long, the longest waiting first',
  { timeout: 300_000 },
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(member, { maxLength: 100, size: 'max' }),
        fc.array(
          fc.record({
            after: stage,
            next: stage,
            days: fc.integer({ min: 20, max: 30 }),
            limit: fc.integer({ min: 1, max: 60 }),
          }),
          {
            minLength: 15,
            maxLength: 15,
          },
        ),
        async (members, queries) => {
          const deps = await jakarta()
          await put(deps, members)
          for (const { after, next, days, limit } of queries) {
            const found = await all(deps, { after, next, days }, limit)
            const expectedKeys = members
              .filter(({ status, identity }) => status === 'active' && identity?.status !== 'rejected')
              .flatMap(({ id, standings, registeredAt }) => {
                const heldStages = codes.filter((code) => standings[code])
                const since = heldStages
                  .map((code) => standings[code]?.happenedOn ?? '')
                  .reduce((a, b) => (b > a ? b : a), '')
                const latest = heldStages.findLast((code) => standings[code]?.happenedOn === since)
                return heldStages.length < 7 &&
                  (since || registeredAt.slice(0, 10)) <= `2021-11-${String(30 - days).padStart(2, '0')}` &&
                  (!after || latest === after) &&
                  (!next || next === codes.find((code) => !heldStages.includes(code)))
                  ? [`${since || registeredAt.slice(0, 10)} ${id}`]
                  : []
              })
              .toSorted()
            expect(
              found.map(({ id }) => id),
              JSON.stringify({ after, next, days }),
            ).toEqual(expectedKeys.map((key) => key.split(' ')[1]))
          }
        },
      ),
      runs(1, 10),
    ),
)

describe('the counts of a work list', () => {
  const register = async (deps: TestDeps, area: string, agency: string, ...stages: string[]) => {
    const input = { person: { name: 'Sri' }, gender: 'female', category: 'pemula', area, agency } as const
    const { memberId } = (await registerMember(deps, admin, request(), { ...input, registeredOn: '2021-11-01' })).answer
    for (const each of stages)
      await recordStage(deps, admin, request(), memberId, { stage: each, happenedOn: '2021-11-02' })
    return memberId
  }
  const some = async () => {
    const deps = await jakarta()
    await register(deps, '31.71.01.1001', 'PPAPP', 'P2', 'P5')
    await register(deps, '31.71.01.1002', 'PPKUKM', 'P2')
    await register(deps, '31.71.02', 'PPAPP')
    await register(deps, '31.72.01.1001', 'PPAPP', 'P3')
    return deps
  }

  test('are the figures of the current month, of the area and each kecamatan in it', async () => {
    const deps = await some()
    const { counts = [] } = await worklist(deps, admin, { days: 0 }, { limit: 10 })
    const figures = await readMonthFigures(deps, admin, { month: '2021-11', area: '31', reading: 'as_posted' })
    expect(counts).toHaveLength(1)
    expect(counts[0]?.stages.map(({ stage: code, name, holding }) => [code, name, holding])).toEqual(
      figures.stages.slice(0, 7).map(({ stage: code, name, cumulative }) => [code, name, cumulative]),
    )
    expect(counts[0]?.stages.map(({ holding, lacking }) => [holding, lacking]).slice(0, 3)).toEqual([
      [4, 0],
      [2, 2],
      [1, 3],
    ])
    expect(counts[0]?.districts.map(({ area, stages }) => [area, stages.P1, stages.P2])).toEqual([
      ['31.71.01', { holding: 2, lacking: 0 }, { holding: 2, lacking: 0 }],
      ['31.71.02', { holding: 1, lacking: 0 }, { holding: 0, lacking: 1 }],
      ['31.72.01', { holding: 1, lacking: 0 }, { holding: 0, lacking: 1 }],
    ])
  })

  test('cover the requested areas within the caller’s scope, and nothing else', async () => {
    const deps = await some()
    const officer = callerAs('officer', { area: '31.71', agency: 'PPAPP' })
    const grants = [...officer.grants, ...callerAs('officer', { area: '31.71.01.1002' }).grants]
    const caller = { subject: 'officer-1', grants }
    const { counts = [], members } = await worklist(deps, caller, { days: 0 }, { limit: 10 })
    expect(counts.map(({ area, agency, stages }) => [area, agency, stages[0]?.holding])).toEqual([
      ['31.71', 'PPAPP', 2],
      ['31.71.01.1002', undefined, 1],
    ])
    expect(members).toHaveLength(3)
    const own = await worklist(deps, caller, { area: '31.71.01', agency: 'PPKUKM', days: 0 }, { limit: 10 })
    expect(own.counts?.map(({ area, agency }) => [area, agency])).toEqual([['31.71.01.1002', 'PPKUKM']])
    expect(await refusalOf(worklist(deps, caller, { area: '31.72', days: 0 }, { limit: 10 }))).toEqual(['not_found'])
  })

  test('stay in the old area when a member moves, while the list follows the member', async () => {
    const deps = await jakarta()
    const id = await register(deps, '31.71.01.1001', 'PPAPP', 'P2')
    await correctMember(deps, admin, id, 2, { area: '31.72.01.1001' })
    const here = await worklist(deps, admin, { area: '31.71.01', days: 0 }, { limit: 10 })
    expect([here.members.length, here.counts?.[0]?.stages[1]?.holding]).toEqual([0, 1])
    const there = await worklist(deps, admin, { area: '31.72.01', days: 0 }, { limit: 10 })
    expect([there.members.length, there.counts?.[0]?.stages[1]?.holding]).toEqual([1, 0])
  })
})

import { beforeEach, describe, expect, test } from 'vitest'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { readMemberTrail } from '../../../shared/usecases/members/member-trail.ts'
import {
  decideCaseFor,
  listCases,
  listOpenCases,
  makeCaseClock,
  openCaseFor,
} from '../../../shared/usecases/rights/rights-cases.ts'
import { sweep } from '../../../shared/usecases/sweep.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { admin, elsewhere, officer, rightsActs } from '../../support/rights-acts.ts'
import { putBack, tableContents } from '../../support/table-contents.ts'
import { request, type TestDeps, testDeps } from '../../support/test-deps.ts'

let deps: TestDeps
beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
})
const { register, open, decideDone } = rightsActs(() => deps)

const sweepCases = () => sweep(deps, { case: makeCaseClock(deps) }, 100)

describe('the clock', () => {
  test('runs for 72 hours, warns a day before the end, and then alarms until the case is decided', async () => {
    const id = await register()
    const newCase = await open(id, 'access')
    expect(newCase.dueAt).toBe('2021-12-03T05:00:00.000Z')
    const step = async (at: string) => {
      deps.clock.set(at)
      deps.logged.length = 0
      const [line] = await sweepCases()
      const hasWarned = deps.logged.some((each) => each.includes('must be decided soon'))
      return { warned: hasWarned, parked: line?.parked }
    }
    expect(await step('2021-12-02T04:59:59.999Z')).toEqual({ warned: false, parked: 0 })
    expect(await step('2021-12-02T05:00:00.000Z')).toEqual({ warned: true, parked: 0 })
    expect(await step('2021-12-03T04:59:59.999Z')).toEqual({ warned: false, parked: 0 })
    expect(await step('2021-12-03T05:00:00.000Z')).toEqual({ warned: false, parked: 1 })
    await decideCaseFor(
      deps,
      admin,
      request(),
      { memberId: id, caseId: newCase.id },
      { outcome: 'refused', ground: 'no_basis' },
    )
    expect((await sweepCases())[0]?.parked).toBe(0)
  })

  test('stops when the case is decided before', async () => {
    const id = await register()
    const newCase = await open(id, 'restriction')
    await decideDone(id, newCase.id)
    deps.clock.set('2021-12-10T05:00:00.000Z')
    expect(await sweepCases()).toMatchObject([{ handled: 0, failed: 0, parked: 0, overdueSeconds: 0 }])
  })
})

describe('a decision', () => {
  test('that refuses names its ground and changes nothing', async () => {
    const id = await register()
    const newCase = await open(id, 'erasure')
    const decide = (ground?: 'no_basis') =>
      decideCaseFor(
        deps,
        admin,
        request(),
        { memberId: id, caseId: newCase.id },
        { outcome: 'refused', ...(ground && { ground }) },
      )
    expect(await refusalOf(decide())).toEqual(['case_ground_missing'])
    const before = await deps.members.get(id)
    await decide('no_basis')
    expect(await deps.members.get(id)).toEqual(before)
    expect(await refusalOf(decide('no_basis'))).toEqual(['case_decided'])
  })

  test('by five at once happens once', async () => {
    const id = await register()
    const newCase = await open(id, 'restriction')
    const ends = await Promise.all(
      Array.from({ length: 5 }, () =>
        decideDone(id, newCase.id).then(
          () => 'done',
          (error: unknown) => (error instanceof Error ? error.message : ''),
        ),
      ),
    )
    expect(ends.toSorted()).toEqual([...Array(4).fill('conflict: case_decided'), 'done'])
    const trail = (await readMemberTrail(deps, admin, id, { limit: 200 })).items.map(({ act }) => act)
    expect(trail).toEqual(['attained', 'case_opened', 'corrected', 'case_done'])
  })
})

describe('the list of open cases', () => {
  test('shows cases of the caller’s members, the most urgent first, page by page', async () => {
    const here = [await register(), await register('31.71.02.1001'), await register()]
    const there = await register('31.72.01.1001')
    const caseIds: string[] = []
    for (const [i, id] of [...here, there].entries()) {
      deps.clock.set(`2021-11-30T0${6 + i}:00:00.000Z`)
      const newCase = await openCaseFor(deps, admin, request(), id, { kind: 'correction' })
      caseIds.push(newCase.answer.id)
    }
    const pages: string[][] = []
    let after: string | undefined
    do {
      const page = await listOpenCases(deps, officer, '31', { after, limit: 2 })
      pages.push(page.items.map(({ id }) => id))
      after = page.last
    } while (after !== undefined)
    expect(pages.flat()).toEqual(caseIds.slice(0, 3))
    expect((await listOpenCases(deps, elsewhere, '31', { limit: 10 })).items.map(({ id }) => id)).toEqual(
      caseIds.slice(3),
    )
    await decideCaseFor(
      deps,
      admin,
      request(),
      { memberId: here[0] ?? '', caseId: caseIds[0] ?? '' },
      { outcome: 'done' },
    )
    expect((await listOpenCases(deps, officer, '31', { limit: 10 })).items.map(({ id }) => id)).toEqual(
      caseIds.slice(1, 3),
    )
  })

  /** Opens cases of members in these areas, an hour apart. Returns their ids. */
  async function openCasesIn(...places: string[]): Promise<string[]> {
    const ids: string[] = []
    for (const [i, area] of places.entries()) {
      deps.clock.set(`2021-11-30T${String(6 + i).padStart(2, '0')}:00:00.000Z`)
      const newCase = await openCaseFor(deps, admin, request(), await register(area), { kind: 'correction' })
      ids.push(newCase.answer.id)
    }
    return ids
  }
  async function read(limit: number, area = '31', caller = admin): Promise<string[]> {
    const found: string[] = []
    let after: string | undefined
    do {
      const page = await listOpenCases(deps, caller, area, { after, limit })
      found.push(...page.items.map(({ id }) => id))
      after = page.last
    } while (after !== undefined)
    return found
  }

  test.each([1, 2, 3])(
    'shows all open cases although the index still names decided ones, %i at a time',
    async (limit) => {
      const [here, there] = ['31.71.01.1001', '31.72.01.1001']
      const caseIds = await openCasesIn(here, here, here, there, here, there)
      const isOf = (decidedIds: string[], { id }: Record<string, unknown>) => decidedIds.includes(String(id))
      for (const decidedIds of [caseIds.slice(1, 2), caseIds.slice(0, 2)]) {
        const before = await tableContents(deps.tableName)
        for (const { id, memberId } of before.filter((item) => isOf(decidedIds, item) && item.state === 'open'))
          await decideDone(String(memberId), String(id))
        const places = new Map(before.map((item) => [item.id, item]))
        for (const item of (await tableContents(deps.tableName)).filter((each) => isOf(decidedIds, each)))
          await putBack(deps.tableName, { ...places.get(item.id), ...item })
        expect(await read(limit)).toEqual(caseIds.filter((id) => !decidedIds.includes(id)))
      }
    },
  )

  test('goes by the current area of the member, not by the area where the case was opened', async () => {
    const [movingCase = '', stayingCase = ''] = await openCasesIn('31.71.01.1001', '31.71.01.1001')
    const { memberId } = (await listOpenCases(deps, admin, '31', { limit: 1 })).items[0] ?? { memberId: '' }
    const version = (await deps.members.get(memberId))?.version ?? 0
    await correctMember(deps, admin, memberId, version, { area: '31.72.01.1001' })
    for (const area of ['31.72', '31.72.01', '31.72.01.1001'])
      expect([area, await read(1, area)]).toEqual([area, [movingCase]])
    for (const area of ['31.71', '31.71.01', '31.71.01.1001'])
      expect([area, await read(1, area)]).toEqual([area, [stayingCase]])
    expect([await read(1, '31', elsewhere), await read(1, '31', officer)]).toEqual([[movingCase], [stayingCase]])
    expect(await read(1, 'nowhere')).toEqual([])
  })
})

test('the words of a person are nowhere in the clear', async () => {
  const id = await register()
  await open(id, 'correction', 'Nama saya Xaveria Wulandjari')
  expect(JSON.stringify(await tableContents(deps.tableName))).not.toContain('Wulandjari')
  expect(await listCases(deps, officer, id)).toMatchObject([{ request: 'Nama saya Xaveria Wulandjari' }])
})

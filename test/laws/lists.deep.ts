import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MemberList } from '../../shared/domain/member/member-list.ts'
import { correctMember } from '../../shared/usecases/members/correction.ts'
import { listMembers } from '../../shared/usecases/members/list-members.ts'
import { readMember } from '../../shared/usecases/members/member-access.ts'
import { rejoinMember, withdrawMember } from '../../shared/usecases/members/member-status.ts'
import { mergeMembers } from '../../shared/usecases/members/merges.ts'
import { addNote } from '../../shared/usecases/members/notes.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { recordStage, reverseStage } from '../../shared/usecases/members/stages.ts'
import { eraseMember } from '../../shared/usecases/rights/erasure.ts'
import { fewAreas } from '../support/few-areas.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { callerAs, request, type TestDeps, testDeps } from '../support/test-deps.ts'

const admin = callerAs('admin')
const areas = ['31.71.01.1001', '31.71.01.1002', '31.71.02.1001', '31.72.01.1001']
const writers = 16

/** What happens to members of a kind while a reader goes from page to page. */
const kinds = ['untouched', 'noted', 'advancing', 'moving', 'leaving', 'reregistering'] as const
type Kind = (typeof kinds)[number]

let deps: TestDeps
let people: { id: string; kind: Kind }[]
let isWriting = true
let allWriters: Promise<unknown>
let acts = 0

async function register(i: number): Promise<string> {
  const area = areas[i % areas.length] ?? ''
  const registeredOn = `2021-11-${String(1 + (i % 20)).padStart(2, '0')}`
  const input = { person: { name: `Sri ${i}` }, gender: 'female', category: 'pemula', agency: 'PPAPP' } as const
  return (await registerMember(deps, admin, request(), { ...input, area, registeredOn })).answer.memberId
}

const idsOf = (...wantedKinds: Kind[]) => people.filter(({ kind }) => wantedKinds.includes(kind)).map(({ id }) => id)
const oneOf = <T>(items: T[]): T => {
  const item = items[Math.floor(Math.random() * items.length)]
  if (item === undefined) throw new Error('There is none')
  return item
}

/** What the writers do with a member of each kind. A refusal because of another writer's act does not matter. */
const actsByKind: Record<Kind | 'new', (id: string) => Promise<unknown>> = {
  untouched: async () => {},
  noted: (id) => addNote(deps, admin, request(), id, 'Sudah ditelepon'),
  advancing: async (id) => {
    const stage = oneOf(['P2', 'P3', 'P5', 'P6'])
    const happenedOn = `2021-11-${String(21 + Math.floor(Math.random() * 9)).padStart(2, '0')}`
    const refusals = await refusalOf(recordStage(deps, admin, request(), id, { stage, happenedOn }))
    if (refusals.length > 0)
      await reverseStage(deps, admin, request(), id, { stage, reason: 'wrong_person', cascade: false })
  },
  moving: async (id) => {
    const { version } = await readMember(deps, admin, 'member.read', id)
    await correctMember(deps, admin, id, version, { area: oneOf(areas) })
  },
  leaving: async (id) => {
    const refusals = await refusalOf(withdrawMember(deps, admin, request(), id, '2021-11-30'))
    if (refusals.length > 0) await rejoinMember(deps, admin, request(), id)
  },
  reregistering: async (id) => {
    if (Math.random() < 0.5) await eraseMember(deps, admin, request(), id)
    else await mergeMembers(deps, admin, request(), { from: id, into: oneOf(idsOf('noted')), reason: 'other' })
  },
  new: () => register(Math.floor(Math.random() * 1000)),
}

async function write(): Promise<void> {
  while (isWriting) {
    const { id, kind } = oneOf(people)
    const actKind = Math.random() < 0.05 ? 'new' : kind
    await refusalOf(actsByKind[actKind](id))
    acts++
    if (actKind === 'untouched') await deps.pause(1)
  }
}

beforeAll(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
  const ids = await Promise.all(Array.from({ length: 90 }, (_, i) => register(i)))
  people = ids.map((id, i) => ({ id, kind: kinds[i % kinds.length] ?? 'untouched' }))
  allWriters = Promise.all(Array.from({ length: writers }, write))
}, 120_000)

afterAll(async () => {
  isWriting = false
  await allWriters
}, 60_000)

async function walk(list: MemberList, limit: number): Promise<{ id: string; registeredOn: string }[]> {
  const seenMembers: { id: string; registeredOn: string }[] = []
  let from: string | undefined
  do {
    const { members, next } = await listMembers(deps, admin, list, { from, limit, bytes: 200_000 })
    seenMembers.push(...members.map(({ id, standings }) => ({ id, registeredOn: standings.P1?.happenedOn ?? '' })))
    from = next
  } while (from !== undefined)
  return seenMembers
}

const eachOnce = (ids: string[]) => ids.map((id) => [id, 1])
const countTimes = (ids: string[], seenMembers: { id: string }[]) =>
  ids.map((id) => [id, seenMembers.filter((each) => each.id === id).length])

describe(`while ${writers} writers change the members`, () => {
  test.each([5, 20])(
    'a member who belongs all the time is seen once, in order, in pages of %i',
    { timeout: 120_000 },
    async (limit) => {
      const before = acts
      const seenMembers = await walk({ order: 'newest', attained: ['P1'] }, limit)
      const steady = idsOf('untouched', 'noted', 'advancing', 'leaving')
      expect(countTimes(steady, seenMembers)).toEqual(eachOnce(steady))
      // A member who comes, goes or moves is seen at most once.
      expect(seenMembers.length).toBe(new Set(seenMembers.map(({ id }) => id)).size)
      const days = seenMembers.map(({ registeredOn }) => registeredOn)
      expect(days).toEqual(days.toSorted().toReversed())
      expect(acts).toBeGreaterThan(before + writers)
    },
  )

  test('a member whose place in the list stays is seen once, in order', { timeout: 120_000 }, async () => {
    const seenMembers = await walk({ order: 'longest_waiting' }, 7)
    const steady = idsOf('untouched', 'noted')
    expect(countTimes(steady, seenMembers)).toEqual(eachOnce(steady))
    const steadyDays = seenMembers.filter(({ id }) => steady.includes(id)).map(({ registeredOn }) => registeredOn)
    expect(steadyDays).toEqual(steadyDays.toSorted())
  })

  test('a member who does not belong to the list when a page is read is not on it', { timeout: 120_000 }, async () => {
    const seenMembers = await walk({ order: 'newest', status: 'withdrawn' }, 10)
    expect(idsOf('leaving')).toEqual(expect.arrayContaining(seenMembers.map(({ id }) => id)))
  })
})

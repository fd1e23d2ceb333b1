import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Deps } from '../../../shared/deps.ts'
import type { Caller, Grant } from '../../../shared/domain/access/grant.ts'
import { can } from '../../../shared/domain/access/policy.ts'
import { dayOf } from '../../../shared/domain/calendar.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import type { MemberList } from '../../../shared/domain/member/member-list.ts'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { listMembers, walkMembers } from '../../../shared/usecases/members/list-members.ts'
import { withdrawMember } from '../../../shared/usecases/members/member-status.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { member, put } from '../../support/listed-members.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { rotateKeys } from '../../support/rotate-keys.ts'
import { runs } from '../../support/runs.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'

const admin = callerAs('admin')
const jakarta = () => testDeps({ programme: fewAreas, firstMonth: '2021-10' })

const grant = fc
  .record({
    role: fc.constantFrom<Grant['role']>('officer', 'admin', 'viewer'),
    area: fc.constantFrom('31', '31.71', '31.71.01', '31.71.01.1001', '31.71.01.1002', '31.72'),
    agency: fc.option(fc.constantFrom('PPAPP', 'PPKUKM'), { nil: undefined }),
  })
  .map(({ role, area, agency }) => callerAs(role, { area, ...(agency && { agency }) }).grants)

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 2 })
const stages = fc.uniqueArray(fc.constantFrom('P1', 'P2', 'P3', 'P7'), { maxLength: 2 })

const question = fc.record({
  caller: fc
    .array(grant, { minLength: 1, maxLength: 3 })
    .map((grants): Caller => ({ subject: 'x', grants: grants.flat() })),
  list: fc.record({
    order: fc.constantFrom<MemberList['order']>('newest', 'longest_waiting'),
    area: maybe(fc.constantFrom('31', '31.71', '31.71.01', '31.71.01.0000', '31.71.01.1001', '31.72')),
    agency: maybe(fc.constantFrom('PPAPP', 'PPKUKM')),
    attained: maybe(stages),
    lacking: maybe(stages),
    category: maybe(fc.constantFrom('pemula', 'naik_kelas')),
    status: maybe(fc.constantFrom<'active' | 'withdrawn'>('active', 'withdrawn')),
    isUnverified: fc.boolean(),
    namePrefix: maybe(fc.constantFrom('sit', 'SITI N', 'dr. Siti', 'muhamad', 'Moch. Al', 'sita')),
  }),
  limit: fc.integer({ min: 1, max: 30 }),
  bytes: fc.constantFrom(1, 20_000, 60_000, 1_048_576),
})

/** The expected list, found by checking every member against the list's contract, without its code. */
function expectedIds(deps: Pick<TestDeps, 'frame'>, all: Member[], caller: Caller, list: MemberList): string[] {
  const first = (member: Member) =>
    member.standings.P1?.happenedOn ?? dayOf(new Date(member.registeredAt), 'Asia/Jakarta')
  const latest = (member: Member) =>
    Object.values(member.standings).reduce((day, { happenedOn }) => (happenedOn > day ? happenedOn : day), '') ||
    first(member)
  const begins: Record<string, RegExp> = {
    sit: /^(Siti|Hj. Siti|Sitti|Sita)/,
    'SITI N': /Siti Noer/,
    'dr. Siti': /^(Siti|Hj. Siti|Sitti)/,
    muhamad: /^(Muhammad|Moh)/,
    'Moch. Al': /^(Muhammad Al|Moh. Al)/,
    sita: /^Sita$/,
  }
  const isIn = (member: Member, area: string) =>
    area.endsWith('.0000')
      ? member.area === area.slice(0, -5)
      : member.area === area || member.area.startsWith(`${area}.`)
  const stagesHeld = (member: Member) => Object.keys(member.standings)
  const key = (member: Member) =>
    list.order === 'newest' ? `${first(member)} ${member.registeredAt} ${member.id}` : `${latest(member)} ${member.id}`
  return all
    .filter(
      (member) =>
        (member.status === 'active' || member.status === 'withdrawn') &&
        (list.order === 'newest' || (member.status === 'active' && stagesHeld(member).length < 7)) &&
        can(deps.frame.areas, caller, 'member.read', member) &&
        member.identity?.status !== 'rejected' &&
        (!list.isUnverified || member.identity?.status === 'unverified') &&
        (!list.area || isIn(member, list.area)) &&
        (!list.agency || member.agency === list.agency) &&
        (!list.category || member.category === list.category) &&
        (!list.status || member.status === list.status) &&
        (list.attained ?? []).every((stage) => stagesHeld(member).includes(stage)) &&
        (list.lacking ?? []).every((stage) => !stagesHeld(member).includes(stage)) &&
        (!list.namePrefix || begins[list.namePrefix]?.test(member.person?.name ?? '')),
    )
    .map((member) => ({ id: member.id, key: key(member) }))
    .toSorted((a, b) => (a.key < b.key === (list.order === 'newest') ? 1 : -1))
    .map(({ id }) => id)
}

type Page = { limit: number; bytes?: number }

/** The ids of every page in turn; `look` is called with each page. */
async function walk(
  deps: Deps,
  caller: Caller,
  list: MemberList,
  page: Page,
  look: (found: Awaited<ReturnType<typeof listMembers>>) => void = () => {},
): Promise<string[]> {
  const ids: string[] = []
  let from: string | undefined
  for (let pages = 0; pages === 0 || from !== undefined; pages++) {
    if (pages > 2000) throw new Error('The pages do not end')
    const found = await listMembers(deps, caller, list, { ...page, from })
    look(found)
    ids.push(...found.members.map(({ id }) => id))
    from = found.next
  }
  return ids
}

/** In three districts under one key version: the smallest possible page. */
const leastBytes = 4 * 4096

test('every list contains, in pages of any size, the same as a check of every member', { timeout: 600_000 }, () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(member, { maxLength: 120, size: 'max' }),
      fc.array(question, { minLength: 25, maxLength: 25 }),
      async (all, questions) => {
        const deps = await jakarta()
        await put(deps, all)
        for (const query of questions) {
          const { caller, list, limit, bytes } = query
          const expectedOrder = expectedIds(deps, all, caller, list)
          const ids: string[] = []
          const refusals = await refusalOf(
            walk(deps, caller, list, { limit, bytes }, (page) => {
              expect(page.members.length).toBeLessThanOrEqual(limit)
              expect(page.bytes).toBeLessThanOrEqual(Math.max(bytes, leastBytes))
              ids.push(...page.members.map(({ id }) => id))
            }),
          )
          expect(ids, JSON.stringify(query)).toEqual(expectedOrder)
          if (refusals.length > 0) expect([expectedOrder, refusals]).toEqual([[], [expect.stringMatching(/^not_/)]])
        }
      },
    ),
    runs(1, 15),
  ),
)

test('paging through a list meets everybody once, and can resume from any page', { timeout: 120_000 }, async () => {
  const deps = await jakarta()
  const [all = []] = fc.sample(fc.array(member, { minLength: 250, maxLength: 250 }), 1)
  await put(deps, all)
  const list: MemberList = { order: 'newest' }
  const expectedOrder = expectedIds(deps, all, admin, list)
  const pages: string[][] = []
  let second: string | undefined
  for await (const { members, next } of walkMembers(deps, admin, list)) {
    second ??= next
    pages.push(members.map(({ id }) => id))
  }
  expect(pages.flat()).toEqual(expectedOrder)
  const rest: string[] = []
  for await (const { members } of walkMembers(deps, admin, list, second)) rest.push(...members.map(({ id }) => id))
  expect(rest).toEqual(pages.slice(1).flat())
})

test('names hashed under different keys are found together and in order', async () => {
  const before = await jakarta()
  const register = async (deps: Deps, name: string, area: string, registeredOn: string) => {
    const input = {
      person: { name },
      gender: 'female',
      category: 'pemula',
      area,
      agency: 'PPAPP',
      registeredOn,
    } as const
    return (await registerMember(deps, admin, request(), input)).answer.memberId
  }
  const ids = [
    await register(before, 'Dewi Sartika', '31.71.01.1001', '2021-11-04'),
    await register(before, 'Dewi', '31.72.01.1001', '2021-11-02'),
    await register(before, 'Budi', '31.72.01.1001', '2021-11-02'),
  ]
  const deps = await rotateKeys(before)
  ids.push(await register(deps, 'H. Dewi Persik', '31.71.01.1001', '2021-11-03'))
  const [a = '', b = '', , d = ''] = ids
  for (const limit of [1, 2, 10]) {
    expect(await walk(deps, admin, { order: 'newest', namePrefix: 'Dewi' }, { limit })).toEqual([a, d, b])
    expect(await walk(deps, admin, { order: 'longest_waiting', namePrefix: 'dewi' }, { limit })).toEqual([b, d, a])
    expect(await walk(deps, admin, { order: 'newest', namePrefix: 'Dewi S' }, { limit })).toEqual([a])
  }
})

test('an index that lags behind does not show members who have moved away or left the list', async () => {
  const deps = await jakarta()
  const register = async () => {
    const input = { person: { name: 'Sri' }, gender: 'female', category: 'pemula', agency: 'PPAPP' } as const
    return (await registerMember(deps, admin, request(), { ...input, area: '31.71.01.1001' })).answer.memberId
  }
  const [stays, moves, leaves] = [await register(), await register(), await register()]
  const memberIndex: Deps['memberIndex'] = {
    ...deps.memberIndex,
    async page(...args) {
      const page = await deps.memberIndex.page(...args)
      await refusalOf(correctMember(deps, admin, moves, 1, { area: '31.72.01.1001' }))
      await refusalOf(withdrawMember(deps, admin, request(), leaves, '2021-11-30'))
      return page
    },
  }
  const officer = callerAs('officer', { area: '31.71' })
  const { members } = await listMembers(
    { ...deps, memberIndex },
    officer,
    { order: 'newest', status: 'active' },
    { limit: 9 },
  )
  expect(members.map(({ id }) => id)).toEqual([stays])
})

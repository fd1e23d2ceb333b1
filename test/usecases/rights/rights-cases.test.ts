import { beforeEach, describe, expect, test } from 'vitest'
import type { CaseKind } from '../../../shared/domain/acts/rights-case.ts'
import { breakGlass } from '../../../shared/usecases/access/break-glass.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { recountMonth } from '../../../shared/usecases/ledger/recount.ts'
import { correctMember } from '../../../shared/usecases/members/correction.ts'
import { decideDispute } from '../../../shared/usecases/members/disputes.ts'
import { listMembers } from '../../../shared/usecases/members/list-members.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { memberTrail } from '../../../shared/usecases/members/member-trail.ts'
import { mergeMembers, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { registerOneself } from '../../../shared/usecases/members/self-service.ts'
import { recordStage, reverseStage } from '../../../shared/usecases/members/stages.ts'
import { takeCopy } from '../../../shared/usecases/rights/personal-copy.ts'
import {
  caseClock,
  decideCaseFor,
  listCases,
  listOpenCases,
  openCaseFor,
  ownCases,
} from '../../../shared/usecases/rights/rights-cases.ts'
import { sweep } from '../../../shared/usecases/sweep.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { putBack, tableContents } from '../../support/table-contents.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const admin = callerAs('admin')
const officer = callerAs('officer', { area: '31.71', subject: 'rina' })
const elsewhere = callerAs('officer', { area: '31.72', subject: 'tono' })

let deps: TestDeps
beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
})

const register = async (area = '31.71.01.1001', name = 'Sri Wahyuni', nik = newNik()) =>
  (
    await registerMember(deps, admin, request(), {
      person: { name, nik },
      gender: 'male',
      category: 'pemula',
      area,
      agency: 'PPKUKM',
    })
  ).answer.memberId

const open = async (memberId: string, kind: CaseKind, words = 'Tolong') =>
  (await openCaseFor(deps, officer, request(), memberId, { kind, request: words })).answer

const decideDone = (memberId: string, caseId: string) =>
  decideCaseFor(deps, admin, request(), { memberId, caseId }, { outcome: 'done' })

const stage = (memberId: string) =>
  recordStage(deps, admin, request(), memberId, { stage: 'P2', happenedOn: '2021-11-20' })

/** Who registers himself with a NIK that a record holds: until it is decided whose it is, by a record of his own. */
const registerSelf = async (nik: string) =>
  (
    await registerOneself(deps, { subject: 'sri' }, request(), {
      person: { name: 'Sri Wahyuni', nik, birthDate: '1990-03-15' },
      gender: 'male',
      category: 'pemula',
      area: '31.71.01.1001',
    })
  ).answer.memberId

/** Decides that who registered himself is the one whom the record is about. */
const mergeClaimant = async (claimant: string) => {
  const dispute = (await deps.members.get(claimant))?.dispute ?? ''
  const decision = { outcome: 'same_person', seen: 'ktp', reason: 'duplicate_registration' } as const
  await decideDispute(deps, admin, request(), dispute, decision)
}

const sweepCases = () => sweep(deps, { case: caseClock(deps) }, 100)

describe('the clock', () => {
  test('runs for 72 hours: it warns a day before the end, then alarms until somebody decides', async () => {
    const id = await register()
    const made = await open(id, 'access')
    expect(made.dueAt).toBe('2021-12-03T05:00:00.000Z')
    const step = async (at: string) => {
      deps.clock.set(at)
      deps.logged.length = 0
      const [line] = await sweepCases()
      const warned = deps.logged.some((each) => each.includes('must be decided soon'))
      return { warned, parked: line?.parked }
    }
    expect(await step('2021-12-02T04:59:59.999Z')).toEqual({ warned: false, parked: 0 })
    expect(await step('2021-12-02T05:00:00.000Z')).toEqual({ warned: true, parked: 0 })
    expect(await step('2021-12-03T04:59:59.999Z')).toEqual({ warned: false, parked: 0 })
    expect(await step('2021-12-03T05:00:00.000Z')).toEqual({ warned: false, parked: 1 })
    await decideCaseFor(
      deps,
      admin,
      request(),
      { memberId: id, caseId: made.id },
      { outcome: 'refused', ground: 'no_basis' },
    )
    expect((await sweepCases())[0]?.parked).toBe(0)
  })

  test('stops when the case is decided before', async () => {
    const id = await register()
    const made = await open(id, 'restriction')
    await decideDone(id, made.id)
    deps.clock.set('2021-12-10T05:00:00.000Z')
    expect(await sweepCases()).toMatchObject([{ handled: 0, failed: 0, parked: 0, overdueSeconds: 0 }])
  })
})

describe('what is granted is done in the same act', () => {
  test('restricted processing keeps the record, and refuses every change until it is taken up again', async () => {
    const id = await register()
    await decideDone(id, (await open(id, 'restriction')).id)
    expect((await readMember(deps, officer, 'member.read', id)).restrictedAt).toBe('2021-11-30T05:00:00.000Z')
    expect(await refusalOf(stage(id))).toEqual(['member_restricted'])
    await decideDone(id, (await open(id, 'restriction_end')).id)
    expect(await readMember(deps, officer, 'member.read', id)).not.toHaveProperty('restrictedAt')
    expect((await stage(id)).answer.entries).toHaveLength(1)
  })

  test('who does not want to be contacted is noted as such', async () => {
    const id = await register()
    await decideDone(id, (await open(id, 'contact_withdrawal')).id)
    expect((await readMember(deps, officer, 'member.read', id)).contactRefusedAt).toBe('2021-11-30T05:00:00.000Z')
  })

  describe('a refusal to be contacted holds for the person, whichever record it was asked of', () => {
    const first = '2021-11-30T05:00:00.000Z'
    const refuse = async (id: string) => decideDone(id, (await open(id, 'contact_withdrawal')).id)
    const since = async (id: string) => (await deps.members.get(id))?.contactRefusedAt
    const toContact = async () => {
      const list = { area: '31.71.01.1001', order: 'newest', toContact: true } as const
      return (await listMembers(deps, officer, list, { limit: 50 })).members.map(({ id }) => id)
    }
    const merge = async (from: string, into: string) =>
      (await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })).answer.mergeId

    test('and stays with both when the merge is taken back', async () => {
      const [from, into, later] = [await register(), await register(), await register()]
      await refuse(from)
      expect((await toContact()).toSorted()).toEqual([into, later].toSorted())
      const mergeId = await merge(from, into)
      expect(await toContact()).toEqual([later])
      await unmergeMembers(deps, admin, request(), mergeId)
      expect([await since(from), await since(into)]).toEqual([first, first])
      expect(await toContact()).toEqual([later])
    })

    test('since the earlier, where both refused', async () => {
      const [early, late, last] = [await register(), await register(), await register()]
      await refuse(early)
      deps.clock.set('2021-12-01T05:00:00.000Z')
      await refuse(late)
      await merge(late, early)
      expect(await since(early)).toBe(first)
      await refuse(last)
      await merge(early, last)
      expect(await since(last)).toBe(first)
    })

    test('also of who registers himself after he was erased, and refuses before he is joined to his record', async () => {
      const nik = newNik()
      const id = await register('31.71.01.1001', 'Sri Wahyuni', nik)
      await decideDone(id, (await open(id, 'erasure')).id)
      const claimant = await registerSelf(nik)
      await refuse(claimant)
      await mergeClaimant(claimant)
      expect(await deps.members.get(id)).toMatchObject({ status: 'active', contactRefusedAt: first })
      expect(await toContact()).toEqual([])
    })
  })

  test('who has had processing restricted is merged with nobody', async () => {
    const [restricted, other] = [await register(), await register()]
    await decideDone(restricted, (await open(restricted, 'restriction')).id)
    for (const [from, into] of [
      [restricted, other],
      [other, restricted],
    ] as const) {
      const merging = mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })
      expect(await refusalOf(merging)).toEqual(['member_restricted'])
    }
  })

  test('who is erased is empty, with all records merged into his, and so are the words of his cases', async () => {
    const [from, into] = [await register(), await register()]
    await open(from, 'correction', 'Nama saya Zulfikar')
    await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })
    const made = await open(into, 'erasure', 'Hapus saya, Zulfikar')
    await decideDone(into, made.id)
    for (const id of [from, into]) {
      const member = await deps.members.get(id)
      expect(member).toMatchObject({ status: 'erased' })
      expect(member?.person).toBeUndefined()
      for (const each of await deps.rightsCases.ofMember(id)) expect(each.request).toBeUndefined()
    }
    expect(await listCases(deps, admin, into)).toMatchObject([{ id: made.id, state: 'done', kind: 'erasure' }])
  })

  describe('about a record that was merged since is done to the one that is kept', () => {
    const merge = async (from: string, into: string) =>
      (await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })).answer.mergeId

    /** A case of a record that was merged into another, and that into a third; the case stays where it was opened. */
    const mergedWith = async (kind: CaseKind, keptIn = '31.71.01.1001') => {
      const [from, between, kept] = [await register(), await register(), await register(keptIn, 'Zulfikar Hadinegara')]
      const made = await open(from, kind, 'Tolong, saya Zulfikar')
      await merge(from, between)
      const mergeId = await merge(between, kept)
      return { from, between, kept, caseId: made.id, mergeId }
    }

    test('who is erased is erased whole', async () => {
      const { from, between, kept, caseId, mergeId } = await mergedWith('erasure')
      const asked = request()
      const decideIt = () =>
        decideCaseFor(deps, admin, asked, { memberId: from, caseId }, { outcome: 'done', remark: 'Kata Zulfikar' })
      expect((await decideIt()).answer).toMatchObject({ id: caseId, memberId: from, state: 'done' })
      for (const id of [from, between, kept]) {
        const member = await deps.members.get(id)
        expect(member?.status).toBe('erased')
        expect(member?.person).toBeUndefined()
      }
      expect((await deps.rightsCases.ofMember(from)).map(({ request: words, remark }) => [words, remark])).toEqual([
        [undefined, undefined],
      ])
      expect((await decideIt()).replayed).toBe(true)
      expect(await refusalOf(unmergeMembers(deps, admin, request(), mergeId))).toEqual(['member_inactive'])
      expect((await recountMonth(deps, '2021-11')).differing).toBe(0)
    })

    test('the words of the kept record’s own cases are emptied too', async () => {
      const { from, kept, caseId } = await mergedWith('erasure')
      await open(kept, 'correction', 'Nama saya Zulfikar')
      await decideDone(from, caseId)
      expect((await deps.rightsCases.ofMember(kept)).map(({ request: words }) => words)).toEqual([undefined])
    })

    test('processing of the one that is kept is restricted, and taken up again', async () => {
      const { from, kept, caseId } = await mergedWith('restriction')
      const end = await open(from, 'restriction_end')
      await decideDone(from, caseId)
      expect(await refusalOf(stage(kept))).toEqual(['member_restricted'])
      await decideDone(from, end.id)
      expect(await refusalOf(stage(kept))).toEqual([])
    })

    test('who does not want to be contacted is noted as such there', async () => {
      const { from, kept, caseId } = await mergedWith('contact_withdrawal')
      await decideDone(from, caseId)
      expect(await deps.members.get(kept)).toHaveProperty('contactRefusedAt')
    })

    test('the copy is of all that is held, and counts as taken', async () => {
      const { from, kept, caseId } = await mergedWith('access')
      const { copy } = await takeCopy(deps, admin, request(), { memberId: from, caseId })
      expect(copy.records.map(({ member }) => member.id)).toContain(kept)
      expect((await decideDone(from, caseId)).answer.state).toBe('done')
    })

    test('it is for who may decide about the one that is kept', async () => {
      const { from, caseId } = await mergedWith('erasure', '31.72.01.1001')
      const [here, there] = ['31.71', '31.72'].map((area) => callerAs('admin', { area }))
      if (!here || !there) throw new Error('There are two')
      const decideAs = (caller: typeof admin) =>
        refusalOf(decideCaseFor(deps, caller, request(), { memberId: from, caseId }, { outcome: 'done' }))
      const casesSeenBy = async (caller: typeof admin) =>
        (await listOpenCases(deps, caller, '31', { limit: 10 })).items.map(({ id }) => id)
      expect([await casesSeenBy(here), await casesSeenBy(there)]).toEqual([[], [caseId]])
      expect(await decideAs(here)).toEqual(['not_found'])
      expect(await decideAs(there)).toEqual([])
    })

    test('what is asked of a record that was erased before ends with it, though the kept one came back', async () => {
      const nik = newNik()
      const [from, kept] = [await register(), await register('31.71.01.1001', 'Zulfikar', nik)]
      const [erasure, restriction] = [await open(from, 'erasure'), await open(from, 'restriction')]
      await merge(from, kept)
      await decideDone(kept, (await open(kept, 'erasure')).id)
      await register('31.71.01.1001', 'Zulfikar', nik)
      await decideDone(from, restriction.id)
      expect(await refusalOf(decideDone(from, erasure.id))).toEqual(['member_inactive'])
      const back = await deps.members.get(kept)
      expect(back).toMatchObject({ status: 'active', person: { name: 'Zulfikar' } })
      expect(back).not.toHaveProperty('restrictedAt')
    })

    test('the person goes on seeing what was asked, oldest first', async () => {
      const { answer } = await registerOneself(deps, { subject: 'sri' }, request(), {
        person: { name: 'Sri Wahyuni', nik: newNik(), birthDate: '1990-03-15' },
        gender: 'male',
        category: 'pemula',
        area: '31.71.01.1001',
      })
      const kept = await register()
      const opened: string[] = []
      for (const [i, id] of [kept, answer.memberId, kept].entries()) {
        deps.clock.set(`2021-11-30T0${6 + i}:00:00.000Z`)
        opened.push((await open(id, 'correction')).id)
      }
      await merge(answer.memberId, kept)
      expect((await ownCases(deps, { subject: 'sri' })).map(({ id }) => id)).toEqual(opened)
    })
  })

  describe('what was asked of data that is erased ends with it', () => {
    const restrictedAndErased = async (nik: string) => {
      const id = await register('31.71.01.1001', 'Sri Wahyuni', nik)
      for (const kind of ['restriction', 'contact_withdrawal', 'erasure'] as const)
        await decideDone(id, (await open(id, kind)).id)
      return id
    }
    const expectFree = async (id: string) => {
      const member = await readMember(deps, officer, 'member.read', id)
      expect(member).toMatchObject({ status: 'active', person: { name: 'Sri Wahyuni' } })
      expect(member).not.toHaveProperty('restrictedAt')
      expect(member).not.toHaveProperty('contactRefusedAt')
      expect((await stage(id)).answer.entries).toHaveLength(1)
    }

    test('who registers again has a record like any other, in lists, and counted once', async () => {
      const nik = newNik()
      const id = await restrictedAndErased(nik)
      expect(await register('31.71.01.1001', 'Sri Wahyuni', nik)).toBe(id)
      await expectFree(id)
      const area = '31.71.01.1001'
      const listed = await listMembers(deps, officer, { area, order: 'newest', toContact: true }, { limit: 50 })
      expect(listed.members.map((each) => each.id)).toEqual([id])
      const { stages } = await computeFigures(deps, { month: '2021-11', area, reading: 'as_posted' })
      expect(stages.slice(0, 2).map(({ cumulative }) => cumulative)).toEqual([1, 1])
      expect((await recountMonth(deps, '2021-11')).differing).toBe(0)
    })

    test('also where the first stage had been taken back', async () => {
      const nik = newNik()
      const id = await register('31.71.01.1001', 'Sri Wahyuni', nik)
      await reverseStage(deps, admin, request(), id, { stage: 'P1', reason: 'other', cascade: false })
      for (const kind of ['restriction', 'erasure'] as const) await decideDone(id, (await open(id, kind)).id)
      expect(await register('31.71.01.1001', 'Sri Wahyuni', nik)).toBe(id)
      await expectFree(id)
    })

    test('who registers himself again is joined to the record', async () => {
      const nik = newNik()
      const id = await restrictedAndErased(nik)
      await mergeClaimant(await registerSelf(nik))
      await expectFree(id)
    })

    test('what is granted after erasing finds nothing to restrict', async () => {
      const nik = newNik()
      const id = await register('31.71.01.1001', 'Sri Wahyuni', nik)
      const [restriction, refusal] = [await open(id, 'restriction'), await open(id, 'contact_withdrawal')]
      await decideDone(id, (await open(id, 'erasure')).id)
      for (const each of [restriction, refusal]) await decideDone(id, each.id)
      await register('31.71.01.1001', 'Sri Wahyuni', nik)
      await expectFree(id)
    })
  })

  test('what is refused names its ground and changes nothing', async () => {
    const id = await register()
    const made = await open(id, 'erasure')
    const decide = (ground?: 'no_basis') =>
      decideCaseFor(
        deps,
        admin,
        request(),
        { memberId: id, caseId: made.id },
        { outcome: 'refused', ...(ground && { ground }) },
      )
    expect(await refusalOf(decide())).toEqual(['case_ground_missing'])
    const before = await deps.members.get(id)
    await decide('no_basis')
    expect(await deps.members.get(id)).toEqual(before)
    expect(await refusalOf(decide('no_basis'))).toEqual(['case_decided'])
  })

  test('five decisions at once come to one', async () => {
    const id = await register()
    const made = await open(id, 'restriction')
    const ends = await Promise.all(
      Array.from({ length: 5 }, () =>
        decideDone(id, made.id).then(
          () => 'done',
          (error: unknown) => (error instanceof Error ? error.message : ''),
        ),
      ),
    )
    expect(ends.toSorted()).toEqual([...Array(4).fill('conflict: case_decided'), 'done'])
    const trail = (await memberTrail(deps, admin, id, { limit: 200 })).items.map(({ act }) => act)
    expect(trail).toEqual(['attained', 'case_opened', 'corrected', 'case_done'])
  })
})

describe('a copy', () => {
  test('must be taken before the case is done, and is written down before it is given', async () => {
    const id = await register()
    const made = await open(id, 'access')
    expect(await refusalOf(decideDone(id, made.id))).toEqual(['case_copy_missing'])
    await breakGlass(deps, elsewhere, request(), { number: id, hours: 1, reason: 'Datang ke kantor kami' })
    const { copy } = await takeCopy(deps, admin, request(), { memberId: id, caseId: made.id })
    expect(copy.records[0]?.member.person?.nik).toMatch(/^\d{16}$/)
    expect(copy.records[0]?.trail.at(-1)).toMatchObject({ act: 'copied', actor: 'admin-1' })
    expect(copy.records[0]?.brokenGlass).toMatchObject([{ subject: 'tono', reason: 'Datang ke kantor kami' }])
    await decideDone(id, made.id)
    const late = takeCopy(deps, admin, request(), { memberId: id, caseId: made.id })
    expect(await refusalOf(late)).toEqual(['case_decided'])
  })

  test('asked for again under the same key is given as it then is, and written down once', async () => {
    const id = await register()
    const made = await open(id, 'access')
    const asked = request()
    const first = await takeCopy(deps, admin, asked, { memberId: id, caseId: made.id })
    await stage(id)
    const again = await takeCopy(deps, admin, asked, { memberId: id, caseId: made.id })
    expect([first.replayed, again.replayed]).toEqual([false, true])
    expect(again.copy.records[0]?.entries).toHaveLength(2)
    expect(again.copy.records[0]?.trail.filter(({ act }) => act === 'copied')).toHaveLength(1)
  })

  test('is given again for some minutes only: later it would be one that nobody noted', async () => {
    const id = await register()
    const made = await open(id, 'access')
    const asked = request()
    const take = (again = asked) => refusalOf(takeCopy(deps, admin, again, { memberId: id, caseId: made.id }))
    expect(await take()).toEqual([])
    deps.clock.set('2021-11-30T05:05:00.000Z')
    expect(await take()).toEqual([])
    deps.clock.set('2021-11-30T05:05:00.001Z')
    expect(await take()).toEqual(['copy_over'])
    expect(await take(request())).toEqual([])
  })

  test('is not for who may not decide, nor of a member elsewhere', async () => {
    const id = await register()
    const made = await open(id, 'access')
    const asOfficer = takeCopy(deps, officer, request(), { memberId: id, caseId: made.id })
    expect(await refusalOf(asOfficer)).toEqual(['not_allowed'])
    const other = callerAs('admin', { area: '31.72' })
    const asOther = takeCopy(deps, other, request(), { memberId: id, caseId: made.id })
    expect(await refusalOf(asOther)).toEqual(['not_found'])
  })
})

describe('the list of open cases', () => {
  test('shows those of the caller’s members, the most urgent first, page by page', async () => {
    const here = [await register(), await register('31.71.02.1001'), await register()]
    const there = await register('31.72.01.1001')
    const opened: string[] = []
    for (const [i, id] of [...here, there].entries()) {
      deps.clock.set(`2021-11-30T0${6 + i}:00:00.000Z`)
      const made = await openCaseFor(deps, admin, request(), id, { kind: 'correction' })
      opened.push(made.answer.id)
    }
    const pages: string[][] = []
    let after: string | undefined
    do {
      const page = await listOpenCases(deps, officer, '31', { after, limit: 2 })
      pages.push(page.items.map(({ id }) => id))
      after = page.last
    } while (after !== undefined)
    expect(pages.flat()).toEqual(opened.slice(0, 3))
    expect((await listOpenCases(deps, elsewhere, '31', { limit: 10 })).items.map(({ id }) => id)).toEqual(
      opened.slice(3),
    )
    await decideCaseFor(
      deps,
      admin,
      request(),
      { memberId: here[0] ?? '', caseId: opened[0] ?? '' },
      { outcome: 'done' },
    )
    expect((await listOpenCases(deps, officer, '31', { limit: 10 })).items.map(({ id }) => id)).toEqual(
      opened.slice(1, 3),
    )
  })

  /** Cases of members in these places, an hour apart; gives the ids. */
  async function openedIn(...places: string[]): Promise<string[]> {
    const ids: string[] = []
    for (const [i, area] of places.entries()) {
      deps.clock.set(`2021-11-30T${String(6 + i).padStart(2, '0')}:00:00.000Z`)
      const made = await openCaseFor(deps, admin, request(), await register(area), { kind: 'correction' })
      ids.push(made.answer.id)
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

  test.each([1, 2, 3])('loses none behind decided ones that the index still names, %i at a time', async (limit) => {
    const [here, there] = ['31.71.01.1001', '31.72.01.1001']
    const opened = await openedIn(here, here, here, there, here, there)
    const isOf = (decided: string[], { id }: Record<string, unknown>) => decided.includes(String(id))
    for (const decided of [opened.slice(1, 2), opened.slice(0, 2)]) {
      const before = await tableContents(deps.tableName)
      for (const { id, memberId } of before.filter((item) => isOf(decided, item) && item.state === 'open'))
        await decideDone(String(memberId), String(id))
      const places = new Map(before.map((item) => [item.id, item]))
      for (const item of (await tableContents(deps.tableName)).filter((each) => isOf(decided, each)))
        await putBack(deps.tableName, { ...places.get(item.id), ...item })
      expect(await read(limit)).toEqual(opened.filter((id) => !decided.includes(id)))
    }
  })

  test('goes by where a member is now, not by where the case was opened', async () => {
    const [moving = '', staying = ''] = await openedIn('31.71.01.1001', '31.71.01.1001')
    const { memberId } = (await listOpenCases(deps, admin, '31', { limit: 1 })).items[0] ?? { memberId: '' }
    const version = (await deps.members.get(memberId))?.version ?? 0
    await correctMember(deps, admin, memberId, version, { area: '31.72.01.1001' })
    for (const area of ['31.72', '31.72.01', '31.72.01.1001'])
      expect([area, await read(1, area)]).toEqual([area, [moving]])
    for (const area of ['31.71', '31.71.01', '31.71.01.1001'])
      expect([area, await read(1, area)]).toEqual([area, [staying]])
    expect([await read(1, '31', elsewhere), await read(1, '31', officer)]).toEqual([[moving], [staying]])
    expect(await read(1, 'nowhere')).toEqual([])
  })
})

test('what a person asks stands nowhere in the clear', async () => {
  const id = await register()
  await open(id, 'correction', 'Nama saya Xaveria Wulandjari')
  expect(JSON.stringify(await tableContents(deps.tableName))).not.toContain('Wulandjari')
  expect(await listCases(deps, officer, id)).toMatchObject([{ request: 'Nama saya Xaveria Wulandjari' }])
})

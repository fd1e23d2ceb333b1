import { beforeEach, describe, expect, test } from 'vitest'
import type { CaseKind } from '../../../shared/domain/acts/rights-case.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { recountMonth } from '../../../shared/usecases/ledger/recount.ts'
import { listMembers } from '../../../shared/usecases/members/list-members.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { mergeMembers, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { registerOneself } from '../../../shared/usecases/members/self-service.ts'
import { reverseStage } from '../../../shared/usecases/members/stages.ts'
import { takeCopy } from '../../../shared/usecases/rights/personal-copy.ts'
import { decideCaseFor, listCases, listOpenCases, listOwnCases } from '../../../shared/usecases/rights/rights-cases.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { admin, officer, rightsActs } from '../../support/rights-acts.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

let deps: TestDeps
beforeEach(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
})
const { register, open, decideDone, stage, registerSelf, mergeClaimant } = rightsActs(() => deps)

describe('granting a case carries it out', () => {
  test('restricted processing keeps the record, and refuses every change until it is lifted', async () => {
    const id = await register()
    await decideDone(id, (await open(id, 'restriction')).id)
    expect((await readMember(deps, officer, 'member.read', id)).restrictedAt).toBe('2021-11-30T05:00:00.000Z')
    expect(await refusalOf(stage(id))).toEqual(['member_restricted'])
    await decideDone(id, (await open(id, 'restriction_end')).id)
    expect(await readMember(deps, officer, 'member.read', id)).not.toHaveProperty('restrictedAt')
    expect((await stage(id)).answer.entries).toHaveLength(1)
  })

  test('a refusal to be contacted is noted', async () => {
    const id = await register()
    await decideDone(id, (await open(id, 'contact_withdrawal')).id)
    expect((await readMember(deps, officer, 'member.read', id)).contactRefusedAt).toBe('2021-11-30T05:00:00.000Z')
  })

  describe('a refusal to be contacted applies to the person, on all records', () => {
    const first = '2021-11-30T05:00:00.000Z'
    const refuse = async (id: string) => decideDone(id, (await open(id, 'contact_withdrawal')).id)
    const contactRefusal = async (id: string) => (await deps.members.get(id))?.contactRefusedAt
    const toContact = async () => {
      const list = { area: '31.71.01.1001', order: 'newest', toContact: true } as const
      return (await listMembers(deps, officer, list, { limit: 50 })).members.map(({ id }) => id)
    }
    const merge = async (from: string, into: string) =>
      (await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })).answer.mergeId

    test('and stays on both when the merge is taken back', async () => {
      const [from, into, later] = [await register(), await register(), await register()]
      await refuse(from)
      expect((await toContact()).toSorted()).toEqual([into, later].toSorted())
      const mergeId = await merge(from, into)
      expect(await toContact()).toEqual([later])
      await unmergeMembers(deps, admin, request(), mergeId)
      expect([await contactRefusal(from), await contactRefusal(into)]).toEqual([first, first])
      expect(await toContact()).toEqual([later])
    })

    test('from the earlier date, where both records refused', async () => {
      const [early, late, last] = [await register(), await register(), await register()]
      await refuse(early)
      deps.clock.set('2021-12-01T05:00:00.000Z')
      await refuse(late)
      await merge(late, early)
      expect(await contactRefusal(early)).toBe(first)
      await refuse(last)
      await merge(early, last)
      expect(await contactRefusal(last)).toBe(first)
    })

    test('also after erasure and a new self-registration, refused before it is joined to the old record', async () => {
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

  test('a member with restricted processing cannot be merged', async () => {
    const [restrictedId, other] = [await register(), await register()]
    await decideDone(restrictedId, (await open(restrictedId, 'restriction')).id)
    for (const [from, into] of [
      [restrictedId, other],
      [other, restrictedId],
    ] as const) {
      const merge = mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })
      expect(await refusalOf(merge)).toEqual(['member_restricted'])
    }
  })

  test('an erased person’s record is empty, with all records merged into it and the words of the cases', async () => {
    const [from, into] = [await register(), await register()]
    await open(from, 'correction', 'Nama saya Zulfikar')
    await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })
    const newCase = await open(into, 'erasure', 'Hapus saya, Zulfikar')
    await decideDone(into, newCase.id)
    for (const id of [from, into]) {
      const member = await deps.members.get(id)
      expect(member).toMatchObject({ status: 'erased' })
      expect(member?.person).toBeUndefined()
      for (const each of await deps.rightsCases.ofMember(id)) expect(each.request).toBeUndefined()
    }
    expect(await listCases(deps, admin, into)).toMatchObject([{ id: newCase.id, state: 'done', kind: 'erasure' }])
  })

  describe('a case about a merged record applies to the kept one', () => {
    const merge = async (from: string, into: string) =>
      (await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })).answer.mergeId

    /** Opens a case, then merges its record into another, and that into a third. The case stays on the first record. */
    const openMergedCase = async (kind: CaseKind, keptIn = '31.71.01.1001') => {
      const [from, between, kept] = [await register(), await register(), await register(keptIn, 'Zulfikar Hadinegara')]
      const newCase = await open(from, kind, 'Tolong, saya Zulfikar')
      await merge(from, between)
      const mergeId = await merge(between, kept)
      return { from, between, kept, caseId: newCase.id, mergeId }
    }

    test('erasure covers all records', async () => {
      const { from, between, kept, caseId, mergeId } = await openMergedCase('erasure')
      const sameRequest = request()
      const decideIt = () =>
        decideCaseFor(
          deps,
          admin,
          sameRequest,
          { memberId: from, caseId },
          { outcome: 'done', remark: 'Kata Zulfikar' },
        )
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

    test('erasure also empties the words of the kept record’s own cases', async () => {
      const { from, kept, caseId } = await openMergedCase('erasure')
      await open(kept, 'correction', 'Nama saya Zulfikar')
      await decideDone(from, caseId)
      expect((await deps.rightsCases.ofMember(kept)).map(({ request: words }) => words)).toEqual([undefined])
    })

    test('restriction covers the kept record, and so does lifting it', async () => {
      const { from, kept, caseId } = await openMergedCase('restriction')
      const end = await open(from, 'restriction_end')
      await decideDone(from, caseId)
      expect(await refusalOf(stage(kept))).toEqual(['member_restricted'])
      await decideDone(from, end.id)
      expect(await refusalOf(stage(kept))).toEqual([])
    })

    test('a refusal to be contacted is noted on the kept record', async () => {
      const { from, kept, caseId } = await openMergedCase('contact_withdrawal')
      await decideDone(from, caseId)
      expect(await deps.members.get(kept)).toHaveProperty('contactRefusedAt')
    })

    test('the copy has all data, and counts as taken', async () => {
      const { from, kept, caseId } = await openMergedCase('access')
      const { copy } = await takeCopy(deps, admin, request(), { memberId: from, caseId })
      expect(copy.records.map(({ member }) => member.id)).toContain(kept)
      expect((await decideDone(from, caseId)).answer.state).toBe('done')
    })

    test('deciding needs rights over the kept record', async () => {
      const { from, caseId } = await openMergedCase('erasure', '31.72.01.1001')
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

    test('a case of a record that was erased ends with it, although the kept record came back', async () => {
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

    test('the person still sees the cases, oldest first', async () => {
      const { answer } = await registerOneself(deps, { subject: 'sri' }, request(), {
        person: { name: 'Sri Wahyuni', nik: newNik(), birthDate: '1990-03-15' },
        gender: 'male',
        category: 'pemula',
        area: '31.71.01.1001',
      })
      const kept = await register()
      const caseIds: string[] = []
      for (const [i, id] of [kept, answer.memberId, kept].entries()) {
        deps.clock.set(`2021-11-30T0${6 + i}:00:00.000Z`)
        caseIds.push((await open(id, 'correction')).id)
      }
      await merge(answer.memberId, kept)
      expect((await listOwnCases(deps, { subject: 'sri' })).map(({ id }) => id)).toEqual(caseIds)
    })
  })

  describe('cases about erased data end', () => {
    const restrictAndErase = async (nik: string) => {
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

    test('a person who registers again has a normal record, in lists, and counts once', async () => {
      const nik = newNik()
      const id = await restrictAndErase(nik)
      expect(await register('31.71.01.1001', 'Sri Wahyuni', nik)).toBe(id)
      await expectFree(id)
      const area = '31.71.01.1001'
      const list = await listMembers(deps, officer, { area, order: 'newest', toContact: true }, { limit: 50 })
      expect(list.members.map((each) => each.id)).toEqual([id])
      const { stages } = await computeFigures(deps, { month: '2021-11', area, reading: 'as_posted' })
      expect(stages.slice(0, 2).map(({ cumulative }) => cumulative)).toEqual([1, 1])
      expect((await recountMonth(deps, '2021-11')).differing).toBe(0)
    })

    test('also when the first stage had been reversed', async () => {
      const nik = newNik()
      const id = await register('31.71.01.1001', 'Sri Wahyuni', nik)
      await reverseStage(deps, admin, request(), id, { stage: 'P1', reason: 'other', cascade: false })
      for (const kind of ['restriction', 'erasure'] as const) await decideDone(id, (await open(id, kind)).id)
      expect(await register('31.71.01.1001', 'Sri Wahyuni', nik)).toBe(id)
      await expectFree(id)
    })

    test('a person who registers himself again is joined to the record', async () => {
      const nik = newNik()
      const id = await restrictAndErase(nik)
      await mergeClaimant(await registerSelf(nik))
      await expectFree(id)
    })

    test('a case granted after erasure finds nothing to restrict', async () => {
      const nik = newNik()
      const id = await register('31.71.01.1001', 'Sri Wahyuni', nik)
      const [restriction, refusal] = [await open(id, 'restriction'), await open(id, 'contact_withdrawal')]
      await decideDone(id, (await open(id, 'erasure')).id)
      for (const each of [restriction, refusal]) await decideDone(id, each.id)
      await register('31.71.01.1001', 'Sri Wahyuni', nik)
      await expectFree(id)
    })
  })
})

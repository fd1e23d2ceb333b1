import { describe, expect, test } from 'vitest'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { readMemberHistory } from '../../../shared/usecases/members/member-history.ts'
import { mergeMembers } from '../../../shared/usecases/members/merges.ts'
import { recordStage, reverseStage } from '../../../shared/usecases/members/stages.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { postedFigures } from '../../support/ledger-state.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { jakarta, lookUp, newMember, register } from '../../support/registering.ts'
import { callerAs, request } from '../../support/test-deps.ts'

const admin = callerAs('admin')

describe('erasing', () => {
  test('changes no figure and needs no entry', async () => {
    const deps = await jakarta()
    const { memberId } = await register(deps)
    const report = { happenedOn: '2021-11-20', note: 'Hadir', evidence: { kind: 'nib', number: '1234567890123' } }
    await recordStage(deps, admin, request(), memberId, { ...report, stage: 'P4' })
    const [figures, history] = [
      await postedFigures(deps),
      await readMemberHistory(deps, admin, memberId, { limit: 10 }),
    ]
    await eraseMember(deps, admin, request(), memberId)
    expect(await postedFigures(deps)).toEqual(figures)
    expect(await readMemberHistory(deps, admin, memberId, { limit: 10 })).toEqual({ items: history.items, notes: {} })
    const { person, business, evidence, notes, status } = await lookUp(deps, memberId)
    expect({ person, business, evidence, notes, status }).toEqual({ evidence: {}, notes: {}, status: 'erased' })
  })

  test('also empties the records that were merged into the member', async () => {
    const deps = await jakarta()
    const [from, into] = [await register(deps), await register(deps)]
    const mergeInput = { from: from.memberId, into: into.memberId, reason: 'duplicate_registration' }
    await mergeMembers(deps, admin, request(), mergeInput)
    await eraseMember(deps, admin, request(), into.memberId)
    for (const { memberId } of [from, into]) {
      const { person, status } = await lookUp(deps, memberId)
      expect({ person, status }).toEqual({ person: undefined, status: 'erased' })
    }
  })

  test('a person who registers again gets the number back and counts once', async () => {
    const deps = await jakarta()
    const { person } = newMember()
    const { memberId } = await register(deps, { person, registeredOn: '2021-10-05' })
    await closeMonths(deps, 'schedule')
    await eraseMember(deps, admin, request(), memberId)
    const before = await postedFigures(deps)
    const again = await register(deps, { person, area: '31.72.01.1001', agency: 'KPKP' })
    expect(again).toMatchObject({ memberId, entries: [] })
    expect(await postedFigures(deps)).toEqual(before)
    expect(await lookUp(deps, memberId)).toMatchObject({ status: 'active', person, area: '31.72.01.1001' })
    expect(await refusalOf(register(deps, { person }))).toEqual(['nik_taken'])
  })

  test('a person who registers again with the NIK of a record merged long ago gets the kept record', async () => {
    const deps = await jakarta()
    const { person } = newMember()
    const [first, second, third] = [await register(deps, { person }), await register(deps), await register(deps)]
    for (const [from, into] of [
      [first.memberId, second.memberId],
      [second.memberId, third.memberId],
    ] as const)
      await mergeMembers(deps, admin, request(), { from, into, reason: 'duplicate_registration' })
    expect(await refusalOf(register(deps, { person }))).toEqual(['nik_taken'])
    await eraseMember(deps, admin, request(), third.memberId)
    expect(await register(deps, { person })).toMatchObject({ memberId: third.memberId, entries: [] })
    expect((await postedFigures(deps)).at(-1)?.stages[0]).toMatchObject({ cumulative: 1 })
  })

  test('somebody whose registration had been reversed counts when registering again', async () => {
    const deps = await jakarta()
    const { person } = newMember()
    const { memberId } = await register(deps, { person, registeredOn: '2021-10-05' })
    await reverseStage(deps, admin, request(), memberId, { stage: 'P1', reason: 'wrong_person', cascade: false })
    await eraseMember(deps, admin, request(), memberId)
    const { entries } = await register(deps, { person, registeredOn: '2021-11-03' })
    expect(entries).toMatchObject([{ stage: 'P1', happenedOn: '2021-11-03', postedIn: '2021-11' }])
    expect((await postedFigures(deps)).at(-1)?.stages[0]).toMatchObject({ cumulative: 1 })
  })

  test('is finished by a repeat although the caller has lost the rights: only the answer is refused', async () => {
    const deps = await jakarta()
    const { memberId } = await register(deps)
    const sameRequest = request()
    const officer = callerAs('officer', { area: '31.71' })
    const { trail } = deps
    const forgottenIds: string[] = []
    const failingTrail = { ...trail, forgetReasons: () => Promise.reject(new Error('interrupted')) }
    await expect(eraseMember({ ...deps, trail: failingTrail }, officer, sameRequest, memberId)).rejects.toThrow(
      'interrupted',
    )
    const recordingTrail = { ...trail, forgetReasons: async (id: string) => void forgottenIds.push(id) }
    const otherOfficer = callerAs('officer', { area: '31.72' })
    expect(
      await refusalOf(eraseMember({ ...deps, trail: recordingTrail }, otherOfficer, sameRequest, memberId)),
    ).toEqual(['not_found'])
    expect(forgottenIds).toEqual([memberId])
  })
})

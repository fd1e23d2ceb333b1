import { describe, expect, test } from 'vitest'
import { listReachableAreas } from '../../../shared/domain/access/policy.ts'
import { mayCount } from '../../../shared/domain/acts/attain.ts'
import {
  closeDispute,
  type DisputeDecision,
  type DisputedMembers,
  openDispute,
  settleDispute,
} from '../../../shared/domain/acts/dispute.ts'
import type { Identity } from '../../../shared/domain/member/identity.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import { findSmallestAreaAround, makeAreaTree } from '../../../shared/domain/programme/area-tree.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { actsOn, codesOf, memberWith, newcomer, problemsOf, stagesAndKinds } from '../../support/acts.ts'
import { memberInNothing } from '../../support/member-in-nothing.ts'
import { smallProgramme } from '../../support/small-programme.ts'

const areas = makeAreaTree(jakpreneur.areas)
const april = actsOn('2020-04-10')
const now = '2020-04-10T05:00:00.000Z'

/** The holder of the NIK, and the claimant who registered with it on 2 April in Jakarta. */
const holder = memberWith({ P1: '2020-03-01' }, { id: 'HOLDS' })
const claimant: Member = {
  ...memberWith({ P1: '2020-03-01' }, { id: 'CLAIMS' }),
  ...{ standings: {}, dispute: 'dsp_1', registeredAt: '2020-04-01T17:30:00.000Z' },
  identity: { status: 'unverified', at: '2020-04-01T17:30:00.000Z' },
}
const dispute = openDispute(april, 'dsp_1', { claimant, holder })

test.each([
  ['31.71.01.1001', '31.71.01.1001', '31.71.01.1001'],
  ['31.71.01.1001', '31.71.01.1002', '31.71.01'],
  ['31.71.01', '31.71.01.1002', '31.71.01'],
  ['31.71.01.1001', '31.71.02.1001', '31.71'],
  ['31.71.01.1001', '31.72.01', '31'],
  ['31.71.01.1001', 'nowhere', '31'],
])('the smallest area with %s and %s is %s', (one, other, expected) => {
  expect([findSmallestAreaAround(areas, one, other), findSmallestAreaAround(areas, other, one)]).toEqual([
    expected,
    expected,
  ])
})

test('the areas of a caller are those of grants that allow the act, without areas inside others', () => {
  const grants = [
    { role: 'officer', area: '31.71.01' },
    { role: 'officer', area: '31.71.01', agency: 'PPAPP' },
    { role: 'admin', area: '31.71' },
    { role: 'viewer', area: '31' },
    { role: 'officer', area: '31.72.01' },
  ] as const
  const fullGrants = grants.map((grant, i) => ({
    ...grant,
    id: `grt_${i}`,
    subject: 's',
    from: '2021-01-01T00:00:00.000Z',
    grantedBy: 'test',
  }))
  expect(listReachableAreas(areas, { subject: 's', grants: fullGrants }, 'disputes.decide')).toEqual([
    '31.71',
    '31.72.01',
  ])
})

const at = '2021-11-30T05:00:00.000Z'
const cases: [Identity | undefined, string | undefined, boolean, boolean][] = [
  [undefined, undefined, true, true],
  [{ status: 'verified', at }, undefined, true, true],
  [{ status: 'unverified', at }, undefined, false, true],
  [{ status: 'unverified', at }, 'dsp_1', false, false],
  [{ status: 'rejected', at }, undefined, false, false],
]
test.each(cases)(
  'with the identity %o and the dispute %s a member counts in Jakpreneur: %s, in the small programme: %s',
  (identity, dispute, ...expected) => {
    const member = { ...memberInNothing, ...(identity && { identity }), ...(dispute && { dispute }) }
    expect([mayCount(jakpreneur, member), mayCount(smallProgramme, member)]).toEqual(expected)
  },
)

describe('a dispute', () => {
  test('is opened in the smallest area in which both sides lie', () => {
    expect(openDispute(april, 'dsp_1', { claimant, holder: { ...holder, area: '31.71.02.1001' } })).toEqual({
      ...{ id: 'dsp_1', version: 1, state: 'open', claimant: 'CLAIMS', holder: 'HOLDS' },
      ...{ area: '31.71', openedAt: now },
    })
  })

  test('is closed once, with the decider, the time and any reason', () => {
    const lapsedDispute = closeDispute(april, dispute, 'lapsed')
    expect(lapsedDispute).toEqual({ ...dispute, version: 2, state: 'lapsed', closedAt: now, closedBy: 'rina' })
    expect(closeDispute(april, dispute, 'holder', 'wrong_person').reason).toBe('wrong_person')
    expect(problemsOf(() => closeDispute(april, lapsedDispute, 'holder'))).toEqual([
      { code: 'dispute_closed', params: { state: 'lapsed' } },
    ])
  })
})

describe('a dispute that is decided', () => {
  const decideFor = (
    outcome: DisputeDecision['outcome'],
    sides: Partial<DisputedMembers> = {},
    reason = 'wrong_person',
  ) =>
    settleDispute(
      april,
      dispute,
      { claimant, holder, recordWithNik: holder, ...sides },
      { outcome, seen: 'ktp', reason, mergeId: 'mrg_1' },
    )

  test('for the holder rejects the claimant, who is no longer in dispute', () => {
    const { members, entries, dispute: closedDispute } = decideFor('holder')
    expect(entries).toEqual([])
    expect(members).toMatchObject([
      { id: 'CLAIMS', identity: { status: 'rejected', seen: 'ktp', reason: 'wrong_person' } },
    ])
    expect(members[0]).not.toHaveProperty('dispute')
    expect([closedDispute.state, closedDispute.version, closedDispute.reason]).toEqual(['holder', 2, 'wrong_person'])
  })

  test('for the claimant verifies and counts the claimant; the holder keeps what was counted, without the NIK', () => {
    const { members, entries, dispute: closedDispute } = decideFor('claimant')
    expect(stagesAndKinds(entries)).toEqual([['P1', 'attained']])
    const [verifiedClaimant, yieldingHolder] = members
    expect(verifiedClaimant).toMatchObject({
      id: 'CLAIMS',
      identity: { status: 'verified', by: 'officer', seen: 'ktp' },
    })
    expect(yieldingHolder).toEqual({
      ...holder,
      person: { name: 'Ani' },
      identity: { status: 'unverified', at: now, by: 'officer' },
    })
    expect(closedDispute.state).toBe('claimant')
  })

  test('for the claimant does not touch a holder who now has another NIK or is erased', () => {
    const holderOfOtherNik = { ...holder, person: { name: 'Ani', nik: '3171015503900002' } }
    const { person: _, ...erasedHolder } = { ...holder, status: 'erased' as const }
    const changedIds = (sides: Partial<DisputedMembers>) => decideFor('claimant', sides).members.map(({ id }) => id)
    expect([
      changedIds({ holder: holderOfOtherNik, recordWithNik: holderOfOtherNik }),
      changedIds({ holder: erasedHolder, recordWithNik: erasedHolder }),
    ]).toEqual([['CLAIMS'], ['CLAIMS']])
  })

  test('for the claimant changes no other record if nobody holds the NIK any more', () => {
    expect(decideFor('claimant', { recordWithNik: undefined }).members.map(({ id }) => id)).toEqual(['CLAIMS'])
    const { nik: _, ...personWithoutNik } = newcomer.person
    expect(decideFor('claimant', { claimant: { ...claimant, person: personWithoutNik } }).members).toHaveLength(1)
  })

  test('for the claimant takes the NIK from the record that was merged too', () => {
    const mergedRecord: Member = { ...holder, id: 'MERGED', status: 'merged', mergedInto: 'HOLDS' }
    const keptHolder = { ...holder, person: { name: 'Ani', nik: '3171015503900002' } }
    const { members } = decideFor('claimant', { holder: keptHolder, recordWithNik: mergedRecord })
    expect(members.slice(1)).toEqual([{ ...mergedRecord, person: { name: 'Ani' } }])
    const both = decideFor('claimant', { holder, recordWithNik: mergedRecord }).members
    expect(both.map(({ id, person }) => [id, person?.nik])).toEqual([
      ['CLAIMS', newcomer.person.nik],
      ['HOLDS', undefined],
      ['MERGED', undefined],
    ])
  })

  test('as one person merges the claimant into the holder', () => {
    const { members, merge, dispute: closedDispute } = decideFor('same_person', {}, 'duplicate_registration')
    expect(members.map(({ id, status }) => [id, status])).toEqual([
      ['CLAIMS', 'merged'],
      ['HOLDS', 'active'],
    ])
    expect(merge).toMatchObject({ id: 'mrg_1', from: 'CLAIMS', into: 'HOLDS', reason: 'duplicate_registration' })
    expect(closedDispute.state).toBe('same_person')
  })

  test('as one person who was erased restores the record with the claimant’s data, counted once', () => {
    const { person: _, ...emptiedHolder } = { ...holder, status: 'erased' as const, mergedFrom: ['OLDER'] }
    const fullClaimant = { ...claimant, business: { name: 'Warung' }, agency: 'KPKP', contactRefusedAt: now }
    const { members, entries, merge } = decideFor('same_person', { claimant: fullClaimant, holder: emptiedHolder })
    expect([entries, merge]).toEqual([[], undefined])
    const { dispute: __, ...undisputedClaimant } = fullClaimant
    expect(members).toEqual([
      { ...undisputedClaimant, status: 'merged', statusSince: '2020-04-10', mergedInto: 'HOLDS' },
      {
        ...holder,
        ...{ agency: 'KPKP', business: { name: 'Warung' }, contactRefusedAt: now, mergedFrom: ['OLDER', 'CLAIMS'] },
      },
    ])
  })

  test('as one person who was erased without stages counts from the day on which the claimant registered', () => {
    const { person: _, ...emptiedHolder } = { ...holder, status: 'erased' as const, standings: {} }
    const { members, entries } = decideFor('same_person', { holder: emptiedHolder })
    expect(entries).toMatchObject([{ memberId: 'HOLDS', stage: 'P1', kind: 'attained', happenedOn: '2020-04-02' }])
    expect(members[1]?.mergedFrom).toEqual(['CLAIMS'])
    expect(members[1]).not.toHaveProperty('business')
  })

  test('as one person, if the claimant has no personal data, is refused like any merge into an erased record', () => {
    const { person: _, ...claimantWithoutPerson } = claimant
    expect(
      codesOf(() =>
        decideFor('same_person', { claimant: claimantWithoutPerson, holder: { ...holder, status: 'erased' } }),
      ),
    ).toEqual(['member_inactive'])
  })

  test.each(['same_person', 'claimant', 'holder'] as const)(
    'for %s needs a claimant who is active, and a reason',
    (outcome) => {
      const withdrawnSides = { claimant: { ...claimant, status: 'withdrawn' as const } }
      expect(problemsOf(() => decideFor(outcome, withdrawnSides))).toEqual([
        { code: 'member_inactive', params: { status: 'withdrawn' } },
      ])
      expect(codesOf(() => decideFor(outcome, {}, 'because'))).toEqual(['reason_unknown'])
    },
  )
})

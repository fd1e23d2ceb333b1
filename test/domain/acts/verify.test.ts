import { describe, expect, test } from 'vitest'
import { reject, verify } from '../../../shared/domain/acts/verify.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import { actsOn, codesOf, everyDay, memberWith, place, stagesAndKinds } from '../../support/acts.ts'

const april = actsOn('2020-04-10')
const at = '2020-04-10T05:00:00.000Z'
const check = { outcome: 'match', at: '2020-03-02T05:00:00.000Z' } as const
const registeredMember = memberWith({ P1: '2020-03-01' })
/** Registered in the evening of 1 March in UTC, which is 2 March in Jakarta. */
const unverifiedMember: Member = {
  ...registeredMember,
  ...{ standings: {}, evidence: {}, registeredAt: '2020-03-01T17:30:00.000Z' },
  identity: { status: 'unverified', at: '2020-03-01T17:30:00.000Z' },
}

describe('a member who is verified', () => {
  const verifyMember = () => verify(april, unverifiedMember, { by: 'officer', seen: 'ktp' })

  test('attains the first stage with the day of registration in the zone of the programme', () => {
    const { entries } = verifyMember()
    expect(stagesAndKinds(entries)).toEqual([['P1', 'attained']])
    expect(entries[0]).toMatchObject({ happenedOn: '2020-03-02', ...place })
  })

  test('has an identity with time, verifier and document', () => {
    expect(verifyMember().member.identity).toEqual({ status: 'verified', at, by: 'officer', seen: 'ktp' })
  })

  test('counts in the open month if the month of registration is closed by then', () => {
    const marchClosed = actsOn('2020-04-10', { openFrom: '2020-04' })
    expect(verify(marchClosed, unverifiedMember, { by: 'officer' }).entries).toMatchObject([
      { happenedOn: '2020-03-02', postedIn: '2020-04' },
    ])
  })

  test('keeps the answer of the population register', () => {
    const checkedMember = { ...unverifiedMember, identity: { status: 'unverified', at, check } as const }
    expect(verify(april, checkedMember, { by: 'dukcapil' }).member.identity).toEqual({
      status: 'verified',
      at,
      by: 'dukcapil',
      check,
    })
  })

  test('is counted once: a member who holds the first stage attains nothing', () => {
    const countedMember = { ...registeredMember, identity: { status: 'unverified', at } as const }
    const again = verify(april, countedMember, { by: 'officer' })
    expect(again.entries).toEqual([])
    expect(again.member).toEqual({ ...registeredMember, identity: { status: 'verified', at, by: 'officer' } })
  })

  test('counts in the leaf area of a kecamatan if only that is known', () => {
    expect(verify(april, { ...unverifiedMember, area: '31.71.01' }, { by: 'officer' }).entries[0]?.area).toBe(
      '31.71.01.0000',
    )
  })
})

describe('a member whose identity is rejected', () => {
  const reason = 'wrong_person'

  test('loses everything that was counted, in the order of the programme, and the complete set', () => {
    const { member, entries } = reject(april, memberWith(everyDay), { seen: 'ktp', reason })
    expect(stagesAndKinds(entries)).toEqual([...Object.keys(everyDay), 'ALL'].map((stage) => [stage, 'reversed']))
    expect(entries[0]).toMatchObject({ reason, happenedOn: '2020-04-10' })
    expect(member).toMatchObject({
      ...{ standings: {}, evidence: {} },
      identity: { status: 'rejected', at, by: 'officer', seen: 'ktp', reason },
    })
  })

  test('keeps the answer of the population register', () => {
    const checkedMember = { ...unverifiedMember, identity: { status: 'unverified', at, check } as const }
    const { member, entries } = reject(april, checkedMember, { seen: 'kk', reason })
    expect(entries).toEqual([])
    expect(member.identity).toEqual({ status: 'rejected', at, by: 'officer', seen: 'kk', reason, check })
  })

  test('has no answer of the register if there was none', () => {
    expect(reject(april, unverifiedMember, { seen: 'kk', reason }).member.identity).not.toHaveProperty('check')
  })

  test('is not rejected without a reason of the programme', () => {
    expect(codesOf(() => reject(april, unverifiedMember, { seen: 'ktp', reason: 'because' }))).toEqual([
      'reason_unknown',
    ])
  })
})

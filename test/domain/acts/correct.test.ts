import { describe, expect, test } from 'vitest'
import { correct } from '../../../shared/domain/acts/correct.ts'
import type { Member, MemberChange } from '../../../shared/domain/member/member.ts'
import { actsOn, codesOf, memberWith, newcomer, problemsOf, refusalOf } from '../../support/acts.ts'

const april = actsOn('2020-04-10')
const person = { ...newcomer.person, phone: '+6281234567890', birthDate: '1990-03-15' }
const ani: Member = { ...memberWith({ P1: '2020-03-01' }, { person }), business: { name: 'Warung Ani' } }
const correctAni = (change: MemberChange, member = ani) => correct(april, member, change)

describe('correcting', () => {
  test('changes the named fields and leaves the others', () => {
    expect(correctAni({ person: { name: 'Ani Sulastri' } })).toEqual({
      ...ani,
      person: { ...person, name: 'Ani Sulastri' },
    })
  })

  test('removes fields that are set to null', () => {
    const { phone: _, ...personWithoutPhone } = person
    const { business: __, ...withoutBusiness } = ani
    expect(correctAni({ person: { phone: null }, business: null })).toEqual({
      ...withoutBusiness,
      person: personWithoutPhone,
    })
  })

  test('replaces the whole business', () => {
    expect(correctAni({ business: { name: 'Kedai' } }).business).toEqual({ name: 'Kedai' })
  })

  test('moves the member for later entries: held stages stay where they were attained', () => {
    const movedMember = correctAni({ area: '31.72.01', agency: 'KPKP' })
    expect(movedMember).toEqual({ ...ani, area: '31.72.01', agency: 'KPKP' })
    expect(movedMember.standings).toEqual(ani.standings)
  })

  test('is possible for a member who has left', () => {
    expect(correctAni({ agency: 'KPKP' }, { ...ani, status: 'withdrawn' }).agency).toBe('KPKP')
  })

  test.each(['verified', 'unverified'] as const)('is possible for a member who is %s', (status) => {
    const identity = { status, at: '2020-03-01T05:00:00.000Z' }
    expect(codesOf(() => correctAni({ agency: 'KPKP' }, { ...ani, identity }))).toEqual([])
  })
})

describe('correcting is refused', () => {
  test.each<[string, MemberChange]>([
    ['nothing', {}],
    [
      'what is so already',
      { person: { name: 'Ani' }, business: { name: 'Warung Ani' }, area: ani.area, agency: ani.agency },
    ],
    ['the reason alone', { reason: 'Salah ketik' }],
  ])('that would change %s', (_, change) => {
    expect(refusalOf(() => correctAni(change))).toMatchObject({
      kind: 'invalid',
      problems: [{ code: 'nothing_to_change' }],
    })
  })

  test('of a record that has no personal data any more', () => {
    const { person: _, ...emptiedMember } = ani
    expect(codesOf(() => correctAni({ agency: 'KPKP' }, { ...emptiedMember, status: 'erased' }))).toEqual([
      'member_inactive',
    ])
  })

  test('of a record that was merged', () => {
    expect(problemsOf(() => correctAni({ agency: 'KPKP' }, { ...ani, status: 'merged' }))).toEqual([
      { code: 'member_inactive', params: { status: 'merged' } },
    ])
  })

  test('to a birth date after a held stage', () => {
    expect(codesOf(() => correctAni({ person: { birthDate: '2020-03-02' } }))).toEqual(['birth_date_after_stage'])
    expect(codesOf(() => correctAni({ person: { birthDate: '2020-03-01' } }))).toEqual([])
  })

  test('of a record whose identity was rejected', () => {
    const identity = { status: 'rejected', at: '2020-03-01T05:00:00.000Z' } as const
    expect(problemsOf(() => correctAni({ agency: 'KPKP' }, { ...ani, identity }))).toEqual([
      { code: 'identity_unsettled', params: { identity: 'rejected' } },
    ])
  })

  test('with every problem at once', () => {
    const identity = { status: 'rejected', at: '2020-03-01T05:00:00.000Z' } as const
    const change = { person: { birthDate: '2020-04-11' }, area: '31', agency: 'NASA' }
    expect(codesOf(() => correctAni(change, { ...ani, status: 'merged', identity }))).toEqual([
      ...['birth_date_future', 'area_too_wide', 'agency_unknown', 'member_inactive', 'identity_unsettled'],
    ])
  })
})

test('a correction of other fields of a record without personal data is accepted', () => {
  const { person: _, ...withoutPerson } = ani
  expect(correctAni({ agency: 'KPKP' }, withoutPerson)).toEqual({ ...withoutPerson, agency: 'KPKP' })
})

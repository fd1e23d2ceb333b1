import { describe, expect, test } from 'vitest'
import { register, registerAgain } from '../../../shared/domain/acts/register.ts'
import { registerSelf } from '../../../shared/domain/acts/self-registration.ts'
import { makeFrame } from '../../../shared/domain/ledger/frame.ts'
import { actsOn, aniId, codesOf, memberWith, newcomer, place, problemsOf, stagesAndKinds } from '../../support/acts.ts'
import { smallProgramme } from '../../support/small-programme.ts'

const april = actsOn('2020-04-10')
const { agency: _, ...applicant } = newcomer
const person = { name: 'Ani Baru', nik: '3171015503900001' }

describe('registering', () => {
  test('makes a member who holds the first stage as of today', () => {
    const business = { name: 'Warung Ani' }
    const { member, entries } = register(april, aniId, { ...newcomer, business, evidence: { kind: 'formulir' } })
    expect(stagesAndKinds(entries)).toEqual([['P1', 'attained']])
    expect(entries[0]).toMatchObject({ happenedOn: '2020-04-10', ...place, evidence: 'formulir' })
    expect(entries[0]).not.toHaveProperty('daysFromFirst')
    expect(member).toEqual({
      ...{ id: aniId, version: 1, status: 'active', registeredAt: '2020-04-10T05:00:00.000Z' },
      ...{ person: newcomer.person, business, gender: 'female', category: 'pemula' },
      ...place,
      standings: {
        P1: {
          ...{ entryId: entries[0]?.id, happenedOn: '2020-04-10', postedIn: '2020-04' },
          ...{ gender: 'female', category: 'pemula' },
          ...place,
        },
      },
      evidence: { P1: { kind: 'formulir' } },
      notes: {},
    })
  })

  test('keeps the consent to mails, with its instant and language', () => {
    const reachable = { ...newcomer, person: { ...newcomer.person, email: 'ani@contoh.example' } }
    const { member } = register(april, aniId, { ...reachable, mailsIn: 'en' })
    expect(member.mailConsent).toEqual({ at: '2020-04-10T05:00:00.000Z', language: 'en' })
    expect(register(april, aniId, reachable).member).not.toHaveProperty('mailConsent')
  })

  test('takes today from the time of the programme, not from UTC', () => {
    const justAfterMidnight = { ...april, now: new Date('2020-04-10T17:00:00.000Z') }
    expect(register(justAfterMidnight, aniId, newcomer).entries[0]?.happenedOn).toBe('2020-04-11')
  })

  test('with only the kecamatan counts in its leaf area, and keeps the given area', () => {
    const { member, entries } = register(april, aniId, { ...newcomer, area: '31.71.01' })
    expect([member.area, entries[0]?.area]).toEqual(['31.71.01', '31.71.01.0000'])
  })

  test('is refused with every problem at once', () => {
    const wrong = {
      ...newcomer,
      ...{ person: { name: 'Ani', birthDate: '2020-04-11' }, area: '31.71', agency: 'NASA', category: 'kaya' },
      registeredOn: '2020-04-11',
    }
    const problems = problemsOf(() => register(april, aniId, wrong)).map(({ code, path }) => [code, path?.join('.')])
    expect(problems).toEqual([
      ['birth_date_future', 'person.birthDate'],
      ['area_too_wide', 'area'],
      ['category_unknown', 'category'],
      ['date_future', 'registeredOn'],
      ['agency_unknown', 'agency'],
    ])
  })

  test.each([
    ['in an area that does not exist', { area: '99' }, ['area_unknown']],
    ['in an area too wide to count in', { area: '31.71' }, ['area_too_wide']],
    ['of somebody born in the future', { person: { name: 'Ani', birthDate: '2020-04-11' } }, ['birth_date_future']],
    ['of somebody born before 1900', { person: { name: 'Ani', birthDate: '1899-12-31' } }, ['birth_date_early']],
    [
      'before birth',
      { person: { name: 'Ani', birthDate: '2020-03-02' }, registeredOn: '2020-03-01' },
      ['birth_date_after_stage'],
    ],
    ['before the first month', { registeredOn: '2019-10-31' }, ['date_before_programme']],
    ['with evidence of another stage', { evidence: { kind: 'bazar' } }, ['evidence_unknown']],
  ])('%s is refused', (_, more, codes) => {
    expect(codesOf(() => register(april, aniId, { ...newcomer, ...more }))).toEqual(codes)
  })

  test('with a wish for mails but no address names the address', () => {
    expect(problemsOf(() => register(april, aniId, { ...newcomer, mailsIn: 'id' }))).toEqual([
      { code: 'mail_address_missing', path: ['person', 'email'] },
    ])
  })

  test('in an area that is too wide names the area', () => {
    expect(problemsOf(() => register(april, aniId, { ...newcomer, area: '31.71' }))).toEqual([
      { code: 'area_too_wide', path: ['area'], params: { area: '31.71' } },
    ])
  })

  test('of somebody born today or on the first day of 1900 is not refused', () => {
    const codesWhenBorn = (birthDate: string) =>
      codesOf(() => register(april, aniId, { ...newcomer, person: { name: 'Ani', birthDate } }))
    expect([codesWhenBorn('2020-04-10'), codesWhenBorn('1900-01-01')]).toEqual([[], []])
  })
})

describe('an erased person who registers again', () => {
  const { person: __, ...emptiedMember } = memberWith({ P1: '2020-03-01', P2: '2020-03-02' })
  const identity = { status: 'unverified', at: '2020-03-01T05:00:00.000Z' } as const
  const erasedMember = { ...emptiedMember, status: 'erased', statusSince: '2020-03-20', identity } as const
  const otherPlace = { area: '31.72.01', agency: 'KPKP' }
  const again = { ...newcomer, ...otherPlace, person, business: { name: 'Warung' }, category: 'naik_kelas' }

  test('keeps number and standings, and is not counted twice', () => {
    const { member, entries } = registerAgain(april, erasedMember, again)
    expect(entries).toEqual([])
    expect(member).toEqual({
      ...emptiedMember,
      ...otherPlace,
      ...{ person, business: { name: 'Warung' } },
    })
  })

  test('keeps a new consent to mails', () => {
    const reachable = { ...again, person: { ...person, email: 'ani@contoh.example' } }
    expect(registerAgain(april, erasedMember, { ...reachable, mailsIn: 'id' }).member.mailConsent).toEqual({
      at: '2020-04-10T05:00:00.000Z',
      language: 'id',
    })
  })

  test('is refused on a day before birth', () => {
    const unborn = { ...again, person: { name: 'Ani', birthDate: '2020-03-02' }, registeredOn: '2020-03-01' }
    expect(codesOf(() => registerAgain(april, erasedMember, unborn))).toEqual(['birth_date_after_stage'])
  })

  test('loses the earlier business', () => {
    const { business: _, ...withoutBusiness } = again
    expect(
      registerAgain(april, { ...erasedMember, business: { name: 'Lama' } }, withoutBusiness).member,
    ).not.toHaveProperty('business')
  })

  test('attains the first stage again if it was reversed, as of today or the given day', () => {
    const unregisteredMember = { ...erasedMember, standings: {}, evidence: {} }
    const registeredEntries = (registeredOn?: string) =>
      registerAgain(april, unregisteredMember, { ...again, ...(registeredOn && { registeredOn }) }).entries
    expect(registeredEntries('2020-04-02')).toMatchObject([
      {
        kind: 'attained',
        stage: 'P1',
        happenedOn: '2020-04-02',
        area: '31.72.01.0000',
        agency: 'KPKP',
        category: 'pemula',
      },
    ])
    expect(registeredEntries()).toMatchObject([{ happenedOn: '2020-04-10' }])
  })

  test('is refused with every problem of person and place', () => {
    const wrong = {
      ...again,
      person: { name: 'Ani', birthDate: '1899-12-31' },
      area: '31',
      agency: 'NASA',
      category: 'x',
    }
    expect(codesOf(() => registerAgain(april, erasedMember, wrong))).toEqual([
      'birth_date_early',
      'area_too_wide',
      'agency_unknown',
      'category_unknown',
    ])
  })
})

describe('registering oneself', () => {
  const unverifiedIdentity = { status: 'unverified', at: '2020-04-10T05:00:00.000Z' }

  test('counts nothing if the programme counts only verified people', () => {
    const { member, entries } = registerSelf(april, aniId, applicant, false)
    expect([member.identity, member.agency, member.standings, entries]).toEqual([unverifiedIdentity, 'PPKUKM', {}, []])
  })

  const shops = actsOn('2024-08-01', { ...makeFrame(smallProgramme), firstMonth: '2023-03', openFrom: '2023-03' })
  const shop = { ...applicant, area: 'HV.N.1', category: 'new' }

  test('counts at once if the programme says so', () => {
    const { member, entries } = registerSelf(shops, aniId, shop, false)
    expect(stagesAndKinds(entries)).toEqual([['apply', 'attained']])
    expect([member.identity?.status, member.agency, Object.keys(member.standings)]).toEqual([
      'unverified',
      'library',
      ['apply'],
    ])
  })

  test('counts nothing while the NIK is disputed', () => {
    const { member, entries } = registerSelf(shops, aniId, shop, true)
    expect([member.standings, entries]).toEqual([{}, []])
  })

  test('is refused like any registration', () => {
    expect(codesOf(() => registerSelf(april, aniId, { ...applicant, area: '31' }, false))).toEqual(['area_too_wide'])
  })
})

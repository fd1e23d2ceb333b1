import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Caller, type Grant, Role } from '../../../shared/domain/access/grant.ts'
import {
  type Action,
  authorise,
  can,
  findGlassNeeded,
  listGrantsInForce,
  listReachableScopes,
  permit,
  requireGivingGrants,
} from '../../../shared/domain/access/policy.ts'
import { AppError } from '../../../shared/domain/problems/app-error.ts'
import { makeAreaTree } from '../../../shared/domain/programme/area-tree.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'

const areas = makeAreaTree(jakpreneur.areas)

const grant = (role: Role, more: Partial<Grant> = {}): Grant => ({
  id: 'grt_1',
  subject: 'rina',
  role,
  area: '31',
  from: '2021-01-01T00:00:00.000Z',
  grantedBy: 'admin-1',
  ...more,
})
const caller = (...grants: Grant[]): Caller => ({ subject: 'rina', grants })

const kindOf = (act: () => void) => {
  try {
    act()
    return 'allowed'
  } catch (error) {
    return error instanceof AppError ? error.kind : 'failed'
  }
}

describe('what a role may do', () => {
  const rights: [Action, Role[]][] = [
    ['programme.read', ['viewer', 'officer', 'admin']],
    ['figures.read', ['viewer', 'officer', 'admin']],
    ['months.read', ['viewer', 'officer', 'admin']],
    ['targets.read', ['viewer', 'officer', 'admin']],
    ['figures.explain', ['officer', 'admin']],
    ['member.read', ['officer', 'admin']],
    ['member.trail', ['officer', 'admin']],
    ['member.write', ['officer', 'admin']],
    ['member.reveal', ['officer', 'admin']],
    ['glass.break', ['officer', 'admin']],
    ['targets.write', ['admin']],
    ['months.close', ['admin']],
    ['ledger.recount', ['admin']],
    ['ledger.repair', ['admin']],
    ['issues.reissue', ['admin']],
    ['grants.read', ['admin']],
    ['grants.write', ['admin']],
    ['glass.read', ['admin']],
  ]
  test.each(rights)('%s: %o', (action, roles) => {
    expect(Role.options.filter((role) => can(areas, caller(grant(role)), action, { area: '31' })).toSorted()).toEqual(
      roles.toSorted(),
    )
  })
})

describe('where a grant is in force', () => {
  test.each([
    ['31.71', '31.71.01.1001', true],
    ['31.71', '31.71.01.0000', true],
    ['31.71', '31.71', true],
    ['31.71', '31', false],
    ['31.71', '31.72.01.1001', false],
    ['31.71.01', '31.71.02.1001', false],
    ['31.7', '31.71', false],
    ['31', '99', false],
    ['31', '', false],
  ])('for %s at %s: %s', (area, at, expected) => {
    expect(can(areas, caller(grant('officer', { area })), 'member.read', { area: at })).toBe(expected)
  })

  test.each([
    ['KPKP', 'KPKP', true],
    ['KPKP', 'PPAPP', false],
    ['KPKP', undefined, false],
    [undefined, 'PPAPP', true],
    [undefined, undefined, true],
  ])('for agency %s at agency %s: %s', (agency, atAgency, expected) => {
    const officer = caller(grant('officer', agency === undefined ? {} : { agency }))
    expect(can(areas, officer, 'figures.read', { area: '31.71', agency: atAgency })).toBe(expected)
  })

  test('each grant is judged alone: a wide grant with few rights does not widen a narrow one with many', () => {
    const both = caller(grant('viewer'), grant('admin', { area: '31.71', agency: 'KPKP' }))
    expect(can(areas, both, 'targets.write', { area: '31.72', agency: 'KPKP' })).toBe(false)
    expect(can(areas, both, 'targets.write', { area: '31.71', agency: 'PPAPP' })).toBe(false)
    expect(can(areas, both, 'targets.write', { area: '31.71.01', agency: 'KPKP' })).toBe(true)
    expect(can(areas, both, 'figures.read', { area: '31.72' })).toBe(true)
  })
})

describe('broken glass', () => {
  const glass = grant('viewer', { kind: 'break_glass', area: '', member: '7K3M9QXF' })
  const foreignPlace = { area: '31.71.01', agency: 'PPAPP' }
  const record = { ...foreignPlace, member: '7K3M9QXF' }
  const officer = caller(grant('officer', { area: '31.72' }), glass)

  test.each<[Action, boolean]>([
    ['member.read', true],
    ['member.trail', false],
    ['member.write', false],
    ['member.reveal', false],
    ['members.import', false],
    ['figures.read', false],
    ['figures.explain', false],
    ['grants.read', false],
  ])('lets an officer do %s with the one record outside the own scope: %s', (action, expected) => {
    expect(can(areas, officer, action, record)).toBe(expected)
    expect(findGlassNeeded(areas, officer, action, record)).toEqual(expected ? glass : undefined)
  })

  test('covers only that record: no other record, no area, and not the whole programme', () => {
    for (const place of [foreignPlace, { ...foreignPlace, member: '7K3M9QXG' }, { area: '31' }, { area: '' }])
      expect(can(areas, officer, 'member.read', place)).toBe(false)
  })

  test('is worth nothing without a role that may break glass', () => {
    for (const glassHolder of [caller(glass), caller(glass, grant('viewer'))]) {
      expect(can(areas, glassHolder, 'member.read', record)).toBe(false)
      expect(kindOf(() => permit(glassHolder, 'member.read'))).toBe('forbidden')
    }
    expect(kindOf(() => permit(caller(glass), 'programme.read'))).toBe('forbidden')
  })

  test('is not used by a caller who may read the record anyway', () => {
    const both = caller(grant('officer'), glass)
    expect(can(areas, both, 'member.read', record)).toBe(true)
    expect(findGlassNeeded(areas, both, 'member.read', record)).toBeUndefined()
  })
})

describe('giving a grant', () => {
  const kota = caller(grant('admin', { area: '31.71' }))
  const kindOfGiving = (from: Caller, role: Role, place: { area: string; agency?: string }) =>
    kindOf(() => requireGivingGrants(areas, from, { role, ...place }))

  test.each<[string, Caller, Role, { area: string; agency?: string }, string]>([
    ['below the own area', kota, 'admin', { area: '31.71.01' }, 'allowed'],
    ['for the own area', kota, 'officer', { area: '31.71' }, 'allowed'],
    ['above the own area', kota, 'viewer', { area: '31' }, 'not_found'],
    ['beside it', kota, 'viewer', { area: '31.72' }, 'not_found'],
    ['for one agency of the own area', kota, 'officer', { area: '31.71', agency: 'KPKP' }, 'allowed'],
    ['by an officer', caller(grant('officer')), 'viewer', { area: '31.71' }, 'forbidden'],
    [
      'for every agency by an admin of one',
      caller(grant('admin', { agency: 'KPKP' })),
      'viewer',
      { area: '31' },
      'not_found',
    ],
  ])('%s', (_, from, role, place, expected) => {
    expect(kindOfGiving(from, role, place)).toBe(expected)
  })

  test('rests on the grants that cover it, and on no others', () => {
    const [narrow, wide] = [grant('admin', { id: 'grt_2', area: '31.71.01' }), grant('officer')]
    const givingGrants = requireGivingGrants(areas, caller(wide, narrow), { role: 'officer', area: '31.71.01.1001' })
    expect(givingGrants).toEqual([narrow])
    expect(kindOfGiving(caller(wide, narrow), 'officer', { area: '31.71' })).toBe('not_found')
  })
})

test('a grant that was ended is in force until that instant', () => {
  const endedGrant = grant('viewer', { endedAt: '2021-06-01T00:00:00.000Z' })
  expect(listGrantsInForce([endedGrant], new Date('2021-05-31T23:59:59.999Z'))).toEqual([endedGrant])
  expect(listGrantsInForce([endedGrant], new Date('2021-06-01T00:00:00.000Z'))).toEqual([])
})

test('an act that no role allows is forbidden; a thing outside the scope is not found', () => {
  const viewer = caller(grant('viewer', { area: '31.71' }))
  expect(kindOf(() => permit(caller(), 'programme.read'))).toBe('forbidden')
  expect(kindOf(() => permit(viewer, 'member.read'))).toBe('forbidden')
  expect(kindOf(() => permit(viewer, 'figures.read'))).toBe('allowed')
  expect(kindOf(() => authorise(areas, viewer, 'member.read', { area: '31.72' }))).toBe('forbidden')
  expect(kindOf(() => authorise(areas, viewer, 'figures.read', { area: '31.72' }))).toBe('not_found')
  expect(kindOf(() => authorise(areas, viewer, 'figures.read', { area: 'nowhere' }))).toBe('not_found')
  expect(kindOf(() => authorise(areas, viewer, 'figures.read', { area: '31.71.01' }))).toBe('allowed')
})

test.each([
  ['2020-12-31T23:59:59.999Z', false],
  ['2021-01-01T00:00:00.000Z', true],
  ['2021-05-31T23:59:59.999Z', true],
  ['2021-06-01T00:00:00.000Z', false],
])('a grant from January until June is in force at %s: %s', (now, expected) => {
  const datedGrant = grant('viewer', { until: '2021-06-01T00:00:00.000Z' })
  expect(listGrantsInForce([datedGrant], new Date(now))).toEqual(expected ? [datedGrant] : [])
  const endlessGrant = grant('viewer', { from: '2000-01-01T00:00:00.000Z' })
  expect(listGrantsInForce([endlessGrant], new Date(now))).toEqual([endlessGrant])
})

describe('the reach of a caller within a place', () => {
  const areaCodes = [
    '31',
    '31.71',
    '31.71.01',
    '31.71.01.0000',
    '31.71.01.1001',
    '31.71.01.1002',
    '31.72',
    '31.72.01.1001',
  ]
  const place = fc.record({
    area: fc.constantFrom(...areaCodes),
    agency: fc.option(fc.constantFrom('KPKP', 'PPAPP'), { nil: undefined }),
  })
  const anyGrant = fc.record({
    role: fc.constantFrom(...Role.options),
    area: fc.constantFrom(...areaCodes),
    agency: fc.option(fc.constantFrom('KPKP', 'PPAPP'), { nil: undefined }),
  })
  const liesWithin = (at: { area: string; agency?: string | undefined }, within: typeof at) =>
    areas.isWithin(at.area, within.area) && (within.agency === undefined || within.agency === at.agency)

  test('is exactly the part that the policy allows, without repetition', () =>
    fc.assert(
      fc.property(fc.array(anyGrant, { maxLength: 4 }), place, place, (all, within, at) => {
        const who = caller(...all.map(({ role, area, agency }) => grant(role, { area, ...(agency && { agency }) })))
        const places = listReachableScopes(areas, who, 'member.read', within)
        const placesAround = places.filter((each) => liesWithin(at, each))
        expect(placesAround.length > 0).toBe(liesWithin(at, within) && can(areas, who, 'member.read', at))
        for (const [i, one] of places.entries())
          expect(places.some((other, j) => i !== j && liesWithin(one, other))).toBe(false)
      }),
      { numRuns: 2000 },
    ))

  test('is empty without grants, and with only a break-glass grant', () => {
    expect(listReachableScopes(areas, caller(grant('officer')), 'member.read', { area: '31.99' })).toEqual([])
    const glass = grant('officer', { kind: 'break_glass', member: '7K3M9QXF' })
    expect(listReachableScopes(areas, caller(glass), 'member.read', { area: '31' })).toEqual([])
  })
})

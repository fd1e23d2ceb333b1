import { expect, test } from 'vitest'
import { makeFrame } from '../../../shared/domain/ledger/frame.ts'
import { makeListing } from '../../../shared/domain/member/listing.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'

const frame = makeFrame(jakpreneur)

const makeStanding = (happenedOn: string) => ({
  entryId: `ent_${happenedOn}`,
  happenedOn,
  postedIn: happenedOn.slice(0, 7),
  area: '31.71.01.1001',
  agency: 'PPAPP',
  gender: 'female' as const,
  category: 'pemula',
})

const member = (stages: Record<string, string>, more: Partial<Member> = {}): Member => ({
  id: 'M1',
  version: 1,
  status: 'active',
  area: '31.71.01.1001',
  agency: 'PPAPP',
  gender: 'female',
  category: 'pemula',
  registeredAt: '2021-10-31T17:30:00.000Z',
  standings: Object.fromEntries(Object.entries(stages).map(([stage, on]) => [stage, makeStanding(on)])),
  person: { name: 'Hj. Siti Noerjanah' },
  evidence: {},
  notes: {},
  ...more,
})

test('a member is listed in the kota, by the day of registration, waiting since the latest stage', () => {
  const found = makeListing(frame, member({ P1: '2021-10-05', P5: '2021-11-20', P2: '2021-11-09' }))
  expect(found?.listing.attained).toEqual(['P1', 'P2', 'P5'])
  expect(found?.place).toEqual({
    shard: '31.71',
    leaf: '31.71.01.1001',
    registeredOn: '2021-10-05',
    waitingSince: '2021-11-20',
    nameBegins: 'sit',
  })
})

test('a member with only a district is listed in its remainder', () => {
  expect(makeListing(frame, member({}, { area: '31.71.01' }))?.place).toMatchObject({ leaf: '31.71.01.0000' })
})

test('a member without a stage is listed by the day of recording in Jakarta', () => {
  expect(makeListing(frame, member({}))?.place).toMatchObject({
    registeredOn: '2021-11-01',
    waitingSince: '2021-11-01',
  })
})

test('a member who has every stage or has withdrawn does not wait for a stage', () => {
  const all = Object.fromEntries(jakpreneur.stages.map(({ code }) => [code, '2021-11-01']))
  expect(makeListing(frame, member(all))?.place).not.toHaveProperty('waitingSince')
  const withdrawnMember = member({ P1: '2021-11-01' }, { status: 'withdrawn' })
  expect(makeListing(frame, withdrawnMember)?.place).not.toHaveProperty('waitingSince')
})

test.each(['merged', 'erased'] as const)('a record that is %s is in no list', (status) => {
  expect(makeListing(frame, member({ P1: '2021-11-01' }, { status }))).toBeUndefined()
})

test('a name without letters is not found by its beginning', () => {
  expect(makeListing(frame, member({}, { person: { name: '9' } }))?.place).not.toHaveProperty('nameBegins')
})

import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type Grant, type NewGrant, Role } from '../../../shared/domain/access/grant.ts'
import { type Action, can, listGrantsInForce } from '../../../shared/domain/access/policy.ts'
import { breakGlass } from '../../../shared/usecases/access/break-glass.ts'
import { giveGrant } from '../../../shared/usecases/access/give-grant.ts'
import { endGrant, giveGrantFor, listGrants } from '../../../shared/usecases/access/grants.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { newNik, nobodysNumber } from '../../support/world.ts'

const now = '2021-11-30T05:00:00.000Z'
const admin = callerAs('admin')
const ofKota = callerAs('admin', { area: '31.71', subject: 'kota' })

let deps: TestDeps
beforeAll(async () => {
  deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
})

let people = 0
const newGrant = (more: Partial<NewGrant> = {}): NewGrant => ({
  subject: `person-${++people}`,
  role: 'officer',
  area: '31.71.01',
  reason: 'Tugas baru',
  ...more,
})
const give = (more: Partial<NewGrant> = {}, caller = admin) => giveGrantFor(deps, caller, request(), newGrant(more))

describe('giving a grant', () => {
  test('says who gave it, when, why and for how long', async () => {
    const { answer } = await give({ agency: 'PPAPP', until: '2021-12-31T17:00:00.000Z' })
    expect(answer).toMatchObject({
      role: 'officer',
      area: '31.71.01',
      agency: 'PPAPP',
      from: now,
      until: '2021-12-31T17:00:00.000Z',
      grantedBy: 'admin-1',
      grantedAt: now,
      reason: 'Tugas baru',
    })
    expect(await deps.grants.ofSubject(answer.subject)).toEqual([answer])
    expect(await deps.grants.get(answer.id)).toEqual(answer)
  })

  test.each<[string, Partial<NewGrant>, string[]]>([
    ['for another kota', { area: '31.72' }, ['not_found']],
    ['for the whole', { area: '31' }, ['not_found']],
    ['for an area that is not there', { area: '31.99' }, ['area_unknown']],
    ['for an agency that is not there', { agency: 'NASA' }, ['agency_unknown']],
    ['for himself', { subject: 'kota' }, ['grant_own']],
    ['that ends before it begins', { from: '2022-01-01T00:00:00.000Z', until: now }, ['grant_period']],
    ['that is over', { from: '2020-01-01T00:00:00.000Z', until: now }, ['grant_period']],
    ['as an administrator of his own kota', { role: 'admin', area: '31.71' }, []],
  ])('an administrator of a kota gives %s, or is refused', async (_, more, codes) => {
    expect(await refusalOf(give(more, ofKota))).toEqual(codes)
  })

  test('for every agency is refused to an administrator of one', async () => {
    const ofAgency = callerAs('admin', { agency: 'PPAPP', subject: 'agency' })
    expect(await refusalOf(give({}, ofAgency))).toEqual(['not_found'])
    expect(await refusalOf(give({ agency: 'KPKP' }, ofAgency))).toEqual(['not_found'])
    expect(await refusalOf(give({ agency: 'PPAPP' }, ofAgency))).toEqual([])
  })

  test('is refused if the person already holds it for that long, and not if it lasts longer or the other has ended', async () => {
    const until = '2021-12-31T17:00:00.000Z'
    const { answer } = await give({ until })
    const again = (more: Partial<NewGrant> = {}) => give({ subject: answer.subject, until, ...more })
    expect(await refusalOf(again())).toEqual(['grant_held'])
    expect(await refusalOf(again({ until: '2021-12-15T17:00:00.000Z' }))).toEqual(['grant_held'])
    expect(await refusalOf(again({ agency: 'PPAPP' }))).toEqual([])
    const { answer: longer } = await again({ until: '2022-01-31T17:00:00.000Z' })
    for (const { id } of [answer, longer]) await endGrant(deps, admin, request(), id, 'Tugas selesai')
    expect(await refusalOf(again())).toEqual([])
  })

  test('is refused to officers', async () => {
    expect(await refusalOf(give({}, callerAs('officer')))).toEqual(['not_allowed'])
  })

  test('is refused beyond the end of the giver’s own grant', async () => {
    const [adminGrant] = callerAs('admin').grants
    const forATime: Caller = {
      subject: 'deputy',
      grants: adminGrant ? [{ ...adminGrant, until: '2021-12-31T17:00:00.000Z' }] : [],
    }
    expect(await refusalOf(give({}, forATime))).toEqual(['grant_outlasts'])
    expect(await refusalOf(give({ until: '2022-01-01T00:00:00.000Z' }, forATime))).toEqual(['grant_outlasts'])
    expect(await refusalOf(give({ until: '2021-12-31T17:00:00.000Z' }, forATime))).toEqual([])
  })
})

describe('ending a grant', () => {
  test('takes effect at once, records who and why, and happens once', async () => {
    const { answer: givenGrant } = await give()
    const endRequest = request()
    const { answer: endedGrant } = await endGrant(deps, ofKota, endRequest, givenGrant.id, 'Pindah tugas')
    expect(endedGrant).toEqual({ ...givenGrant, endedAt: now, endedBy: 'kota', endReason: 'Pindah tugas' })
    expect(await deps.grants.ofSubject(givenGrant.subject)).toEqual([endedGrant])
    expect(listGrantsInForce([endedGrant], deps.now())).toEqual([])
    expect(listGrantsInForce([endedGrant], new Date(deps.now().getTime() - 1))).toEqual([])
    expect(await endGrant(deps, ofKota, endRequest, givenGrant.id, 'Pindah tugas')).toEqual({
      answer: endedGrant,
      replayed: true,
    })
    expect(await refusalOf(endGrant(deps, admin, request(), givenGrant.id, 'Lagi'))).toEqual(['grant_ended'])
  })

  test('is done once if several try it at once', async () => {
    const { answer } = await give()
    const end = () => refusalOf(endGrant(deps, admin, request(), answer.id, 'Selesai'))
    const refusals = await Promise.all([end(), end(), end(), end()])
    expect(refusals.filter((codes) => codes.length === 0)).toHaveLength(1)
    expect(refusals.flat().every((code) => code === 'grant_ended')).toBe(true)
  })

  test('gets the same answer for a grant elsewhere, a wider one and one that does not exist', async () => {
    const grants = [await give({ area: '31.72' }), await give({ area: '31' })].map(({ answer }) => answer.id)
    for (const id of [...grants, 'grt_00000000000000000000'])
      expect(await refusalOf(endGrant(deps, ofKota, request(), id, 'Selesai'))).toEqual(['not_found'])
  })

  test('is refused for one’s own grant', async () => {
    const ownGrant = await giveGrant(deps, { ...newGrant({ subject: 'admin-1' }), from: now, grantedBy: 'test' })
    expect(await refusalOf(endGrant(deps, admin, request(), ownGrant.id, 'Selesai'))).toEqual(['grant_own'])
  })

  test('that was made by breaking glass is allowed to administrators of the member', async () => {
    const person = { name: 'Sri Wahyuni', nik: newNik() }
    const place = { area: '31.71.01.1001', agency: 'PPAPP' }
    const input = { person, gender: 'female' as const, category: 'pemula', ...place }
    const { memberId } = (await registerMember(deps, admin, request(), input)).answer
    const officer = callerAs('officer', { area: '31.72', subject: 'hurry' })
    const glass = async (number: string) =>
      (await breakGlass(deps, officer, request(), { number, hours: 2, reason: 'Darurat' })).answer.id
    const otherAdmin = callerAs('admin', { area: '31.72', subject: 'elsewhere' })
    const [ofMember, ofNobody] = [await glass(memberId), await glass(nobodysNumber())]
    const end = (id: string, caller: Caller) => refusalOf(endGrant(deps, caller, request(), id, 'Tidak perlu'))
    expect(await end(ofMember, otherAdmin)).toEqual(['not_found'])
    expect(await end(ofMember, ofKota)).toEqual([])
    expect(await end(ofNobody, ofKota)).toEqual(['not_found'])
    expect(await end(ofNobody, admin)).toEqual([])
  })
})

describe('listing grants', () => {
  let ownDeps: TestDeps
  const givenGrants: Grant[] = []
  beforeAll(async () => {
    ownDeps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
    const places = ['31.72.01', '31.71.02', '31', '31.71.01', '31.71.01.1001', '31.71', '31.71.01']
    for (const [i, area] of places.entries())
      for (const agency of [undefined, 'PPAPP']) {
        const grant = { subject: `s${i % 3}`, role: 'viewer' as const, area, ...(agency && { agency }) }
        givenGrants.push(await giveGrant(ownDeps, { ...grant, from: now, grantedBy: 'test' }))
      }
    await endGrant(ownDeps, callerAs('admin', { subject: 'boss' }), request(), givenGrants[0]?.id ?? '', 'Selesai')
    await breakGlass(ownDeps, callerAs('officer', { subject: 's0' }), request(), {
      number: nobodysNumber(),
      hours: 1,
      reason: 'Darurat',
    })
  })
  const all = async (caller: Caller, query: Parameters<typeof listGrants>[2], limit = 200) => {
    const items: Grant[] = []
    let after: string | undefined
    do {
      const page = await listGrants(ownDeps, caller, query, { after, limit })
      items.push(...page.items)
      after = page.last
    } while (after !== undefined)
    return items
  }
  const places = (grants: Grant[]) => grants.map(({ area, agency }) => `${area} ${agency ?? ''}`.trim())

  test('by area returns those of the area and below it, also ended ones, in pages of any length', async () => {
    const whole = await all(admin, {})
    expect(whole.map(({ id }) => id).toSorted()).toEqual(givenGrants.map(({ id }) => id))
    expect(whole.filter(({ endedAt }) => endedAt !== undefined)).toHaveLength(1)
    for (const limit of [1, 2, 5]) expect(await all(admin, {}, limit)).toEqual(whole)
    expect(places(await all(admin, { area: '31.71.01' }))).toEqual([
      '31.71.01',
      '31.71.01 PPAPP',
      '31.71.01',
      '31.71.01 PPAPP',
      '31.71.01.1001',
      '31.71.01.1001 PPAPP',
    ])
    expect(places(await all(admin, { area: '31.71.02', agency: 'PPAPP' }))).toEqual(['31.71.02 PPAPP'])
  })

  test('of a person returns those within the caller’s scope', async () => {
    expect(places(await all(admin, { subject: 's2' }))).toEqual(['31', '31 PPAPP', '31.71', '31.71 PPAPP'])
    expect(places(await all(ofKota, { subject: 's2' }))).toEqual(['31.71', '31.71 PPAPP'])
    expect(await all(ofKota, { subject: 'nobody' })).toEqual([])
    const ofAgency = callerAs('admin', { agency: 'PPAPP', subject: 'agency' })
    expect(places(await all(ofAgency, { subject: 's2' }))).toEqual(['31 PPAPP', '31.71 PPAPP'])
  })

  test('outside the caller’s scope finds nothing there', async () => {
    const listRefusal = (caller: Caller, area?: string) =>
      refusalOf(listGrants(ownDeps, caller, { area }, { limit: 10 }))
    for (const area of ['31.72', '31', '31.99']) expect(await listRefusal(ofKota, area)).toEqual(['not_found'])
    expect(await listRefusal(ofKota)).toEqual(['not_found'])
    expect(await listRefusal(callerAs('officer'), '31.71')).toEqual(['not_allowed'])
  })
})

test('no grant lets its holder do more than the giver, in any area, now or later', async () => {
  const { areas, programme } = deps.frame
  const agencies = [undefined, 'PPAPP', 'KPKP']
  const days = ['2021-11-30', '2021-12-10', '2022-01-10', '2023-01-01'].map((day) => `${day}T05:00:00.000Z`)
  const area = fc.constantFrom(...programme.areas.map(([code]) => code))
  const agency = fc.constantFrom(...agencies)
  const until = fc.constantFrom(undefined, ...days.slice(1))
  // Mostly administrators with wide scopes, because otherwise few grants are accepted.
  const heldGrant = fc.record({
    role: fc.constantFrom<Role>('admin', 'admin', 'admin', 'officer', 'viewer'),
    area: fc.oneof(fc.constantFrom('31', '31.71'), area),
    agency: fc.option(agency, { nil: undefined }),
    until,
  })
  const askedGrant = fc.record({ role: fc.constantFrom(...Role.options), area, agency, until })
  const actions: Action[] = ['figures.read', 'member.read', 'member.write', 'targets.write', 'grants.write']
  let accepted = 0
  await fc.assert(
    fc.asyncProperty(fc.array(heldGrant, { minLength: 1, maxLength: 3 }), askedGrant, async (holdings, ask) => {
      const grants = holdings.map((each, i): Grant => {
        const { agency: agencyCode, until: end, ...rest } = each
        const term = { from: '2021-01-01T00:00:00.000Z', ...(end && { until: end }) }
        return {
          id: `grt_${i}`,
          subject: 'giver',
          grantedBy: 'test',
          ...rest,
          ...(agencyCode && { agency: agencyCode }),
          ...term,
        }
      })
      const { agency: agencyCode, until: end, ...rest } = ask
      const input = newGrant({ ...rest, ...(agencyCode && { agency: agencyCode }), ...(end && { until: end }) })
      const codes = await refusalOf(giveGrantFor(deps, { subject: 'giver', grants }, request(), input))
      const resultingGrants = await deps.grants.ofSubject(input.subject)
      expect(resultingGrants).toHaveLength(codes.length > 0 ? 0 : 1)
      accepted += resultingGrants.length
      for (const at of days)
        for (const action of actions)
          for (const node of areas.nodes)
            for (const place of agencies.map((each) => ({ area: node, agency: each }))) {
              const may = (all: Grant[], subject: string) =>
                can(areas, { subject, grants: listGrantsInForce(all, new Date(at)) }, action, place)
              if (may(resultingGrants, input.subject) && !may(grants, 'giver'))
                throw new Error(`${action} at ${JSON.stringify(place)} on ${at}`)
            }
    }),
    { numRuns: 120 },
  )
  expect(accepted).toBeGreaterThan(10)
}, 60_000)

import { expect, test } from 'vitest'
import { seedDemo } from '../../../infra/local/demo/demo.ts'
import { planDemo, scalePublishedRow } from '../../../infra/local/demo/plan.ts'
import { type Month, monthRange } from '../../../shared/domain/calendar.ts'
import { listMarks } from '../../../shared/domain/duplicates/mark.ts'
import { type Entry, effectOf } from '../../../shared/domain/ledger/entry.ts'
import { makeFrame } from '../../../shared/domain/ledger/frame.ts'
import { Nik } from '../../../shared/domain/values/nik.ts'
import { Phone } from '../../../shared/domain/values/phone.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { recountMonth } from '../../../shared/usecases/ledger/recount.ts'
import { walkMembers } from '../../../shared/usecases/members/list-members.ts'
import { listReadyMembers } from '../../../shared/usecases/referral/list-ready.ts'
import { entriesOfDemo } from '../../support/demo-issues.ts'
import { testDeps } from '../../support/test-deps.ts'

const frame = makeFrame(jakpreneur)
const published = { P1: 2842, P2: 1769, P3: 1575, P4: 1484, P5: 445, P6: 329, P7: 62 }

function heldBy(entries: Entry[], stage: string): number {
  return entries
    .filter((entry) => 'stage' in entry && entry.stage === stage)
    .reduce((sum, entry) => sum + effectOf(entry), 0)
}

test.each(['2021-10', '2024-02', '2026-12'])(
  'the demo up to %s repeats the published row at 1:100',
  (lastMonth: Month) => {
    const plan = planDemo(frame, lastMonth)
    const entries = entriesOfDemo(plan)
    expect(plan.lastMonth).toBe(lastMonth)
    expect(monthRange(plan.firstMonth, lastMonth)).toHaveLength(13)
    expect(Object.fromEntries(Object.keys(published).map((stage) => [stage, heldBy(entries, stage)]))).toEqual(
      published,
    )
    expect(heldBy(entries, 'ALL')).toBeGreaterThan(1)
    expect(entries.filter(({ postedIn }) => postedIn > lastMonth)).toEqual([])

    const inLast = entries.filter(({ postedIn }) => postedIn === lastMonth)
    expect(new Set(inLast.map(({ kind }) => kind))).toEqual(
      new Set(['attained', 'reversed', 'reclassified_out', 'reclassified_in']),
    )
    expect(inLast.some(({ kind, trueMonth }) => kind === 'attained' && trueMonth < lastMonth)).toBe(true)
  },
)

test('the demo is the same each time', () => {
  expect(planDemo(frame, '2021-10')).toEqual(planDemo(frame, '2021-10'))
})

test('every agency, category, gender and kelurahan has members, and about 60 in 100 are women', () => {
  const { members } = planDemo(frame, '2021-10')
  const inputs = members.flatMap(({ acts }) => acts.flatMap((act) => (act.kind === 'register' ? [act.input] : [])))
  expect(new Set(inputs.map(({ agency }) => agency)).size).toBe(jakpreneur.agencies.length)
  expect(new Set(inputs.map(({ category }) => category)).size).toBe(jakpreneur.categories.length)
  const women = inputs.filter(({ gender }) => gender === 'female').length
  expect(women / inputs.length).toBeCloseTo(0.6, 1)
  const kelurahan = frame.areas.leaves.filter((leaf) => !leaf.endsWith('.0000'))
  const without = kelurahan.filter((code) => !inputs.some(({ area }) => area === code))
  expect(without).toEqual([])
})

test("no member's number can be a real person's", () => {
  const { members } = planDemo(frame, '2021-10')
  const people = members.flatMap(({ acts }) =>
    acts.flatMap((act) => (act.kind === 'register' ? [act.input.person] : [])),
  )
  const niks = people.flatMap(({ nik }) => nik ?? [])
  expect(niks.filter((nik) => !nik.startsWith('99') || !Nik.safeParse(nik).success)).toEqual([])
  expect(new Set(niks).size).toBe(niks.length)
  const phones = people.flatMap(({ phone }) => phone ?? [])
  expect(phones.filter((phone) => !phone.startsWith('+62861') || !Phone.safeParse(phone).success)).toEqual([])
})

test('seeding records, closes and issues month by month, and leaves the last month open', {
  timeout: 60_000,
}, async () => {
  const size = { months: 2, scale: 1000 }
  const deps = await testDeps({ now: '2021-11-30T05:00:00.000Z', firstMonth: '2021-09' })
  expect(await seedDemo(deps, '2021-10', { size })).toEqual({ firstMonth: '2021-09', lastMonth: '2021-10' })

  const october = await computeFigures(deps, { month: '2021-10', area: '31', reading: 'as_posted' })
  const row = Object.fromEntries(october.stages.map(({ stage, cumulative }) => [stage, cumulative]))
  expect(row).toMatchObject(scalePublishedRow(size))
  expect(october.stages[0]?.inMonth.late).toBeGreaterThan(0)
  expect(october.stages[0]?.inMonth.reversed).toBeGreaterThan(0)
  const november = await computeFigures(deps, { month: '2021-11', area: '31', reading: 'as_posted' })
  expect(november.stages.map(({ inMonth }) => inMonth.net)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])

  const approved = october.loans?.facts.find(({ fact }) => fact === 'approved')?.cumulative.number ?? 0
  expect(approved).toBeGreaterThan(0)
  expect(approved).toBeLessThanOrEqual(scalePublishedRow(size).P7 ?? 0)
  expect((await deps.obstacles.ofMonth('2021-10')).map(({ area }) => area)).toEqual(['31.75'])

  const { referrals } = deps
  const { items } = await referrals.page('bank-contoh', { places: [{ area: '31' }] }, { limit: 50 })
  const states = [...new Set(items.map(({ state }) => state))].toSorted()
  expect(states).toEqual(['no_answer', 'not_eligible', 'prepared', 'received', 'sent', 'taken', 'withdrawn'])
  expect(items.filter(({ loan }) => loan !== undefined)).toHaveLength(1)
  const admin = { subject: 'admin', grants: await deps.grants.ofSubject('admin') }
  expect((await listReadyMembers(deps, admin, {}, { limit: 50 })).items.length).toBeGreaterThan(0)

  expect((await deps.trailSeals.all()).map(({ day }) => day)).toEqual(['2021-10-11', '2021-10-12'])
  expect((await deps.checkpoints.latest())?.note).toMatch(/\ntrail 2021-10-30 [0-9a-f]{64}\n/)

  // Whoever registers somebody with a member's phone, or name and birth date, is told.
  let marks = 0
  for await (const { members } of walkMembers(deps, admin, { order: 'newest' }))
    for (const member of members)
      for (const { mark, holders } of await deps.matches.find(listMarks(member))) {
        expect([mark, holders]).toEqual([mark, expect.arrayContaining([member.id])])
        marks++
      }
  expect(marks).toBeGreaterThan(400)

  const months = await deps.ledger.months()
  expect(months.map(({ month, status, issues }) => [month, status, issues])).toEqual([['2021-09', 'closed', 1]])
  for (const month of ['2021-09', '2021-10']) {
    const { differing, entries } = await recountMonth(deps, month)
    expect(differing).toBe(0)
    expect(entries).toBeGreaterThan(100)
  }
})

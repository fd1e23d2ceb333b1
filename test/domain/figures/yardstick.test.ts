import { expect, test } from 'vitest'
import {
  type Aim,
  compareYardsticks,
  encodeYardstick,
  limitYardstick,
  listAims,
  readYardstick,
  type Yardstick,
} from '../../../shared/domain/figures/yardstick.ts'
import { makeFrame } from '../../../shared/domain/ledger/frame.ts'
import { makeScopeKey, type Target } from '../../../shared/domain/programme/target.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { smallProgramme } from '../../support/small-programme.ts'

const target: Target = {
  ...{ id: 'tgt_1', version: 1, indicator: 'shops', area: 'HV', from: '2024-04', to: '2024-12', value: 9 },
  ...{ basis: 'Plan', effectiveFrom: '2024-04-01', setBy: 'admin-1', setAt: '2024-03-01T12:00:00.000Z' },
}
const inNorth: Target = { ...target, id: 'tgt_2', area: 'HV.N' }
const primaries = new Map([target, inNorth].map((each) => [makeScopeKey(each), each.id]))
const frame = makeFrame(smallProgramme)
const aims = listAims('2024-05', [target, inNorth], primaries)
const yardstick: Yardstick = { frame, aims, partners: [{ code: 'lender', name: 'Lender' }] }

const valuesIn = (month: string, ...versions: Partial<Target>[]) =>
  listAims(month, [target, ...versions.map((each, i) => ({ ...target, version: i + 2, ...each }))], primaries).map(
    ({ target: { value }, primary }) => [value, primary],
  )

test('a month has the last version of a target that is in effect at its end, once its period has begun', () => {
  const revisions = [
    { value: 12, effectiveFrom: '2024-05-31' },
    { value: 15, effectiveFrom: '2024-06-01' },
    { value: 11, effectiveFrom: '2024-04-01' },
  ]
  expect(valuesIn('2024-03', ...revisions)).toEqual([])
  expect(valuesIn('2024-05', ...revisions.slice(0, 2))).toEqual([[12, true]])
  expect(valuesIn('2024-05', ...revisions)).toEqual([[11, true]])
})

test('a yardstick does not say who set a target, and is read back as it was stored', () => {
  const bytes = encodeYardstick(yardstick)
  expect(Buffer.from(bytes).toString('utf8')).not.toContain('admin-1')
  const { frame: readFrame, ...rest } = readYardstick(bytes)
  expect(rest).toEqual({ aims, partners: yardstick.partners })
  expect(readFrame.programme).toEqual(smallProgramme)
})

const withValue = (value: number) => (aim: Aim) => ({ ...aim, target: { ...aim.target, value } })

test('every difference is named: values, definitions, orders, additions and removals', () => {
  const [shops, graduates] = smallProgramme.indicators
  if (!shops || !graduates) throw new Error('There are two indicators')
  const programme = {
    ...smallProgramme,
    indicators: [graduates, { ...shops, definition: { ...shops.definition, en: 'Shops.' } }],
    reasons: smallProgramme.reasons.slice(0, 1),
  }
  const after = { ...yardstick, frame: makeFrame(programme), aims: aims.slice(0, 1).map(withValue(12)) }
  const changes = compareYardsticks(yardstick, after)
  for (const change of [
    { what: 'targets.tgt_1.value', old: '9', new: '12' },
    { what: 'targets.tgt_2.value', old: '9', new: null },
    { what: 'indicators', old: 'shops, graduates', new: 'graduates, shops' },
    { what: 'indicators.shops.definition.en', old: 'Participants who opened a shop.', new: 'Shops.' },
    { what: 'reasons.fraud.name.en', old: 'Fraud', new: null },
  ])
    expect(changes).toContainEqual(expect.objectContaining(change))
  expect(changes.filter(({ what }) => what.startsWith('areas') || what.startsWith('stages'))).toEqual([])
})

test('a renamed partner is named, a new one is not', () => {
  const partners = [
    { code: 'lender', name: 'New Lender' },
    { code: 'other', name: 'Other' },
  ]
  const name = { id: 'Mitra, lender', en: 'Partner, lender' }
  expect(compareYardsticks(yardstick, { ...yardstick, partners })).toEqual([
    { what: 'partners.lender', name, old: 'Lender', new: 'New Lender' },
  ])
})

test('every difference has a printed name in both languages, by its earlier name', () => {
  const programme = {
    ...smallProgramme,
    agencies: smallProgramme.agencies.map((each) => ({ ...each, name: `New ${each.name}` })),
    orderPolicies: smallProgramme.orderPolicies.map((each) => ({ ...each, basis: 'Ordinance 13' })),
  }
  const changes = compareYardsticks(yardstick, { ...yardstick, frame: makeFrame(programme), aims: aims.slice(0, 1) })
  expect(changes.map(({ name }) => name?.en)).toEqual([
    'Rule for the order of stages, 1 March 2023, basis',
    'Rule for the order of stages, 1 July 2024, basis',
    'Agency, Department of Trade, name',
    'Agency, Public Library, name',
    ...['value', 'basis', 'in force from', 'main target'].map(
      (field) => `Target, Shops, North End, April 2024–December 2024, ${field}`,
    ),
  ])
  expect(changes[0]?.name?.id).toBe('Aturan urutan tahap, 1 Maret 2023, dasar')
})

test('no printed name of a setting of Jakpreneur contains a field name', () => {
  const emptyProgramme = { ...smallProgramme, indicators: [], stages: [], agencies: [], categories: [], reasons: [] }
  const emptyYardstick: Yardstick = { frame: { ...frame, programme: emptyProgramme }, aims: [], partners: [] }
  const all = compareYardsticks(emptyYardstick, { frame: makeFrame(jakpreneur), aims, partners: [] })
  const fields = all.filter(({ what }) => !what.startsWith('areas.'))
  expect(fields.length).toBeGreaterThan(100)
  const isWord = (part: string) => !/^[a-z]+[A-Z]/.test(part)
  expect(
    fields.filter(({ name }) => !Object.values(name ?? {}).every((text) => text.split(', ').every(isWord))),
  ).toEqual([])
})

test('terms of referral are not part of a yardstick', () => {
  const { referral, ...rest } = jakpreneur
  const yardsticks = [rest, { ...rest, referral }].map(
    (each): Yardstick => ({ frame: makeFrame(each), aims, partners: [] }),
  )
  const [withoutTerms, withTerms] = yardsticks.map(encodeYardstick)
  expect(referral).toBeDefined()
  expect(withTerms).toEqual(withoutTerms)
  expect(yardsticks.map((each) => compareYardsticks(yardsticks[0] ?? each, each))).toEqual([[], []])
})

test('a part of the programme does not show the targets of other parts', () => {
  const after = { ...yardstick, aims: aims.map(withValue(12)) }
  const changesIn = (scope: { area: string; agency?: string }) =>
    compareYardsticks(limitYardstick(scope)(yardstick), limitYardstick(scope)(after)).map(({ what }) => what)
  expect(changesIn({ area: 'HV' })).toEqual(['targets.tgt_1.value', 'targets.tgt_2.value'])
  expect(changesIn({ area: 'HV.N' })).toEqual(['targets.tgt_2.value'])
  expect(changesIn({ area: 'HV.NE' })).toEqual([])
  expect(changesIn({ area: 'HV', agency: 'trade' })).toEqual([])
})

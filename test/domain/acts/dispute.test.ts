import { expect, test } from 'vitest'
import { areasOf } from '../../../shared/domain/access/policy.ts'
import { mayCount } from '../../../shared/domain/acts/attain.ts'
import { smallestWith } from '../../../shared/domain/acts/dispute.ts'
import type { Identity } from '../../../shared/domain/member/identity.ts'
import { areaTree } from '../../../shared/domain/programme/area-tree.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { memberInNothing } from '../../support/member-in-nothing.ts'
import { smallProgramme } from '../../support/small-programme.ts'

const areas = areaTree(jakpreneur.areas)

test.each([
  ['31.71.01.1001', '31.71.01.1001', '31.71.01.1001'],
  ['31.71.01.1001', '31.71.01.1002', '31.71.01'],
  ['31.71.01', '31.71.01.1002', '31.71.01'],
  ['31.71.01.1001', '31.71.02.1001', '31.71'],
  ['31.71.01.1001', '31.72.01', '31'],
  ['31.71.01.1001', 'nowhere', '31'],
])('the smallest area with %s and %s is %s', (one, other, expected) => {
  expect([smallestWith(areas, one, other), smallestWith(areas, other, one)]).toEqual([expected, expected])
})

test('the areas of a caller are those of grants that allow the act, none within another', () => {
  const grants = [
    { role: 'officer', area: '31.71.01' },
    { role: 'officer', area: '31.71.01', agency: 'PPAPP' },
    { role: 'admin', area: '31.71' },
    { role: 'viewer', area: '31' },
    { role: 'officer', area: '31.72.01' },
  ] as const
  const held = grants.map((grant, i) => ({
    ...grant,
    id: `grt_${i}`,
    subject: 's',
    from: '2021-01-01T00:00:00.000Z',
    grantedBy: 'test',
  }))
  expect(areasOf(areas, { subject: 's', grants: held }, 'disputes.decide')).toEqual(['31.71', '31.72.01'])
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
  'with the identity %o and the dispute %s one may count: %s, or at once: %s',
  (identity, dispute, ...expected) => {
    const member = { ...memberInNothing, ...(identity && { identity }), ...(dispute && { dispute }) }
    expect([mayCount(jakpreneur, member), mayCount(smallProgramme, member)]).toEqual(expected)
  },
)

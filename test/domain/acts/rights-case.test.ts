import { describe, expect, test } from 'vitest'
import {
  decideCase,
  grantRequest,
  keepContactRefusal,
  openCase,
  warnsAt,
} from '../../../shared/domain/acts/rights-case.ts'
import { actsOn, memberWith, refusalOf } from '../../support/acts.ts'

const context = actsOn('2020-04-10')
const ani = memberWith({ P1: '2020-03-01' })
const at = '2020-04-10T05:00:00.000Z'
const earlier = '2020-04-01T05:00:00.000Z'
const open = () => openCase(context, 'case_1', ani.id, { kind: 'restriction', request: 'Tolong' })

describe('a request', () => {
  test('is due after 72 hours, and warns a day before', () => {
    expect(open()).toEqual({
      ...{ id: 'case_1', memberId: ani.id, version: 1, kind: 'restriction', state: 'open', request: 'Tolong' },
      ...{ openedAt: at, openedBy: 'rina', dueAt: '2020-04-13T05:00:00.000Z' },
    })
    expect(warnsAt(open())).toBe('2020-04-12T05:00:00.000Z')
    expect(openCase(context, 'case_2', ani.id, { kind: 'access' })).not.toHaveProperty('request')
  })

  test('is decided once', () => {
    const done = decideCase(context, open(), { outcome: 'done', ground: 'no_basis', remark: 'Sesuai' })
    expect(done).toEqual({
      ...open(),
      ...{ version: 2, state: 'done', decidedAt: at, decidedBy: 'rina', remark: 'Sesuai' },
    })
    expect(decideCase(context, open(), { outcome: 'done' })).toMatchObject({ state: 'done' })
    expect(refusalOf(() => decideCase(context, done, { outcome: 'done' }))).toMatchObject({
      kind: 'conflict',
      problems: [{ code: 'case_decided', params: { state: 'done' } }],
    })
  })

  test('is refused only with a ground', () => {
    expect(refusalOf(() => decideCase(context, open(), { outcome: 'refused' }))).toMatchObject({
      kind: 'invalid',
      problems: [{ code: 'case_ground_missing', path: ['ground'] }],
    })
    const refused = decideCase(context, open(), { outcome: 'refused', ground: 'no_basis' })
    expect(refused).toMatchObject({ state: 'refused', ground: 'no_basis' })
    expect(refused).not.toHaveProperty('remark')
  })
})

describe('granting', () => {
  test.each([
    ['restriction', 'restrictedAt'],
    ['contact_withdrawal', 'contactRefusedAt'],
  ] as const)('a %s marks the member, and keeps an earlier mark', (kind, field) => {
    expect(grantRequest(ani, kind, at)).toEqual({ ...ani, [field]: at })
    expect(grantRequest({ ...ani, [field]: earlier }, kind, at)).toEqual({ ...ani, [field]: earlier })
  })

  test('the end of a restriction removes the restriction', () => {
    expect(grantRequest({ ...ani, restrictedAt: at }, 'restriction_end', at)).toEqual(ani)
  })

  test.each(['access', 'correction', 'erasure'] as const)('%s changes nothing by itself', (kind) => {
    expect(grantRequest(ani, kind, at)).toEqual(ani)
  })

  test('changes nothing of an erased member', () => {
    const erased = { ...ani, status: 'erased' as const }
    expect(grantRequest(erased, 'restriction', at)).toEqual(erased)
  })
})

test('the kept record of a merge has the earlier of both refusals of contact', () => {
  const [refused, sooner] = [at, earlier].map((contactRefusedAt) => ({ ...ani, contactRefusedAt }))
  if (!refused || !sooner) throw new Error('There are two')
  expect(keepContactRefusal(ani, ani)).toEqual(ani)
  expect(keepContactRefusal(refused, ani)).toEqual(refused)
  expect(keepContactRefusal(ani, refused)).toEqual(refused)
  expect(keepContactRefusal(refused, sooner)).toEqual(sooner)
  expect(keepContactRefusal(sooner, refused)).toEqual(sooner)
})

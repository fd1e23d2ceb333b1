import { describe, expect, test } from 'vitest'
import {
  decideCase,
  findWarningTime,
  grantRequest,
  keepContactRefusal,
  openCase,
} from '../../../shared/domain/acts/rights-case.ts'
import { actsOn, memberWith, refusalOf } from '../../support/acts.ts'

const context = actsOn('2020-04-10')
const ani = memberWith({ P1: '2020-03-01' })
const at = '2020-04-10T05:00:00.000Z'
const earlier = '2020-04-01T05:00:00.000Z'
const openRestriction = () => openCase(context, 'case_1', ani.id, { kind: 'restriction', request: 'Tolong' })

describe('a request', () => {
  test('is due after 72 hours, and warns a day before', () => {
    expect(openRestriction()).toEqual({
      ...{ id: 'case_1', memberId: ani.id, version: 1, kind: 'restriction', state: 'open', request: 'Tolong' },
      ...{ openedAt: at, openedBy: 'rina', dueAt: '2020-04-13T05:00:00.000Z' },
    })
    expect(findWarningTime(openRestriction())).toBe('2020-04-12T05:00:00.000Z')
    expect(openCase(context, 'case_2', ani.id, { kind: 'access' })).not.toHaveProperty('request')
  })

  test('is decided once', () => {
    const decidedCase = decideCase(context, openRestriction(), {
      outcome: 'done',
      ground: 'no_basis',
      remark: 'Sesuai',
    })
    expect(decidedCase).toEqual({
      ...openRestriction(),
      ...{ version: 2, state: 'done', decidedAt: at, decidedBy: 'rina', remark: 'Sesuai' },
    })
    expect(decideCase(context, openRestriction(), { outcome: 'done' })).toMatchObject({ state: 'done' })
    expect(refusalOf(() => decideCase(context, decidedCase, { outcome: 'done' }))).toMatchObject({
      kind: 'conflict',
      problems: [{ code: 'case_decided', params: { state: 'done' } }],
    })
  })

  test('is refused only with a ground', () => {
    expect(refusalOf(() => decideCase(context, openRestriction(), { outcome: 'refused' }))).toMatchObject({
      kind: 'invalid',
      problems: [{ code: 'case_ground_missing', path: ['ground'] }],
    })
    const refusedCase = decideCase(context, openRestriction(), { outcome: 'refused', ground: 'no_basis' })
    expect(refusedCase).toMatchObject({ state: 'refused', ground: 'no_basis' })
    expect(refusedCase).not.toHaveProperty('remark')
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
    const erasedMember = { ...ani, status: 'erased' as const }
    expect(grantRequest(erasedMember, 'restriction', at)).toEqual(erasedMember)
  })
})

test('the kept record of a merge has the earlier of both refusals of contact', () => {
  const [refuser, earlierRefuser] = [at, earlier].map((contactRefusedAt) => ({ ...ani, contactRefusedAt }))
  if (!refuser || !earlierRefuser) throw new Error('There are two')
  expect(keepContactRefusal(ani, ani)).toEqual(ani)
  expect(keepContactRefusal(refuser, ani)).toEqual(refuser)
  expect(keepContactRefusal(ani, refuser)).toEqual(refuser)
  expect(keepContactRefusal(refuser, earlierRefuser)).toEqual(earlierRefuser)
  expect(keepContactRefusal(earlierRefuser, refuser)).toEqual(earlierRefuser)
})

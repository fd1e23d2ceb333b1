import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeFrame } from '../../../shared/domain/ledger/frame.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import { findObstaclesTo, findReferralObstacles } from '../../../shared/domain/referral/eligibility.ts'
import { findReadiness } from '../../../shared/domain/referral/readiness.ts'
import { everyDay, memberWith } from '../../support/acts.ts'
import { fewAreas } from '../../support/few-areas.ts'

const frame = makeFrame(fewAreas)
const today = '2020-04-10'
const bank = { code: 'bank-jakarta', type: 'bank' } as const
const { P7: _, ...upToP6 } = everyDay
const consent = { id: 'cst_1', to: { kind: 'bank' }, until: '2020-05-01' } as const
const ready: Member = { ...memberWith(upToP6), consents: [consent] }
type LoanStanding = Parameters<typeof findReferralObstacles>[2][number]
const loanIn = (state: 'disbursed' | 'repaid', isSandbox = false): LoanStanding => ({
  isSandbox,
  loan: {
    ...{
      partner: 'bank-jakarta',
      number: 'L-1',
      eventId: 'evt-1',
      occurredAt: '2020-04-01T00:00:00.000Z',
      sequence: 0,
    },
    ...{ memberKey: ready.id, product: 'KUR', dates: {}, amounts: { applied: '1000000' } },
    state,
  },
})
const codesFor = (member: Member, loans: LoanStanding[] = []) =>
  findReferralObstacles(frame, member, loans, today).map(({ code }) => code)

test('a member who meets every term is eligible; otherwise every reason is named at once', () => {
  expect(codesFor(ready)).toEqual([])
  expect(codesFor(memberWith({ P1: '2020-03-01' }), [loanIn('disbursed')])).toEqual([
    'referral_stage_missing',
    'referral_loan_running',
    'consent_missing',
  ])
  expect(codesFor({ ...ready, standings: memberWith(everyDay).standings })).toEqual(['referral_stage_held'])
})

const changes: [code: string, change: Partial<Member>][] = [
  ['member_inactive', { status: 'withdrawn' }],
  ['member_restricted', { restrictedAt: '2020-04-01T00:00:00.000Z' }],
  ['identity_unsettled', { identity: { status: 'unverified', at: '2020-04-01T00:00:00.000Z' } }],
  ['consent_missing', { consents: [{ ...consent, until: '2020-04-09' }] }],
]
test.each(changes)('%s keeps a member from being referred', (code, change) => {
  expect(codesFor({ ...ready, ...change })).toEqual([code])
})

test('a loan prevents a referral only while it runs, and a sandbox loan never does', () => {
  expect(codesFor(ready, [loanIn('repaid'), loanIn('disbursed', true)])).toEqual([])
})

test('a consent names a lender or its kind, and a lender has only one open referral of a member', () => {
  const obstaclesTo = (member: Member, lender: { code: string; type: 'bank' | 'sharia_bank' } = bank) =>
    findObstaclesTo(frame, member, [], today, lender).map(({ code }) => code)
  expect(obstaclesTo(ready)).toEqual([])
  expect(obstaclesTo(ready, { code: 'bank-syariah', type: 'sharia_bank' })).toEqual(['consent_missing'])
  expect(obstaclesTo({ ...ready, consents: [{ ...consent, to: { partner: 'bank-lain' } }] })).toEqual([
    'consent_missing',
  ])
  expect(obstaclesTo({ ...ready, referrals: [{ id: 'rfr_1', partner: bank.code }] })).toEqual(['referral_running'])
  expect(obstaclesTo({ ...ready, referrals: [{ id: 'rfr_1', partner: bank.code, isOver: true }] })).toEqual([])
})

test('a listed member is eligible and waits for no answer; the day of the listing stays', () => {
  const stages = fc.subarray(['P2', 'P3', 'P4', 'P5', 'P6', 'P7'])
  const day = fc.constantFrom('2020-04-09', today, '2020-05-01')
  const states = fc.record({
    stages,
    until: fc.option(day, { nil: undefined }),
    status: fc.constantFrom('active', 'withdrawn', 'merged', 'erased'),
    isReferred: fc.boolean(),
    isOver: fc.boolean(),
    loans: fc.subarray([loanIn('disbursed'), loanIn('repaid')]),
    since: fc.option(fc.constant('2020-04-01'), { nil: undefined }),
  })
  fc.assert(
    fc.property(states, ({ stages: heldStages, until, status, isReferred, isOver, loans, since }) => {
      const all = memberWith(everyDay).standings
      const { area, agency, category } = ready
      const member: Member = {
        ...ready,
        status,
        standings: Object.fromEntries(
          Object.entries(all).filter(([code]) => code === 'P1' || heldStages.includes(code)),
        ),
        consents: until === undefined ? [] : [{ ...consent, until }],
        ...(isReferred && {
          referrals: [{ id: 'rfr_1', partner: 'x-bank', ...(isOver && { isOver: true as const }) }],
        }),
        ...(since && { ready: { since, until: '2020-04-30', area, agency, category } }),
      }
      const place = findReadiness(frame, member, loans, today)
      const isEligible = findReferralObstacles(frame, member, loans, today).length === 0
      expect(place !== undefined).toBe(isEligible && (!isReferred || isOver))
      if (place) expect(place).toEqual({ since: since ?? today, until, area, agency, category })
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isOpen,
  type Referral,
  ReferralReply,
  ReferralState,
  withAnswer,
  withLoan,
  withoutAnswer,
  withoutLoan,
  withSending,
  withStandingReferral,
  withWithdrawal,
} from '../../../shared/domain/referral/referral.ts'

const now = '2021-11-30T05:00:00.000Z'
const preparedReferral: Referral = {
  ...{ id: 'rfr_1', memberId: '7K3M9QXF', version: 1, partner: 'bank-jakarta', consent: 'cst_1', state: 'prepared' },
  ...{ area: '31.71.01.1001', agency: 'PPAPP', gender: 'female', category: 'pemula' },
  ...{ preparedAt: now, preparedBy: 'siti' },
}
const rank: ReferralState[] = ['prepared', 'sent', 'received', 'no_answer', 'taken', 'not_eligible', 'withdrawn']

const steps = {
  send: (referral: Referral) => withSending(referral, now, '2021-11-30', 14),
  tell: (referral: Referral) => ({ ...referral, triedAt: referral.triedAt ?? now }),
  lapse: (referral: Referral) => withoutAnswer(referral) ?? referral,
  end: (referral: Referral) => withWithdrawal(referral, { by: 'siti', now }) ?? referral,
  loan: (referral: Referral) => withLoan(referral, 'lon_1', '2021-12-01', now) ?? referral,
  ...Object.fromEntries(
    ReferralReply.options.map((answer) => [
      answer,
      (referral: Referral) => withAnswer(referral, { answer }, { by: 'bank-jakarta', now }) ?? referral,
    ]),
  ),
}

test('a referral only moves forward, whatever comes, in any order and however often', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.values(steps)), { maxLength: 12 }), (path) => {
      let referral = preparedReferral
      for (const step of path) {
        const next = step(referral)
        expect(rank.indexOf(next.state)).toBeGreaterThanOrEqual(rank.indexOf(referral.state))
        expect(step(next)).toEqual(next)
        referral = next
      }
      expect(ReferralState.options).toContain(referral.state)
    }),
  )
})

test('a referral that cannot have arrived has no answer, but an answer may come before we know of the arrival', () => {
  const answer = { answer: 'taken' } as const
  const by = { by: 'bank-jakarta', now }
  expect(withAnswer(preparedReferral, answer, by)).toBeUndefined()
  expect(withLoan(preparedReferral, 'lon_1', '2021-12-01', now)).toBeUndefined()
  expect(withAnswer({ ...preparedReferral, triedAt: now }, answer, by)).toMatchObject({ state: 'taken' })
})

test('a member waits for a lender until it declines, or its loan comes', () => {
  const sentReferral = withSending(preparedReferral, now, '2021-11-30', 14)
  expect(sentReferral).toMatchObject({ state: 'sent', answerBy: '2021-12-14' })
  const takenReferral = withAnswer(sentReferral, { answer: 'taken' }, { by: 'bank-jakarta', now })
  expect([preparedReferral, sentReferral, takenReferral ?? sentReferral].map(isOpen)).toEqual([true, true, true])
  const lentReferral = withLoan(takenReferral ?? sentReferral, 'lon_1', '2021-12-01', now)
  expect(isOpen(lentReferral ?? sentReferral)).toBe(false)
  const standing = withStandingReferral([], sentReferral)
  expect(standing).toEqual([{ id: 'rfr_1', partner: 'bank-jakarta' }])
  expect(withStandingReferral(standing, lentReferral ?? sentReferral)).toEqual([])
  expect(withStandingReferral(standing, withoutAnswer(sentReferral) ?? sentReferral)).toEqual([
    { id: 'rfr_1', partner: 'bank-jakarta', isOver: true },
  ])
})

const by = { by: 'bank-jakarta', now }
const sentAndLent = (answer?: ReferralReply) => {
  const sentReferral = withSending(preparedReferral, now, '2021-11-30', 14)
  const answeredReferral = answer ? withAnswer(sentReferral, { answer }, by) : sentReferral
  return withLoan(answeredReferral ?? sentReferral, 'lon_1', '2021-12-01', now) ?? sentReferral
}

test("a lender's own answer stays when the loan that came before it turns out to be somebody else's", () => {
  const lentReferral = sentAndLent()
  const answeredReferral = withAnswer(
    lentReferral,
    { answer: 'taken' },
    { by: 'siti', now: '2021-12-02T05:00:00.000Z' },
  )
  const { byLoan, ...rest } = lentReferral
  expect(byLoan).toBe(true)
  expect(answeredReferral).toEqual({ ...rest, answeredBy: 'siti' })
  expect(withAnswer(answeredReferral ?? lentReferral, { answer: 'taken' }, by)).toBeUndefined()
  expect(withoutLoan(answeredReferral ?? lentReferral)).toMatchObject({
    state: 'taken',
    answeredBy: 'siti',
    answeredAt: now,
  })
})

test('if only the loan was the answer, the referral returns to its earlier state', () => {
  expect(withAnswer(sentAndLent(), { answer: 'not_eligible' }, by)).toBeUndefined()
  expect(withoutLoan(sentAndLent())).toEqual(withSending(preparedReferral, now, '2021-11-30', 14))
  expect(withoutLoan(sentAndLent('received'))).toEqual({ ...withoutLoan(sentAndLent()), state: 'received' })
})

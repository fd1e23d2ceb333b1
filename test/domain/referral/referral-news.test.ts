import { expect, test } from 'vitest'
import type { Referral, ReferralState } from '../../../shared/domain/referral/referral.ts'
import { makeReferralNews } from '../../../shared/domain/referral/referral-news.ts'
import { OutgoingEvent } from '../../../shared/domain/subscriber/outgoing-event.ts'

const referral: Referral = {
  ...{ id: 'rfr_1', memberId: '7K3M9QXF', version: 3, partner: 'bank-push', consent: 'cst_1', state: 'prepared' },
  ...{ area: '31.71.01.1001', agency: 'PPAPP', gender: 'female', category: 'pemula' },
  ...{ preparedAt: '2021-11-30T05:00:00.000Z', preparedBy: 'admin', answerBy: '2021-12-14' },
  ...{ sent: '{"person":{"name":"Sri Wahyuni"}}', reason: 'Dokumen kurang' },
}
const time = '2021-12-01T05:00:00.000Z'

test.each<[ReferralState, string, object]>([
  ['prepared', 'referral.made', {}],
  ['sent', 'referral.sent', { answerBy: '2021-12-14' }],
  ['received', 'referral.answered', { answer: 'received' }],
  ['taken', 'referral.answered', { answer: 'taken' }],
  ['not_eligible', 'referral.answered', { answer: 'not_eligible' }],
  ['no_answer', 'referral.unanswered', {}],
  ['withdrawn', 'referral.ended', {}],
])('when a referral is %s, subscribers get %s, without personal data', (state, type, more) => {
  const news = makeReferralNews({ ...referral, state }, time)
  const place = { area: '31.71.01.1001', agency: 'PPAPP' }
  const data = { member: '7K3M9QXF', referral: 'rfr_1', partner: 'bank-push', ...place, ...more }
  expect(news).toEqual({ type, time, data })
  expect(OutgoingEvent.parse({ id: 'evt_1', ...news })).toEqual({ id: 'evt_1', ...news })
})

test('a loan that counts as the answer is named', () => {
  const news = makeReferralNews({ ...referral, state: 'taken', loan: 'bank-push.L-1' }, time)
  expect(news.data).toMatchObject({ answer: 'taken', loan: 'bank-push.L-1' })
})

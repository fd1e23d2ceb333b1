import { Webhook } from 'standardwebhooks'
import { Webhook as Svix } from 'svix'
import { expect, test } from 'vitest'
import { judgeStatus, makePushHeaders } from '../../../shared/domain/push/push.ts'

const oldSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const nextSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'
const message = { id: 'dlv_1', body: '{"nama":"Kepulauan Seribu — é"}' }

test('unchanged libraries verify a push with either of two live secrets', () => {
  const headers = makePushHeaders({ ...message, secrets: [nextSecret, oldSecret] }, new Date())
  for (const secret of [oldSecret, nextSecret]) {
    expect(new Webhook(secret).verify(message.body, headers)).toEqual(JSON.parse(message.body))
    expect(() => new Svix(secret).verify(message.body, headers)).not.toThrow()
  }
  const other = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
  expect(() => new Webhook(other).verify(message.body, headers)).toThrow('signature')
})

test.each([
  [200, { isTaken: true, status: 200 }],
  [204, { isTaken: true, status: 204 }],
  [301, { isTaken: false, reason: 'redirect', status: 301 }],
  [404, { isTaken: false, reason: 'status', status: 404 }],
  [410, { isTaken: false, reason: 'gone', status: 410 }],
  [503, { isTaken: false, reason: 'status', status: 503 }],
])('the status %s gives %o', (status, result) => {
  expect(judgeStatus(status)).toEqual(result)
})

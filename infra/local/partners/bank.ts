import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Day } from '../../../shared/domain/calendar.ts'
import { expectThat } from '../journeys/visit.ts'
import type { PartnerVisit } from './lenders.ts'
import type { Receiver } from './receiver.ts'

const code = 'bank-rujukan'
const name = 'Bank Rujukan'

/** Sends an event as a bank's own program does: adds its id and time, and signs it with the published library. */
export type SendEvent = (event: object) => Promise<void>

/** Makes the bank a partner that gets referrals by push. Gives each its secret: the bank signs, and so do we. */
export async function connectBank(
  { as, say, now, call }: Pick<PartnerVisit, 'as' | 'say' | 'now' | 'call'>,
  { url, trust }: Receiver,
): Promise<{ code: string; sendEvent: SendEvent }> {
  const admin = as('admin')
  const signing = { scheme: 'standard_webhooks' } as const
  const referral = { by: 'push', url, answerDays: 14 } as const
  await admin.post('/v1/partners', { body: { code, name, type: 'bank', signing, referral } })
  const bankPath = { path: { code } }
  const { data: signingSecret } = await admin.post('/v1/partners/{code}/credentials', {
    ...bankPath,
    body: { kind: 'secret' },
  })
  const { data: pushSecret } = await admin.post('/v1/partners/{code}/credentials', {
    ...bankPath,
    body: { kind: 'push_secret' },
  })
  trust(pushSecret.secret ?? '')
  say(`   ${name}: rujukan dikirim ke / referrals go to ${url}`)
  const library = new Webhook(signingSecret.secret ?? '')
  const sendEvent: SendEvent = async (facts) => {
    const event = { id: randomUUID(), occurredAt: now().toISOString(), ...facts }
    const body = JSON.stringify(event)
    const answer = await call({
      path: `/hooks/${code}`,
      headers: {
        'webhook-id': event.id,
        'webhook-timestamp': String(Math.floor(now().getTime() / 1_000)),
        'webhook-signature': library.sign(event.id, now(), body),
      },
      body,
    })
    expectThat(answer.ok, `The bank was answered ${answer.status}: ${await answer.text()}`)
  }
  return { code, sendEvent }
}

/** Makes the bank's event about a loan that was applied for and approved on the same day. */
export function makeApproval(memberId: string, on: Day) {
  const amount = { value: '10000000.00', currency: 'IDR' }
  return {
    type: 'loan.approved',
    loan: { number: 'R-1', product: 'Kredit mikro' },
    member: { number: memberId },
    dates: { submitted: on, in_review: on, approved: on },
    amounts: { applied: amount, approved: amount },
  }
}

import * as z from 'zod'
import type { Signer } from '../../data/partners.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { listLiveKeys } from '../../domain/partner/credential.ts'
import { AppError, conflict } from '../../domain/problems/app-error.ts'
import type { ReceiptAnswer } from '../../domain/receipt/receipt.ts'
import { isSnap } from '../../domain/signing/signing-schemes.ts'
import { signSnapCall } from '../../domain/signing/snap.ts'
import { writeSnapTimestamp } from '../../domain/signing/snap-time.ts'
import { findWebhookScheme } from '../../domain/signing/webhook-schemes.ts'
import { type IdempotentRequest, once } from '../once.ts'
import type { AcceptDeps } from '../receiving/accept-event.ts'
import { makeToken } from '../receiving/access-token.ts'
import { receiveSnap } from '../receiving/receive-snap.ts'
import { receiveWebhook } from '../receiving/receive-webhook.ts'
import { type PartnerDeps, permitPartners, readSigner } from './partners.ts'

/** The result of a test event. */
export const TestEventSent = z
  .object({
    eventId: z.string(),
    reason: z.string().describe('`received`, or the code of what was wrong'),
  })
  .meta({ id: 'TestEventSent' })

/** The call as the partner would have made it, for its developer to compare. */
export const TestCall = z
  .object({ method: z.string(), path: z.string(), headers: z.record(z.string(), z.string()), body: z.string() })
  .meta({ id: 'TestCall' })
type TestCall = z.infer<typeof TestCall>

/** The result of a test event. A repeated answer does not contain the call. */
export type TestOutcome = { answer: z.infer<typeof TestEventSent>; replayed: boolean; call?: TestCall }

type TestDeps = PartnerDeps & Omit<AcceptDeps, 'metrics' | 'tellLoan'>

/**
 * Signs a test event as the partner would, and sends it in at the partner's endpoint. Returns whether that works and,
 * only in this answer, the call itself. Throws `conflict` if only the partner has the secret half of its key.
 */
export async function sendTestEvent(
  deps: TestDeps,
  caller: Caller,
  request: IdempotentRequest,
  code: string,
): Promise<TestOutcome> {
  permitPartners(deps, caller, 'partners.write')
  let call: TestCall | undefined
  const result = await once(deps, caller, request, TestEventSent, async (keepAnswer) => {
    const signer = await readSigner(deps, code)
    const event = { id: deps.newId('test'), type: 'partner.test', occurredAt: writeSnapTimestamp(deps.now()) }
    const testCall = prepareCall(deps, signer, event.id, JSON.stringify(event))
    call = testCall.call
    const answer = { eventId: event.id, reason: await sendAndReport(testCall.send) }
    await deps.commit(keepAnswer(answer))
    return answer
  })
  return { ...result, ...(!result.replayed && call && { call }) }
}

/** Makes the partner's call, and a function that sends it in at the partner's endpoint. */
function prepareCall(
  deps: TestDeps,
  { partner, credentials }: Signer,
  id: string,
  text: string,
): { call: TestCall; send: () => Promise<ReceiptAnswer> } {
  const doors: AcceptDeps = { ...deps, metrics: () => {}, tellLoan: () => Promise.reject(new Error('No loan is told')) }
  const now = deps.now()
  const [secret] = listLiveKeys(credentials, now).secrets
  const { code, signing } = partner
  const body = Buffer.from(text)
  if (secret === undefined) throw conflict('test_event_unsignable')
  if (!isSnap(signing)) {
    const { headers: names, sign } = findWebhookScheme(signing)
    if (!sign) throw conflict('test_event_unsignable')
    const { timestamp, signature } = sign(secret, id, now, text)
    const headers = { [names.id]: id, [names.timestamp]: timestamp, [names.signature]: signature }
    return {
      call: { method: 'POST', path: `/hooks/${code}`, headers, body: text },
      send: () =>
        receiveWebhook(doors, { partner, credentials, profile: signing }, { header: (name) => headers[name], body }),
    }
  }
  if (signing.mode === 'rsa') throw conflict('test_event_unsignable')
  const accessToken = makeToken(deps, code)
  const timestamp = writeSnapTimestamp(now)
  const externalId = String(now.getTime())
  const headers = signSnapCall(signing, secret, { accessToken, timestamp, body })
  const signature = headers['X-SIGNATURE']
  return {
    call: {
      method: 'POST',
      path: signing.publicPath,
      headers: { ...headers, 'X-EXTERNAL-ID': externalId },
      body: text,
    },
    send: () =>
      receiveSnap(
        doors,
        { partner, credentials, profile: signing },
        { method: 'POST', query: '', accessToken, timestamp, signature, externalId, body },
      ),
  }
}

async function sendAndReport(send: () => Promise<ReceiptAnswer>): Promise<string> {
  try {
    await send()
    return 'received'
  } catch (error) {
    if (error instanceof AppError) return error.problems[0]?.code ?? error.kind
    throw error
  }
}

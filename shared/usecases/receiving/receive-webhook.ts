import { liveValues } from '../../domain/partner/credential.ts'
import type { StandardWebhooksProfile } from '../../domain/partner/signing-profile.ts'
import type { AppError } from '../../domain/problems/app-error.ts'
import { statusByKind } from '../../domain/problems/problem-view.ts'
import type { ReceiptAnswer } from '../../domain/receipt/receipt.ts'
import { verifyWebhook, type WebhookRequest } from '../../domain/signing/standard-webhooks.ts'
import { type AcceptDeps, acceptEvent } from './accept-event.ts'
import { requireGenuine, type SignerBy, signatureRefusal, withCallRecord } from './door.ts'

const refusalStatus = ({ kind }: AppError): number => statusByKind[kind]

/** Receives an event of a partner that signs by Standard Webhooks. Its `webhook-id` is the id of the event. */
export async function receiveWebhook(
  deps: AcceptDeps,
  signer: SignerBy<StandardWebhooksProfile> | undefined,
  request: WebhookRequest,
): Promise<ReceiptAnswer> {
  if (!signer) throw signatureRefusal(deps, 'stranger')
  const { partner, profile, credentials } = signer
  const now = deps.now()
  requireGenuine(deps, verifyWebhook(liveValues(credentials, 'secret', now), request, now, profile.skewSeconds))
  const { id = '', timestamp = '', signature = '', body } = request
  const answer = (receipt: string) => ({ status: 200, body: { receipt } })
  return withCallRecord(deps, signer, { door: 'event', statusOf: refusalStatus }, (record) =>
    acceptEvent(deps, partner, { body, signature, timestamp, id: { webhookId: id }, answer }, record),
  )
}

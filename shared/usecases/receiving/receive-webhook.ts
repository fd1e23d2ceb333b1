import { liveValues } from '../../domain/partner/credential.ts'
import { statusOf } from '../../domain/problem-view.ts'
import type { ReceiptAnswer } from '../../domain/receipt/receipt.ts'
import { verifyWebhook, type WebhookRequest } from '../../domain/signing/standard-webhooks.ts'
import { type AcceptDeps, acceptEvent } from './accept-event.ts'
import { believe, type DoorDeps, noted, refused, type SignerBy, signerOf } from './door.ts'

/** A call by the house scheme, Standard Webhooks, as it came. */
export type WebhookCall = WebhookRequest & { code: string; address: string }

const refusalStatus = ({ kind }: { kind: keyof typeof statusOf }): number => statusOf[kind]

/** Receives an event of a partner that signs by Standard Webhooks. Its `webhook-id` is the id of the event. */
export async function receiveWebhook(deps: AcceptDeps, call: WebhookCall): Promise<ReceiptAnswer> {
  const signer = await webhookSigner(deps, call, call)
  const sent = {
    body: call.body,
    signature: call.signature ?? '',
    timestamp: call.timestamp ?? '',
    id: { webhookId: call.id ?? '' },
    answer: (receipt: string) => ({ status: 200, body: { receipt } }),
  }
  return noted(deps, signer, { door: 'event', statusOf: refusalStatus }, (noting) =>
    acceptEvent(deps, signer.partner, sent, noting),
  )
}

/** The partner whose call it is, by its signature over what is given. */
async function webhookSigner(
  deps: DoorDeps,
  { code, address }: Pick<WebhookCall, 'code' | 'address'>,
  request: WebhookRequest,
): Promise<SignerBy<{ scheme: 'standard_webhooks'; skewSeconds: number }>> {
  const signer = await signerOf(deps, { code, address, scheme: 'standard_webhooks' })
  if (!signer) throw refused(deps, 'stranger')
  const now = deps.now()
  believe(deps, verifyWebhook(liveValues(signer.credentials, 'secret', now), request, now, signer.profile.skewSeconds))
  return signer
}

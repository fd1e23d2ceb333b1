import { listLiveKeys } from '../../domain/partner/credential.ts'
import type { AppError } from '../../domain/problems/app-error.ts'
import { statusByKind } from '../../domain/problems/problem-view.ts'
import type { ReceiptAnswer } from '../../domain/receipt/receipt.ts'
import type { WebhookScheme } from '../../domain/signing/webhook-scheme.ts'
import { findWebhookScheme, type WebhookProfile } from '../../domain/signing/webhook-schemes.ts'
import { type AcceptDeps, acceptEvent } from './accept-event.ts'
import { type CallerBy, requireGenuine, requireSigner, withCallRecord } from './door.ts'

const refusalStatus = ({ kind }: AppError): number => statusByKind[kind]

/** A call as received: its headers by name, and the bytes that are signed. */
export type WebhookCall = { header: (name: string) => string | undefined; body: Uint8Array }

/** Reads the headers that the partner's scheme names. */
export const readWebhook = (
  { headers: { id, timestamp, signature } }: WebhookScheme,
  { header, body }: WebhookCall,
) => ({
  id: header(id),
  timestamp: header(timestamp),
  signature: header(signature),
  body,
})

/** Receives an event by a webhook scheme. The id in the headers is the id of the event, unless the profile says otherwise. */
export async function receiveWebhook(
  deps: AcceptDeps,
  caller: CallerBy<WebhookProfile>,
  call: WebhookCall,
): Promise<ReceiptAnswer> {
  const signer = await requireSigner(deps, caller)
  const { partner, profile, credentials } = signer
  const now = deps.now()
  const scheme = findWebhookScheme(profile)
  const request = readWebhook(scheme, call)
  await requireGenuine(deps, signer, scheme.verify(listLiveKeys(credentials, now), request, now))
  const { id = '', timestamp = '', signature = '', body } = request
  const answer = (receipt: string) => ({ status: 200, body: { receipt } })
  return withCallRecord(deps, signer, { door: 'event', statusOf: refusalStatus }, (record) =>
    acceptEvent(
      deps,
      partner,
      { body, signature, timestamp, id: scheme.isEventId ? { webhookId: id } : {}, answer },
      record,
    ),
  )
}

import type { OwnQueue } from '../../data/obligations.ts'
import type { StoredRecipient } from '../../data/recipients.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { dischargeObligation, type Obligation, parkObligation } from '../../domain/jobs/obligation.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import {
  type Delivery,
  type DeliveryId,
  findNextStep,
  makeDeliveryId,
  recordNotice,
  type Sending,
} from '../../domain/mail/delivery.ts'
import { isPausing, type MailNotice } from '../../domain/mail/mail-notice.ts'
import { needsAttention, type PauseReason, pauseRecipient } from '../../domain/mail/recipient.ts'
import { nextVersion } from '../../domain/values/version.ts'

export type NoticeDeps = Pick<Deps, 'deliveries' | 'recipients' | 'obligations' | 'commit' | 'now' | 'log'> & Retries

/** The queue of recipients that a person must look at. */
const recipientQueue: OwnQueue = { kind: 'recipient', owner: 'reports' }

/**
 * Records an event of the mail service about a copy, in any order and any number of times. A bounce or complaint pauses
 * the recipient in the same transaction and parks it for a person. Nobody else's mail changes.
 */
export async function takeNotice(deps: NoticeDeps, id: DeliveryId, copy: number, notice: MailNotice): Promise<void> {
  return retryRaces(deps, ['delivery', 'recipient'], async () => {
    const stored = await deps.deliveries.get(id)
    if (!stored?.delivery.copies.some(({ number }) => number === copy)) {
      deps.log('warn', 'An event is about a mail that we do not know', { delivery: makeDeliveryId(id), copy })
      return
    }
    const delivery = recordNotice(stored.delivery, copy, notice)
    if (JSON.stringify(delivery) === JSON.stringify(stored.delivery)) return
    const pauseWrites = isFirstOfKind(stored.delivery, copy, notice)
      ? await makePauseWrites(deps, delivery, notice)
      : []
    const obligation = dischargeIfSent(deps, stored, delivery)
    await deps.commit(deps.deliveries.save({ ...stored, delivery: nextVersion(delivery), obligation }), ...pauseWrites)
    logNotice(deps, delivery, notice, pauseWrites.length > 0)
  })
}

/**
 * Whether this is the first event of its kind about the copy. A failed copy may later be reported as having no mailbox.
 */
const isFirstOfKind = ({ copies }: Delivery, copy: number, { kind }: MailNotice): boolean =>
  !copies.some(({ number, notices }) => number === copy && notices.some((earlier) => earlier.kind === kind))

/** Discharges the obligation when the mail service has taken the mail. */
export const dischargeIfSent = (
  { now }: Pick<Deps, 'now'>,
  { obligation }: { obligation: Obligation },
  delivery: Sending,
): Obligation =>
  obligation.state !== 'discharged' && findNextStep(delivery, now()).step === 'nothing'
    ? dischargeObligation(obligation, now())
    : obligation

/** The writes that pause the recipient of a bounced mail. A test mail went elsewhere and pauses nobody. */
async function makePauseWrites(
  deps: NoticeDeps,
  { recipientId, testId }: Delivery,
  { kind }: MailNotice,
): Promise<Write[]> {
  if (testId !== undefined || !isPausing(kind)) return []
  const stored = await deps.recipients.get(recipientId)
  return stored && stored.recipient.pausedAt === undefined ? [await pauseAndPark(deps, stored, kind)] : []
}

/**
 * Pauses a recipient. If it was not an administrator who paused, the pause is parked and raises an alarm until an
 * administrator has looked.
 */
export async function pauseAndPark(
  deps: Pick<Deps, 'recipients' | 'obligations' | 'now'>,
  { recipient }: StoredRecipient,
  reason: PauseReason,
): Promise<Write> {
  const now = deps.now()
  const pausedRecipient = pauseRecipient(recipient, reason, now)
  if (!needsAttention(pausedRecipient)) return deps.recipients.save({ recipient: pausedRecipient })
  const obligationWrites = await deps.obligations.begin({ ...recipientQueue, id: recipient.id }, now.toISOString())
  return deps.recipients.save({ recipient: pausedRecipient, obligation: parkObligation(obligationWrites, reason, now) })
}

function logNotice(
  { log }: Pick<Deps, 'log'>,
  delivery: Delivery,
  { kind, detail }: MailNotice,
  isPaused: boolean,
): void {
  const about = { delivery: makeDeliveryId(delivery), kind, detail }
  if (isPaused) log('error', 'A mail did not reach its recipient, who is paused until somebody has looked', about)
  else if (kind === 'failed' || kind === 'rejected') log('error', 'A mail did not reach its recipient', about)
}

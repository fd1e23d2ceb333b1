import type { StoredDelivery } from '../../data/deliveries.ts'
import type { HeldObligation } from '../../data/obligations.ts'
import type { Key } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { dayOf } from '../../domain/calendar.ts'
import {
  type DueObligation,
  dischargeObligation,
  type Obligation,
  postponeObligation,
} from '../../domain/jobs/obligation.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import {
  claimCopy,
  type Delivery,
  giveUpLastCopy,
  isNextRepeat,
  nextStep,
  pauseDelivery,
  recordSendResult,
  type SendResult,
  unknownMs,
} from '../../domain/mail/delivery.ts'
import type { Renderers } from '../../domain/mail/mail-rendering.ts'
import { addressOn, exclusionOn, type Recipient } from '../../domain/mail/recipient.ts'
import { busy } from '../../domain/problems/app-error.ts'
import { Moved } from '../../domain/problems/moved.ts'
import { nextVersion } from '../../domain/values/version.ts'
import type { SenderDeps } from '../../sending.ts'
import { publicReportOfIssue, readReports } from '../issues/reports.ts'
import type { Handler, TryOutcome } from '../sweep.ts'
import { type ComposeDeps, composer, type IssueReports } from './compose.ts'

export type DeliverDeps = ComposeDeps &
  Pick<Deps, 'deliveries' | 'recipients' | 'issues' | 'commit' | 'log'> &
  Retries &
  SenderDeps

const rememberedIssues = 4

/**
 * Sends mails. A copy is claimed before it is handed over, and the service's answer is recorded afterwards. After an
 * interruption in between, nobody knows whether the mail was sent. It is sent again, labelled as a second copy, only
 * after half an hour without an event about it.
 */
export function mailHandler(deps: DeliverDeps, renderers: Renderers, mostAttached?: number): Handler {
  const compose = composer(deps, renderers, mostAttached)
  const issueReports = new Map<string, Promise<IssueReports>>()

  function readIssueReports({ month, number }: Delivery): Promise<IssueReports> {
    const id = `${month}#${number}`
    const known = issueReports.get(id)
    if (known) return known
    if (issueReports.size >= rememberedIssues) issueReports.clear()
    const publicReport = () => publicReportOfIssue(deps, { month, number })
    const read = readReports(deps, { month, number }).then((reportOf) => ({ month, number, reportOf, publicReport }))
    issueReports.set(id, read)
    read.catch(() => issueReports.delete(id))
    return read
  }

  /** Claims the next copy and hands it over. */
  async function send(
    held: HeldObligation<DueObligation>,
    stored: StoredDelivery,
    signal: AbortSignal,
  ): Promise<TryOutcome> {
    const { delivery } = stored
    const found = await deps.recipients.get(delivery.recipientId)
    const isTest = delivery.testId !== undefined
    if (!found || (!isTest && isExcluded(deps, found.recipient))) return passOver(deps, held)
    const composed = await compose(await readIssueReports(delivery), found.recipient, {
      isSecondCopy: isNextRepeat(delivery),
      isTest,
    })
    const claimed = claimCopy(delivery, composed.archive, deps.now())
    const copy = claimed.copies.length
    await deps.commit(deps.deliveries.save({ ...stored, delivery: nextVersion(claimed), obligation: held.obligation }))
    const answer = await deps.mail.send(
      {
        ...composed.content,
        to: stored.to ?? addressOn(found.recipient, dayOf(deps.now(), deps.frame.programme.zone)),
        unsubscribeUrl: composed.unsubscribeUrl,
        tags: tagsOf(delivery, copy),
      },
      signal,
    )
    return record(deps, held, copy, answer)
  }

  return {
    patience: { leaseMs: 60_000, firstWaitMs: 15_000, longestWaitMs: 900_000, mostTries: 12 },
    atOnce: 8,
    async carryOut(held, signal) {
      const stored = await deps.deliveries.at(held.key)
      if (!stored) return { outcome: 'hopeless', reason: 'delivery_missing' }
      if (!isMine(stored, held)) throw new Moved('lease')
      const next = nextStep(stored.delivery, deps.now())
      switch (next.step) {
        case 'send':
          return send(held, stored, signal)
        case 'nothing':
          return { outcome: 'done' }
        case 'ask':
          return { outcome: 'hopeless', reason: 'mail_unknown' }
        case 'wait':
          return { outcome: 'waiting', until: next.until }
        case 'lost':
          return change(deps, held, ({ delivery }) => ({
            delivery: giveUpLastCopy(delivery),
            obligation: postponeObligation(held.obligation, next.until),
          }))
      }
    },
  }
}

/** The tags by which events find their copy. */
const tagsOf = ({ month, number, recipientId, testId }: Delivery, copy: number): Record<string, string> => ({
  issue: `${month}_${number}`,
  recipient: recipientId,
  copy: `${copy}`,
  ...(testId !== undefined && { test: testId }),
})

const isExcluded = ({ now, frame }: Pick<Deps, 'now' | 'frame'>, recipient: Recipient): boolean =>
  exclusionOn(recipient, dayOf(now(), frame.programme.zone)) !== undefined

/** Whether this try still holds the delivery. */
const isMine = ({ obligation }: StoredDelivery, held: HeldObligation<DueObligation>): boolean =>
  obligation.state === 'due' && obligation.dueAt === held.obligation.dueAt

type ChangeDeps = Pick<Deps, 'deliveries' | 'commit'> & Retries

/** Passes over a delivery whose recipient was paused or ended since it was planned. */
const passOver = (deps: ChangeDeps & Pick<Deps, 'now'>, held: HeldObligation<DueObligation>): Promise<TryOutcome> =>
  change(deps, held, ({ delivery }) => ({
    delivery: pauseDelivery(delivery, deps.now()),
    obligation: dischargeObligation(held.obligation, deps.now()),
  }))

/** Records the service's answer. Events that came first take precedence. */
async function record(
  deps: ChangeDeps & Pick<Deps, 'now'>,
  held: HeldObligation<DueObligation>,
  copy: number,
  answer: SendResult,
): Promise<TryOutcome> {
  await change(deps, held, ({ delivery }) => ({
    delivery: recordSendResult(delivery, copy, answer),
    obligation: after(held.obligation, answer, deps.now()),
  }))
  if (answer.outcome !== 'refused') return { outcome: 'discharged' }
  if (answer.isFinal) return { outcome: 'hopeless', reason: answer.reason }
  throw busy('mail_refused')
}

/** The obligation after an answer. After a refusal it stays unchanged: the sweep sets the next try. */
function after(mine: DueObligation, answer: SendResult, now: Date): Obligation {
  if (answer.outcome === 'handed_over') return dischargeObligation(mine, now)
  if (answer.outcome === 'refused') return mine
  return postponeObligation(mine, new Date(now.getTime() + unknownMs).toISOString())
}

/**
 * Changes a delivery, and tries again when it changed meanwhile. Its obligation changes only while this try holds it,
 * because an event may have discharged it.
 */
async function change(
  deps: ChangeDeps,
  held: HeldObligation<DueObligation>,
  to: (stored: StoredDelivery) => Pick<StoredDelivery, 'delivery' | 'obligation'>,
): Promise<TryOutcome> {
  return retryRaces(deps, ['delivery'], async () => {
    const stored = await readAgain(deps, held.key)
    const next = to(stored)
    const obligation = isMine(stored, held) ? next.obligation : stored.obligation
    await deps.commit(deps.deliveries.save({ ...stored, delivery: nextVersion(next.delivery), obligation }))
    return { outcome: 'discharged' }
  })
}

async function readAgain({ deliveries }: Pick<Deps, 'deliveries'>, key: Key): Promise<StoredDelivery> {
  const stored = await deliveries.at(key)
  if (!stored) throw new Error('The delivery has gone')
  return stored
}

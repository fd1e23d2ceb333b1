import type { HeldObligation } from '../../data/obligations.ts'
import type { Key, Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import {
  type DueObligation,
  dischargeObligation,
  type Obligation,
  postponeObligation,
} from '../../domain/jobs/obligation.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import {
  claimCopy,
  findNextStep,
  giveUpLastCopy,
  pauseDelivery,
  recordSendResult,
  type Sending,
  type SendResult,
  unknownMs,
} from '../../domain/mail/delivery.ts'
import { busy } from '../../domain/problems/app-error.ts'
import { LostRace } from '../../domain/problems/lost-race.ts'
import { nextVersion } from '../../domain/values/version.ts'
import type { Handler, TryOutcome } from '../sweep.ts'

/** A delivery as stored, with the obligation to send it. */
type Stored<T extends Sending> = { delivery: T; obligation: Obligation }

/** The deliveries of one kind: where they are stored, and how to make a copy of one. */
export type DeliveryBook<T extends Sending, S extends Stored<T>> = {
  at: (key: Key) => Promise<S | undefined>
  save: (stored: S) => Write
  /**
   * Makes the next copy: what the archive stores of it, and how to send it under its number. Undefined if nobody is to
   * get it any more.
   */
  compose: (stored: S) => Promise<ComposedCopy | undefined>
  /** What to do if a copy is refused for good, or too many are unknown: let a person decide, or do nothing more. */
  inDoubt: 'ask' | 'leave it'
  mostTries: number
}
export type ComposedCopy = { archive: string; send: (copy: number, signal: AbortSignal) => Promise<SendResult> }

type SendCopiesDeps = Pick<Deps, 'commit' | 'now' | 'log'> & Retries

/**
 * Sends mails. A copy is claimed before it is handed over, and the service's answer is recorded afterwards. After an
 * interruption in between, nobody knows whether the mail was sent. If no event about it comes within half an hour, it
 * is sent again, labelled as a second copy.
 */
export function sendCopies<T extends Sending, S extends Stored<T>>(
  deps: SendCopiesDeps,
  book: DeliveryBook<T, S>,
): Handler {
  const endInDoubt = (reason: string): TryOutcome =>
    book.inDoubt === 'ask' ? { outcome: 'hopeless', reason } : { outcome: 'done' }

  /** Claims the next copy and hands it over. */
  async function send(held: HeldObligation<DueObligation>, stored: S, signal: AbortSignal): Promise<TryOutcome> {
    const mail = await book.compose(stored)
    if (!mail) return passOver(held)
    const claimedDelivery = claimCopy(stored.delivery, mail.archive, deps.now())
    const copy = claimedDelivery.copies.length
    await deps.commit(book.save({ ...stored, delivery: nextVersion(claimedDelivery), obligation: held.obligation }))
    return recordAnswer(held, copy, await mail.send(copy, signal))
  }

  /** Pauses a delivery that nobody is to get any more, and discharges its obligation. */
  const passOver = (held: HeldObligation<DueObligation>): Promise<TryOutcome> =>
    change(held, ({ delivery }) => ({
      delivery: pauseDelivery(delivery, deps.now()),
      obligation: dischargeObligation(held.obligation, deps.now()),
    }))

  /** Records the service's answer. Events that came first take precedence. */
  async function recordAnswer(
    held: HeldObligation<DueObligation>,
    copy: number,
    answer: SendResult,
  ): Promise<TryOutcome> {
    await change(held, ({ delivery }) => ({
      delivery: recordSendResult(delivery, copy, answer),
      obligation: findNextObligation(held.obligation, answer, deps.now()),
    }))
    if (answer.outcome !== 'refused') return { outcome: 'discharged' }
    deps.log('warn', 'The mail service refused a mail', { reason: answer.reason, said: answer.said })
    if (answer.isFinal) return endInDoubt(answer.reason)
    throw busy('mail_refused')
  }

  /**
   * Changes a delivery, and tries again if it changed meanwhile. Its obligation changes only while this try holds it,
   * because an event may have discharged it.
   */
  async function change(held: HeldObligation<DueObligation>, to: (stored: S) => Stored<T>): Promise<TryOutcome> {
    return retryRaces(deps, ['delivery'], async () => {
      const stored = await book.at(held.key)
      if (!stored) throw new Error('The delivery has gone')
      const next = to(stored)
      const obligation = isMine(stored, held) ? next.obligation : stored.obligation
      await deps.commit(book.save({ ...stored, delivery: nextVersion(next.delivery), obligation }))
      return { outcome: 'discharged' }
    })
  }

  return {
    patience: { leaseMs: 60_000, firstWaitMs: 15_000, longestWaitMs: 900_000, mostTries: book.mostTries },
    atOnce: 8,
    async carryOut(held, signal) {
      const stored = await book.at(held.key)
      if (!stored) return { outcome: 'hopeless', reason: 'delivery_missing' }
      if (!isMine(stored, held)) throw new LostRace('lease')
      const next = findNextStep(stored.delivery, deps.now())
      switch (next.step) {
        case 'send':
          return send(held, stored, signal)
        case 'nothing':
          return { outcome: 'done' }
        case 'ask':
          return endInDoubt('mail_unknown')
        case 'wait':
          return { outcome: 'waiting', until: next.until }
        case 'lost':
          return change(held, ({ delivery }) => ({
            delivery: giveUpLastCopy(delivery),
            obligation: postponeObligation(held.obligation, next.until),
          }))
      }
    },
  }
}

/** Whether this try still holds the delivery. */
const isMine = ({ obligation }: Stored<Sending>, held: HeldObligation<DueObligation>): boolean =>
  obligation.state === 'due' && obligation.dueAt === held.obligation.dueAt

/** The obligation after an answer. After a refusal it stays unchanged: the sweep sets the next try. */
function findNextObligation(mine: DueObligation, answer: SendResult, now: Date): Obligation {
  if (answer.outcome === 'handed_over') return dischargeObligation(mine, now)
  if (answer.outcome === 'refused') return mine
  return postponeObligation(mine, new Date(now.getTime() + unknownMs).toISOString())
}

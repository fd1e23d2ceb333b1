import type { LogHead } from '../../data/event-log.ts'
import type { HeldObligation } from '../../data/obligations.ts'
import type { StoredSubscriber } from '../../data/subscribers.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { type DueObligation, dischargeObligation, parkObligation } from '../../domain/jobs/obligation.ts'
import { listLiveKeys } from '../../domain/partner/credential.ts'
import { busy } from '../../domain/problems/app-error.ts'
import { isLostRace } from '../../domain/problems/lost-race.ts'
import { wrapCloudEvent } from '../../domain/push/cloud-event.ts'
import type { PushResult } from '../../domain/push/push.ts'
import {
  type EventDelivery,
  findPositionAfter,
  isHopeless,
  type Line,
  type LogPosition,
  linePatience,
} from '../../domain/subscriber/line.ts'
import { memberOfEvent, type OutgoingEvent } from '../../domain/subscriber/outgoing-event.ts'
import { isServed, mayLearnOf, type Subscriber, wants } from '../../domain/subscriber/subscriber.ts'
import { compareSubscribers } from '../../domain/subscriber/subscriber-act.ts'
import { nextVersion } from '../../domain/values/version.ts'
import type { Handler, TryOutcome } from '../sweep.ts'
import { makeNoticeWrites } from './notices.ts'

type LineDeps = Pick<
  Deps,
  | 'eventLog'
  | 'subscribers'
  | 'members'
  | 'obligations'
  | 'frame'
  | 'publicUrl'
  | 'push'
  | 'commit'
  | 'now'
  | 'newId'
  | 'log'
>

const actsAtOnce = 25

/** The line saves its place after this many taken events. An interruption repeats at most this many. */
const mostUnsaved = 25
/** A try stops after this time, so that its last push ends within the lease. */
const longestTryMs = 35_000

/**
 * Sends a subscriber the events after its place in the log, one after another. An event is passed over unless the
 * subscriber wants it and may learn of its member now. The place is saved under the lease of the try. A failed event
 * holds up the line. A line that has failed for days disables its subscriber, and its contacts get a mail.
 */
export const makeLineHandler = (deps: LineDeps): Handler => ({
  patience: linePatience,
  atOnce: 1,
  async carryOut(held, signal) {
    const found = await deps.subscribers.line(held.obligation.id)
    if (!found) return { outcome: 'done' }
    const startedAt = deps.now().getTime()
    const isOver = () => deps.now().getTime() - startedAt > longestTryMs
    return sendOn({ deps, held, signal, isOver }, found.line)
  },
})

type Try = {
  deps: LineDeps
  held: HeldObligation<DueObligation>
  signal: AbortSignal
  isOver: () => boolean
}

/** Sends and saves in turns. Every turn reads the subscriber again, so that suspending it takes effect soon. */
async function sendOn(run: Try, line: Line): Promise<TryOutcome> {
  const { deps, held, isOver } = run
  let { position, health } = line
  let isProgress = false
  while (!isOver()) {
    const stored = await deps.subscribers.get(line.subscriberId)
    if (!stored) return { outcome: 'done' }
    const { subscriber } = stored
    if (!isServed(subscriber, deps.now())) return putToRest(run, deps.subscribers.requireUnchanged(subscriber))
    const head = await deps.eventLog.head()
    if (head.number === position.number) {
      if (await tryToRest(run, head)) return { outcome: 'discharged' }
      continue
    }
    const sending = await sendSome(run, stored, position, head.number)
    const isPast = sending.position.number !== position.number || sending.position.part !== position.part
    position = sending.position
    if (sending.taken.length > 0) {
      isProgress = true
      health = { lastTakenAt: deps.now().toISOString() }
    }
    if (sending.failure) return recordFailure(run, stored, { ...sending, health, isProgress, failure: sending.failure })
    // An event that failed before was passed over, so nothing holds up the line any more.
    if (isPast && sending.taken.length === 0) health = withoutFailure(health)
    await deps.commit(deps.obligations.move(held, held.obligation, { position, health }), ...sending.taken)
  }
  return { outcome: 'waiting', until: deps.now().toISOString() }
}

const withoutFailure = ({ lastTakenAt }: Line['health']): Line['health'] => ({
  ...(lastTakenAt !== undefined && { lastTakenAt }),
})

/** Puts the line to rest at the end of the log. Returns false if events were added meanwhile. */
async function tryToRest(run: Try, head: LogHead): Promise<boolean> {
  try {
    await putToRest(run, run.deps.eventLog.requireEnd(head))
    return true
  } catch (error) {
    if (isLostRace(error, 'event_log')) return false
    throw error
  }
}

type Failure = Extract<PushResult, { isTaken: false }>

type Sent = { position: LogPosition; taken: Write[]; failure?: Failure }

/** Sends events from a position on, until one fails or it is time to save. `logEnd` is the number of the last act. */
async function sendSome(
  { deps, signal, isOver }: Try,
  stored: StoredSubscriber,
  from: LogPosition,
  logEnd: number,
): Promise<Sent> {
  const { subscriber } = stored
  const acts = await deps.eventLog.after(from.number, actsAtOnce)
  // Everything up to the last act has expired.
  if (acts.length === 0) return { position: { number: logEnd, part: 0 }, taken: [] }
  const taken: Write[] = []
  let position = from
  for (const { number, events } of acts) {
    const first = number === position.number + 1 ? position.part : 0
    for (const [part, event] of events.entries()) {
      if (part < first) continue
      if (isOver() || !isServed(subscriber, deps.now()) || taken.length >= mostUnsaved) return { position, taken }
      if (wants(subscriber, event) && (await mayBeTold(deps, subscriber, event))) {
        const result = await send(deps, stored, event, signal)
        if (!result.isTaken) return { position, taken, failure: result }
        taken.push(deps.subscribers.recordTaken(subscriber.id, { number, part }, deliveryOf(event, result, deps.now())))
      }
      position = findPositionAfter(number, part, events.length)
    }
  }
  return { position, taken }
}

const deliveryOf = (event: OutgoingEvent, { status }: { status: number }, now: Date): EventDelivery => {
  const member = memberOfEvent(event)
  return {
    ...{ event: event.id, type: event.type, takenAt: now.toISOString(), status },
    ...(member !== undefined && { member }),
  }
}

async function mayBeTold(
  { members, frame }: Pick<LineDeps, 'members' | 'frame'>,
  subscriber: Subscriber,
  event: OutgoingEvent,
): Promise<boolean> {
  const id = memberOfEvent(event)
  if (id === undefined) return true
  const member = await members.get(id)
  return member !== undefined && mayLearnOf(frame.areas, subscriber, member)
}

function send(
  { push, publicUrl, now }: Pick<LineDeps, 'push' | 'publicUrl' | 'now'>,
  { subscriber: { target }, secrets }: StoredSubscriber,
  event: OutgoingEvent,
  signal: AbortSignal,
): Promise<PushResult> {
  const body = JSON.stringify(wrapCloudEvent(publicUrl, event))
  return push.send({ target, secrets: listLiveKeys(secrets, now()).secrets, id: event.id, body }, now(), signal)
}

/** Puts the line to rest. `check` fails the write if the reason for resting no longer holds. */
async function putToRest({ deps, held }: Try, check: Write): Promise<TryOutcome> {
  await deps.commit(deps.obligations.move(held, dischargeObligation(held.obligation, deps.now())), check)
  return { outcome: 'discharged' }
}

type Failing = Sent & { health: Line['health']; failure: Failure; isProgress: boolean }

/**
 * Saves what was taken before a failure, and the failure. Disables a subscriber that has failed for days, or that
 * answered that it is gone. A subscriber that took an event in this try is tried again soon, any other after a growing
 * wait.
 */
async function recordFailure(
  { deps, held }: Try,
  stored: StoredSubscriber,
  { position, taken, health: before, failure: { reason, status }, isProgress }: Failing,
): Promise<TryOutcome> {
  const { subscriber } = stored
  const now = deps.now()
  const at = now.toISOString()
  const { failingSince = at } = before
  const health = { ...before, failingSince, lastFailure: { at, reason, ...(status !== undefined && { status }) } }
  const about = { subscriber: subscriber.id, failingSince, reason, status }
  if (reason === 'gone' || isHopeless(health, now)) {
    const disabledSubscriber: Subscriber = { ...nextVersion(subscriber), status: 'disabled' }
    await deps.commit(
      deps.obligations.move(held, parkObligation(held.obligation, 'subscriber_failing', now), { position, health }),
      ...taken,
      deps.subscribers.save({ ...stored, subscriber: disabledSubscriber }),
      deps.subscribers.recordAct(disabledSubscriber.id, {
        ...{ version: disabledSubscriber.version, at, by: 'system', act: 'disabled' },
        changes: compareSubscribers(subscriber, disabledSubscriber),
      }),
      ...(await makeNoticeWrites(deps, disabledSubscriber)),
    )
    deps.log('error', 'A subscriber was disabled', about)
    return { outcome: 'discharged' }
  }
  await deps.commit(deps.obligations.move(held, held.obligation, { position, health }), ...taken)
  deps.log('warn', 'A subscriber did not take an event', about)
  if (!isProgress) throw busy('push_failed')
  return { outcome: 'waiting', until: new Date(now.getTime() + linePatience.firstWaitMs).toISOString() }
}

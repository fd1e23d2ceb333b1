import * as z from 'zod'
import type { StoredLine } from '../../data/subscribers.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise } from '../../domain/access/policy.ts'
import { laterOf } from '../../domain/calendar.ts'
import { dischargeObligation } from '../../domain/jobs/obligation.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import { withCredential } from '../../domain/partner/credential.ts'
import { conflict, notFound, refuseAll } from '../../domain/problems/app-error.ts'
import { listAgencyProblems, listAreaProblems } from '../../domain/programme/known-codes.ts'
import { requirePushTarget } from '../../domain/push/push-target.ts'
import {
  changeSubscriber,
  findEarliestFrom,
  isServed,
  mostSubscribers,
  type NewSubscriber,
  type Subscriber,
  type SubscriberChange,
} from '../../domain/subscriber/subscriber.ts'
import { compareSubscribers, type SubscriberAct } from '../../domain/subscriber/subscriber-act.ts'
import { nextVersion, refuseAsStale, requireVersion } from '../../domain/values/version.ts'
import { readBooks } from '../ledger/books.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { makeLine, makeLineDue } from './due-line.ts'
import { makeWebhookSecret } from './secret-text.ts'

export type SubscriberDeps = Pick<
  Deps,
  'subscribers' | 'eventLog' | 'obligations' | 'ledger' | 'frame' | 'pushReach' | 'claims' | 'commit' | 'now' | 'newId'
> &
  Retries

/** The answer to making or changing a subscriber. It holds no address, since it is kept. */
export const SubscriberSaved = z.object({ subscriberId: z.string(), version: z.int() }).meta({ id: 'SubscriberSaved' })

/** Subscribers may get facts about the whole programme, so managing them needs a right in the whole area. */
export const permitSubscribers = ({ frame: { areas } }: Pick<Deps, 'frame'>, caller: Caller): void =>
  authorise(areas, caller, 'subscribers.manage', { area: areas.root })

/** A subscriber with its secrets, which no answer may show. Throws `not_found`. */
export async function findSubscriber({ subscribers }: Pick<Deps, 'subscribers'>, id: string) {
  const found = await subscribers.get(id)
  if (!found) throw notFound()
  return found
}

/** The line of a subscriber. Throws `not_found`. */
export async function findLine({ subscribers }: Pick<Deps, 'subscribers'>, id: string): Promise<StoredLine> {
  const found = await subscribers.line(id)
  if (!found) throw notFound()
  return found
}

/** Every subscriber, without secrets. */
export async function listSubscribers(
  deps: Pick<Deps, 'subscribers' | 'frame'>,
  caller: Caller,
): Promise<Subscriber[]> {
  permitSubscribers(deps, caller)
  return deps.subscribers.all()
}

/** A subscriber, without its secrets. Throws `not_found`. */
export async function readSubscriber(
  deps: Pick<Deps, 'subscribers' | 'frame'>,
  caller: Caller,
  id: string,
): Promise<Subscriber> {
  permitSubscribers(deps, caller)
  return (await findSubscriber(deps, id)).subscriber
}

const mostActsShown = 50

/** The last acts on a subscriber, newest first: who changed it and what. */
export async function listActs(
  deps: Pick<Deps, 'subscribers' | 'frame'>,
  caller: Caller,
  id: string,
): Promise<SubscriberAct[]> {
  permitSubscribers(deps, caller)
  await findSubscriber(deps, id)
  return deps.subscribers.lastActs(id, mostActsShown)
}

const changeAct = (act: 'made' | 'changed', before: Partial<Subscriber>, after: Subscriber): SubscriberAct => ({
  ...{ version: after.version, at: after.savedAt, by: after.savedBy, act },
  changes: compareSubscribers(before, after),
})

/**
 * Makes a subscriber, its line and its first secret, which is shown only in this answer, not in a repeat. Throws
 * `invalid` with every problem, and `conflict` if there are already as many as can be.
 */
export async function makeSubscriber(
  deps: SubscriberDeps,
  caller: Caller,
  request: IdempotentRequest,
  input: NewSubscriber,
) {
  permitSubscribers(deps, caller)
  requireKnown(deps, { ...input, from: input.from ?? findEarliestFrom(deps.now()) })
  let secret: string | undefined
  const result = await once(deps, caller, request, SubscriberSaved, (keepAnswer) =>
    retryRaces(deps, ['ledger', 'event_log'], async () => {
      const now = deps.now()
      const count = (await deps.subscribers.all()).length
      if (count >= mostSubscribers) throw conflict('subscribers_full', { most: mostSubscribers })
      const earliest = findEarliestFrom(now)
      const subscriber: Subscriber = {
        id: deps.newId('sub'),
        ...input,
        from: laterOf(earliest, input.from ?? earliest),
        status: 'active',
        savedBy: caller.subject,
        savedAt: now.toISOString(),
        version: 1,
      }
      const value = makeWebhookSecret()
      secret = value
      const secrets = withCredential([], { id: deps.newId('crd'), kind: 'secret', value }, now, 0)
      const answer = { subscriberId: subscriber.id, version: 1 }
      const head = await deps.eventLog.head()
      await deps.commit(
        keepAnswer(answer),
        deps.subscribers.save({ subscriber, secrets }),
        deps.subscribers.recordAct(subscriber.id, changeAct('made', {}, subscriber)),
        await makeLine(deps, subscriber.id, head.number),
        ...(await makeHearingWrites(deps)),
      )
      return answer
    }),
  )
  return { ...result, ...(!result.replayed && secret !== undefined && { secret }) }
}

/** Makes acts keep events from now on. */
async function makeHearingWrites(deps: Pick<Deps, 'ledger'>): Promise<Write[]> {
  const books = await readBooks(deps)
  return books.hasSubscribers ? [] : [deps.ledger.save({ ...nextVersion(books), hasSubscribers: true })]
}

type Asked = {
  area?: string | undefined
  agency?: string | null | undefined
  target?: string | undefined
  from?: string | undefined
  until?: string | null | undefined
}

function requireKnown(
  { frame: { areas, programme }, pushReach }: Pick<Deps, 'frame' | 'pushReach'>,
  { area, agency, target, from, until }: Asked,
): void {
  refuseAll([
    ...listAreaProblems(areas, area),
    ...listAgencyProblems(programme, agency ?? undefined),
    ...(from !== undefined && until && until <= from ? [{ code: 'subscriber_period' as const, path: ['until'] }] : []),
  ])
  if (target !== undefined) requirePushTarget(target, pushReach, ['target'])
}

/**
 * Changes a subscriber whose version the caller has seen. A subscriber that becomes active again is sent what has come
 * meanwhile, as far back as the log goes.
 */
export async function changeSubscriberFor(
  deps: SubscriberDeps,
  caller: Caller,
  id: string,
  version: number,
  change: SubscriberChange,
): Promise<Subscriber> {
  permitSubscribers(deps, caller)
  return changeAndWrite(deps, caller, { id, version, change })
}

type SeenSubscriber = { id: string; version: number; change: SubscriberChange }

/** Like `changeSubscriberFor`, once: a repeat does not count as a change of an old version. */
export async function changeSubscriberOnce(
  deps: SubscriberDeps,
  caller: Caller,
  request: IdempotentRequest,
  seen: SeenSubscriber,
) {
  permitSubscribers(deps, caller)
  const answerOf = ({ id, version }: Subscriber) => ({ subscriberId: id, version })
  return once(deps, caller, request, SubscriberSaved, async (keepAnswer) =>
    answerOf(await changeAndWrite(deps, caller, seen, (changed) => [keepAnswer(answerOf(changed))])),
  )
}

async function changeAndWrite(
  deps: SubscriberDeps,
  caller: Caller,
  { id, version, change }: SeenSubscriber,
  besides: (changed: Subscriber) => Write[] = () => [],
): Promise<Subscriber> {
  return retryRaces(deps, ['subscriber_line'], async () => {
    const { subscriber, secrets } = await findSubscriber(deps, id)
    requireVersion(subscriber, version)
    requireKnown(deps, { ...change, from: subscriber.from })
    const changed = changeSubscriber(subscriber, change, caller.subject, deps.now())
    await deps
      .commit(
        ...besides(changed),
        deps.subscribers.save({ subscriber: changed, secrets }),
        deps.subscribers.recordAct(id, changeAct('changed', subscriber, changed)),
        ...(await turnLine(deps, changed)),
      )
      .catch(refuseAsStale('subscriber', changed))
    return changed
  })
}

/** Makes the line of a changed subscriber due. If nothing may be sent to it, its line no longer waits for a person. */
async function turnLine(deps: SubscriberDeps, changed: Subscriber): Promise<Write[]> {
  const found = await findLine(deps, changed.id)
  const { line, obligation } = found
  if (isServed(changed, deps.now())) return [await makeLineDue(deps, found, { health: {} })]
  if (obligation.state !== 'parked') return []
  return [
    deps.subscribers.saveLine({ line: nextVersion(line), obligation: dischargeObligation(obligation, deps.now()) }),
  ]
}

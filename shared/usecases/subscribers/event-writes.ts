import type { OwnQueue } from '../../data/obligations.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Ledger } from '../../domain/ledger/ledger.ts'
import type { NewOutgoingEvent } from '../../domain/subscriber/outgoing-event.ts'

/** The queue of events that are not in the log yet. */
const eventQueue: OwnQueue = { kind: 'event', owner: 'log' }

/**
 * Keeps events for subscribers. Belongs in the transaction of the fact, so that nobody is told of what did not happen, and
 * nothing that happened is left out. One item for all events of an act; nothing while there are no subscribers.
 *
 * An act that goes through `post` names its events in `LedgerWrite.events`. Any other use case takes the instant, reads
 * the books after that, and commits what this returns with its own writes. The order matters: the books then say for that
 * instant whether anybody listens.
 *
 * @example
 * const time = deps.now().toISOString()
 * const events = [{ type: 'month.closed' as const, time, data: { month } }]
 * await deps.commit(fact, ...(await eventWrites(deps, await readBooks(deps), events)))
 */
export async function eventWrites(
  { eventLog, obligations, newId }: Pick<Deps, 'eventLog' | 'obligations' | 'newId'>,
  { hasSubscribers }: Pick<Ledger, 'hasSubscribers'>,
  events: NewOutgoingEvent[],
): Promise<Write[]> {
  const [first] = events
  if (!hasSubscribers || !first) return []
  const id = newId('out')
  const obligation = await obligations.begin({ ...eventQueue, id }, first.time)
  return [eventLog.owe({ id, events: events.map((event) => ({ id: newId('evt'), ...event })), obligation })]
}

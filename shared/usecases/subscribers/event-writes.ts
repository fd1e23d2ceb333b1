import type { OwnQueue } from '../../data/obligations.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Ledger } from '../../domain/ledger/ledger.ts'
import type { NewOutgoingEvent } from '../../domain/subscriber/outgoing-event.ts'

/** The queue of events that are not in the log yet. */
const eventQueue: OwnQueue = { kind: 'event', owner: 'log' }

/**
 * Keeps the events of an act for subscribers. Belongs in the transaction of the act, so that subscribers get an event
 * exactly if the act happened. All events of an act are one item. Writes nothing while there are no subscribers.
 *
 * An act that goes through `post` names its events in `LedgerWrite.events`. Any other use case takes the time first,
 * then reads the books, then commits these writes with its own. In this order, the books show whether there were
 * subscribers at that time.
 *
 * @example const time = deps.now().toISOString() const events = [{ type: 'month.closed' as const, time, data: { month }
 *    }] await deps.commit(fact, ...(await makeEventWrites(deps, await readBooks(deps), events)))
 */
export async function makeEventWrites(
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

import type { Queue } from '../data/obligations.ts'
import type { Deps } from '../deps.ts'
import type { Caller } from '../domain/access/grant.ts'
import { authorise } from '../domain/access/policy.ts'

/**
 * A queue of obligations: how many wait for a person (large numbers are not counted to the end), and when the oldest
 * became or becomes due.
 */
export type WaitingQueue = Queue & { parked: number; oldestDueAt: string | undefined }

/** A page of the queues of obligations, for callers who run the whole programme. It begins after the first `skip` queues. */
export async function listWaitingQueues(
  { obligations, frame: { areas } }: Pick<Deps, 'obligations' | 'frame'>,
  caller: Caller,
  { skip, limit }: { skip: number; limit: number },
): Promise<{ items: WaitingQueue[]; next?: number }> {
  authorise(areas, caller, 'ledger.recount', { area: areas.root })
  const queues = await obligations.listQueues()
  const items = await Promise.all(
    queues.slice(skip, skip + limit).map(async (queue) => {
      const [parked, oldestDueAt] = await Promise.all([obligations.countParked(queue), obligations.oldestDueAt(queue)])
      return { ...queue, parked, oldestDueAt }
    }),
  )
  return { items, ...(skip + limit < queues.length && { next: skip + limit }) }
}

import type { HeldObligation, Queue } from '../data/obligations.ts'
import type { Deps } from '../deps.ts'
import type { Instant } from '../domain/calendar.ts'
import {
  type DueObligation,
  dischargeObligation,
  isExhausted,
  leaseObligation,
  type Obligation,
  type Patience,
  parkObligation,
  postponeObligation,
  recordFailedTry,
} from '../domain/jobs/obligation.ts'
import { AppError } from '../domain/problems/app-error.ts'
import { locateError } from '../domain/problems/locate-error.ts'
import { isLostRace } from '../domain/problems/lost-race.ts'
import { mapAtOnce } from './map-at-once.ts'

export type SweepDeps = Pick<Deps, 'obligations' | 'commit' | 'now' | 'pause' | 'random' | 'log'>

/**
 * The result of a try that did not throw. A try that throws has failed. It is repeated, and parked after enough tries.
 */
export type TryOutcome =
  /** Done, now or by an earlier interrupted try. The sweep discharges it. */
  | { outcome: 'done' }
  /** Done, and discharged in the transaction of the effect. */
  | { outcome: 'discharged' }
  /** Not possible before an instant. This is no failure. */
  | { outcome: 'waiting'; until: Instant }
  /** Never possible. Parked at once. */
  | { outcome: 'hopeless'; reason: string }

type Held = HeldObligation<DueObligation>

/** How to carry out the obligations of one kind. */
export type Handler = {
  patience: Patience
  /** How many tries of one owner run at once. */
  atOnce: number
  /** How many obligations of one owner a try may carry out together. Default: 1. */
  together?: number
  /**
   * Tries to do what is owed. It may be interrupted anywhere and called again, in rare cases while an earlier call
   * still runs. So its effect must not happen twice. The best way is to discharge in the same transaction
   * (`obligations.move`). `signal` aborts the try. `others` are due too, but not leased: the try may discharge them
   * along with its own, under the condition that nobody has moved them.
   */
  carryOut: (held: Held, signal: AbortSignal, others?: Held[]) => Promise<TryOutcome>
}

/** The handlers by kind of obligation. */
export type Handlers = Readonly<Partial<Record<string, Handler>>>

/**
 * What a sweep did in a queue, and what it left: how long the oldest is overdue (0 if none), and how many are parked.
 */
export type SweptQueue = Queue & {
  handled: number
  failed: number
  overdueSeconds: number
  parked: number
  /** The queue could not be read to its end. */
  isCutOff: boolean
}

/** How a try ended. `taken`: somebody else has it. `left`: time was up. */
type End = 'handled' | 'failed' | 'waiting' | 'taken' | 'left'

/** How long a sweep runs: until the next one begins, so that some sweep always runs while there is work. */
const usualMs = 60_000
const pageSize = 50
const pollMs = 1_000
const longestRestMs = 5_000
const queuesAtOnce = 8

/**
 * Carries out what is due. All queues are worked on side by side, so that a failing or slow queue delays no other.
 * While any queue has work, the others are checked every second. The sweep ends when none has work, or when its time is
 * up; the rest stays due. It may be interrupted, and several may run at once.
 */
export async function sweep(deps: SweepDeps, handlers: Handlers, forMs = usualMs): Promise<SweptQueue[]> {
  const queues = await deps.obligations.listQueues()
  const run = startRun(deps, queues, forMs)
  const sweptQueues = await Promise.all(
    queues.map(async (queue) => {
      const ends: End[] = []
      const handler = handlers[queue.kind]
      try {
        if (handler) await workThrough(run, queue, handler, ends)
        return { queue: queue, ends, isCutOff: false }
      } catch (error) {
        deps.log('error', 'Sweeping a queue of obligations failed', { ...queue, ...describeError(error) })
        return { queue: queue, ends, isCutOff: true }
      } finally {
        run.rest(queue)
      }
    }),
  )
  return mapAtOnce(sweptQueues, queuesAtOnce, async ({ queue, ends, isCutOff }) => ({
    ...queue,
    handled: ends.filter((end) => end === 'handled').length,
    failed: ends.filter((end) => end === 'failed').length,
    overdueSeconds: await countOverdueSeconds(deps, queue),
    parked: await deps.obligations.countParked(queue),
    isCutOff,
  }))
}

type Run = ReturnType<typeof startRun>

/** Starts a run. Every queue counts as having work until it is found empty. */
function startRun(deps: SweepDeps, queues: Queue[], forMs: number) {
  const busyQueues = new Set(queues)
  const until = deps.now().getTime() + forMs
  const leftMs = () => (busyQueues.size === 0 ? 0 : until - deps.now().getTime())
  return {
    deps,
    isOver: () => leftMs() <= 0,
    work: (queue: Queue) => busyQueues.add(queue),
    rest: (queue: Queue) => busyQueues.delete(queue),
    pause: (ms: number) => deps.pause(Math.max(0, Math.min(ms, leftMs()))),
  }
}

async function workThrough(run: Run, queue: Queue, handler: Handler, ends: End[]): Promise<void> {
  const { deps } = run
  let failures = 0
  while (!run.isOver()) {
    const due = await deps.obligations.listDue(queue, deps.now(), pageSize)
    if (due.length === 0) {
      run.rest(queue)
      await run.pause(pollMs)
      continue
    }
    run.work(queue)
    const newEnds = await mapAtOnce(
      groupForTries(due, handler),
      handler.atOnce,
      async ({ held, others }): Promise<End> => (run.isOver() ? 'left' : tryObligation(deps, handler, held, others)),
    )
    ends.push(...newEnds)
    failures = newEnds.every((end) => end === 'failed') ? failures + 1 : 0
    // If everything fails, haste does not help.
    if (failures > 0 && due.length === pageSize) await run.pause(Math.min(longestRestMs, 500 * 2 ** failures))
  }
}

const groupForTries = (due: Held[], { together = 1 }: Handler): { held: Held; others: Held[] }[] =>
  due.flatMap((held, i) => (i % together === 0 ? [{ held, others: due.slice(i + 1, i + together) }] : []))

/** One try: leases the obligation, carries it out, and moves it to the result. */
async function tryObligation(deps: SweepDeps, handler: Handler, held: Held, others: Held[]): Promise<End> {
  const { now } = deps
  const { patience } = handler
  try {
    if (isExhausted(held.obligation, patience)) {
      await move(deps, held, parkObligation(held.obligation, 'cut_off', now()))
      return 'failed'
    }
    const leased = { ...held, obligation: leaseObligation(held.obligation, now(), patience) }
    await move(deps, held, leased.obligation)
    const { end, next } = await attempt(deps, handler, leased, others)
    if (next) await move(deps, leased, next)
    return end
  } catch (error) {
    if (isLostRace(error, 'lease')) return 'taken'
    throw error
  }
}

/**
 * The first try, made before the due time by the code that accepted the work. It never throws. After a failure, the
 * sweep tries again.
 */
export async function tryAtOnce(deps: SweepDeps, handler: Handler, held: Held): Promise<void> {
  try {
    const { next } = await attempt(deps, handler, held)
    if (next) await move(deps, held, next)
  } catch (error) {
    const { kind, owner, id } = held.obligation
    if (!isLostRace(error, 'lease'))
      deps.log('warn', 'A first try was cut off', { kind, owner, id, ...describeError(error) })
  }
}

/** Moves an obligation. Logs work that then waits for a person, because the alarm about it has only a count. */
async function move({ obligations, commit, log }: SweepDeps, held: Held, next: Obligation): Promise<void> {
  await commit(obligations.move(held, next))
  if (next.state !== 'parked') return
  const { kind, owner, id, attempts, reason } = next
  log('warn', 'Something waits for a person', { kind, owner, id, attempts, reason })
}

/** Carries out an obligation. Returns how it ended, and the next state unless the try has set it. */
async function attempt(
  { now, random, log }: SweepDeps,
  { patience, carryOut }: Handler,
  held: Held,
  others: Held[] = [],
): Promise<{ end: End; next?: Obligation }> {
  const { obligation } = held
  try {
    const result = await runWithTimeout(patience.leaseMs * 0.9, (signal) => carryOut(held, signal, others))
    switch (result.outcome) {
      case 'done':
        return { end: 'handled', next: dischargeObligation(obligation, now()) }
      case 'discharged':
        return { end: 'handled' }
      case 'waiting':
        return { end: 'waiting', next: postponeObligation(obligation, result.until) }
      case 'hopeless':
        return { end: 'failed', next: parkObligation(obligation, result.reason, now()) }
    }
  } catch (error) {
    if (isLostRace(error, 'lease')) throw error
    const reason = failureReason(error)
    const { kind, owner, id, attempts } = obligation
    log('warn', 'A try failed', { kind, owner, id, attempts, reason, ...describeError(error) })
    return { end: 'failed', next: recordFailedTry(obligation, reason, now(), patience, random()) }
  }
}

/**
 * Aborts work that takes longer. Work that ignores this continues, but has lost its lease, so its writes are refused.
 */
function runWithTimeout<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(ms)
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
    work(signal).then(resolve, reject)
  })
}

function failureReason(error: unknown): string {
  if (error instanceof AppError) return error.problems[0]?.code ?? error.kind
  return error instanceof DOMException && error.name === 'TimeoutError' ? 'timed_out' : 'error'
}

const describeError = (error: unknown) =>
  error instanceof Error ? { error: error.name, place: locateError(error) } : { error: 'unknown' }

async function countOverdueSeconds({ obligations, now }: SweepDeps, queue: Queue): Promise<number> {
  const oldest = await obligations.oldestDueAt(queue)
  return oldest === undefined ? 0 : Math.max(0, Math.round((now().getTime() - Date.parse(oldest)) / 1000))
}

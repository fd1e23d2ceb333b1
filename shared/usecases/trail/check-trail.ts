import type { FoundEvent } from '../../data/trail.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise } from '../../domain/access/policy.ts'
import { addDays, type Day } from '../../domain/calendar.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import {
  canonicaliseEvent,
  findChainFaults,
  findDayFaults,
  type SealedLeaf,
  type TrailCheck,
  type TrailDay,
  type TrailFault,
  type TrailSeal,
} from '../../domain/rights/trail-seal.ts'
import { beginning, findStart } from './seal-trail.ts'

export type CheckTrailDeps = Pick<Deps, 'trail' | 'trailSeals' | 'frame' | 'now' | 'log'>

const mostListed = 100

/**
 * Checks the chain of seals, and compares the events of sealed days with their seals. Begins where the last check
 * ended, and stops after the day on which `mostEvents` is reached. The result is kept. A fault is logged as an error.
 */
export async function checkTrail(
  deps: CheckTrailDeps,
  { mostEvents = Number.POSITIVE_INFINITY }: { mostEvents?: number } = {},
): Promise<TrailCheck> {
  const { trailSeals, now, log } = deps
  const [seals, head, before] = await Promise.all([trailSeals.all(), trailSeals.head(), trailSeals.lastCheck()])
  const faults = findChainFaults(seals, head)
  const isWhole = mostEvents === Number.POSITIVE_INFINITY
  const start = isWhole ? 0 : seals.findIndex(({ day }) => day > (before?.last ?? ''))
  let days = 0
  let events = 0
  let i = Math.max(0, start)
  for (; i < seals.length && (events < mostEvents || days === 0); i++) {
    const seal = seals[i]
    if (!seal) break
    // Events on unsealed days before this one, or after the last one, were added later.
    const from = seals[i - 1]?.day
    const through = i === seals.length - 1 && head && head.through > seal.day ? head.through : seal.day
    const { day, found } = await readDay(deps, seal, { after: from, through })
    faults.push(...findDayFaults(day), ...(await listEmptiedFaults(deps, seal.day, found)))
    days += 1
    events += day.sealed.length
  }
  const last = i < seals.length ? seals[i - 1]?.day : undefined
  const check: TrailCheck = {
    checkedAt: now().toISOString(),
    ...(head && { through: head.through, ...(head.hash !== undefined && { head: head.hash }) }),
    days,
    events,
    ...(last !== undefined && { last }),
    faulty: faults.length,
    faults: faults.slice(0, mostListed),
  }
  await trailSeals.saveCheck(check)
  for (const fault of check.faults) log('error', 'The trail is not as it was sealed', fault)
  return check
}

/** The last check of the trail, for callers who may audit all of it. */
export async function readTrailState(
  { trailSeals, frame: { areas } }: Pick<CheckTrailDeps, 'trailSeals' | 'frame'>,
  caller: Caller,
): Promise<TrailCheck | undefined> {
  authorise(areas, caller, 'ledger.recount', { area: areas.root })
  return trailSeals.lastCheck()
}

/** A sealed day of the trail, for callers who may audit all of it. Throws `not_found` for a day without a seal. */
export async function readTrailDay(deps: CheckTrailDeps, caller: Caller, day: Day): Promise<TrailDay> {
  const { areas } = deps.frame
  authorise(areas, caller, 'ledger.recount', { area: areas.root })
  const seal = await deps.trailSeals.get(day)
  if (!seal) throw notFound()
  const { day: found } = await readDay(deps, seal, { after: addDays(day, -1), through: day })
  return { ...found, events: found.events.map(canonicaliseEvent) }
}

/** A page of the events of a sealed day, for callers who may audit all of the trail. Throws `not_found` without a seal. */
export async function trailDayPage(
  { trail, trailSeals, frame }: CheckTrailDeps,
  caller: Caller,
  day: Day,
  page: { after?: string | undefined; limit: number },
): Promise<{ seal: TrailSeal; items: TrailDay['events']; last?: string }> {
  const { areas, programme } = frame
  authorise(areas, caller, 'ledger.recount', { area: areas.root })
  const seal = await trailSeals.get(day)
  if (!seal) throw notFound()
  const [from, before] = [findStart(day, programme.zone), findStart(addDays(day, 1), programme.zone)]
  const { items, ...rest } = await trail.pageBetween(from, before, page)
  return { seal, items: items.map(canonicaliseEvent), ...rest }
}

/** The events that a day's seal covers, and those in the table after a day up to another. */
async function readDay(
  { trail, trailSeals, frame }: CheckTrailDeps,
  seal: TrailSeal,
  { after, through }: { after: Day | undefined; through: Day },
): Promise<{ day: TrailDay; found: FoundEvent[] }> {
  const { zone } = frame.programme
  const from = after === undefined ? beginning : findStart(addDays(after, 1), zone)
  const [sealedLeaves, listedLines] = await Promise.all([
    trailSeals.leaves(seal.day),
    trail.between(from, findStart(addDays(through, 1), zone)),
  ])
  const known = new Set(listedLines.map(({ event }) => event.id))
  const unlistedLeaves = sealedLeaves.filter(({ id }: SealedLeaf) => !known.has(id))
  const found = [...listedLines, ...(await trail.getMany(unlistedLeaves))]
  return { day: { seal, sealed: sealedLeaves, events: found.map(({ event }) => event) }, found }
}

/** Reasons that are missing although nobody has erased the person since. */
async function listEmptiedFaults({ trail }: CheckTrailDeps, day: Day, found: FoundEvent[]): Promise<TrailFault[]> {
  const emptiedEvents = found.filter(({ isEmptied }) => isEmptied).map(({ event }) => event)
  const erasedAt = new Map<string, string>()
  for (const memberId of new Set(emptiedEvents.map((event) => event.memberId)))
    erasedAt.set(memberId, await findLastErasure(trail, memberId))
  return emptiedEvents
    .filter(({ id, memberId }) => (erasedAt.get(memberId) ?? '') < id)
    .map(({ id, memberId }) => ({ day, what: 'reason_gone', event: id, memberId }))
}

/** The id of the event that last erased a member. Empty if the member was never erased. */
async function findLastErasure(trail: CheckTrailDeps['trail'], memberId: string): Promise<string> {
  let last = ''
  let after: string | undefined
  do {
    const page = await trail.ofMember(memberId, { after, limit: 1000 })
    for (const { id, act } of page.items) if (act === 'erased') last = id
    after = page.last
  } while (after !== undefined)
  return last
}

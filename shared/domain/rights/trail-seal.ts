import { createHash } from 'node:crypto'
import * as z from 'zod'
import { Day, Instant } from '../calendar.ts'
import { ascending } from '../values/text-order.ts'
import { TrailEvent } from './trail.ts'

/** SHA-256 in hexadecimal. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * A trail event as it is sealed. It holds the hash of the encrypted reason, because erasure empties the reason itself.
 */
export const SealedEvent = TrailEvent.omit({ reason: true })
  .extend({
    reasonHash: Hash.optional().describe('SHA-256 of the encrypted reason; it stays when the reason is emptied'),
  })
  .meta({ id: 'SealedTrailEvent' })
export type SealedEvent = z.infer<typeof SealedEvent>

/** An event in the seal of a day: its id, its member, and the hash of its line. */
export const SealedLeaf = z.object({ id: z.string(), memberId: z.string(), hash: Hash }).meta({ id: 'SealedLeaf' })
export type SealedLeaf = z.infer<typeof SealedLeaf>

/**
 * The seal of a day with events, chained to the seal before it. Its hash is SHA-256 of its line (`writeSeal`). Days without
 * events have none.
 */
export const TrailSeal = z
  .object({
    day: Day,
    events: Hash.describe('SHA-256 of the lines `id memberId hash` of its events, in order of id'),
    previous: Hash.optional().describe('Hash of the seal before'),
  })
  .meta({ id: 'TrailSeal' })
export type TrailSeal = z.infer<typeof TrailSeal>

/** How far the trail is sealed: through which day, and the hash of the last seal. */
export const TrailHead = z.object({ through: Day, hash: Hash.optional(), version: z.int() }).meta({ id: 'TrailHead' })
export type TrailHead = z.infer<typeof TrailHead>

/** A day of the trail for auditors: what was sealed, and what is there now. */
export const TrailDay = z
  .object({ seal: TrailSeal, sealed: z.array(SealedLeaf), events: z.array(SealedEvent) })
  .meta({ id: 'TrailDay' })
export type TrailDay = z.infer<typeof TrailDay>

export const TrailFault = z
  .object({
    day: Day,
    what: z.enum(['removed', 'altered', 'added', 'reason_gone', 'seal_altered', 'chain_broken', 'head_differs']),
    event: z.string().optional(),
    memberId: z.string().optional(),
  })
  .meta({ id: 'TrailFault' })
export type TrailFault = z.infer<typeof TrailFault>

/** The last check of the trail. */
export const TrailCheck = z
  .object({
    checkedAt: Instant,
    through: Day.optional().describe('The last day that the head covers'),
    head: Hash.optional(),
    days: z.int(),
    events: z.int(),
    last: Day.optional().describe('The next check begins after this day'),
    faulty: z.int(),
    faults: z.array(TrailFault),
  })
  .meta({ id: 'TrailCheck' })
export type TrailCheck = z.infer<typeof TrailCheck>

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * An event with its keys in the order of the schema and its changed fields in order of name, so that its JSON is always
 * the same.
 */
export function canonicaliseEvent(event: SealedEvent): SealedEvent {
  const { changes, ...rest } = SealedEvent.parse(event)
  const sortedChanges = changes && Object.fromEntries(Object.entries(changes).toSorted(([a], [b]) => ascending(a, b)))
  return SealedEvent.parse({ ...rest, ...(sortedChanges && { changes: sortedChanges }) })
}

export const makeSealedLeaf = (event: SealedEvent): SealedLeaf => ({
  id: event.id,
  memberId: event.memberId,
  hash: sha256(JSON.stringify(canonicaliseEvent(event))),
})

const hashLeaves = (leaves: SealedLeaf[]): string =>
  sha256(leaves.map(({ id, memberId, hash }) => `${id} ${memberId} ${hash}\n`).join(''))

/** Seals the events of a day, given in order of id. */
export const sealDay = (day: Day, leaves: SealedLeaf[], previous: string | undefined): TrailSeal => ({
  day,
  events: hashLeaves(leaves),
  ...(previous !== undefined && { previous }),
})

/** A seal as one line of JSON. */
export const writeSeal = (seal: TrailSeal): string => `${JSON.stringify(TrailSeal.parse(seal))}\n`

export const hashSeal = (seal: TrailSeal): string => sha256(writeSeal(seal))

/** Checks the chain of seals against its head, which is the last one's hash. */
export function findChainFaults(seals: TrailSeal[], head: TrailHead | undefined): TrailFault[] {
  const faults: TrailFault[] = []
  let previous: string | undefined
  for (const seal of seals) {
    if (seal.previous !== previous) faults.push({ day: seal.day, what: 'chain_broken' })
    previous = hashSeal(seal)
  }
  const last = seals.at(-1)
  if (previous !== head?.hash) faults.push({ day: last?.day ?? head?.through ?? '', what: 'head_differs' })
  return faults
}

/** Compares the sealed events of a day with those that are stored now. */
export function findDayFaults({ seal, sealed, events }: TrailDay): TrailFault[] {
  const { day } = seal
  if (hashLeaves(sealed) !== seal.events) return [{ day, what: 'seal_altered' }]
  const now = new Map(events.map((event) => [event.id, makeSealedLeaf(event).hash]))
  const then = new Set(sealed.map(({ id }) => id))
  return [
    ...sealed.flatMap(({ id, memberId, hash }): TrailFault[] => {
      const found = now.get(id)
      if (found === hash) return []
      return [{ day, what: found === undefined ? 'removed' : 'altered', event: id, memberId }]
    }),
    ...events
      .filter(({ id }) => !then.has(id))
      .map(({ id, memberId }): TrailFault => ({ day, what: 'added', event: id, memberId })),
  ]
}

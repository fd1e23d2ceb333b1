import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import type { Entry } from '../../domain/ledger/entry.ts'
import { isVerified } from '../../domain/member/own-record.ts'
import { conflict } from '../../domain/problems/app-error.ts'
import type { TrailEvent, TrailLine } from '../../domain/rights/trail.ts'
import { ascending } from '../../domain/values/text-order.ts'
import { type ReadMemberDeps, readMember } from './member-access.ts'
import { readOwnMember } from './self-service.ts'

/** Where a page ends: the last entry and the last event shown. */
export type TrailPosition = { entry?: string | undefined; event?: string | undefined }

export type TrailPage = { items: TrailLine[]; last?: TrailPosition }

/**
 * A page of everything that was done to a member, oldest first: entries and events together, each with who, when, what
 * and why.
 */
export async function readMemberTrail(
  deps: ReadMemberDeps & Pick<Deps, 'entries' | 'trail'>,
  caller: Caller,
  id: string,
  { after = {}, limit }: { after?: TrailPosition | undefined; limit: number },
): Promise<TrailPage> {
  await readMember(deps, caller, 'member.trail', id)
  return readTrail(deps, id, { after, limit })
}

/** Like `readMemberTrail`, for the signed-in person's own record. Throws `conflict` until the identity is verified. */
export async function readOwnTrail(
  deps: Pick<Deps, 'selves' | 'members' | 'entries' | 'trail'>,
  caller: Pick<Caller, 'subject'>,
  { after = {}, limit }: { after?: TrailPosition | undefined; limit: number },
): Promise<TrailPage> {
  const member = await readOwnMember(deps, caller)
  if (!isVerified(member)) throw conflict('identity_unverified')
  return readTrail(deps, member.id, { after, limit })
}

async function readTrail(
  deps: Pick<Deps, 'entries' | 'trail'>,
  id: string,
  { after, limit }: { after: TrailPosition; limit: number },
): Promise<TrailPage> {
  const [entries, events] = await Promise.all([
    deps.entries.ofMember(id, { after: after.entry, limit }),
    deps.trail.ofMember(id, { after: after.event, limit }),
  ])
  const both = [...entries.items.map(makeEntryLine), ...events.items.map(makeEventLine)].toSorted((a, b) =>
    ascending(timeOf(a.id), timeOf(b.id)),
  )
  const items = both.slice(0, limit)
  const isLast = items.length === both.length && entries.last === undefined && events.last === undefined
  if (isLast) return { items }
  const shownIds = new Set(items.map((line) => line.id))
  const lastShown = (list: { id: string }[], before: string | undefined) =>
    list.findLast((each) => shownIds.has(each.id))?.id ?? before
  return { items, last: { entry: lastShown(entries.items, after.entry), event: lastShown(events.items, after.event) } }
}

/** Ids sort by time. Without their prefix they also compare across kinds. */
const timeOf = (id: string): string => id.slice(id.indexOf('_'))

const makeEventLine = ({ memberId: _, ...event }: TrailEvent): TrailLine => event

const makeEntryLine = (entry: Entry): TrailLine => ({
  id: entry.id,
  at: entry.recordedAt,
  actor: entry.actor,
  source: entry.source,
  act: entry.kind,
  ...('fact' in entry ? { fact: entry.fact, partner: entry.partner } : { stage: entry.stage }),
  happenedOn: entry.happenedOn,
  postedIn: entry.postedIn,
  ...(entry.reason !== undefined && { reason: entry.reason }),
})

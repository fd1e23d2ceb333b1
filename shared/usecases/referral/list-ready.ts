import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can, listReachableScopes, permit } from '../../domain/access/policy.ts'
import { Day, dayOf, daysFrom } from '../../domain/calendar.ts'
import { StandingConsent } from '../../domain/consent/consent.ts'
import type { Member } from '../../domain/member/member.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import { findReadiness } from '../../domain/referral/readiness.ts'
import { formatMemberNumber } from '../../domain/values/member-number.ts'

/** A member who is ready and waits for a lender. */
export const ReadyMember = z
  .object({
    memberId: z.string(),
    number: z.string(),
    name: z.string().optional(),
    area: z.string(),
    agency: z.string(),
    category: z.string(),
    since: Day,
    days: z.int().describe('How many days the member has waited'),
    consents: z.array(StandingConsent),
  })
  .meta({ id: 'ReadyMember' })
export type ReadyMember = z.infer<typeof ReadyMember>

type ReadyDeps = Pick<Deps, 'frame' | 'members' | 'loans' | 'readyMembers' | 'now'>

/**
 * A page of the members who are ready and wait for a lender, by kota, the longest waiting first. Each is checked again,
 * so a page may be short or even empty. `last` is where the next page begins.
 */
export async function listReadyMembers(
  deps: ReadyDeps,
  caller: Caller,
  { area, agency }: { area?: string | undefined; agency?: string | undefined },
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ items: ReadyMember[]; last?: string }> {
  const { areas } = deps.frame
  permit(caller, 'member.refer')
  const places = listReachableScopes(areas, caller, 'member.refer', { area: area ?? areas.root, agency })
  if (places.length === 0) throw notFound()
  const shards = areas.shards.filter((shard) =>
    places.some(({ area }) => areas.isWithin(shard, area) || areas.isWithin(area, shard)),
  )
  const [from = '', start = ''] = after?.split('/') ?? []
  const shardsLeft = shards.filter((shard) => shard >= from)
  for (const [i, shard] of shardsLeft.entries()) {
    const place = shard === from && start !== '' ? start : undefined
    const { found, last } = await deps.readyMembers.page(shard, places, { after: place, look: limit })
    if (found.length === 0 && last === undefined) continue
    const nextShard = shardsLeft[i + 1]
    const next = last === undefined ? nextShard && `${nextShard}/` : `${shard}/${last}`
    return {
      items: await viewAllReady(
        deps,
        caller,
        found.map(({ id }) => id),
      ),
      ...(next !== undefined && { last: next }),
    }
  }
  return { items: [] }
}

async function viewAllReady(deps: ReadyDeps, caller: Caller, ids: string[]): Promise<ReadyMember[]> {
  const members = await deps.members.getMany(ids)
  const byId = new Map(members.map((member) => [member.id, member]))
  const views = await Promise.all(ids.map((id) => viewReady(deps, caller, byId.get(id))))
  return views.flatMap((each) => each ?? [])
}

async function viewReady(
  { frame, loans, now }: ReadyDeps,
  caller: Caller,
  member: Member | undefined,
): Promise<ReadyMember | undefined> {
  if (!member?.ready || !can(frame.areas, caller, 'member.refer', member)) return undefined
  const today = dayOf(now(), frame.programme.zone)
  const ready = findReadiness(frame, member, member.loans ? await loans.getMany(member.loans) : [], today)
  if (!ready) return undefined
  const { id, person, area, agency, category, consents = [] } = member
  return {
    memberId: id,
    number: formatMemberNumber(id),
    ...(person && { name: person.name }),
    area,
    agency,
    category,
    since: ready.since,
    days: daysFrom(ready.since, today),
    consents: consents.filter(({ until }) => until >= today),
  }
}

import * as z from 'zod'
import type { Write } from '../data/table.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../domain/app-error.ts'
import type { Caller } from '../domain/grant.ts'
import type { Member } from '../domain/member.ts'
import { type Merge, merge, unmerge } from '../domain/merge.ts'
import { permit } from '../domain/policy.ts'
import { Posted, postedEntries } from '../domain/posted.ts'
import type { Posting } from '../domain/posting.ts'
import type { TrailEvent } from '../domain/trail.ts'
import { type MemberDeps, memberOf, next, type ReadDeps } from './members.ts'
import { once, type Request } from './once.ts'
import { type Act, post } from './post.ts'
import { traceChange } from './trace.ts'

export const Merged = z
  .object({ mergeId: z.string(), from: z.string(), into: z.string(), entries: Posted.shape.entries })
  .meta({ id: 'Merged' })
export type Merged = z.infer<typeof Merged>

type MergeDeps = MemberDeps & Pick<Deps, 'merges'>

const mergedOf = ({ id, from, into }: Merge, outcome: Parameters<typeof postedEntries>[0]): Merged => ({
  mergeId: id,
  from,
  into,
  entries: postedEntries(outcome),
})

/** Merges the record `from` into `into`, both in the caller's scope, in one transaction. */
export async function mergeMembers(
  deps: MergeDeps,
  caller: Caller,
  request: Request,
  { from, into, reason }: { from: string; into: string; reason: string },
) {
  permit(caller, 'member.write')
  return once(deps, caller, request, Merged, (claiming) =>
    post(deps, { actor: caller.subject, source: 'api' }, async (posting): Promise<Act<Merged>> => {
      const [duplicate, kept] = await Promise.all([
        memberOf(deps, caller, 'member.write', from),
        memberOf(deps, caller, 'member.write', into),
      ])
      const outcome = merge(posting, duplicate, kept, { id: deps.newId('mrg'), reason })
      const answer = mergedOf(outcome.merge, outcome)
      const members = outcome.members.map(next)
      const traced = tracesOf(deps, posting, { act: 'merged', before: [duplicate, kept], after: members, reason })
      return {
        ...outcome,
        members,
        also: [claiming(answer), deps.merges.add(outcome.merge), ...traced],
        answer,
      }
    }),
  )
}

/** Takes a merge back in one transaction: both records hold again what they held. */
export async function unmergeMembers(deps: MergeDeps, caller: Caller, request: Request, mergeId: string) {
  permit(caller, 'member.write')
  return once(deps, caller, request, Merged, (claiming) =>
    post(deps, { actor: caller.subject, source: 'api' }, async (posting): Promise<Act<Merged>> => {
      const merged = await mergeOf(deps, caller, mergeId)
      const [from, into] = await Promise.all([
        memberOf(deps, caller, 'member.write', merged.from),
        memberOf(deps, caller, 'member.write', merged.into),
      ])
      const outcome = unmerge(posting, merged, { from, into })
      const answer = mergedOf(outcome.merge, outcome)
      const members = outcome.members.map(next)
      const traced = tracesOf(deps, posting, { act: 'unmerged', before: [from, into], after: members })
      return {
        ...outcome,
        members,
        also: [claiming(answer), deps.merges.undo(outcome.merge), ...traced],
        answer,
      }
    }),
  )
}

/** An event on each of the two records, each naming the other. */
function tracesOf(
  deps: MergeDeps,
  posting: Posting,
  { before, after, ...what }: { before: Member[]; after: Member[] } & Pick<TrailEvent, 'act' | 'reason'>,
): Write[] {
  return before.flatMap((one) => {
    const changed = after.find(({ id }) => id === one.id)
    const other = before.find(({ id }) => id !== one.id)?.id
    return changed && other ? [traceChange(deps, posting, { ...what, before: one, after: changed, other })] : []
  })
}

/** A merge of two members of the caller's. */
export async function mergeOf(deps: ReadDeps & Pick<Deps, 'merges'>, caller: Caller, id: string): Promise<Merge> {
  permit(caller, 'member.trail')
  const merged = await deps.merges.get(id)
  if (!merged) throw notFound()
  await Promise.all([merged.from, merged.into].map((member) => memberOf(deps, caller, 'member.trail', member)))
  return merged
}

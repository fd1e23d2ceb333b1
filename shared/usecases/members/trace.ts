import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import type { Member } from '../../domain/member/member.ts'
import { compareMembers, type TrailEvent } from '../../domain/rights/trail.ts'

export type TraceDeps = Pick<Deps, 'trail' | 'newId'>

/** The write of a trail event. It belongs in the transaction of the act. */
export const trace = (
  { trail, newId }: TraceDeps,
  { actor, source, now }: Pick<ActContext, 'actor' | 'source' | 'now'>,
  what: Omit<TrailEvent, 'id' | 'at' | 'actor' | 'source'>,
): Write => trail.add({ id: newId('trl'), at: now.toISOString(), actor, source, ...what })

/** Like `trace`, for a change to a member, with what differs. */
export const traceChange = (
  deps: TraceDeps,
  context: Pick<ActContext, 'actor' | 'source' | 'now'>,
  { before, after, ...what }: { before: Member; after: Member } & Pick<TrailEvent, 'act' | 'other' | 'reason'>,
): Write => trace(deps, context, { memberId: after.id, ...compareMembers(before, after), ...what })

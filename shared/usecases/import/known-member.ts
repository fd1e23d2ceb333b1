import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can } from '../../domain/access/policy.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { decideKnownRow, type RowDecision } from '../../domain/import/decide-row.ts'
import type { ImportRow } from '../../domain/import/row.ts'

/** Refuses a row for a place outside the caller's scope, whichever member it is about. */
export function refusedPlace({ frame }: Pick<Deps, 'frame'>, caller: Caller, row: ImportRow): RowDecision | undefined {
  const isTheirs = ({ area = row.area, agency = row.agency }: { area?: string; agency?: string }) =>
    frame.areas.find(area) === undefined || can(frame.areas, caller, 'member.write', { area, agency })
  if ([{}, ...row.stages].every(isTheirs)) return undefined
  return { kind: 'refused', problems: [{ code: 'place_not_yours', path: ['area'] }] }
}

/**
 * Decides a row about a known member. A member who is erased or outside the caller's scope is refused like any taken
 * NIK, which tells nothing about the holder.
 */
export async function decideKnownMember(
  { frame, members }: Pick<Deps, 'frame' | 'members'>,
  caller: Caller,
  context: ActContext,
  row: ImportRow,
  memberId: string,
): Promise<RowDecision> {
  let member = await members.get(memberId)
  while (member?.mergedInto) member = await members.get(member.mergedInto)
  const isForgotten = member?.status === 'erased'
  if (!member || isForgotten || !can(frame.areas, caller, 'member.write', member))
    return { kind: 'refused', problems: [{ code: 'nik_taken', path: ['nik'] }], isForgotten }
  return decideKnownRow(context, member, row)
}

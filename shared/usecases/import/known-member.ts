import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can } from '../../domain/access/policy.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { findNamesakeMark, markText } from '../../domain/duplicates/mark.ts'
import { decideKnownRow, type RowDecision } from '../../domain/import/decide-row.ts'
import { type ImportRow, mayBeSamePhone } from '../../domain/import/row.ts'
import { lacksNik } from '../../domain/member/member.ts'

/** Refuses a row for a place outside the caller's scope, no matter which member it is about. */
export function findPlaceRefusal(
  { frame }: Pick<Deps, 'frame'>,
  caller: Caller,
  row: ImportRow,
): RowDecision | undefined {
  const mayWriteAt = ({ area = row.area, agency = row.agency }: { area?: string; agency?: string }) =>
    frame.areas.find(area) === undefined || can(frame.areas, caller, 'member.write', { area, agency })
  if ([{}, ...row.stages].every(mayWriteAt)) return undefined
  return { kind: 'refused', problems: [{ code: 'place_not_yours', path: ['area'] }] }
}

/**
 * Decides a row about a known member. A member who is erased or outside the caller's scope is refused like any taken
 * NIK, which reveals nothing about the holder.
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
  const isErased = member?.status === 'erased'
  if (!member || isErased || !can(frame.areas, caller, 'member.write', member))
    return {
      kind: 'refused',
      problems: [{ code: 'nik_taken', path: ['nik'] }],
      holder: { memberId: member?.id ?? memberId, isErased },
    }
  return decideKnownRow(context, member, row)
}

/**
 * Finds, for each row without a NIK, a member without a NIK whom it may be about: same name, same gender, and same area
 * or birth date. Undefined if there is none whom the caller may change.
 */
export async function findNamesakes(
  { frame, members, matches }: Pick<Deps, 'frame' | 'members' | 'matches'>,
  caller: Caller,
  rows: ImportRow[],
): Promise<(string | undefined)[]> {
  const marks = rows.map(findNamesakeMark)
  const presentMarks = marks.filter((mark) => mark !== undefined)
  const holdersByMark = new Map(
    (await matches.find(presentMarks)).map(({ mark, holders }) => [markText(mark), holders]),
  )
  return Promise.all(
    marks.map(async (mark, i) => {
      for (const id of (mark && holdersByMark.get(markText(mark))) ?? []) {
        const member = await members.get(id)
        const isLike = member && lacksNik(member) && mayBeSamePhone(member.person?.phone, rows[i]?.person.phone)
        if (isLike && can(frame.areas, caller, 'member.write', member)) return id
      }
      return undefined
    }),
  )
}

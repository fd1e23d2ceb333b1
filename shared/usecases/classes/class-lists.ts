import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can, permit } from '../../domain/access/policy.ts'
import { type ClassList, type ClassListView, mostInClass, type NewClassList } from '../../domain/classes/class-list.ts'
import type { ExportFilter } from '../../domain/export/export.ts'
import type { Member } from '../../domain/member/member.ts'
import type { Person } from '../../domain/member/person.ts'
import { AppError, invalid, notFound, type Problem, refuseAll } from '../../domain/problems/app-error.ts'
import { agencyProblems, stageProblems } from '../../domain/programme/known-codes.ts'
import { formatMemberNumber } from '../../domain/values/member-number.ts'
import { maskPhone } from '../../domain/values/phone.ts'
import { ascending } from '../../domain/values/text-order.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { everyMember, type ListDeps } from '../members/list-members.ts'
import type { MemberDeps } from '../members/member-act.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { isRecorded, recordClass } from './class-attainment.ts'

export type ClassListDeps = ListDeps & Pick<Deps, 'classLists' | 'claims' | 'commit' | 'now' | 'newId'>

const Made = z.object({ classListId: z.string() })

const membersAtOnce = 16

/** Puts members on the list of a class. Throws `invalid` with everything that is wrong, members outside the scope too. */
export async function makeClassList(
  deps: ClassListDeps,
  caller: Caller,
  request: IdempotentRequest,
  asked: NewClassList,
) {
  permit(caller, 'member.write')
  const { memberIds: given, filter, ...about } = asked
  const { programme } = deps.frame
  return once(deps, caller, request, Made, async (claim) => {
    refuseAll([
      ...((given === undefined) === (filter === undefined) ? [{ code: 'class_list_of' as const }] : []),
      ...stageProblems(programme, asked.stage),
      ...agencyProblems(programme, asked.agency),
      ...(given ? await strangerProblems(deps, caller, given) : []),
    ])
    const list: ClassList = {
      ...about,
      id: deps.newId('cls'),
      memberIds: given ?? (await findInvitable(deps, caller, filter ?? {})),
      createdBy: caller.subject,
      createdAt: deps.now().toISOString(),
    }
    const made = { classListId: list.id }
    await deps.commit(claim(made), deps.classLists.add(list))
    return made
  })
}

/** Whom of the given members the caller does not serve, who is only kept on record, and who is named twice. */
async function strangerProblems(deps: ClassListDeps, caller: Caller, ids: string[]): Promise<Problem[]> {
  const mine = new Map((await findServed(deps, caller, ids)).map((member) => [member.id, member]))
  return ids.flatMap((id, i): Problem[] => {
    const member = mine.get(id)
    if (!member) return [{ code: 'not_found', path: ['memberIds', i] }]
    if (member.restrictedAt !== undefined) return [{ code: 'member_restricted', path: ['memberIds', i] }]
    return ids.indexOf(id) < i ? [{ code: 'class_duplicate', path: ['memberIds', i] }] : []
  })
}

/** Those members whom the caller serves, of records that are of a person. */
async function findServed(
  { members, frame }: Pick<Deps, 'members' | 'frame'>,
  caller: Caller,
  ids: string[],
): Promise<(Member & { person: Person })[]> {
  const found = await mapAtOnce([...new Set(ids)], membersAtOnce, (id) => members.get(id))
  return found.flatMap((member) =>
    member?.person && can(frame.areas, caller, 'member.write', member) ? [{ ...member, person: member.person }] : [],
  )
}

/** Who may be invited: whoever has not refused to be contacted, nor had processing restricted. */
async function findInvitable(deps: ClassListDeps, caller: Caller, filter: ExportFilter): Promise<string[]> {
  const ids: string[] = []
  for await (const { members } of everyMember(deps, caller, { ...filter, toContact: true, order: 'newest' })) {
    const mine = members.filter(
      (member) => member.restrictedAt === undefined && can(deps.frame.areas, caller, 'member.write', member),
    )
    ids.push(...mine.map(({ id }) => id))
    if (ids.length > mostInClass) throw invalid('class_list_large', { most: mostInClass }, ['filter'])
  }
  if (ids.length === 0) throw invalid('class_list_empty', {}, ['filter'])
  return ids
}

/** A class list with those on it whom the caller serves, by name. Throws `not_found` when there is none of them. */
export async function readClassList(
  deps: Pick<Deps, 'frame' | 'members' | 'classLists'>,
  caller: Caller,
  id: string,
): Promise<ClassListView> {
  permit(caller, 'member.write')
  const list = await deps.classLists.get(id)
  const onList = list ? await findServed(deps, caller, list.memberIds) : []
  const members = onList.filter(({ restrictedAt }) => restrictedAt === undefined)
  if (!list || members.length === 0) throw notFound()
  const { memberIds: _, ...about } = list
  const { compare } = new Intl.Collator('id')
  return {
    ...about,
    members: members
      .toSorted((a, b) => compare(a.person.name, b.person.name) || ascending(a.id, b.id))
      .map(({ id: memberId, person: { name, phone }, standings }) => ({
        memberId,
        number: formatMemberNumber(memberId),
        name,
        ...(phone && { phone: maskPhone(phone) }),
        ...(standings[list.stage] && { attainedOn: standings[list.stage]?.happenedOn }),
      })),
  }
}

/** Somebody who attended, and where it says so. */
export type Attendee = { memberId: string; path: (string | number)[] }

/**
 * Records the stage of a class for those on its list who attended, each with a result. Sent again, it changes nothing: who
 * holds the stage keeps it. Throws `invalid` naming every number that is not on the list, or twice.
 */
export async function recordAttendance(
  deps: MemberDeps & Pick<Deps, 'classLists'>,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  attendees: Attendee[],
) {
  permit(caller, 'member.write')
  const list = await deps.classLists.get(id)
  if (!list) throw notFound()
  const memberIds = attendees.map(({ memberId }) => memberId)
  const report = { stage: list.stage, happenedOn: list.heldOn, agency: list.agency, memberIds }
  const admit = () => refuseStrangers(deps, caller, request, id, attendees)
  return recordClass(deps, caller, request, report, admit).catch((error: unknown) => {
    throw error instanceof AppError ? new AppError(error.kind, error.problems.map(withoutSheetPath)) : error
  })
}

/**
 * Whoever is not among those on the list whom the caller serves now; but not who was recorded before the same request
 * was interrupted, whatever has become of that member since.
 */
async function refuseStrangers(
  deps: MemberDeps & Pick<Deps, 'classLists'>,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  attendees: Attendee[],
): Promise<void> {
  const list = await readClassList(deps, caller, id)
  const onList = new Set(list.members.map(({ memberId }) => memberId))
  const isStranger = async ({ memberId }: Attendee) =>
    !onList.has(memberId) && !(await isRecorded(deps, caller, request, memberId))
  const strange = await mapAtOnce(attendees, membersAtOnce, isStranger)
  const memberIds = attendees.map(({ memberId }) => memberId)
  refuseAll(
    attendees.flatMap(({ memberId, path }, i): Problem[] => {
      if (strange[i]) return [{ code: 'attendance_stranger', path }]
      return memberIds.indexOf(memberId) < i ? [{ code: 'attendance_twice', path }] : []
    }),
  )
}

/** A problem of the class itself names no part of what was sent. */
const withoutSheetPath = ({ path, ...problem }: Problem): Problem =>
  path !== undefined && problem.code.startsWith('attendance_') ? { ...problem, path } : problem

import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can, permit } from '../../domain/access/policy.ts'
import {
  type ClassList,
  type ClassListView,
  type ClassSummary,
  mostInClass,
  type NewClassList,
} from '../../domain/classes/class-list.ts'
import type { ExportFilter } from '../../domain/export/export.ts'
import type { Member } from '../../domain/member/member.ts'
import type { Person } from '../../domain/member/person.ts'
import { AppError, invalid, notFound, type Problem, refuseAll } from '../../domain/problems/app-error.ts'
import { listAgencyProblems, listStageProblems } from '../../domain/programme/known-codes.ts'
import { formatMemberNumber } from '../../domain/values/member-number.ts'
import { maskPhone } from '../../domain/values/phone.ts'
import { ascending } from '../../domain/values/text-order.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { type ListDeps, walkMembers } from '../members/list-members.ts'
import type { MemberDeps } from '../members/member-act.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { isRecorded, recordClass } from './class-attainment.ts'

export type ClassListDeps = ListDeps & Pick<Deps, 'classLists' | 'claims' | 'commit' | 'now' | 'newId'>

const ClassListMade = z.object({ classListId: z.string() })

const membersAtOnce = 16

/** Makes a class list. Throws `invalid` with every problem, including members outside the caller's scope. */
export async function makeClassList(
  deps: ClassListDeps,
  caller: Caller,
  request: IdempotentRequest,
  input: NewClassList,
) {
  permit(caller, 'member.write')
  const { memberIds: chosenIds, filter, ...details } = input
  const { programme } = deps.frame
  return once(deps, caller, request, ClassListMade, async (keepAnswer) => {
    refuseAll([
      ...((chosenIds === undefined) === (filter === undefined) ? [{ code: 'class_list_of' as const }] : []),
      ...listStageProblems(programme, input.stage),
      ...listAgencyProblems(programme, input.agency),
      ...(chosenIds ? await listStrangerProblems(deps, caller, chosenIds) : []),
    ])
    const list: ClassList = {
      ...details,
      id: deps.newId('cls'),
      memberIds: chosenIds ?? (await findInvitable(deps, caller, filter ?? {})).map(({ id }) => id),
      createdBy: caller.subject,
      createdAt: deps.now().toISOString(),
    }
    const answer = { classListId: list.id }
    await deps.commit(keepAnswer(answer), ...deps.classLists.add(list))
    return answer
  })
}

/** Problems with the chosen members: outside the caller's scope, restricted, or named twice. */
async function listStrangerProblems(deps: ClassListDeps, caller: Caller, ids: string[]): Promise<Problem[]> {
  const changeable = new Map((await findChangeable(deps, caller, ids)).map((member) => [member.id, member]))
  return ids.flatMap((id, i): Problem[] => {
    const member = changeable.get(id)
    if (!member) return [{ code: 'not_found', path: ['memberIds', i] }]
    if (member.restrictedAt !== undefined) return [{ code: 'member_restricted', path: ['memberIds', i] }]
    return ids.indexOf(id) < i ? [{ code: 'class_duplicate', path: ['memberIds', i] }] : []
  })
}

/** The members with personal data whom the caller may change. */
async function findChangeable(
  { members, frame }: Pick<Deps, 'members' | 'frame'>,
  caller: Caller,
  ids: string[],
): Promise<(Member & { person: Person })[]> {
  const found = new Map((await members.getMany([...new Set(ids)])).map((member) => [member.id, member]))
  return [...new Set(ids)].flatMap((id) => {
    const member = found.get(id)
    return member?.person && can(frame.areas, caller, 'member.write', member)
      ? [{ ...member, person: member.person }]
      : []
  })
}

/**
 * The members who may be invited: they accept contact, and their processing is not restricted. Throws `invalid`
 * when there are none, or more than fit in a class.
 */
export async function findInvitable(deps: ClassListDeps, caller: Caller, filter: ExportFilter): Promise<Member[]> {
  const invitable: Member[] = []
  for await (const { members } of walkMembers(deps, caller, { ...filter, toContact: true, order: 'newest' })) {
    const onPage = members.filter(
      (member) => member.restrictedAt === undefined && can(deps.frame.areas, caller, 'member.write', member),
    )
    invitable.push(...onPage)
    if (invitable.length > mostInClass) throw invalid('class_list_large', { most: mostInClass }, ['filter'])
  }
  if (invitable.length === 0) throw invalid('class_list_empty', {}, ['filter'])
  return invitable
}

/** The caller's latest class lists, newest first. */
export async function listOwnClasses(
  { classLists }: Pick<Deps, 'classLists'>,
  caller: Caller,
  limit: number,
): Promise<ClassSummary[]> {
  permit(caller, 'member.write')
  return classLists.latestBy(caller.subject, limit)
}

/**
 * A class list with the members on it whom the caller may change, sorted by name. Throws `not_found` when there are
 * none.
 */
export async function readClassList(
  deps: Pick<Deps, 'frame' | 'members' | 'classLists'>,
  caller: Caller,
  id: string,
): Promise<ClassListView> {
  permit(caller, 'member.write')
  const list = await deps.classLists.get(id)
  const onList = list ? await findChangeable(deps, caller, list.memberIds) : []
  const members = onList.filter(({ restrictedAt }) => restrictedAt === undefined)
  if (!list || members.length === 0) throw notFound()
  const { memberIds: _, ...details } = list
  const { compare } = new Intl.Collator('id')
  return {
    ...details,
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

/** An attendee, and where the sheet names the member. */
export type Attendee = { memberId: string; path: (string | number)[] }

/**
 * Records the stage of a class for the members on its list who attended, each with a result. Sending it again changes
 * nothing. Throws `invalid` with every number that is not on the list, or occurs twice.
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
 * Refuses attendees who are not on the list, or whom the caller may no longer change. A member whom the same request
 * recorded before an interruption is accepted.
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
  const areStrangers = await mapAtOnce(attendees, membersAtOnce, isStranger)
  const memberIds = attendees.map(({ memberId }) => memberId)
  refuseAll(
    attendees.flatMap(({ memberId, path }, i): Problem[] => {
      if (areStrangers[i]) return [{ code: 'attendance_stranger', path }]
      return memberIds.indexOf(memberId) < i ? [{ code: 'attendance_twice', path }] : []
    }),
  )
}

/** Removes the path into the sheet from a problem of the class itself. */
const withoutSheetPath = ({ path, ...problem }: Problem): Problem =>
  path !== undefined && problem.code.startsWith('attendance_') ? { ...problem, path } : problem

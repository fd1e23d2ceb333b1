import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { dayOf } from '../../../shared/domain/calendar.ts'
import { mostInClass, NewClassList } from '../../../shared/domain/classes/class-list.ts'
import { xlsxType } from '../../../shared/domain/export/xlsx-type.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import { invalid } from '../../../shared/domain/problems/app-error.ts'
import { formatMemberNumber, MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { requireRight } from '../../../shared/usecases/access/may.ts'
import { readAttendance } from '../../../shared/usecases/classes/attendance-sheet.ts'
import {
  type Attendee,
  findInvitable,
  listOwnClasses,
  makeClassList,
  readClassList,
  recordAttendance,
} from '../../../shared/usecases/classes/class-lists.ts'
import { findWaitingMembers } from '../../../shared/usecases/members/worklist.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import type { Submission } from '../form/answer-form.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, type FormValues, isOwnField, newForm, toObject, valueAt } from '../form/form-state.ts'
import { agencyOptions, areaOptions } from '../layout/options.ts'
import { readPathId } from '../layout/path-id.ts'
import { readWorklistQuery } from '../worklist/worklist-query.ts'
import { attendanceView, type InvitedCount, listOpen, newClassView, resultView, sheetView } from './classes-view.ts'

const mostListed = 20

/** Classes: make a list of participants, print it, and tick who came or upload the filled sheet. */
export function classRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const { frame } = deps
  const listIn = (c: DeskContext) => readClassList(deps, c.var.caller, readPathId(c, 'cls'))

  addFormPage(routes, deps, '/classes', NewClassList, async (c) => {
    const { caller, wording } = c.var
    requireRight(caller, 'member.write')
    const today = dayOf(deps.now(), frame.programme.zone)
    const agencies = agencyOptions(deps, caller)
    const show = async (form: FormState, invited?: InvitedCount) => {
      const ownClasses = await listOwnClasses(deps, caller, mostListed)
      return newClassView(wording, frame, form, {
        agencies,
        areas: areaOptions(deps, caller),
        made: ownClasses,
        invited,
      })
    }
    const fromWorklist = c.req.method === 'GET' && c.req.query('days') !== undefined ? readWorklistQuery(c) : undefined
    const invited = fromWorklist && (await findWaitingMembers(deps, caller, fromWorklist, mostInClass))
    return {
      start: newForm([
        ['stage', c.req.query('next') ?? ''],
        ['heldOn', today],
        ['agency', agencies.length === 1 ? (agencies[0]?.value ?? '') : ''],
        ['numbers', listPeople(invited?.members ?? [])],
      ]),
      read: readClass,
      show: (form) =>
        show(
          form,
          invited && invited.members.length > 0 ? { count: invited.members.length, isMore: invited.isMore } : undefined,
        ),
      async act(input, { request, values }) {
        if (input.filter) {
          const found = await findInvitable(deps, caller, input.filter)
          const filledFields = values.filter(([name]) => !isOwnField(name) && name !== 'numbers')
          return show(newForm([...filledFields, ['numbers', listPeople(found)]]), {
            count: found.length,
            isMore: false,
          })
        }
        const { answer } = await makeClassList(deps, caller, request, input)
        return `/classes/${answer.classListId}`
      },
    }
  })

  const Attendance = z.strictObject({ attended: z.array(MemberNumber).max(mostInClass).default([]) })
  addFormPage(routes, deps, '/classes/:id', Attendance, async (c) => {
    const list = await listIn(c)
    const open = listOpen(list)
    const tickedMembers = Number(c.req.query('tick')) === open.length ? open : []
    return {
      start: newForm(tickedMembers.map(({ memberId }): [string, string] => ['attended[]', memberId])),
      show: (form) => attendanceView(c.var.wording, frame, list, form, c.req.query('done')),
      async act({ attended }, submission) {
        if (attended.length === 0) throw invalid('attendance_nobody')
        return recordAndShow(
          c,
          list.id,
          attended.map((memberId) => ({ memberId, path: ['attended', memberId] })),
          submission,
        )
      },
    }
  })

  addFormPage(routes, deps, '/classes/:id/sheet', z.strictObject({}), async (c) => {
    const list = await listIn(c)
    return {
      show: (form) => sheetView(c.var.wording, frame, list, form),
      async act(_, submission) {
        const sheet = submission.files.get('sheet')
        if (!sheet) throw invalid('field_missing', {}, ['sheet'])
        return recordAndShow(c, list.id, await readAttendance(await sheet.bytes()), submission)
      },
    }
  })

  /** Records who came. If members were refused, shows why. */
  async function recordAndShow(c: DeskContext, id: string, attendees: Attendee[], { request }: Submission) {
    const { answer } = await recordAttendance(deps, c.var.caller, request, id, attendees)
    if (answer.refused === 0) return `/classes/${id}?done=attended`
    return resultView(c.var.wording, frame, await readClassList(deps, c.var.caller, id), answer)
  }

  routes.get('/classes/:id/page.html', async (c) => {
    const list = await listIn(c)
    const { classListPage, classListPolicy } = await import('../../../shared/render/class-list-page.ts')
    const answer = c.html(classListPage(list))
    c.header('Content-Security-Policy', classListPolicy)
    return answer
  })
  for (const format of ['csv', 'xlsx'] as const)
    routes.get(`/classes/:id/sheet.${format}`, async (c) => {
      const list = await listIn(c)
      const { classListSheet } = await import('../../../shared/render/class-list-sheet.ts')
      return c.body(new Uint8Array(classListSheet(list, format)), 200, {
        'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : xlsxType,
        'Content-Disposition': `attachment; filename="${list.id}.${format}"`,
      })
    })
  return routes
}

/** Separates a member's number from the name beside it. The name is only for reading. */
const nameMark = ' · '

/** Lists members, one per line: the number, and the name beside it. */
const listPeople = (members: Member[]): string =>
  members.map(({ id, person }) => formatMemberNumber(id) + (person ? nameMark + person.name : '')).join('\n')

/**
 * Reads the class and the numbers of those invited. If there are no numbers, reads a filter instead: everybody in the
 * area who lacks the stage.
 */
function readClass(values: FormValues): unknown {
  const {
    numbers: _,
    area,
    ...rest
  } = z.looseObject({ numbers: z.string().optional(), area: z.string().optional() }).parse(toObject(values))
  const memberIds = valueAt(values, 'numbers')
    .split('\n')
    .flatMap((line) => (line.split(nameMark.trim())[0] ?? '').split(/[\s,;]+/))
    .filter((each) => each !== '')
  const { stage } = rest
  if (memberIds.length > 0) return { ...rest, memberIds }
  return {
    ...rest,
    filter: {
      ...(area !== undefined && { area }),
      lacking: typeof stage === 'string' ? [stage] : [],
      status: 'active',
    },
  }
}

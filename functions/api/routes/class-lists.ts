import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { ClassListView, mostInClass, NewClassList } from '../../../shared/domain/classes/class-list.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { xlsxType } from '../../../shared/render/xlsx/xlsx-type.ts'
import { readAttendance } from '../../../shared/usecases/classes/attendance-sheet.ts'
import { ClassResult } from '../../../shared/usecases/classes/class-attainment.ts'
import { classListOf, makeClassList, recordAttendance } from '../../../shared/usecases/classes/class-lists.ts'
import { body, csvBody, json } from '../answers.ts'
import { csvText } from '../csv-text.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'

const ClassListPath = z.object({ id: z.string().regex(/^cls_[0-9A-Z]{20}$/) })

const Attendance = z
  .strictObject({ attended: z.array(MemberNumber).min(1).max(mostInClass) })
  .meta({ id: 'Attendance' })

const file = (type: string, description: string) => ({ description, content: { [type]: { schema: z.string() } } })

export const classListRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/class-lists',
        tags: ['Class lists'],
        summary: 'Put up to 200 members on the list of a class that is held on a day',
        request: { headers: IdempotencyHeader, ...body(NewClassList) },
        responses: { 201: json(ClassListView, 'The list'), ...refusalsOfChange },
      }),
      async (c) => {
        const asked = c.req.valid('json')
        const { answer, replayed } = await makeClassList(deps, c.var.caller, requestOf(deps, c, asked), asked)
        markReplay(c, replayed)
        c.header('Location', `/v1/class-lists/${answer.classListId}`)
        return c.json(await classListOf(deps, c.var.caller, answer.classListId), 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/class-lists/{id}',
        tags: ['Class lists'],
        summary: 'A class list: those on it whom you serve, by name',
        request: { params: ClassListPath },
        responses: { 200: json(ClassListView, 'The list'), ...refusals },
      }),
      async (c) => c.json(await classListOf(deps, c.var.caller, c.req.valid('param').id), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/class-lists/{id}/sheet.csv',
        tags: ['Class lists'],
        summary: 'A class list as CSV, to be sent back with its column Hadir filled',
        request: { params: ClassListPath },
        responses: { 200: file('text/csv', 'UTF-8 with BOM'), ...refusals },
      }),
      async (c) => {
        const list = await classListOf(deps, c.var.caller, c.req.valid('param').id)
        const { classListSheet } = await import('../../../shared/render/class-list-sheet.ts')
        c.header('Content-Type', 'text/csv; charset=utf-8')
        c.header('Content-Disposition', `attachment; filename="${list.id}.csv"`)
        return c.body(new Uint8Array(classListSheet(list, 'csv')), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/class-lists/{id}/sheet.xlsx',
        tags: ['Class lists'],
        summary: 'A class list as an Excel workbook',
        request: { params: ClassListPath },
        responses: { 200: file(xlsxType, 'The workbook'), ...refusals },
      }),
      async (c) => {
        const list = await classListOf(deps, c.var.caller, c.req.valid('param').id)
        const { classListSheet } = await import('../../../shared/render/class-list-sheet.ts')
        c.header('Content-Type', xlsxType)
        c.header('Content-Disposition', `attachment; filename="${list.id}.xlsx"`)
        return c.body(new Uint8Array(classListSheet(list, 'xlsx')), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/class-lists/{id}/page.html',
        tags: ['Class lists'],
        summary: 'A class list to print on A4: with a place to sign and a box to tick',
        request: { params: ClassListPath },
        responses: { 200: file('text/html', 'The page'), ...refusals },
      }),
      async (c) => {
        const list = await classListOf(deps, c.var.caller, c.req.valid('param').id)
        const { classListPage, classListPolicy } = await import('../../../shared/render/class-list-page.ts')
        c.header('Content-Security-Policy', classListPolicy)
        return c.html(classListPage(list), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/class-lists/{id}/attendances',
        tags: ['Class lists'],
        summary: 'Record the stage of a class for those on its list who attended, with a result for each',
        request: { params: ClassListPath, headers: IdempotencyHeader, ...body(Attendance) },
        responses: { 200: json(ClassResult, 'Who was recorded, and who was refused and why'), ...refusalsOfChange },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const asked = c.req.valid('json')
        const attendees = asked.attended.map((memberId, i) => ({ memberId, path: ['attended', i] }))
        const request = requestOf(deps, c, asked)
        const { answer, replayed } = await recordAttendance(deps, c.var.caller, request, id, attendees)
        markReplay(c, replayed)
        return c.json(answer, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/class-lists/{id}/attendances.csv',
        tags: ['Class lists'],
        summary: 'The same from the list as CSV with its column Hadir filled: y, ya, x, 1 or hadir, else empty',
        request: { params: ClassListPath, headers: IdempotencyHeader, ...csvBody },
        responses: { 200: json(ClassResult, 'Who was recorded, and who was refused and why'), ...refusalsOfChange },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const sheet = await csvText(c)
        const request = requestOf(deps, c, sheet)
        const { answer, replayed } = await recordAttendance(
          deps,
          c.var.caller,
          request,
          id,
          await readAttendance(sheet),
        )
        markReplay(c, replayed)
        return c.json(answer, 200)
      },
    )

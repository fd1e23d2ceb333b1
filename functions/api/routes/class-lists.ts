import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { ClassListView, mostInClass, NewClassList } from '../../../shared/domain/classes/class-list.ts'
import type { ExportFormat } from '../../../shared/domain/export/export.ts'
import { xlsxType } from '../../../shared/domain/export/xlsx-type.ts'
import { like } from '../../../shared/domain/problems/field-rule.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { readAttendance } from '../../../shared/usecases/classes/attendance-sheet.ts'
import { ClassResult } from '../../../shared/usecases/classes/class-attainment.ts'
import { makeClassList, readClassList, recordAttendance } from '../../../shared/usecases/classes/class-lists.ts'
import { binary, json } from '../answers.ts'
import { refusals } from '../problem.ts'
import { type ApiContext, newRouter } from '../router.ts'
import { SheetBody } from '../sheet-body.ts'
import { addWriteRoute } from '../writing-routes.ts'

const ClassListPath = z.object({ id: z.string().regex(/^cls_[0-9A-Z]{20}$/, like('cls_0K3M9QXF8H2N4PWZ7TVB')) })

const Attendance = z
  .strictObject({ attended: z.array(MemberNumber).min(1).max(mostInClass) })
  .meta({ id: 'Attendance' })

const fileAnswer = (type: string, description: string) => ({ description, content: { [type]: { schema: z.string() } } })

const sheetTypes: Record<ExportFormat, string> = { csv: 'text/csv; charset=utf-8', xlsx: xlsxType }

export function classListRoutes(deps: Deps) {
  const routes = newRouter()

  /** Makes a class list a file to download, and sets the headers of the answer. */
  async function makeSheet(c: ApiContext, id: string, format: ExportFormat): Promise<Uint8Array<ArrayBuffer>> {
    const list = await readClassList(deps, c.var.caller, id)
    const { classListSheet } = await import('../../../shared/render/class-list-sheet.ts')
    c.header('Content-Type', sheetTypes[format])
    c.header('Content-Disposition', `attachment; filename="${id}.${format}"`)
    return new Uint8Array(classListSheet(list, format))
  }

  addWriteRoute(routes, deps, {
    path: '/class-lists',
    tags: ['Class lists'],
    summary: 'Make a class list for a day, with up to 200 members',
    body: NewClassList,
    answer: json(ClassListView, 'The list'),
    location: ({ id }) => `/v1/class-lists/${id}`,
    carryOut: async ({ caller, request, body }) => {
      const { answer, replayed } = await makeClassList(deps, caller, request, body)
      return { answer: await readClassList(deps, caller, answer.classListId), replayed }
    },
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/class-lists/{id}',
      tags: ['Class lists'],
      summary: 'A class list with the members that you serve, sorted by name',
      request: { params: ClassListPath },
      responses: { 200: json(ClassListView, 'The list'), ...refusals },
    }),
    async (c) => c.json(await readClassList(deps, c.var.caller, c.req.valid('param').id), 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/class-lists/{id}/sheet.csv',
      tags: ['Class lists'],
      summary: 'A class list as CSV. Fill in the column Hadir and send the list back.',
      request: { params: ClassListPath },
      responses: { 200: fileAnswer('text/csv', 'UTF-8 with BOM'), ...refusals },
    }),
    async (c) => c.body(await makeSheet(c, c.req.valid('param').id, 'csv'), 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/class-lists/{id}/sheet.xlsx',
      tags: ['Class lists'],
      summary: 'A class list as an Excel workbook',
      request: { params: ClassListPath },
      responses: { 200: { description: 'The workbook', content: { [xlsxType]: binary } }, ...refusals },
    }),
    async (c) => c.body(await makeSheet(c, c.req.valid('param').id, 'xlsx'), 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/class-lists/{id}/page.html',
      tags: ['Class lists'],
      summary: 'A class list to print on A4, with a place to sign and a box to tick',
      request: { params: ClassListPath },
      responses: { 200: fileAnswer('text/html', 'The page'), ...refusals },
    }),
    async (c) => {
      const list = await readClassList(deps, c.var.caller, c.req.valid('param').id)
      const { classListPage, classListPolicy } = await import('../../../shared/render/class-list-page.ts')
      c.header('Content-Security-Policy', classListPolicy)
      return c.html(classListPage(list), 200)
    },
  )

  addWriteRoute(routes, deps, {
    path: '/class-lists/{id}/attendances',
    tags: ['Class lists'],
    summary: 'Record the stage of a class for the listed members who attended, with a result for each',
    params: ClassListPath,
    body: Attendance,
    status: 200,
    answer: json(ClassResult, 'The members who were recorded, and those who were refused, with reasons'),
    carryOut: async ({ caller, request, params: { id }, body }) => {
      const attendees = body.attended.map((memberId, i) => ({ memberId, path: ['attended', i] }))
      return recordAttendance(deps, caller, request, id, attendees)
    },
  })

  addWriteRoute(routes, deps, {
    path: '/class-lists/{id}/attendances.csv',
    tags: ['Class lists'],
    summary:
      'Record attendance from the list as CSV or XLSX. The column Hadir holds √, x, ya, hadir or H, or is empty.',
    params: ClassListPath,
    body: SheetBody,
    isSheet: true,
    status: 200,
    answer: json(ClassResult, 'The members who were recorded, and those who were refused, with reasons'),
    carryOut: async ({ caller, request, params: { id }, body: sheet }) =>
      recordAttendance(deps, caller, request, id, await readAttendance(sheet)),
  })

  return routes
}

import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { Export, NewExport } from '../../../shared/domain/export/export.ts'
import {
  discardExport,
  downloadLink,
  exportOf,
  listExports,
  requestExport,
} from '../../../shared/usecases/export/exports.ts'
import { body, json } from '../answers.ts'
import { openCursor, PageQuery, sealCursor } from '../cursor.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'

const ExportPath = z.object({ id: z.string().regex(/^exp_[0-9A-Z]{20}$/) })

const ExportItem = Export.omit({ file: true })
const ExportView = ExportItem.extend({
  download: z
    .object({ url: z.string(), expiresAt: z.string() })
    .optional()
    .describe('A link to the file, good for five minutes: for whoever asked for it, while it is ready'),
}).meta({ id: 'ExportView' })
const ExportList = z
  .object({ items: z.array(ExportItem.meta({ id: 'ExportItem' })), next: z.string().optional() })
  .meta({ id: 'ExportList' })

async function viewOf(deps: Deps, caller: Caller, made: Export): Promise<z.infer<typeof ExportView>> {
  const download = await downloadLink(deps, caller, made)
  return { ...itemOf(made), ...(download && { download }) }
}

const itemOf = ({ file: _, ...item }: Export): z.infer<typeof ExportItem> => item

export const exportRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/exports',
        tags: ['Exports'],
        summary: 'Ask for members as a CSV or Excel file, made with the rights that you have when its turn comes',
        request: { headers: IdempotencyHeader, ...body(NewExport) },
        responses: { 202: json(ExportView, 'Under way'), ...refusalsOfChange },
      }),
      async (c) => {
        const asked = c.req.valid('json')
        const { answer, replayed } = await requestExport(deps, c.var.caller, requestOf(deps, c, asked), asked)
        markReplay(c, replayed)
        c.header('Location', `/v1/exports/${answer.exportId}`)
        return c.json(await viewOf(deps, c.var.caller, await exportOf(deps, c.var.caller, answer.exportId)), 202)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/exports',
        tags: ['Exports'],
        summary: "One's own exports, newest first; an administrator of the whole sees everybody's",
        request: { query: PageQuery },
        responses: { 200: json(ExportList, 'A page of exports'), ...refusals },
      }),
      async (c) => {
        const { cursor, limit } = c.req.valid('query')
        const after = openCursor(deps, c, cursor, z.string())
        const { items, last } = await listExports(deps, c.var.caller, { after, limit })
        return c.json({ items: items.map(itemOf), ...(last && { next: sealCursor(deps, c, last) }) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/exports/{id}',
        tags: ['Exports'],
        summary: 'An export: how far it is and, while it is ready and not expired, a link to its file',
        request: { params: ExportPath },
        responses: { 200: json(ExportView, 'The export'), ...refusals },
      }),
      async (c) => {
        const made = await exportOf(deps, c.var.caller, c.req.valid('param').id)
        return c.json(await viewOf(deps, c.var.caller, made), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/exports/{id}/discards',
        tags: ['Exports'],
        summary: 'Give up an export: its file is removed, that it was made stands',
        request: { params: ExportPath, headers: IdempotencyHeader },
        responses: { 200: json(ExportView, 'Discarded'), ...refusalsOfChange },
      }),
      async (c) => {
        const { id } = c.req.valid('param')
        const { replayed } = await discardExport(deps, c.var.caller, requestOf(deps, c), id)
        markReplay(c, replayed)
        return c.json(await viewOf(deps, c.var.caller, await exportOf(deps, c.var.caller, id)), 200)
      },
    )

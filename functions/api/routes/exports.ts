import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { Export, NewExport } from '../../../shared/domain/export/export.ts'
import { like } from '../../../shared/domain/problems/field-rule.ts'
import {
  discardExport,
  listExports,
  makeDownloadLink,
  readExport,
  requestExport,
} from '../../../shared/usecases/export/exports.ts'
import { json } from '../answers.ts'
import { PageQuery, readCursorPage } from '../cursor.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'

const ExportPath = z.object({ id: z.string().regex(/^exp_[0-9A-Z]{20}$/, like('exp_0K3M9QXF8H2N4PWZ7TVB')) })

const ExportItem = Export.omit({ file: true })
const ExportView = ExportItem.extend({
  download: z
    .object({ url: z.string(), expiresAt: z.string() })
    .optional()
    .describe(
      'A link to the file, valid for five minutes. Only the person who asked for the file gets it, while it is ready.',
    ),
}).meta({ id: 'ExportView' })
const ExportList = z
  .object({ items: z.array(ExportItem.meta({ id: 'ExportItem' })), next: z.string().optional() })
  .meta({ id: 'ExportList' })

async function viewExport(deps: Deps, caller: Caller, job: Export): Promise<z.infer<typeof ExportView>> {
  const download = await makeDownloadLink(deps, caller, job)
  return { ...omitFile(job), ...(download && { download }) }
}

const omitFile = ({ file: _, ...item }: Export): z.infer<typeof ExportItem> => item

export function exportRoutes(deps: Deps) {
  const routes = newRouter()

  addWriteRoute(routes, deps, {
    path: '/exports',
    tags: ['Exports'],
    summary: 'Request a file of members in CSV or Excel. It is made later, with the rights that you have then.',
    body: NewExport,
    status: 202,
    answer: json(ExportView, 'Under way'),
    location: ({ id }) => `/v1/exports/${id}`,
    carryOut: async ({ caller, request, body }) => {
      const { answer, replayed } = await requestExport(deps, caller, request, body)
      return { answer: await viewExport(deps, caller, await readExport(deps, caller, answer.exportId)), replayed }
    },
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/exports',
      tags: ['Exports'],
      summary: "Your own exports, newest first. An administrator of the whole programme sees everybody's.",
      request: { query: PageQuery },
      responses: { 200: json(ExportList, 'A page of exports'), ...refusals },
    }),
    async (c) => {
      const { items, ...more } = await readCursorPage(deps, c, c.req.valid('query'), (page) =>
        listExports(deps, c.var.caller, page),
      )
      return c.json({ items: items.map(omitFile), ...more }, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/exports/{id}',
      tags: ['Exports'],
      summary: 'An export with its status and, until it expires, a link to its file',
      request: { params: ExportPath },
      responses: { 200: json(ExportView, 'The export'), ...refusals },
    }),
    async (c) => {
      const job = await readExport(deps, c.var.caller, c.req.valid('param').id)
      return c.json(await viewExport(deps, c.var.caller, job), 200)
    },
  )

  addWriteRoute(routes, deps, {
    path: '/exports/{id}/discards',
    tags: ['Exports'],
    summary: 'Discard an export. Its file is removed, and its record stays.',
    params: ExportPath,
    status: 200,
    answer: json(ExportView, 'Discarded'),
    carryOut: async ({ caller, request, params: { id } }) => {
      const { replayed } = await discardExport(deps, caller, request, id)
      return { answer: await viewExport(deps, caller, await readExport(deps, caller, id)), replayed }
    },
  })

  return routes
}

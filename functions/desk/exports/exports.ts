import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { NewExport } from '../../../shared/domain/export/export.ts'
import { notFound } from '../../../shared/domain/problems/app-error.ts'
import {
  discardExport,
  listExports,
  makeDownloadLink,
  readExport,
  requestExport,
} from '../../../shared/usecases/export/exports.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormValues, newForm, toObject } from '../form/form-state.ts'
import { areaOptions } from '../layout/options.ts'
import { readPathId } from '../layout/path-id.ts'
import { render } from '../layout/render.ts'
import { exportsView, exportView } from './exports-view.ts'

const mostListed = 20

/** Exports of members in a file. A job makes the file with the rights of the caller. The file expires after a day. */
export function exportRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const readExportId = (c: DeskContext) => readPathId(c, 'exp')

  addFormPage(routes, deps, '/exports', NewExport, (c) => {
    const { caller, wording } = c.var
    return {
      start: newForm([['format', 'xlsx']]),
      read: readExportRequest,
      async show(form) {
        const { items } = await listExports(deps, caller, { limit: mostListed })
        return exportsView(wording, deps.frame, form, { areas: areaOptions(deps, caller), made: items })
      },
      async act(input, { request }) {
        const { answer } = await requestExport(deps, caller, request, input)
        return `/exports/${answer.exportId}`
      },
    }
  })

  const page = async (c: DeskContext, form = newForm()) => {
    const job = await readExport(deps, c.var.caller, readExportId(c))
    const link = await makeDownloadLink(deps, c.var.caller, job)
    return exportView(c.var.wording, deps.frame, job, { canDownload: link !== undefined, form })
  }

  routes.get('/exports/:id', async (c) => render(c, await page(c)))
  // The link lasts only minutes, so it is made on the click.
  routes.get('/exports/:id/file', async (c) => {
    const link = await makeDownloadLink(deps, c.var.caller, await readExport(deps, c.var.caller, readExportId(c)))
    if (!link) throw notFound()
    return c.redirect(link.url, 302)
  })
  addFormPage(routes, deps, '/exports/:id/discard', z.strictObject({}), (c) => ({
    show: (form) => page(c, form),
    async act(_, { request }) {
      await discardExport(deps, c.var.caller, request, readExportId(c))
      return `/exports/${readExportId(c)}`
    },
  }))
  return routes
}

function readExportRequest(values: FormValues): unknown {
  const { revealed, ...asked } = z.looseObject({ filter: z.looseObject({}).default({}) }).parse(toObject(values))
  return { ...asked, ...(revealed === 'yes' && { revealed: true }) }
}

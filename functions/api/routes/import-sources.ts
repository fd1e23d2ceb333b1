import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { ImportSource } from '../../../shared/domain/import/mapping.ts'
import { listSources, readSource, saveSource } from '../../../shared/usecases/import/sources.ts'
import { json, jsonWithVersion } from '../answers.ts'
import { setEtag } from '../etag.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addChangeRoute } from '../writing-routes.ts'

const SourcePath = z.object({ code: ImportSource.shape.code })
const SourceList = z.object({ items: z.array(ImportSource) }).meta({ id: 'ImportSourceList' })
const SourceChange = z
  .strictObject({ name: ImportSource.shape.name, mapping: ImportSource.shape.mapping })
  .meta({ id: 'ImportSourceChange' })

export function importSourceRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/import-sources',
      tags: ['Imports'],
      summary: 'The sources of files with their saved mappings',
      responses: { 200: json(SourceList, 'Sources'), ...refusals },
    }),
    async (c) => c.json({ items: await listSources(deps, c.var.caller) }, 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/import-sources/{code}',
      tags: ['Imports'],
      summary: 'How the files of one source are read',
      request: { params: SourcePath },
      responses: { 200: jsonWithVersion(ImportSource, 'The source'), ...refusals },
    }),
    async (c) => {
      const source = await readSource(deps, c.var.caller, c.req.valid('param').code)
      setEtag(c, source.version)
      return c.json(source, 200)
    },
  )

  addChangeRoute(routes, {
    method: 'put',
    path: '/import-sources/{code}',
    tags: ['Imports'],
    summary: 'Save how the files of a source are read. If-Match "0" creates the source.',
    params: SourcePath,
    body: SourceChange,
    answer: jsonWithVersion(ImportSource, 'Saved'),
    change: ({ caller, version, params: { code }, body }) => saveSource(deps, caller, version, { code, ...body }),
  })

  return routes
}

import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { Import, RowCounts } from '../../../shared/domain/import/import.ts'
import { ImportAnswers, ImportMapping } from '../../../shared/domain/import/mapping.ts'
import { like } from '../../../shared/domain/problems/field-rule.ts'
import { rejectedCsv } from '../../../shared/render/rejected-csv.ts'
import {
  answerImport,
  confirmImport,
  createImport,
  discardImport,
  type ImportProgress,
  listImports,
  makeUploadLink,
  readImportProgress,
  startUndo,
  startValidation,
} from '../../../shared/usecases/import/imports.ts'
import {
  makeRejectedFile,
  ResultCursor,
  RowFinding,
  RowOutcome,
  readImportFindings,
  readImportResults,
} from '../../../shared/usecases/import/results.ts'
import { json } from '../answers.ts'
import { openCursor, PageQuery, readCursorPage, sealCursor } from '../cursor.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'

const ImportPath = z.object({ id: z.string().regex(/^imp_[0-9A-Z]{20}$/, like('imp_0K3M9QXF8H2N4PWZ7TVB')) })

const NewImport = z
  .strictObject({
    source: z.string().min(1).max(40).optional().describe('Use the saved mapping of this source'),
    mapping: ImportMapping.optional().describe('Default: columns are named like the fields'),
  })
  .meta({ id: 'NewImport' })

const ImportView = Import.omit({ headings: true })
  .extend({
    upload: z
      .object({ method: z.literal('PUT'), url: z.string(), contentType: z.literal('text/csv'), expiresAt: z.string() })
      .optional()
      .describe('The upload link, while the import waits for a file'),
    done: RowCounts.describe('Rows applied so far, according to the checkpoints'),
    undone: RowCounts.describe('Rows undone so far, counted under `changed`'),
  })
  .meta({ id: 'ImportView' })

const ImportList = z
  .object({ items: z.array(Import.omit({ headings: true })), next: z.string().optional() })
  .meta({ id: 'ImportList' })

const UndoRequest = z
  .strictObject({ reason: z.string().min(1).max(32).describe("One of the programme's reasons") })
  .meta({ id: 'UndoRequest' })

const ResultQuery = PageQuery.omit({ limit: true }).extend({
  of: z
    .enum(['applied', 'undone'])
    .default('applied')
    .describe('`applied` lists how rows were applied, `undone` how they were undone'),
})
const Results = z.object({ items: z.array(RowOutcome), next: z.string().optional() }).meta({ id: 'RowOutcomes' })
const Findings = z.object({ items: z.array(RowFinding), next: z.string().optional() }).meta({ id: 'RowFindings' })
const RejectedFile = z
  .object({ url: z.string(), rows: z.int(), expiresAt: z.string() })
  .meta({ id: 'RejectedFile', description: 'A link to a CSV file of the refused rows, valid for five minutes' })

/** Shows an import to its caller, with a fresh upload link while it waits for the file. */
async function viewImport(
  deps: Deps,
  { headings: _, ...progress }: ImportProgress,
): Promise<z.infer<typeof ImportView>> {
  const link = await makeUploadLink(deps, progress)
  return { ...progress, ...(link && { upload: { method: 'PUT', contentType: 'text/csv', ...link } }) }
}

export function importRoutes(deps: Deps) {
  const routes = newRouter()

  /** Waits for a step of an import, and shows the import after it. */
  async function viewAfter(caller: Caller, step: Promise<{ answer: { importId: string }; replayed: boolean }>) {
    const { answer, replayed } = await step
    return { answer: await viewImport(deps, await readImportProgress(deps, caller, answer.importId)), replayed }
  }

  addWriteRoute(routes, deps, {
    path: '/imports',
    tags: ['Imports'],
    summary: 'Create an import of members with their stage dates. The answer has the upload link.',
    body: NewImport,
    answer: json(ImportView, 'Opened'),
    location: ({ id }) => `/v1/imports/${id}`,
    carryOut: ({ caller, request, body }) => viewAfter(caller, createImport(deps, caller, request, body)),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/imports',
      tags: ['Imports'],
      summary: "Your own imports, newest first. An administrator of the whole programme sees everybody's.",
      request: { query: PageQuery },
      responses: { 200: json(ImportList, 'A page of imports'), ...refusals },
    }),
    async (c) => {
      const { items, ...more } = await readCursorPage(deps, c, c.req.valid('query'), (page) =>
        listImports(deps, c.var.caller, page),
      )
      return c.json({ items: items.map(({ headings: _, ...each }) => each), ...more }, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/imports/{id}',
      tags: ['Imports'],
      summary: 'An import with its findings, expected figures and progress',
      request: { params: ImportPath },
      responses: { 200: json(ImportView, 'The import'), ...refusals },
    }),
    async (c) =>
      c.json(await viewImport(deps, await readImportProgress(deps, c.var.caller, c.req.valid('param').id)), 200),
  )

  addWriteRoute(routes, deps, {
    path: '/imports/{id}/validations',
    tags: ['Imports'],
    summary: 'Validate the uploaded file. Nothing is written. A repeat resumes where it was interrupted.',
    params: ImportPath,
    status: 202,
    answer: json(ImportView, 'Under way'),
    carryOut: ({ caller, request, params: { id } }) => viewAfter(caller, startValidation(deps, caller, request, id)),
  })

  addWriteRoute(routes, deps, {
    path: '/imports/{id}/answers',
    tags: ['Imports'],
    summary: 'Answer the questions about the file (`questions`) and validate it again',
    params: ImportPath,
    body: ImportAnswers,
    status: 202,
    answer: json(ImportView, 'Under way'),
    carryOut: async ({ caller, request, params: { id }, body }) => {
      const { replayed } = await answerImport(deps, caller, request, id, body)
      return { answer: await viewImport(deps, await readImportProgress(deps, caller, id)), replayed }
    },
  })

  addWriteRoute(routes, deps, {
    path: '/imports/{id}/confirmations',
    tags: ['Imports'],
    summary: 'Apply the valid rows. A repeat resumes where it was interrupted.',
    params: ImportPath,
    status: 202,
    answer: json(ImportView, 'Under way'),
    carryOut: ({ caller, request, params: { id } }) => viewAfter(caller, confirmImport(deps, caller, request, id)),
  })

  addWriteRoute(routes, deps, {
    path: '/imports/{id}/undoings',
    tags: ['Imports'],
    summary: 'Undo an import by reversals. A repeat resumes where it was interrupted.',
    params: ImportPath,
    body: UndoRequest,
    status: 202,
    answer: json(ImportView, 'Under way'),
    carryOut: ({ caller, request, params: { id }, body }) =>
      viewAfter(caller, startUndo(deps, caller, request, id, body.reason)),
  })

  addWriteRoute(routes, deps, {
    path: '/imports/{id}/discards',
    tags: ['Imports'],
    summary: 'Discard an import that has changed nothing, and remove its files',
    params: ImportPath,
    status: 200,
    answer: json(ImportView, 'Discarded'),
    carryOut: ({ caller, request, params: { id } }) => viewAfter(caller, discardImport(deps, caller, request, id)),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/imports/{id}/findings',
      tags: ['Imports'],
      summary:
        'Rows refused, unchanged, passed over or with a warning, with their row number in the sheet and line number in the file',
      request: { params: ImportPath, query: PageQuery.omit({ limit: true }) },
      responses: { 200: json(Findings, 'A page of findings, in the order of the file'), ...refusals },
    }),
    async (c) => {
      const page = openCursor(deps, c, c.req.valid('query').cursor, z.int()) ?? 0
      const { items, next } = await readImportFindings(deps, c.var.caller, c.req.valid('param').id, page)
      return c.json({ items, ...(next !== undefined && { next: sealCursor(deps, c, next) }) }, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/imports/{id}/results',
      tags: ['Imports'],
      summary: 'The result of each row: the member and the entries, or the reason for the refusal',
      request: { params: ImportPath, query: ResultQuery },
      responses: { 200: json(Results, 'A page of results, part by part'), ...refusals },
    }),
    async (c) => {
      const { cursor, of } = c.req.valid('query')
      const from = openCursor(deps, c, cursor, ResultCursor)
      const direction = of === 'applied' ? 'APPLY' : 'UNDO'
      const { items, next } = await readImportResults(deps, c.var.caller, c.req.valid('param').id, { from, direction })
      return c.json({ items, ...(next && { next: sealCursor(deps, c, next) }) }, 200)
    },
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/imports/{id}/rejected',
      tags: ['Imports'],
      summary: 'A file of the refused rows, each with its problems, to correct and upload again',
      request: { params: ImportPath },
      responses: { 200: json(RejectedFile, 'A link to the file'), ...refusals },
    }),
    async (c) => c.json(await makeRejectedFile(deps, c.var.caller, c.req.valid('param').id, rejectedCsv), 200),
  )

  return routes
}

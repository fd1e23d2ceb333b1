import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { makeFieldHeadings } from '../../../shared/domain/import/field-headings.ts'
import { ImportMapping } from '../../../shared/domain/import/mapping.ts'
import { invalid, refuseAll } from '../../../shared/domain/problems/app-error.ts'
import { cleanText } from '../../../shared/domain/values/clean-text.ts'
import { writeCsv } from '../../../shared/render/csv.ts'
import { rejectedCsv } from '../../../shared/render/rejected-csv.ts'
import { requireRight } from '../../../shared/usecases/access/may.ts'
import {
  answerImport,
  confirmImport,
  createImport,
  discardImport,
  listImports,
  readFileNames,
  readHeadings,
  readImportProgress,
  readUploadedHeadings,
  startUndo,
  startValidation,
  takeUpload,
} from '../../../shared/usecases/import/imports.ts'
import { listNamedFindings, makeRejectedFile } from '../../../shared/usecases/import/results.ts'
import { listSources } from '../../../shared/usecases/import/sources.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormValues, newForm } from '../form/form-state.ts'
import { readPathId } from '../layout/path-id.ts'
import { render } from '../layout/render.ts'
import { columnsView } from './columns-view.ts'
import { columnField, guessFields, listMissingFields } from './guess-fields.ts'
import { listTemplateHeadings, nameField } from './import-words.ts'
import { importsView, importView } from './imports-view.ts'
import { readAnswers } from './questions-view.ts'

const mostListed = 20

/** Imports of members, step by step: upload, columns, findings and figures, confirmation, undo. */
export function importRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const readImportId = (c: DeskContext) => readPathId(c, 'imp')

  addFormPage(routes, deps, '/imports', z.strictObject({ source: z.string().max(40).optional() }), (c) => {
    const { caller, wording } = c.var
    return {
      async show(form) {
        const [sources, { items }] = await Promise.all([
          listSources(deps, caller),
          listImports(deps, caller, { limit: mostListed }),
        ])
        const fileNames = await readFileNames(deps, items)
        return importsView(wording, deps.frame, form, { sources, imports: items, fileNames })
      },
      async act({ source }, { request, files }) {
        const file = files.get('file')
        if (!file) throw invalid('field_missing', {}, ['file'])
        // A file that cannot be read is refused before an import is made for it.
        await readHeadings(deps, ImportMapping.parse({}), async () => file.stream())
        const { answer } = await createImport(deps, caller, request, { source, fileName: shortenFileName(file.name) })
        const progress = await readImportProgress(deps, caller, answer.importId)
        if (progress.status === 'created') await takeUpload(deps, caller, answer.importId, await file.bytes())
        return `/imports/${answer.importId}/columns`
      },
    }
  })

  addFormPage(routes, deps, '/imports/:id/columns', z.record(z.string(), z.string()), async (c) => {
    const { caller, wording } = c.var
    const id = readImportId(c)
    const progress = await readImportProgress(deps, caller, id)
    const known = makeFieldHeadings(deps.frame.programme)
    const { fields } = known
    const waiting = progress.status === 'created'
    const { headings, examples } = waiting
      ? await readUploadedHeadings(deps, caller, id)
      : { headings: [], examples: [] }
    const listMissing = (mapping: ImportMapping) =>
      listMissingFields(known, mapping, headings).map((group) =>
        group.map((field) => nameField(field, wording)).join(wording.say(' atau ', ' or ')),
      )
    const missing = listMissing(progress.mapping)
    return {
      start: newForm(guessFields(known, progress.mapping, headings)),
      read: (values) => Object.fromEntries(values.filter(([name]) => name.startsWith('c'))),
      // After the columns were matched (for example, if somebody goes back), shows the import itself.
      show: (form) =>
        waiting
          ? columnsView(wording, deps.frame, id, { fields, headings, examples, missing }, form)
          : importPage(c, form),
      async act(_, { request, values }) {
        const columns = Object.fromEntries(pairColumns(values, headings))
        const mapping = waiting ? { ...progress.mapping, columns } : undefined
        if (mapping)
          refuseAll(listMissing(mapping).map((field) => ({ code: 'import_field_missing', params: { field } })))
        await startValidation(deps, caller, request, id, mapping)
        return `/imports/${id}`
      },
    }
  })

  routes.get('/imports/template.csv', (c) => {
    requireRight(c.var.caller, 'members.import')
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', 'attachment; filename="anggota.csv"')
    return c.body(writeCsv([listTemplateHeadings(deps.frame, c.var.wording)]))
  })

  routes.get('/imports/:id', async (c) => render(c, await importPage(c)))

  async function importPage(c: DeskContext, form = newForm()) {
    const { caller, wording } = c.var
    const id = readImportId(c)
    const asked = Number(c.req.query('page') ?? 0)
    const page = Number.isSafeInteger(asked) && asked >= 0 ? asked : 0
    const [progress, findings] = await Promise.all([
      readImportProgress(deps, caller, id),
      listNamedFindings(deps, caller, id, page),
    ])
    const fileName = (await readFileNames(deps, [progress])).get(id)
    return importView(wording, deps.frame, { progress, fileName, findings, page, form, done: c.req.query('done') })
  }

  /** Adds the POST of a button on the import's own page. */
  const addStep = <T extends z.ZodType>(
    path: string,
    schema: T,
    carryOut: (
      c: DeskContext,
      id: string,
      input: z.output<T>,
      request: Parameters<typeof confirmImport>[2],
    ) => Promise<unknown>,
    done = '',
  ) =>
    addFormPage(routes, deps, `/imports/:id/${path}`, schema, (c) => ({
      show: (form) => importPage(c, form),
      async act(input, { request }) {
        await carryOut(c, readImportId(c), input, request)
        return `/imports/${readImportId(c)}${done}`
      },
    }))

  addStep('answers', z.record(z.string(), z.string()), async (c, id, answers, request) => {
    const { questions = [] } = await readImportProgress(deps, c.var.caller, id)
    await answerImport(deps, c.var.caller, request, id, readAnswers(questions, answers))
  })
  addStep('confirmation', z.strictObject({}), (c, id, _, request) => confirmImport(deps, c.var.caller, request, id))
  addStep(
    'discard',
    z.strictObject({}),
    (c, id, _, request) => discardImport(deps, c.var.caller, request, id),
    '?done=discarded',
  )
  addStep('undo', z.strictObject({ reason: z.string().min(1).max(32) }), (c, id, { reason }, request) =>
    startUndo(deps, c.var.caller, request, id, reason),
  )

  routes.get('/imports/:id/rejected', async (c) => {
    const { url } = await makeRejectedFile(deps, c.var.caller, readImportId(c), rejectedCsv)
    return c.redirect(url, 302)
  })
  return routes
}

/** The name of a file as lists show it: without its folders, and with few digits of a long number, which may be a NIK. */
const shortenFileName = (name: string): string =>
  cleanText(name.replace(/^.*[/\\]/, ''))
    .replaceAll(/\d{9,}/g, (digits) => `${digits.slice(0, 4)}…`)
    .slice(0, 120)

/** Pairs each heading with its field. A skipped column is `ignore`, so that the import accounts for every column. */
const pairColumns = (values: FormValues, headings: string[]): [string, string][] =>
  headings.flatMap((heading, i): [string, string][] => {
    const field = values.find(([name]) => name === columnField(i))?.[1]
    return heading.trim() === '' ? [] : [[heading, field === undefined || field === '' ? 'ignore' : field]]
  })

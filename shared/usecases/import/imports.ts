import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can, permit } from '../../domain/access/policy.ts'
import { listReasonProblems } from '../../domain/acts/reverse.ts'
import { makeFieldHeadings } from '../../domain/import/field-headings.ts'
import {
  type Import,
  type ImportQuestion,
  ImportStatus,
  mayBecome,
  type RowCounts,
  sumCounts,
} from '../../domain/import/import.ts'
import type { ImportJob } from '../../domain/import/import-step.ts'
import {
  type ImportAnswers,
  ImportMapping,
  listMappingProblems,
  makeFieldFinder,
  withAnswers,
} from '../../domain/import/mapping.ts'
import { listImportFields } from '../../domain/import/sheet-row.ts'
import { AppError, conflict, invalid, notFound, refuseAll } from '../../domain/problems/app-error.ts'
import { ignoreIfRaceLost, refuseIfRaceLost } from '../../domain/problems/lost-race.ts'
import { findHeading, mostTitleRows } from '../../domain/tables/heading.ts'
import type { TableRow } from '../../domain/tables/table-row.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { openTable, type TableSheet } from '../tables/open-table.ts'
import { UnreadableFile } from '../tables/unreadable-file.ts'
import { fileOf, intakeDays, openUpload, removeLeftOver } from './import-files.ts'
import { readSampleLines } from './sample-lines.ts'

export type ImportDeps = Pick<
  Deps,
  'frame' | 'imports' | 'importSources' | 'jobs' | 'intake' | 'claims' | 'commit' | 'now' | 'newId'
>

/** An import with its progress. */
export type ImportProgress = Import & { done: RowCounts; undone: RowCounts }

/** The result of a request about an import: the import's id and new status. */
const ImportStep = z.object({ importId: z.string(), status: ImportStatus, attempt: z.int() })

const uploadSeconds = 3600
const mostExamples = 3

const mayManage = ({ frame }: Pick<Deps, 'frame'>, caller: Caller): boolean =>
  can(frame.areas, caller, 'imports.manage', { area: frame.areas.root })

/** An import that the caller created, or any import for callers who manage imports. */
export async function readImport(deps: Pick<Deps, 'frame' | 'imports'>, caller: Caller, id: string): Promise<Import> {
  permit(caller, 'members.import')
  const found = await deps.imports.get(id)
  if (!found || (found.createdBy !== caller.subject && !mayManage(deps, caller))) throw notFound()
  return found
}

/** An import with its progress, from its checkpoints. */
export async function readImportProgress(
  deps: Pick<Deps, 'frame' | 'imports' | 'intake'>,
  caller: Caller,
  id: string,
): Promise<ImportProgress> {
  const found = await readImport(deps, caller, id)
  const count = async (direction: 'APPLY' | 'UNDO') =>
    sumCounts(
      await mapAtOnce(found.parts, 8, async ({ part }) => {
        const last = await deps.imports.lastChunk({ importId: id, part, direction })
        return last?.soFar ?? sumCounts([])
      }),
    )
  const questions = await addSamples(deps, found)
  return { ...found, ...(questions && { questions }), done: await count('APPLY'), undone: await count('UNDO') }
}

/** The questions about a file. A question about its encoding comes with sample lines. */
async function addSamples(
  deps: Pick<Deps, 'intake'>,
  { id, status, questions }: Import,
): Promise<ImportQuestion[] | undefined> {
  if (status !== 'asking' || !questions?.some(({ answer }) => answer === 'encoding')) return questions
  const examples = (await readSampleLines(deps, id)) ?? []
  return questions.map((question) => (question.answer === 'encoding' ? { ...question, examples } : question))
}

/** A page of the caller's imports, newest first, or of everybody's for callers who manage imports. It may be short. */
export async function listImports(
  deps: Pick<Deps, 'frame' | 'imports'>,
  caller: Caller,
  page: { after?: string | undefined; limit: number },
): Promise<{ items: Import[]; last?: string }> {
  permit(caller, 'members.import')
  const { items, last } = await deps.imports.page(page)
  const managesAll = mayManage(deps, caller)
  return { items: items.filter(({ createdBy }) => managesAll || createdBy === caller.subject), ...(last && { last }) }
}

/** The names of the files of imports that the caller may see, by import. */
export const readFileNames = (deps: Pick<Deps, 'imports'>, visible: Import[]): Promise<Map<string, string>> =>
  deps.imports.fileNames(visible.map(({ id }) => id))

/** Creates an import with the given mapping, or with the saved mapping of its source. */
export async function createImport(
  deps: ImportDeps,
  caller: Caller,
  request: IdempotentRequest,
  {
    source,
    mapping: givenMapping,
    fileName,
  }: { source?: string | undefined; mapping?: ImportMapping | undefined; fileName?: string | undefined },
) {
  permit(caller, 'members.import')
  const savedSource = source === undefined ? undefined : await deps.importSources.get(source)
  if (source !== undefined && !savedSource) throw invalid('import_source_unknown', { source }, ['source'])
  const mapping = givenMapping ?? savedSource?.mapping ?? ImportMapping.parse({})
  refuseAll(listMappingProblems(listImportFields(deps.frame.programme), mapping).map(locateIn('mapping')))
  return once(deps, caller, request, ImportStep, async (keepAnswer) => {
    const newImport: Import = {
      id: deps.newId('imp'),
      version: 1,
      status: 'created',
      ...(source && { source }),
      mapping,
      createdBy: caller.subject,
      createdAt: deps.now().toISOString(),
      problems: [],
      parts: [],
      findings: 0,
    }
    const step = { importId: newImport.id, status: newImport.status, attempt: newImport.version }
    const nameWrites = fileName === undefined ? [] : [deps.imports.addFileName(newImport, fileName, intakeDays)]
    await deps.commit(keepAnswer(step), deps.imports.add(newImport), ...nameWrites)
    return step
  })
}

const locateIn =
  (field: string) =>
  <T extends { path?: (string | number)[] }>(problem: T): T => ({
    ...problem,
    path: [field, ...(problem.path ?? [])],
  })

/** A link to upload the file of an import, while it waits for one. */
export async function makeUploadLink(
  { intake, now }: Pick<Deps, 'intake' | 'now'>,
  { id, status }: Import,
): Promise<{ url: string; expiresAt: string } | undefined> {
  if (status !== 'created') return undefined
  const expiresAt = new Date(now().getTime() + uploadSeconds * 1000).toISOString()
  return { url: await intake.uploadUrl(fileOf(id).upload, uploadSeconds), expiresAt }
}

/** Stores the file of an import that waits for one. A second file replaces the first. Throws `conflict`. */
export async function takeUpload(
  deps: Pick<Deps, 'frame' | 'imports' | 'intake'>,
  caller: Caller,
  id: string,
  file: Uint8Array,
): Promise<void> {
  const { status } = await readImport(deps, caller, id)
  if (status !== 'created') throw conflict('import_status', { status })
  await deps.intake.put(fileOf(id).upload, file, 'text/csv')
}

type Headings = { headings: string[]; examples: string[][] }

/**
 * Reads the headings of a file and the first rows below them, from the sheet with the most known headings. A file that
 * is not UTF-8 is shown in Windows-1252; a question about it comes later. Throws `invalid` when the file cannot be
 * read.
 */
export async function readHeadings(
  { frame }: Pick<Deps, 'frame'>,
  mapping: ImportMapping,
  openFile: () => Promise<AsyncIterable<Uint8Array>>,
): Promise<Headings> {
  const findField = makeFieldFinder(makeFieldHeadings(frame.programme), mapping)
  const isKnown = (heading: string) => findField(heading) !== undefined
  const readIn = async (encoding: ImportMapping['encoding']) => {
    const { sheets } = await openTable(openFile, { encoding })
    const shownSheets = sheets.filter(({ isHidden, name }) =>
      mapping.sheet === undefined ? !isHidden : name === mapping.sheet,
    )
    let best: (Headings & { known: number }) | undefined
    for (const sheet of shownSheets) {
      const rows = await readFirstRows(sheet)
      const heading = findHeading(rows, isKnown)
      const knownCount = heading?.cells.filter(isKnown).length ?? 0
      const below = heading && rows.slice(heading.top + heading.rows, heading.top + heading.rows + mostExamples)
      if (heading && knownCount > (best?.known ?? -1))
        best = { headings: heading.cells, examples: (below ?? []).map(({ cells }) => cells), known: knownCount }
    }
    return { headings: best?.headings ?? [], examples: best?.examples ?? [] }
  }
  return readIn(mapping.encoding)
    .catch((error: unknown) => {
      if (error instanceof UnreadableFile && error.problem.code === 'import_encoding') return readIn('windows-1252')
      throw error
    })
    .catch((error: unknown) => {
      throw error instanceof UnreadableFile ? new AppError('invalid', [error.problem]) : error
    })
}

/** Reads the headings of the uploaded file and the first rows below them. Throws `invalid` when it cannot be read. */
export async function readUploadedHeadings(
  deps: Pick<Deps, 'frame' | 'imports' | 'intake'>,
  caller: Caller,
  id: string,
): Promise<Headings> {
  const { status, mapping } = await readImport(deps, caller, id)
  if (status !== 'created') throw conflict('import_status', { status })
  if ((await deps.intake.size(fileOf(id).upload)) === undefined) throw conflict('import_missing')
  return readHeadings(deps, mapping, () => openUpload(deps, id))
}

async function readFirstRows(sheet: TableSheet): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const row of sheet.rows()) {
    rows.push(row)
    if (rows.length > mostTitleRows + mostExamples) break
  }
  return rows
}

/** Starts to validate the uploaded file; nothing is written to the ledger. */
export async function startValidation(
  deps: ImportDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  mapping?: ImportMapping,
) {
  if (mapping) refuseAll(listMappingProblems(listImportFields(deps.frame.programme), mapping).map(locateIn('mapping')))
  if ((await deps.intake.size(fileOf(id).upload)) === undefined) {
    const { status } = await readImport(deps, caller, id)
    if (status === 'created') throw conflict('import_missing')
  }
  return advance(deps, caller, request, id, 'validating', () => (mapping ? { mapping } : {}))
}

/**
 * Answers the questions about a file, and checks it again. If the caller may manage sources, the answers are saved with
 * the source of the import, so that its next file raises no such question.
 */
export async function answerImport(
  deps: ImportDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  answers: ImportAnswers,
) {
  refuseAll(listMappingProblems(listImportFields(deps.frame.programme), withAnswers(ImportMapping.parse({}), answers)))
  const step = await advance(deps, caller, request, id, 'validating', (_, { mapping }) => ({
    mapping: withAnswers(mapping, answers),
  }))
  const { source } = await readImport(deps, caller, id)
  const savedSource = source === undefined ? undefined : await deps.importSources.get(source)
  if (savedSource && !step.replayed && mayManage(deps, caller)) {
    const mapping = withAnswers(savedSource.mapping, answers)
    const authorship = { savedBy: caller.subject, savedAt: deps.now().toISOString() }
    await deps
      .commit(deps.importSources.save(nextVersion({ ...savedSource, ...authorship, mapping })))
      // Somebody else is changing the source. The next file then raises the question again.
      .catch(ignoreIfRaceLost('import_source'))
  }
  return step
}

/** Confirms an import for a caller who has read its report. Its rows are applied with that caller's rights. */
export const confirmImport = (deps: ImportDeps, caller: Caller, request: IdempotentRequest, id: string) =>
  advance(deps, caller, request, id, 'applying', (at) => ({ confirmedBy: caller.subject, confirmedAt: at }))

/** Takes back what an import recorded, by reversals with a reason. */
export async function startUndo(
  deps: ImportDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  reason: string,
) {
  refuseAll(listReasonProblems(deps.frame.programme, reason))
  return advance(deps, caller, request, id, 'undoing', () => ({ undoneBy: caller.subject, undoReason: reason }))
}

/** Discards an import that has changed nothing, and removes its files. A repeat removes them again. */
export async function discardImport(deps: ImportDeps, caller: Caller, request: IdempotentRequest, id: string) {
  const step = await advance(deps, caller, request, id, 'discarded', () => ({}))
  await Promise.all([removeLeftOver(deps, id), deps.commit(deps.imports.forgetFileName(id))])
  return step
}

const taskByStatus: Partial<Record<ImportStatus, ImportJob['task']>> = {
  validating: 'validate',
  applying: 'apply',
  undoing: 'undo',
}

/**
 * Takes an import to its next status, once, and starts the work of that status. A repeat restarts interrupted work,
 * which continues at its checkpoints.
 */
async function advance(
  deps: ImportDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  status: ImportStatus,
  change: (at: string, found: Import) => Partial<Import>,
) {
  permit(caller, 'members.import')
  const step = await once(deps, caller, request, ImportStep, async (keepAnswer) => {
    const found = await readImport(deps, caller, id)
    const isRestart = found.status === status && taskByStatus[status] !== undefined
    if (!isRestart && !mayBecome(found, status)) throw conflict('import_status', { status: found.status })
    const nextImport = { ...nextVersion(found), ...(isRestart ? {} : change(deps.now().toISOString(), found)), status }
    const answer = { importId: id, status, attempt: nextImport.version }
    await deps
      .commit(keepAnswer(answer), deps.imports.save(nextImport))
      .catch(refuseIfRaceLost('import', () => conflict('import_moved_on')))
    return answer
  })
  const task = taskByStatus[status]
  if (task) await deps.jobs.start({ importId: id, task }, step.answer.attempt)
  return step
}

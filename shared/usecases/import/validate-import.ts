import { createHash } from 'node:crypto'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { decideNewRow } from '../../domain/import/decide-row.ts'
import { makeFieldHeadings } from '../../domain/import/field-headings.ts'
import { type Import, type ImportQuestion, type ImportReport, noRows } from '../../domain/import/import.ts'
import { readTexts, shortenHeading } from '../../domain/import/mapping.ts'
import { type ImportRow, makeRowText, readRow } from '../../domain/import/row.ts'
import { makeSheetPlaces } from '../../domain/import/sheet-place.ts'
import { listPersonWarnings } from '../../domain/member/warnings.ts'
import type { Problem } from '../../domain/problems/app-error.ts'
import { viewProblem } from '../../domain/problems/problem-view.ts'
import type { BodyRow } from '../../domain/tables/table-body.ts'
import type { TableRow } from '../../domain/tables/table-row.ts'
import { formatMemberNumber } from '../../domain/values/member-number.ts'
import { listNikWarnings } from '../../domain/values/nik.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { findCaller } from '../access/find-caller.ts'
import { computeFigures, type FigureDeps } from '../figures/figures.ts'
import { currentMonth } from '../ledger/books.ts'
import { currentContext } from '../ledger/post.ts'
import { saveUnlessRaceLost } from '../save-unless-race-lost.ts'
import { openTable } from '../tables/open-table.ts'
import { UnreadableFile } from '../tables/unreadable-file.ts'
import { readBodyRows } from './body-rows.ts'
import { makeFindingSpool } from './finding-spool.ts'
import { fileOf, openUpload, removeLeftOver, saveLines } from './import-files.ts'
import { decideKnownMember, findNamesakes, findPlaceRefusal } from './known-member.ts'
import { makePartSpool } from './part-spool.ts'
import { makeImportPreview } from './preview.ts'
import { type RowOwner, resolveRows } from './resolve-rows.ts'
import { makeRowTwins, type RowPlace } from './row-twins.ts'
import { readSampleLines } from './sample-lines.ts'
import { type FileReading, surveyFile } from './survey-file.ts'

export type ValidateDeps = FigureDeps &
  Pick<Deps, 'imports' | 'importRows' | 'members' | 'matches' | 'intake' | 'grants' | 'commit' | 'newId' | 'log'>

const rowsAtOnce = 100

/**
 * Validates the uploaded file without writing to the ledger: every problem of every row, probable twins, and the effect
 * on the figures. Splits the acceptable rows into parts. A repeat does the same again. If the import has moved on, it
 * only removes leftover files.
 */
export async function validateImport(
  deps: ValidateDeps,
  importId: string,
  onRows: (rows: number) => void = () => {},
): Promise<void> {
  const importRecord = await deps.imports.get(importId)
  if (importRecord?.status === 'validating') await validateUpload(deps, importRecord, onRows)
  await removeLeftOver(deps, importId)
}

async function validateUpload(deps: ValidateDeps, importRecord: Import, onRows: (rows: number) => void): Promise<void> {
  const result = await validateRows(deps, importRecord, onRows).catch(async (error: unknown) => {
    if (!(error instanceof UnreadableFile)) throw error
    return (await askEncoding(deps, importRecord, error.problem)) ?? { problems: [error.problem] }
  })
  const { questions: _, ...rest } = nextVersion(importRecord)
  const validatedAt = deps.now().toISOString()
  const next: Import =
    'problems' in result
      ? { ...rest, status: 'refused', problems: result.problems.map(viewProblem), validatedAt }
      : 'questions' in result
        ? { ...rest, status: 'asking', questions: result.questions }
        : { ...rest, ...result, status: 'validated', validatedAt }
  // If nothing is saved, it was discarded meanwhile, or another run validated it.
  if (await saveUnlessRaceLost(deps, 'import', deps.imports.save(next)))
    deps.log('info', 'A file was validated', {
      importId: importRecord.id,
      status: next.status,
      rows: next.report?.rows,
    })
}

/**
 * The question to ask about a text that is not UTF-8. Its sample lines have personal data, so they are read only when
 * the question is shown.
 */
async function askEncoding(deps: ValidateDeps, { id }: Import, { code }: Problem) {
  if (code !== 'import_encoding' || (await readSampleLines(deps, id)) === undefined) return undefined
  const question: ImportQuestion = {
    ...viewProblem({ code: 'import_encoding_asked' }),
    ...{ answer: 'encoding', examples: [], choices: ['windows-1252'] },
  }
  return { questions: [question] }
}

type ValidatedFile = Pick<Import, 'file' | 'sameFileAs' | 'headings' | 'parts' | 'findings' | 'report'>

async function validateRows(
  deps: ValidateDeps,
  importRecord: Import,
  onRows: (rows: number) => void,
): Promise<ValidatedFile | { problems: Problem[] } | { questions: ImportQuestion[] }> {
  const { id, mapping, createdBy } = importRecord
  const files = fileOf(id)
  const digest = createHash('sha256')
  let bytes = 0
  const table = await openTable(() => openUpload(deps, id), {
    encoding: mapping.encoding,
    onPiece: (piece) => {
      digest.update(piece)
      bytes += piece.length
    },
  })
  const survey = await surveyFile(table, makeFieldHeadings(deps.frame.programme), mapping)
  if (!('reading' in survey)) return survey
  const { reading } = survey
  const caller = await findCaller(deps, createdBy)
  const context = { ...(await currentContext(deps, { actor: createdBy, source: id })), newEntryId: () => '' }
  const validation: Validation = { deps, caller, context, importRecord, reading, progress: makeProgress(deps, id) }
  for await (const batch of readBatches(readBodyRows(reading, importRecord.mapping.hiddenRows === 'pass_over'))) {
    await validateBatch(validation, batch)
    onRows(validation.progress.rows)
  }
  const { progress } = validation
  if (progress.rows === 0) return { problems: [{ code: 'import_empty' }] }
  for (const { part } of progress.spool.parts()) await saveLines(deps, files.part(part), progress.spool.readRows(part))
  await progress.findings.flush()
  const sha256 = digest.digest('hex')
  const twin = (await deps.imports.all()).find(({ file, status, id: other }) => {
    const isInUse = status === 'applied' || status === 'applying' || status === 'validated'
    return file?.sha256 === sha256 && isInUse && other !== id
  })
  return {
    file: { sha256, bytes },
    ...(twin && { sameFileAs: twin.id }),
    headings: reading.heading.cells,
    parts: progress.spool.parts(),
    findings: progress.findings.pages(),
    report: await makeReport(deps, validation),
  }
}

type Progress = ReturnType<typeof makeProgress>
type Validation = {
  deps: ValidateDeps
  caller: Caller
  context: ActContext
  importRecord: Import
  reading: FileReading
  progress: Progress
}

const makeProgress = (deps: ValidateDeps, id: string) => ({
  rows: 0,
  counts: { ...noRows },
  decidedLater: 0,
  places: makeSheetPlaces(deps.frame),
  twins: makeRowTwins(),
  texts: new Map<string, RowPlace>(),
  spool: makePartSpool(deps.frame.areas),
  preview: makeImportPreview(),
  findings: makeFindingSpool((n, findings) => saveLines(deps, fileOf(id).findings(n), findings)),
})

async function* readBatches(records: AsyncIterable<BodyRow>): AsyncGenerator<BodyRow[]> {
  let batch: BodyRow[] = []
  for await (const record of records) {
    batch.push(record)
    if (batch.length < rowsAtOnce) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

type ReadRow = {
  place: RowPlace
  cells: string[]
  row: ImportRow
  problems: Problem[]
  warnings: Problem[]
}

async function validateBatch(validation: Validation, batch: BodyRow[]): Promise<void> {
  const { deps, progress } = validation
  const records = batch.filter(({ passedOver }) => passedOver === undefined)
  progress.rows += records.length
  const rowByRecord = new Map(records.map((record) => [record, readRecord(validation, record)]))
  const wholeRows = [...rowByRecord.values()].filter(({ problems }) => problems.length === 0)
  const rows = wholeRows.map(({ row }) => row)
  const owners = await resolveRows(deps, validation.caller, rows)
  const ownerByLine = new Map(wholeRows.map(({ place }, i) => [place.line, owners[i]]))
  const newRows = wholeRows.filter((_, i) => owners[i]?.kind === 'nobody')
  const namesakes = await findNamesakes(
    deps,
    validation.caller,
    newRows.map(({ row }) => row),
  )
  const namesakeByLine = new Map(newRows.map(({ place }, i) => [place.line, namesakes[i]]))
  for (const record of batch) {
    const each = rowByRecord.get(record)
    if (each) await judgeRow(validation, each, ownerByLine.get(record.line), namesakeByLine.get(record.line))
    else if (record.passedOver) await progress.findings.passOver(record, record.passedOver)
  }
}

/** Finds out what a row would do, and counts it as added, changed, unchanged or refused. */
async function judgeRow(
  validation: Validation,
  each: ReadRow,
  owner: RowOwner | undefined,
  namesake: string | undefined,
): Promise<void> {
  const { deps, progress, caller, context } = validation
  const { place, row, cells } = each
  const { line, row: sheetRow } = place
  const placeRefusal = findPlaceRefusal(deps, caller, row)
  const fileProblems = each.problems.length > 0 ? [] : progress.twins.listNamesakeProblems(row)
  if (!placeRefusal && fileProblems.length === 0) {
    const earlierRow = owner?.kind === 'claimed' ? undefined : findEarlierRow(progress, each)
    if (owner?.kind === 'claimed' || earlierRow) {
      progress.counts.unchanged++
      progress.twins.keepNamesake(row, place)
      const note: Problem = earlierRow ? { code: 'row_repeated', params: earlierRow } : { code: 'row_known' }
      await progress.findings.add({
        ...{ ...place, outcome: 'unchanged' },
        ...{ problems: [], warnings: [], notes: [viewProblem(note)] },
      })
      return
    }
    if (each.problems.length === 0) fileProblems.push(...progress.twins.listNikProblems(row, place))
    if (namesake !== undefined)
      fileProblems.push({ code: 'row_like_member', path: ['name'], params: { member: formatMemberNumber(namesake) } })
  }
  const decideAsNew = () => decideNewRow(context, `line ${line}`, row)
  const fullDecision =
    placeRefusal ??
    (owner?.kind === 'known' ? await decideKnownMember(deps, caller, context, row, owner.memberId) : decideAsNew())
  // A NIK that no visible member has is treated as free, even if it is taken. Confirming the import decides.
  const unseenHolder = fullDecision.kind === 'refused' ? fullDecision.holder : undefined
  const decision = unseenHolder ? decideAsNew() : fullDecision
  const problems = mergeProblems([...each.problems, ...fileProblems], 'problems' in decision ? decision.problems : [])
  const warnings = problems.length > 0 ? [] : listRowWarnings(validation, each)
  const { nameHere } = decision
  if (nameHere !== undefined && problems.length === 0) warnings.push({ code: 'name_differs', path: ['name'] })
  if (problems.length > 0 || warnings.length > 0)
    await progress.findings.add({
      ...place,
      outcome: problems.length > 0 ? 'refused' : 'warned',
      problems: problems.map(viewProblem),
      warnings: warnings.map(viewProblem),
      ...(nameHere !== undefined && { names: { file: row.person.name, member: nameHere } }),
      ...(problems.length > 0 && { cells }),
    })
  if (problems.length > 0) {
    progress.counts.refused++
    return
  }
  progress.counts[decision.kind]++
  progress.twins.keepNamesake(row, place)
  if ('entries' in decision) progress.preview.add(decision.entries)
  if (row.person.nik !== undefined && (unseenHolder || owner?.kind !== 'known')) progress.decidedLater++
  // Nothing about an erased person is kept.
  if (unseenHolder?.isErased) progress.spool.addForgotten({ line, sheetRow, heldBy: unseenHolder.memberId }, row)
  else progress.spool.add({ line, sheetRow, row, cells, isKnown: owner?.kind === 'known' })
}

function readRecord({ deps, importRecord, reading, progress }: Validation, record: TableRow): ReadRow {
  const { line, row: sheetRow, cells, problem } = record
  const { plan, readings, heading } = reading
  const { texts, problems: unread, fieldsWithoutValue } = readTexts(plan, importRecord.mapping, cells, readings)
  const { row, problems } = readRow(deps.frame, progress.places, texts, unread)
  // Spreadsheets leave out empty cells at the end of a row. If a row has more cells than headings, its cells are
  // misplaced.
  const isTooWide = cells.length > heading.cells.length
  const columns = fieldsWithoutValue
    .map((field) => shortenHeading(heading.cells[plan.indexOf(field)] ?? field))
    .join(', ')
  return {
    place: { line, row: sheetRow },
    cells,
    row,
    problems: [
      ...(problem ? [problem] : []),
      ...(isTooWide
        ? [{ code: 'row_columns' as const, params: { found: cells.length, expected: heading.cells.length } }]
        : []),
      ...problems,
    ],
    warnings:
      fieldsWithoutValue.length > 0
        ? [{ code: 'cell_nothing', path: [fieldsWithoutValue[0] ?? ''], params: { columns } }]
        : [],
  }
}

/** Finds an earlier row of the file with the same content. */
function findEarlierRow(progress: Progress, { row, place, problems }: ReadRow): RowPlace | undefined {
  if (problems.length > 0) return undefined
  const text = createHash('sha256').update(makeRowText(row)).digest('base64url')
  const before = progress.texts.get(text)
  if (before === undefined) progress.texts.set(text, place)
  return before
}

/**
 * Adds the problems of a row's meaning to those of its shape, for fields whose shape is right. So no field has two
 * problems.
 */
function mergeProblems(shape: Problem[], sense: Problem[]): Problem[] {
  const blamed = new Set(shape.map(({ path: [field] = [] }) => field))
  return [
    ...shape,
    ...sense.filter(({ path: [field] = [], params }) => !blamed.has(field) && !blamed.has(readMissing(params))),
  ]
}

const readMissing = (params: Problem['params']): string | undefined =>
  params?.missing === undefined ? undefined : String(params.missing)

function listRowWarnings({ progress }: Validation, { row, place, warnings }: ReadRow): Problem[] {
  const { person, gender, stages } = row
  const nik: Problem[] = person.nik
    ? listNikWarnings(person.nik, { birthDate: person.birthDate, gender })
    : [{ code: 'member_provisional', path: ['person', 'nik'] }]
  const unusual = listPersonWarnings(person, stages[0]?.happenedOn)
  return [
    ...warnings,
    ...[...nik, ...unusual].map((problem) => ({ ...problem, path: [problem.path?.at(-1) ?? ''] })),
    ...progress.twins.listWarnings(row, place),
  ]
}

async function makeReport(deps: ValidateDeps, { reading, progress }: Validation): Promise<ImportReport> {
  const { rows, counts, decidedLater, preview, findings } = progress
  const month = currentMonth(deps)
  const { stages } = await computeFigures(deps, { month, area: deps.frame.areas.root, reading: 'as_posted' })
  return {
    rows,
    expected: counts,
    decidedLater,
    columns: reading.columns,
    ...findings.tallies(),
    ...preview.report(stages),
  }
}

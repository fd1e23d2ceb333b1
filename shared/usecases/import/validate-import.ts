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
import { saveUnlessMoved } from '../save-unless-moved.ts'
import { openTable } from '../tables/open-table.ts'
import { UnreadableFile } from '../tables/unreadable-file.ts'
import { bodyRows } from './body-rows.ts'
import { findingSpool } from './finding-spool.ts'
import { fileOf, openUpload, removeLeftOver, saveLines } from './import-files.ts'
import { decideKnownMember, findNamesakes, refusedPlace } from './known-member.ts'
import { partSpool } from './part-spool.ts'
import { importPreview } from './preview.ts'
import { type RowOwner, resolveRows } from './resolve-rows.ts'
import { fileTwins, type RowPlace } from './row-twins.ts'
import { sampleLines } from './sample-lines.ts'
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
  const made = await deps.imports.get(importId)
  if (made?.status === 'validating') await validate(deps, made, onRows)
  await removeLeftOver(deps, importId)
}

async function validate(deps: ValidateDeps, made: Import, onRows: (rows: number) => void): Promise<void> {
  const found = await lookThrough(deps, made, onRows).catch(async (error: unknown) => {
    if (!(error instanceof UnreadableFile)) throw error
    return (await askEncoding(deps, made, error.problem)) ?? { problems: [error.problem] }
  })
  const { questions: _, ...looked } = nextVersion(made)
  const validatedAt = deps.now().toISOString()
  const next: Import =
    'problems' in found
      ? { ...looked, status: 'refused', problems: found.problems.map(viewProblem), validatedAt }
      : 'questions' in found
        ? { ...looked, status: 'asking', questions: found.questions }
        : { ...looked, ...found, status: 'validated', validatedAt }
  // Otherwise it was discarded meanwhile, or another run validated it.
  if (await saveUnlessMoved(deps, 'import', deps.imports.save(next)))
    deps.log('info', 'A file was validated', { importId: made.id, status: next.status, rows: next.report?.rows })
}

/**
 * The question to ask about a text that is not UTF-8. Its samples are read when it is shown, because they hold
 * personal data.
 */
async function askEncoding(deps: ValidateDeps, { id }: Import, { code }: Problem) {
  if (code !== 'import_encoding' || (await sampleLines(deps, id)) === undefined) return undefined
  const question: ImportQuestion = {
    ...viewProblem({ code: 'import_encoding_asked' }),
    ...{ answer: 'encoding', examples: [], choices: ['windows-1252'] },
  }
  return { questions: [question] }
}

type Looked = Pick<Import, 'file' | 'sameFileAs' | 'headings' | 'parts' | 'findings' | 'report'>

async function lookThrough(
  deps: ValidateDeps,
  made: Import,
  onRows: (rows: number) => void,
): Promise<Looked | { problems: Problem[] } | { questions: ImportQuestion[] }> {
  const { id, mapping, createdBy } = made
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
  const look: Look = { deps, caller, context, made, reading, seen: newSeen(deps, id) }
  for await (const batch of inBatches(bodyRows(reading, made.mapping.hiddenRows === 'pass_over'))) {
    await lookAt(look, batch)
    onRows(look.seen.rows)
  }
  const { seen } = look
  if (seen.rows === 0) return { problems: [{ code: 'import_empty' }] }
  for (const { part } of seen.spool.parts()) await saveLines(deps, files.part(part), seen.spool.readRows(part))
  await seen.findings.flush()
  const sha256 = digest.digest('hex')
  const twin = (await deps.imports.all()).find(({ file, status, id: other }) => {
    const counts = status === 'applied' || status === 'applying' || status === 'validated'
    return file?.sha256 === sha256 && counts && other !== id
  })
  return {
    file: { sha256, bytes },
    ...(twin && { sameFileAs: twin.id }),
    headings: reading.heading.cells,
    parts: seen.spool.parts(),
    findings: seen.findings.pages(),
    report: await makeReport(deps, look),
  }
}

type Seen = ReturnType<typeof newSeen>
type Look = { deps: ValidateDeps; caller: Caller; context: ActContext; made: Import; reading: FileReading; seen: Seen }

const newSeen = (deps: ValidateDeps, id: string) => ({
  rows: 0,
  counts: { ...noRows },
  decidedLater: 0,
  places: makeSheetPlaces(deps.frame),
  twins: fileTwins(),
  texts: new Map<string, RowPlace>(),
  spool: partSpool(deps.frame.areas),
  preview: importPreview(),
  findings: findingSpool((n, findings) => saveLines(deps, fileOf(id).findings(n), findings)),
})

async function* inBatches(records: AsyncIterable<BodyRow>): AsyncGenerator<BodyRow[]> {
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

async function lookAt(look: Look, batch: BodyRow[]): Promise<void> {
  const { deps, seen } = look
  const records = batch.filter(({ passedOver }) => passedOver === undefined)
  seen.rows += records.length
  const read = new Map(records.map((record) => [record, readRecord(look, record)]))
  const whole = [...read.values()].filter(({ problems }) => problems.length === 0)
  const rows = whole.map(({ row }) => row)
  const owners = await resolveRows(deps, look.caller, rows)
  const ownerOf = new Map(whole.map(({ place }, i) => [place.line, owners[i]]))
  const unknown = whole.filter((_, i) => owners[i]?.kind === 'nobody')
  const namesakes = await findNamesakes(
    deps,
    look.caller,
    unknown.map(({ row }) => row),
  )
  const namesakeOf = new Map(unknown.map(({ place }, i) => [place.line, namesakes[i]]))
  for (const record of batch) {
    const each = read.get(record)
    if (each) await judge(look, each, ownerOf.get(record.line), namesakeOf.get(record.line))
    else if (record.passedOver) await seen.findings.passOver(record, record.passedOver)
  }
}

/** Finds out what a row would do, and counts it as added, changed, unchanged or refused. */
async function judge(
  look: Look,
  each: ReadRow,
  owner: RowOwner | undefined,
  namesake: string | undefined,
): Promise<void> {
  const { deps, seen, caller, context } = look
  const { place, row, cells } = each
  const { line, row: sheetRow } = place
  const refused = refusedPlace(deps, caller, row)
  const twice = each.problems.length > 0 ? [] : seen.twins.namesakeProblems(row)
  if (!refused && twice.length === 0) {
    const repeats = owner?.kind === 'claimed' ? undefined : findRepeated(seen, each)
    if (owner?.kind === 'claimed' || repeats) {
      seen.counts.unchanged++
      seen.twins.keepNamesake(row, place)
      const note: Problem = repeats ? { code: 'row_repeated', params: repeats } : { code: 'row_known' }
      await seen.findings.add({
        ...{ ...place, outcome: 'unchanged' },
        ...{ problems: [], warnings: [], notes: [viewProblem(note)] },
      })
      return
    }
    if (each.problems.length === 0) twice.push(...seen.twins.problems(row, place))
    if (namesake !== undefined)
      twice.push({ code: 'row_like_member', path: ['name'], params: { member: formatMemberNumber(namesake) } })
  }
  const asNew = () => decideNewRow(context, `line ${line}`, row)
  const fullDecision =
    refused ?? (owner?.kind === 'known' ? await decideKnownMember(deps, caller, context, row, owner.memberId) : asNew())
  // A NIK that the caller cannot see is treated alike, free or taken. Confirming decides.
  const unseen = fullDecision.kind === 'refused' ? fullDecision.holder : undefined
  const decision = unseen ? asNew() : fullDecision
  const problems = mergeProblems([...each.problems, ...twice], 'problems' in decision ? decision.problems : [])
  const warnings = problems.length > 0 ? [] : rowWarnings(look, each)
  const { nameHere } = decision
  if (nameHere !== undefined && problems.length === 0) warnings.push({ code: 'name_differs', path: ['name'] })
  if (problems.length > 0 || warnings.length > 0)
    await seen.findings.add({
      ...place,
      outcome: problems.length > 0 ? 'refused' : 'warned',
      problems: problems.map(viewProblem),
      warnings: warnings.map(viewProblem),
      ...(nameHere !== undefined && { names: { file: row.person.name, member: nameHere } }),
      ...(problems.length > 0 && { cells }),
    })
  if (problems.length > 0) {
    seen.counts.refused++
    return
  }
  seen.counts[decision.kind]++
  seen.twins.keepNamesake(row, place)
  if ('entries' in decision) seen.preview.add(decision.entries)
  if (row.person.nik !== undefined && (unseen || owner?.kind !== 'known')) seen.decidedLater++
  // Nothing about an erased person is kept.
  if (unseen?.isErased) seen.spool.addForgotten({ line, sheetRow, heldBy: unseen.memberId }, row)
  else seen.spool.add({ line, sheetRow, row, cells, isKnown: owner?.kind === 'known' })
}

function readRecord({ deps, made, reading, seen }: Look, record: TableRow): ReadRow {
  const { line, row: sheetRow, cells, problem } = record
  const { plan, orders, heading } = reading
  const { texts, problems: unread, nothing } = readTexts(plan, made.mapping, cells, orders)
  const { row, problems } = readRow(deps.frame, seen.places, texts, unread)
  // Spreadsheets leave out empty cells at the end of a row. If a row has more cells than headings, its cells are
  // misplaced.
  const isTooWide = cells.length > heading.cells.length
  const columns = nothing.map((field) => shortenHeading(heading.cells[plan.indexOf(field)] ?? field)).join(', ')
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
    warnings: nothing.length > 0 ? [{ code: 'cell_nothing', path: [nothing[0] ?? ''], params: { columns } }] : [],
  }
}

/** Finds an earlier row of the file with the same content. */
function findRepeated(seen: Seen, { row, place, problems }: ReadRow): RowPlace | undefined {
  if (problems.length > 0) return undefined
  const text = createHash('sha256').update(makeRowText(row)).digest('base64url')
  const before = seen.texts.get(text)
  if (before === undefined) seen.texts.set(text, place)
  return before
}

/** The problems of a row's shape and, for fields whose shape is right, those of sense. So no field has two problems. */
function mergeProblems(shape: Problem[], sense: Problem[]): Problem[] {
  const blamed = new Set(shape.map(({ path: [field] = [] }) => field))
  return [
    ...shape,
    ...sense.filter(({ path: [field] = [], params }) => !blamed.has(field) && !blamed.has(missingIn(params))),
  ]
}

const missingIn = (params: Problem['params']): string | undefined =>
  params?.missing === undefined ? undefined : String(params.missing)

function rowWarnings({ seen }: Look, { row, place, warnings }: ReadRow): Problem[] {
  const { person, gender, stages } = row
  const nik: Problem[] = person.nik
    ? listNikWarnings(person.nik, { birthDate: person.birthDate, gender })
    : [{ code: 'member_provisional', path: ['person', 'nik'] }]
  const unusual = listPersonWarnings(person, stages[0]?.happenedOn)
  return [
    ...warnings,
    ...[...nik, ...unusual].map((problem) => ({ ...problem, path: [problem.path?.at(-1) ?? ''] })),
    ...seen.twins.warnings(row, place),
  ]
}

async function makeReport(deps: ValidateDeps, { reading, seen }: Look): Promise<ImportReport> {
  const { rows, counts, decidedLater, preview, findings } = seen
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

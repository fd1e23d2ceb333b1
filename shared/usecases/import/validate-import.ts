import { createHash } from 'node:crypto'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { decideNewRow, type RowDecision } from '../../domain/import/decide-row.ts'
import { type Import, type ImportReport, noRows } from '../../domain/import/import.ts'
import { type ColumnPlan, planColumns, readTexts } from '../../domain/import/mapping.ts'
import { type ImportRow, readRow, rowText } from '../../domain/import/row.ts'
import { sheetPlaces } from '../../domain/import/sheet-place.ts'
import { importFields } from '../../domain/import/sheet-row.ts'
import type { Problem } from '../../domain/problems/app-error.ts'
import { viewProblem } from '../../domain/problems/problem-view.ts'
import { nikWarnings } from '../../domain/values/nik.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { findCaller } from '../access/find-caller.ts'
import { type CsvRecord, csvRecords, UnreadableFile } from '../csv-records.ts'
import { computeFigures, type FigureDeps } from '../figures/figures.ts'
import { currentMonth } from '../ledger/books.ts'
import { currentContext } from '../ledger/post.ts'
import { saveUnlessMoved } from '../save-unless-moved.ts'
import { findingSpool } from './finding-spool.ts'
import { fileOf, removeLeftOver, saveLines } from './import-files.ts'
import { decideKnownMember, refusedPlace } from './known-member.ts'
import { partSpool } from './part-spool.ts'
import { importPreview } from './preview.ts'
import { resolveRows } from './resolve-rows.ts'
import { fileTwins } from './row-twins.ts'
import { unpack } from './unpack.ts'

export type ValidateDeps = FigureDeps &
  Pick<Deps, 'imports' | 'importRows' | 'members' | 'intake' | 'grants' | 'commit' | 'newId' | 'log'>

const rowsAtOnce = 100
const mostBytes = 200 * 1024 * 1024
/** From this many NIKs on, all ending in 0 means that a spreadsheet rounded them. */
const niksToJudge = 20

/**
 * Validates the uploaded file without writing to the ledger: every problem of every row, probable twins, and the effect
 * on the figures. Splits the acceptable rows into parts. A repeat does the same again, or, when the import has moved
 * on, only removes leftover files.
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
  const findings = await lookThrough(deps, made, onRows).catch((error: unknown) => {
    if (error instanceof UnreadableFile) return [error.problem]
    if (error instanceof FileRefused) return error.problems
    throw error
  })
  const looked = nextVersion(made)
  const validatedAt = deps.now().toISOString()
  const next: Import = Array.isArray(findings)
    ? { ...looked, status: 'refused', problems: findings.map(viewProblem), validatedAt }
    : { ...looked, ...findings, status: 'validated', validatedAt }
  // Otherwise it was discarded meanwhile, or another run validated it.
  if (await saveUnlessMoved(deps, 'import', deps.imports.save(next)))
    deps.log('info', 'A file was validated', { importId: made.id, status: next.status, rows: next.report?.rows })
}

/** The file as a whole is refused, for these reasons. */
class FileRefused extends Error {
  override name = 'FileRefused'
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super('The file is refused')
    this.problems = problems
  }
}

type Looked = Pick<Import, 'file' | 'sameFileAs' | 'headings' | 'parts' | 'findings' | 'report'>

async function lookThrough(deps: ValidateDeps, made: Import, onRows: (rows: number) => void): Promise<Looked> {
  const { id, mapping, createdBy } = made
  const files = fileOf(id)
  const upload = await deps.intake.open(files.upload)
  if (!upload) throw new FileRefused([{ code: 'import_missing' }])
  const caller = await findCaller(deps, createdBy)
  const context = { ...(await currentContext(deps, { actor: createdBy, source: id })), newEntryId: () => '' }
  const digest = createHash('sha256')
  let bytes = 0
  const records = csvRecords(unpack(upload, mostBytes), (piece) => {
    digest.update(piece)
    bytes += piece.length
  })
  const { value: heading } = await records.next()
  if (!heading) throw new FileRefused([{ code: 'import_empty' }])
  const headings: string[] = heading.cells
  const { plan, problems } = planColumns(importFields(deps.frame.programme), mapping, headings)
  if (problems.length > 0) throw new FileRefused(problems)

  const look: Look = { deps, caller, context, made, plan, seen: newSeen(deps, id) }
  for await (const batch of inBatches(records)) {
    await lookAt(look, batch)
    onRows(look.seen.rows)
  }
  const { seen } = look
  if (seen.rows === 0) throw new FileRefused([{ code: 'import_empty' }])
  if (seen.niks >= niksToJudge && seen.niks === seen.niksEndingInZero)
    throw new FileRefused([{ code: 'import_niks_rounded' }])
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
    headings,
    parts: seen.spool.parts(),
    findings: seen.findings.pages(),
    report: await makeReport(deps, seen),
  }
}

type Seen = ReturnType<typeof newSeen>
type Look = { deps: ValidateDeps; caller: Caller; context: ActContext; made: Import; plan: ColumnPlan; seen: Seen }

const newSeen = (deps: ValidateDeps, id: string) => ({
  rows: 0,
  niks: 0,
  niksEndingInZero: 0,
  counts: { ...noRows },
  places: sheetPlaces(deps.frame),
  twins: fileTwins(),
  texts: new Set<string>(),
  spool: partSpool(deps.frame.areas),
  preview: importPreview(),
  findings: findingSpool((n, findings) => saveLines(deps, fileOf(id).findings(n), findings)),
})

async function* inBatches(records: AsyncIterable<CsvRecord>): AsyncGenerator<CsvRecord[]> {
  let batch: CsvRecord[] = []
  for await (const record of records) {
    batch.push(record)
    if (batch.length < rowsAtOnce) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

type ReadRow = { line: number; cells: string[]; row: ImportRow; problems: Problem[] }

async function lookAt(look: Look, batch: CsvRecord[]): Promise<void> {
  const { deps, seen, context } = look
  seen.rows += batch.length
  const read = batch.map((record) => readRecord(look, record))
  const whole = read.filter(({ problems }) => problems.length === 0)
  const owners = await resolveRows(
    deps,
    whole.map(({ row }) => row),
  )
  const ownerOf = new Map(whole.map(({ line }, i) => [line, owners[i]]))
  for (const each of read) {
    const { line, row, cells } = each
    const owner = ownerOf.get(line)
    if (owner?.kind === 'claimed' || isRepeated(seen, each)) {
      seen.counts.unchanged++
      continue
    }
    const twice = each.problems.length > 0 ? [] : seen.twins.problems(row, line)
    const decision: RowDecision =
      refusedPlace(deps, look.caller, row) ??
      (owner?.kind === 'known'
        ? await decideKnownMember(deps, look.caller, context, row, owner.memberId)
        : decideNewRow(context, `line ${line}`, row))
    const problems = mergeProblems([...each.problems, ...twice], 'problems' in decision ? decision.problems : [])
    const warnings = problems.length > 0 ? [] : rowWarnings(look, each)
    if (problems.length > 0 || warnings.length > 0)
      await seen.findings.add({
        line,
        problems: problems.map(viewProblem),
        warnings: warnings.map(viewProblem),
        ...(problems.length > 0 && !isForgotten(decision) && { cells }),
      })
    if (problems.length > 0) seen.counts.refused++
    else {
      seen.counts[decision.kind]++
      if ('entries' in decision) seen.preview.add(decision.entries)
      seen.spool.add({ line, row, cells, isKnown: owner?.kind === 'known' })
    }
  }
}

/** Nothing about an erased person is kept, not even in the file that is handed back. */
const isForgotten = (decision: RowDecision): boolean => decision.kind === 'refused' && decision.isForgotten === true

function readRecord({ deps, made, plan, seen }: Look, { line, cells }: CsvRecord): ReadRow {
  const { row, problems } = readRow(deps.frame, seen.places, readTexts(plan, made.mapping, cells))
  const { nik } = row.person
  if (nik !== undefined) seen.niks++
  if (nik?.endsWith('0')) seen.niksEndingInZero++
  if (cells.length === plan.length) return { line, cells, row, problems }
  return {
    line,
    cells,
    row,
    problems: [{ code: 'row_columns', params: { found: cells.length, expected: plan.length } }, ...problems],
  }
}

/** Whether the same row stood in the file before. */
function isRepeated(seen: Seen, { row, problems }: ReadRow): boolean {
  if (problems.length > 0) return false
  const text = createHash('sha256').update(rowText(row)).digest('base64url')
  if (seen.texts.has(text)) return true
  seen.texts.add(text)
  return false
}

/** The problems of a row's shape, and those of its sense in fields whose shape is right: no field is blamed twice. */
function mergeProblems(shape: Problem[], sense: Problem[]): Problem[] {
  const blamed = new Set(shape.map(({ path: [field] = [] }) => field))
  return [
    ...shape,
    ...sense.filter(({ path: [field] = [], params }) => !blamed.has(field) && !blamed.has(missingIn(params))),
  ]
}

const missingIn = (params: Problem['params']): string | undefined =>
  params?.missing === undefined ? undefined : String(params.missing)

function rowWarnings({ seen }: Look, { row, line }: ReadRow): Problem[] {
  const { person, gender } = row
  const nik: Problem[] = person.nik
    ? nikWarnings(person.nik, { birthDate: person.birthDate, gender })
    : [{ code: 'member_provisional', path: ['person', 'nik'] }]
  return [
    ...nik.map((problem) => ({ ...problem, path: [problem.path?.at(-1) ?? ''] })),
    ...seen.twins.warnings(row, line),
  ]
}

async function makeReport(deps: ValidateDeps, { rows, counts, preview, findings }: Seen): Promise<ImportReport> {
  const month = currentMonth(deps)
  const { stages } = await computeFigures(deps, { month, area: deps.frame.areas.root, reading: 'as_posted' })
  return {
    rows,
    expected: counts,
    ...findings.tallies(),
    ...preview.report(stages),
  }
}

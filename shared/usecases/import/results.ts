import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { RowResult } from '../../domain/import/chunk.ts'
import { makeFieldHeadings } from '../../domain/import/field-headings.ts'
import { Finding } from '../../domain/import/finding.ts'
import type { Import } from '../../domain/import/import.ts'
import { type ColumnPlan, planColumns } from '../../domain/import/mapping.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import { fileOf, readFindingsPage, readPartRows } from './import-files.ts'
import { readImport } from './imports.ts'

type ResultDeps = Pick<Deps, 'frame' | 'imports' | 'intake' | 'now'>

/** What validation found in a row, without the row's cells. */
export const RowFinding = Finding.omit({ cells: true }).meta({ id: 'RowFinding' })
export type RowFinding = z.infer<typeof RowFinding>

/** The result of a row, without the hash of its claim. */
export const RowOutcome = RowResult.omit({ claim: true }).meta({ id: 'RowOutcome' })
export type RowOutcome = z.infer<typeof RowOutcome>

const linkSeconds = 300
const chunksPerPage = 20

/** The n-th page of what validation found, in the order of the file. */
export async function readImportFindings(
  deps: ResultDeps,
  caller: Caller,
  id: string,
  page: number,
): Promise<{ items: RowFinding[]; next?: number }> {
  const { findings } = await readImport(deps, caller, id)
  const items = page < findings ? await readFindingsPage(deps, id, page) : []
  return { items: items.map((item) => RowFinding.parse(item)), ...(page + 1 < findings && { next: page + 1 }) }
}

/** A finding with the name in its row, as uploaded. */
export type NamedFinding = RowFinding & { name?: string | undefined }

/**
 * Like `readImportFindings`, with the name in each refused row. As in the file of refused rows, a row whose NIK is taken
 * has none. If any other row was emptied, no row has a name.
 */
export async function listNamedFindings(
  deps: ResultDeps,
  caller: Caller,
  id: string,
  page: number,
): Promise<{ items: NamedFinding[]; next?: number }> {
  const { findings, mapping, headings = [] } = await readImport(deps, caller, id)
  const items = page < findings ? await readFindingsPage(deps, id, page) : []
  const column = planColumns(makeFieldHeadings(deps.frame.programme), mapping, headings).plan.indexOf('name')
  const isNamed = ({ problems }: Finding) => problems.every(({ code }) => code !== 'nik_taken')
  const isEmptied = items.some((each) => each.problems.length > 0 && isNamed(each) && !each.cells)
  const findName = (each: Finding) => (isEmptied || !isNamed(each) ? undefined : each.cells?.[column])
  return {
    items: items.map((each) => ({ ...RowFinding.parse(each), name: findName(each) })),
    ...(page + 1 < findings && { next: page + 1 }),
  }
}

/** Where a page of results begins: in a part, after a chunk. */
export const ResultCursor = z.object({ part: z.string(), after: z.string().optional() })
export type ResultCursor = z.infer<typeof ResultCursor>

/** A page of the rows' results, part by part in the order in which they were applied. */
export async function readImportResults(
  deps: ResultDeps,
  caller: Caller,
  id: string,
  { from, direction }: { from?: ResultCursor | undefined; direction: 'APPLY' | 'UNDO' },
): Promise<{ items: RowOutcome[]; next?: ResultCursor }> {
  const { parts } = await readImport(deps, caller, id)
  const start = from === undefined ? 0 : parts.findIndex(({ part }) => part === from.part)
  const current = parts[start]
  if (!current) return { items: [] }
  const key = { importId: id, part: current.part, direction }
  const { items, last } = await deps.imports.chunks(key, { after: from?.after, limit: chunksPerPage })
  const nextPart = parts[start + 1]
  const next = last === undefined ? nextPart && { part: nextPart.part } : { part: current.part, after: last }
  return { items: items.flatMap(({ results }) => results.map((each) => RowOutcome.parse(each))), ...(next && { next }) }
}

/**
 * Makes a file of the refused rows as uploaded, each with its problems, to correct and upload again. Returns a link
 * to it. `write` turns the rows into the text of the file; the plan says which field each column holds. A row whose NIK
 * is taken is in the file without its cells. If an erasure emptied any other row, all rows are emptied, so that the
 * file does not reveal whose data was erased.
 */
export async function makeRejectedFile(
  deps: ResultDeps,
  caller: Caller,
  id: string,
  write: (headings: string[], plan: ColumnPlan, findings: Finding[]) => string,
): Promise<{ url: string; rows: number; expiresAt: string }> {
  const importRecord = await readImport(deps, caller, id)
  if (importRecord.report === undefined || importRecord.status === 'discarded') throw notFound()
  const refusedRows = [
    ...(await readRefusedByValidation(deps, importRecord)),
    ...(await readRefusedWhenApplied(deps, importRecord)),
  ].map((each) => (each.problems.some(({ code }) => code === 'nik_taken') ? withoutCells(each) : each))
  const isEmptied = refusedRows.some(
    ({ cells, problems }) => !cells && problems.every(({ code }) => code !== 'nik_taken'),
  )
  const fileRows = isEmptied ? refusedRows.map(withoutCells) : refusedRows
  const { rejected: key } = fileOf(id)
  const { mapping, headings = [] } = importRecord
  const { plan } = planColumns(makeFieldHeadings(deps.frame.programme), mapping, headings)
  const file = write(
    headings,
    plan,
    fileRows.toSorted((a, b) => a.line - b.line),
  )
  await deps.intake.put(key, Buffer.from(file), 'text/csv')
  return {
    url: await deps.intake.downloadUrl(key, `${id}-rejected.csv`, linkSeconds),
    rows: fileRows.length,
    expiresAt: new Date(deps.now().getTime() + linkSeconds * 1000).toISOString(),
  }
}

const withoutCells = ({ cells: _, ...finding }: Finding): Finding => finding

async function readRefusedByValidation(deps: ResultDeps, { id, findings }: Import): Promise<Finding[]> {
  const refused: Finding[] = []
  for (let n = 0; n < findings; n++)
    refused.push(...(await readFindingsPage(deps, id, n)).filter(({ problems }) => problems.length > 0))
  return refused
}

/** Rows that passed validation but were refused when applied. */
async function readRefusedWhenApplied(deps: ResultDeps, { id, parts }: Import): Promise<Finding[]> {
  const refused: Finding[] = []
  for (const { part } of parts) {
    const key = { importId: id, part, direction: 'APPLY' } as const
    if (((await deps.imports.lastChunk(key))?.soFar.refused ?? 0) === 0) continue
    const cells = new Map(
      (await readPartRows(deps, id, part)).map((row) => [row.line, 'cells' in row ? row.cells : undefined]),
    )
    let after: string | undefined
    do {
      const { items, last } = await deps.imports.chunks(key, { after, limit: chunksPerPage })
      for (const { line, outcome, problems = [] } of items.flatMap(({ results }) => results)) {
        const uploadedCells = cells.get(line)
        if (outcome === 'refused')
          refused.push({ line, problems, warnings: [], ...(uploadedCells && { cells: uploadedCells }) })
      }
      after = last
    } while (after !== undefined)
  }
  return refused
}

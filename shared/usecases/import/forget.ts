import type { Deps } from '../../deps.ts'
import type { Import } from '../../domain/import/import.ts'
import type { PartRow } from '../../domain/import/part.ts'
import { cellsAreSurelyAbout, cellsMayBeAbout, isSurelyAbout, mayBeAbout } from '../../domain/import/whose-row.ts'
import type { Person } from '../../domain/person.ts'
import { fileOf, findingsPage, partRows, saveLines } from './files.ts'

type ForgetDeps = Pick<Deps, 'imports' | 'intake' | 'now'>

/** Files of imports are removed by the clock after so many days. */
export const intakeDays = 30

const keptImports = async ({ imports, now }: Pick<Deps, 'imports' | 'now'>): Promise<Import[]> => {
  const since = new Date(now().getTime() - intakeDays * 86_400_000).toISOString()
  return (await imports.all()).filter(
    ({ createdAt, status }) => createdAt >= since && status !== 'discarded' && status !== 'created',
  )
}

/** A row about a person in the file of an import that is still kept: its line, and its cells as they stood. */
export type RowAbout = { importId: string; line: number; cells: string[] }

/** Every row that is surely about a person in files that are still kept, refused ones included: for copies. */
export async function rowsAbout(deps: ForgetDeps, person: Person): Promise<RowAbout[]> {
  const rows: RowAbout[] = []
  for (const { id: importId, parts, findings } of await keptImports(deps)) {
    for (const { part } of parts)
      for (const row of await partRows(deps, importId, part))
        if ('row' in row && isSurelyAbout(row.row, person)) rows.push({ importId, line: row.line, cells: row.cells })
    for (let n = 0; n < findings; n++)
      for (const { line, cells = [] } of await findingsPage(deps, importId, n))
        if (cellsAreSurelyAbout(cells, person)) rows.push({ importId, line, cells })
  }
  return rows
}

/**
 * Empties every row that may be about a person in the files of imports that are still kept. Rows keep their places, so
 * that checkpoints hold.
 */
export async function forgetInImports(deps: ForgetDeps, person: Person): Promise<void> {
  for (const each of await keptImports(deps)) {
    await forgetInParts(deps, each, person)
    await forgetInFindings(deps, each, person)
    await deps.intake.remove(fileOf(each.id).rejected)
  }
}

async function forgetInParts(deps: ForgetDeps, { id, parts }: Import, person: Person): Promise<void> {
  for (const { part } of parts) {
    const rows = await partRows(deps, id, part)
    const kept = rows.map(
      (row): PartRow => ('row' in row && mayBeAbout(row.row, person) ? { line: row.line, erased: true } : row),
    )
    if (kept.some((row, i) => row !== rows[i])) await saveLines(deps, fileOf(id).part(part), kept)
  }
}

async function forgetInFindings(deps: ForgetDeps, { id, findings }: Import, person: Person): Promise<void> {
  for (let n = 0; n < findings; n++) {
    const page = await findingsPage(deps, id, n)
    const isTold = page.map(({ cells = [] }) => cellsMayBeAbout(cells, person))
    if (!isTold.includes(true)) continue
    const kept = page.map(({ cells, ...rest }, i) => ({ ...rest, ...(cells && !isTold[i] && { cells }) }))
    await saveLines(deps, fileOf(id).findings(n), kept)
  }
}

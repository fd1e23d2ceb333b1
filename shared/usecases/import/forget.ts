import type { Deps } from '../../deps.ts'
import type { Import } from '../../domain/import/import.ts'
import type { PartRow } from '../../domain/import/part.ts'
import { plainName } from '../../domain/name.ts'
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

/** Every row about a person in files that are still kept, refused ones included. */
export async function rowsAbout(deps: ForgetDeps, person: Person): Promise<RowAbout[]> {
  const rows: RowAbout[] = []
  for (const { id: importId, parts, findings } of await keptImports(deps)) {
    for (const { part } of parts)
      for (const row of await partRows(deps, importId, part))
        if ('row' in row && isAbout(row.row.person, person)) rows.push({ importId, line: row.line, cells: row.cells })
    for (let n = 0; n < findings; n++)
      for (const { line, cells = [] } of await findingsPage(deps, importId, n))
        if (cells.some(tellsOf(person))) rows.push({ importId, line, cells })
  }
  return rows
}

/**
 * Empties every row about a person in the files of imports that are still kept: found by NIK, phone, or name with birth
 * date. Rows keep their places, so that checkpoints hold.
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
      (row): PartRow => ('row' in row && isAbout(row.row.person, person) ? { line: row.line, erased: true } : row),
    )
    if (kept.some((row, i) => row !== rows[i])) await saveLines(deps, fileOf(id).part(part), kept)
  }
}

function isAbout(said: Person, person: Person): boolean {
  const same = <T>(a: T | undefined, b: T | undefined) => a !== undefined && a === b
  return (
    same(said.nik, person.nik) ||
    same(said.phone, person.phone) ||
    (same(said.birthDate, person.birthDate) && plainName(said.name) === plainName(person.name))
  )
}

/** Of rows that were refused only the cells are known, which may be misspelt: any cell that tells of the person counts. */
function tellsOf({ nik, phone, name }: Person): (cell: string) => boolean {
  const digits = [nik, phone?.replace(/^\+62/, '')].filter((each) => each !== undefined)
  return (cell) => {
    const plain = cell.replace(/\D/g, '')
    return digits.some((known) => plain.endsWith(known)) || plainName(cell) === plainName(name)
  }
}

async function forgetInFindings(deps: ForgetDeps, { id, findings }: Import, person: Person): Promise<void> {
  const tells = tellsOf(person)
  for (let n = 0; n < findings; n++) {
    const page = await findingsPage(deps, id, n)
    const isTold = page.map(({ cells = [] }) => cells.some(tells))
    if (!isTold.includes(true)) continue
    const kept = page.map(({ cells, ...rest }, i) => ({ ...rest, ...(cells && !isTold[i] && { cells }) }))
    await saveLines(deps, fileOf(id).findings(n), kept)
  }
}

import type { Deps } from '../../deps.ts'
import { subtractDays } from '../../domain/calendar.ts'
import type { Import } from '../../domain/import/import.ts'
import type { PartRow, PersonRow } from '../../domain/import/part.ts'
import { areCellsSurelyAbout, isSurelyAbout, mayBeAbout, mayCellsBeAbout } from '../../domain/import/whose-row.ts'
import type { Person } from '../../domain/member/person.ts'
import { searchName } from '../../domain/values/name.ts'
import {
  fileOf,
  findFileKind,
  intakeDays,
  readFindingsFile,
  readFindingsPage,
  readPartFile,
  readPartRows,
  removeLeftOver,
  saveLines,
} from './import-files.ts'

type ForgetDeps = Pick<Deps, 'imports' | 'intake' | 'now' | 'commit'>

/** The imports whose files may still exist. */
const listRecentImports = async ({ imports, now }: Pick<Deps, 'imports' | 'now'>): Promise<Import[]> => {
  const since = subtractDays(now(), intakeDays).toISOString()
  return (await imports.all()).filter(({ createdAt }) => createdAt >= since)
}

/** A row about a person in a file that is still kept: its line, and its cells as uploaded. */
export type RowAbout = { importId: string; line: number; cells: string[] }

/** Every row in kept files that is surely about a person, including refused rows. For copies of personal data. */
export async function findRowsAbout(deps: ForgetDeps, person: Person): Promise<RowAbout[]> {
  const rows: RowAbout[] = []
  const keptImports = (await listRecentImports(deps)).filter(({ status }) => status !== 'discarded')
  for (const { id: importId, parts, findings } of keptImports) {
    for (const { part } of parts)
      for (const row of await readPartRows(deps, importId, part))
        if ('row' in row && isSurelyAbout(row.row, person)) rows.push({ importId, line: row.line, cells: row.cells })
    for (let n = 0; n < findings; n++)
      for (const { line, cells = [] } of await readFindingsPage(deps, importId, n))
        if (areCellsSurelyAbout(cells, person)) rows.push({ importId, line, cells })
  }
  return rows
}

/**
 * Empties every row that may be about a person, in all kept files, even in those of an interrupted validation. Removes
 * names of files that contain the person's name, and files that no import refers to. Rows keep their places, so checkpoints stay valid.
 */
export async function forgetInImports(deps: ForgetDeps, person: Person, memberId: string): Promise<void> {
  const recent = await listRecentImports(deps)
  const fileNames = await deps.imports.fileNames(recent.map(({ id }) => id))
  for (const { id } of recent) {
    if (searchName(fileNames.get(id) ?? '').includes(searchName(person.name)))
      await deps.commit(deps.imports.forgetFileName(id))
    for (const file of await removeLeftOver(deps, id)) {
      const kind = findFileKind(id, file)
      if (kind === 'part') await forgetInPart(deps, file, person, memberId)
      if (kind === 'findings') await forgetInFindings(deps, file, person)
    }
    await deps.intake.remove(fileOf(id).rejected)
  }
}

async function forgetInPart(deps: ForgetDeps, file: string, person: Person, memberId: string): Promise<void> {
  const rows = await readPartFile(deps, file)
  const newRows = rows.map(
    (each): PartRow => ('row' in each && mayBeAbout(each.row, person) ? forgetRow(each, person, memberId) : each),
  )
  if (newRows.some((row, i) => row !== rows[i])) await saveLines(deps, file, newRows)
}

const forgetRow = ({ line, sheetRow, row }: PersonRow, { nik }: Person, memberId: string): PartRow => ({
  line,
  ...(sheetRow !== undefined && { sheetRow }),
  erased: true,
  ...(nik !== undefined && row.person.nik === nik && { heldBy: memberId }),
})

async function forgetInFindings(deps: ForgetDeps, file: string, person: Person): Promise<void> {
  const page = await readFindingsFile(deps, file)
  const isAbout = page.map(({ cells = [], names }) =>
    mayCellsBeAbout([...cells, ...Object.values(names ?? {})], person),
  )
  if (!isAbout.includes(true)) return
  const newPage = page.map(({ cells, names, ...rest }, i) => ({
    ...rest,
    ...(!isAbout[i] && { ...(cells && { cells }), ...(names && { names }) }),
  }))
  await saveLines(deps, file, newPage)
}

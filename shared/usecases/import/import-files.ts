import type { Deps } from '../../deps.ts'
import { Finding } from '../../domain/import/finding.ts'
import type { Import } from '../../domain/import/import.ts'
import { PartRow } from '../../domain/import/part.ts'
import { UnreadableFile } from '../tables/unreadable-file.ts'

const formatPage = (n: number) => String(n).padStart(4, '0')

/** The files of imports expire after this many days. */
export const intakeDays = 30

const folderOf = (id: string) => `imports/${id}/`

/** The keys of an import's files. */
export const fileOf = (id: string) => ({
  upload: `${folderOf(id)}upload.csv`,
  rejected: `${folderOf(id)}rejected.csv`,
  part: (part: string) => `${folderOf(id)}parts/${part}.ndjson.gz`,
  findings: (n: number) => `${folderOf(id)}findings/${formatPage(n)}.ndjson.gz`,
})

/** Reads the uploaded file of an import. Throws `UnreadableFile` when there is none. */
export async function openUpload({ intake }: Pick<Deps, 'intake'>, id: string): Promise<AsyncIterable<Uint8Array>> {
  const file = await intake.open(fileOf(id).upload)
  if (!file) throw new UnreadableFile({ code: 'import_missing' })
  return file
}

/** The kind of rows in an import's file, if any. */
export function findFileKind(id: string, file: string): 'part' | 'findings' | undefined {
  if (file.startsWith(`${folderOf(id)}parts/`)) return 'part'
  return file.startsWith(`${folderOf(id)}findings/`) ? 'findings' : undefined
}

export const readPartFile = async ({ intake }: Pick<Deps, 'intake'>, file: string): Promise<PartRow[]> =>
  (await intake.lines(file)).map((line) => PartRow.parse(JSON.parse(line)))

/** The rows of a part, in the order in which they are applied. */
export const readPartRows = (deps: Pick<Deps, 'intake'>, id: string, part: string): Promise<PartRow[]> =>
  readPartFile(deps, fileOf(id).part(part))

export const readFindingsFile = async ({ intake }: Pick<Deps, 'intake'>, file: string): Promise<Finding[]> =>
  (await intake.lines(file)).map((line) => Finding.parse(JSON.parse(line)))

/** A page of what validation found, in the order of the file. Pages are counted from 0. */
export const readFindingsPage = (deps: Pick<Deps, 'intake'>, id: string, n: number): Promise<Finding[]> =>
  readFindingsFile(deps, fileOf(id).findings(n))

export const saveLines = ({ intake }: Pick<Deps, 'intake'>, key: string, rows: unknown[]): Promise<void> =>
  intake.putLines(
    key,
    rows.map((row) => JSON.stringify(row)),
  )

/** Which files an import refers to: all until its upload is validated, and none once it is discarded. */
function makeReferenceCheck({ id, status, parts, findings }: Import): (file: string) => boolean {
  if (status === 'created' || status === 'validating') return () => true
  if (status === 'asking') return (file) => file === fileOf(id).upload
  if (status === 'discarded') return () => false
  const files = fileOf(id)
  const pages = Array.from({ length: findings }, (_, n) => files.findings(n))
  const referredFiles = new Set([files.rejected, ...parts.map(({ part }) => files.part(part)), ...pages])
  return (file) => referredFiles.has(file)
}

/**
 * Removes the files of an import that it no longer refers to: the upload once it is validated, the parts of a file that
 * is then refused, everything once the import is discarded. Returns the files that stay.
 *
 * Safe at any time, even while several validators of the same import run, whose files have the same names. Everything
 * stays until one save fixes the files that an import refers to; after that, only discarding changes them. So nobody
 * removes a file that another save refers to or will refer to.
 *
 * Every validator calls this at its end, even if the import has moved on, and so does discarding. A validator that
 * writes a file after that removes it with its own call. Files of a killed writer are removed when the step is tried
 * again, when somebody is erased, or when the files expire.
 */
export async function removeLeftOver(
  { imports, intake }: Pick<Deps, 'imports' | 'intake'>,
  id: string,
): Promise<string[]> {
  const stored = await imports.get(id)
  if (!stored) return []
  const isReferredTo = makeReferenceCheck(stored)
  const stayingFiles: string[] = []
  for (const file of await intake.keys(folderOf(id)))
    if (isReferredTo(file)) stayingFiles.push(file)
    else await intake.remove(file)
  return stayingFiles
}

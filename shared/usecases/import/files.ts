import type { Deps } from '../../deps.ts'
import { Finding } from '../../domain/import/finding.ts'
import type { Import } from '../../domain/import/import.ts'
import { PartRow } from '../../domain/import/part.ts'

const page = (n: number) => String(n).padStart(4, '0')

const folderOf = (id: string) => `imports/${id}/`

/** Where the files of an import lie. */
export const fileOf = (id: string) => ({
  upload: `${folderOf(id)}upload.csv`,
  rejected: `${folderOf(id)}rejected.csv`,
  part: (part: string) => `${folderOf(id)}parts/${part}.ndjson.gz`,
  findings: (n: number) => `${folderOf(id)}findings/${page(n)}.ndjson.gz`,
})

/** What kind of rows a file of an import holds, if any. */
export function fileKind(id: string, file: string): 'part' | 'findings' | undefined {
  if (file.startsWith(`${folderOf(id)}parts/`)) return 'part'
  return file.startsWith(`${folderOf(id)}findings/`) ? 'findings' : undefined
}

export const partRowsIn = async ({ intake }: Pick<Deps, 'intake'>, file: string): Promise<PartRow[]> =>
  (await intake.lines(file)).map((line) => PartRow.parse(JSON.parse(line)))

/** The rows of a part, in the order in which they are applied. */
export const partRows = (deps: Pick<Deps, 'intake'>, id: string, part: string): Promise<PartRow[]> =>
  partRowsIn(deps, fileOf(id).part(part))

export const findingsIn = async ({ intake }: Pick<Deps, 'intake'>, file: string): Promise<Finding[]> =>
  (await intake.lines(file)).map((line) => Finding.parse(JSON.parse(line)))

/** A page of what validating found, in the order of the file; pages count from 0. */
export const findingsPage = (deps: Pick<Deps, 'intake'>, id: string, n: number): Promise<Finding[]> =>
  findingsIn(deps, fileOf(id).findings(n))

export const saveLines = ({ intake }: Pick<Deps, 'intake'>, key: string, rows: unknown[]): Promise<void> =>
  intake.putLines(
    key,
    rows.map((row) => JSON.stringify(row)),
  )

/** Which files an import refers to: any, until its upload has been looked through; none, once it is discarded. */
function refersTo({ id, status, parts, findings }: Import): (file: string) => boolean {
  if (status === 'created' || status === 'validating') return () => true
  if (status === 'discarded') return () => false
  const files = fileOf(id)
  const pages = Array.from({ length: findings }, (_, n) => files.findings(n))
  const referred = new Set([files.rejected, ...parts.map(({ part }) => files.part(part)), ...pages])
  return (file) => referred.has(file)
}

/**
 * Removes what lies there of an import and is referred to no more: the upload once it has been looked through, what was
 * written of a file that is then refused, everything of an import that is discarded. Gives the files that stay.
 *
 * Fine at any time, beside any number of validators of the same import, whose files bear the same names:
 * - Before the save that settles what an import refers to, everything stays; after it, nothing but discarding changes
 *   that. So nobody removes what another's save refers to, or is about to.
 * - Whoever validates does this at the end, even when the import had moved on and was not saved; whoever discards, too.
 *   What is written after one of them has looked is removed by its writer.
 * - What a killed writer left goes when the step is tried again, when somebody is erased, or by the clock.
 */
export async function removeLeftOver(
  { imports, intake }: Pick<Deps, 'imports' | 'intake'>,
  id: string,
): Promise<string[]> {
  const stored = await imports.get(id)
  if (!stored) return []
  const isReferredTo = refersTo(stored)
  const staying: string[] = []
  for (const file of await intake.keys(folderOf(id)))
    if (isReferredTo(file)) staying.push(file)
    else await intake.remove(file)
  return staying
}

import type { Deps } from '../../deps.ts'
import { Finding } from '../../domain/import/finding.ts'
import type { Import } from '../../domain/import/import.ts'
import { PartRow } from '../../domain/import/part.ts'

const page = (n: number) => String(n).padStart(4, '0')

/** Where the files of an import lie. */
export const fileOf = (id: string) => ({
  upload: `imports/${id}/upload.csv`,
  rejected: `imports/${id}/rejected.csv`,
  part: (part: string) => `imports/${id}/parts/${part}.ndjson.gz`,
  findings: (n: number) => `imports/${id}/findings/${page(n)}.ndjson.gz`,
})

/** The rows of a part, in the order in which they are applied. */
export const partRows = async ({ intake }: Pick<Deps, 'intake'>, id: string, part: string): Promise<PartRow[]> =>
  (await intake.lines(fileOf(id).part(part))).map((line) => PartRow.parse(JSON.parse(line)))

/** A page of what validating found, in the order of the file; pages count from 0. */
export const findingsPage = async ({ intake }: Pick<Deps, 'intake'>, id: string, n: number): Promise<Finding[]> =>
  (await intake.lines(fileOf(id).findings(n))).map((line) => Finding.parse(JSON.parse(line)))

export const saveLines = ({ intake }: Pick<Deps, 'intake'>, key: string, rows: unknown[]): Promise<void> =>
  intake.putLines(
    key,
    rows.map((row) => JSON.stringify(row)),
  )

/** Removes everything that an import keeps of persons. */
export async function discardFiles({ intake }: Pick<Deps, 'intake'>, { id, parts, findings }: Import): Promise<void> {
  const files = fileOf(id)
  await intake.remove(files.upload)
  await intake.remove(files.rejected)
  for (const { part } of parts) await intake.remove(files.part(part))
  for (let n = 0; n < findings; n++) await intake.remove(files.findings(n))
}

import type { Deps } from '../../deps.ts'
import type { Export } from '../../domain/export/export.ts'

/** Where a run of an export's work writes its file: each its own, so that no run writes over another's. */
export const fileOfRun = ({ id, format }: Export, version: number): string => `exports/${id}/${version}.${format}`

/** Whose data the file of an export holds: the member numbers, beside it and for as long. */
const membersBeside = (file: string): string => `${file}.members.gz`

export const saveMembers = ({ intake }: Pick<Deps, 'intake'>, file: string, ids: string[]): Promise<void> =>
  intake.putLines(membersBeside(file), ids)

export const membersIn = async ({ intake }: Pick<Deps, 'intake'>, file: string): Promise<Set<string>> =>
  new Set(await intake.lines(membersBeside(file)))

/** Removes the file of an export, and whose data it holds. Fine if it is not there. */
export async function removeFile({ intake }: Pick<Deps, 'intake'>, file: string): Promise<void> {
  await intake.remove(file)
  await intake.remove(membersBeside(file))
}

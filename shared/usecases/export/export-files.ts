import type { Deps } from '../../deps.ts'
import type { Export } from '../../domain/export/export.ts'

/** The file of one run. Each run has its own, so no run overwrites another's. */
export const nameRunFile = ({ id, format }: Export, version: number): string => `exports/${id}/${version}.${format}`

/** The list of members in an export's file. It is stored next to the file, and is removed with it. */
const nameMemberList = (file: string): string => `${file}.members.gz`

export const saveMembers = ({ intake }: Pick<Deps, 'intake'>, file: string, ids: string[]): Promise<void> =>
  intake.putLines(nameMemberList(file), ids)

export const readExportedMembers = async ({ intake }: Pick<Deps, 'intake'>, file: string): Promise<Set<string>> =>
  new Set(await intake.lines(nameMemberList(file)))

/** Removes the file of an export and its list of members. Does nothing if they are gone. */
export async function removeFile({ intake }: Pick<Deps, 'intake'>, file: string): Promise<void> {
  await intake.remove(file)
  await intake.remove(nameMemberList(file))
}

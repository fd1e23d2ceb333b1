import type { Deps } from '../../deps.ts'
import { subtractDays } from '../../domain/calendar.ts'
import { type Export, exportFileDays } from '../../domain/export/export.ts'
import { viewProblem } from '../../domain/problems/problem-view.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { saveUnlessRaceLost } from '../save-unless-race-lost.ts'
import { readExportedMembers, removeFile } from './export-files.ts'

type DiscardDeps = Pick<Deps, 'exports' | 'intake' | 'commit' | 'now'>

const exportsAtOnce = 4

/**
 * Discards every export whose file holds one of these members, or may hold one because it is being made. A waiting
 * export has read nothing yet, and stays.
 */
export async function discardExportsAbout(deps: DiscardDeps, memberIds: string[]): Promise<void> {
  if (memberIds.length === 0) return
  const since = subtractDays(deps.now(), exportFileDays)
  const withFile = (await deps.exports.since(since)).filter(({ file }) => file !== undefined)
  await mapAtOnce(withFile, exportsAtOnce, (each) => discardIfAbout(deps, each, memberIds))
}

async function discardIfAbout(deps: DiscardDeps, record: Export, memberIds: string[]): Promise<void> {
  const { file, ...rest } = record
  if (file === undefined) return
  if (record.status !== 'running') {
    const exportedIds = await readExportedMembers(deps, file)
    if (!memberIds.some((id) => exportedIds.has(id))) return
  }
  await removeFile(deps, file)
  const problems = [viewProblem({ code: 'export_person_erased' })]
  const discarded: Export = { ...nextVersion(rest), status: 'discarded', problems }
  if (await saveUnlessRaceLost(deps, 'export', deps.exports.save(discarded))) return
  const current = await deps.exports.get(record.id)
  if (current) await discardIfAbout(deps, current, memberIds)
}

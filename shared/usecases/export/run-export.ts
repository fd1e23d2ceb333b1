import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can, grantsInForce, permit } from '../../domain/access/policy.ts'
import { hourMs } from '../../domain/calendar.ts'
import { type Export, exportHours, mostRevealed } from '../../domain/export/export.ts'
import { aboutExport } from '../../domain/export/export-about.ts'
import { type MemberColumn, memberColumns } from '../../domain/export/member-columns.ts'
import { mostXlsxRows, type SheetWriters } from '../../domain/export/sheet.ts'
import { xlsxType } from '../../domain/export/xlsx-type.ts'
import type { Member } from '../../domain/member/member.ts'
import { AppError, invalid } from '../../domain/problems/app-error.ts'
import { ignoreIfMoved } from '../../domain/problems/moved.ts'
import { viewProblem } from '../../domain/problems/problem-view.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { everyMember, type ListDeps } from '../members/list-members.ts'
import { saveUnlessMoved } from '../save-unless-moved.ts'
import { fileOfRun, removeFile, saveMembers } from './export-files.ts'
import { exportPlaces } from './exports.ts'

export type RunDeps = ListDeps &
  Pick<Deps, 'exports' | 'grants' | 'trail' | 'intake' | 'commit' | 'now' | 'log'> & { sheetWriters: SheetWriters }

const tracesAtOnce = 16

/** The most rows that an export may have. A CSV may have any number. */
const mostRows = { xlsx: mostXlsxRows - 1, revealed: mostRevealed }

/**
 * Makes the file of an export with the present rights of the caller who asked for it. A run may be interrupted and
 * repeated: each run writes a file of its own after removing the last one, and one of them becomes the export's.
 */
export async function runExport(deps: RunDeps, exportId: string, most = mostRows): Promise<void> {
  const found = await deps.exports.get(exportId)
  if (found?.status !== 'waiting' && found?.status !== 'running') return
  if (found.file) await removeFile(deps, found.file)
  const now = deps.now()
  const caller = { subject: found.createdBy, grants: grantsInForce(await deps.grants.ofSubject(found.createdBy), now) }
  const version = found.version + 1
  const file = fileOfRun(found, version)
  const places = exportPlaces(deps, caller, found)
  const running: Export = { ...found, version, status: 'running', file, asOf: now.toISOString(), places }
  if (!(await saveUnlessMoved(deps, 'export', deps.exports.save(running)))) return
  const ended = await finishExport(deps, caller, running, most)
  if (await saveUnlessMoved(deps, 'export', deps.exports.save(nextVersion(ended)))) {
    deps.log('info', 'An export is through', { exportId, status: ended.status, rows: ended.rows ?? 0 })
    return
  }
  // The export was discarded meanwhile, or another run took over.
  await removeFile(deps, file)
}

async function finishExport(deps: RunDeps, caller: Caller, running: Export, most: typeof mostRows): Promise<Export> {
  try {
    permit(caller, 'members.export')
    if (running.revealed) permit(caller, 'member.reveal')
    const { rows, bytes } = await writeRows(deps, caller, running, most)
    const readyAt = deps.now()
    const expiresAt = new Date(readyAt.getTime() + exportHours * hourMs)
    return {
      ...running,
      status: 'ready',
      rows,
      bytes,
      readyAt: readyAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'busy') throw error
    const { file, ...kept } = running
    if (file) await removeFile(deps, file)
    return { ...kept, status: 'refused', problems: error.problems.map(viewProblem) }
  }
}

/** Writes the file. Throws `invalid` when it has too many rows. */
async function writeRows(
  deps: RunDeps,
  caller: Caller,
  { id, file = '', format, columns: asked, revealed, filter, ...made }: Export,
  most: typeof mostRows,
): Promise<{ rows: number; bytes: number }> {
  const columns = memberColumns(deps.frame, revealed).filter(({ code }) => asked.includes(code))
  const writer = deps.sheetWriters[format](columns, 'Anggota')
  const upload = deps.intake.upload(file, format === 'csv' ? 'text/csv' : xlsxType)
  const ids: string[] = []
  try {
    for await (const page of everyMember(deps, caller, { ...filter, order: 'newest' })) {
      const members = page.members.filter(({ restrictedAt }) => restrictedAt === undefined)
      ids.push(...members.map((member) => member.id))
      if (format === 'xlsx' && ids.length > most.xlsx) throw invalid('export_rows_xlsx', { most: most.xlsx })
      if (revealed && ids.length > most.revealed) throw invalid('export_rows_revealed', { most: most.revealed })
      const shows = (member: Member) => revealed && can(deps.frame.areas, caller, 'member.reveal', member)
      // First the trails, then the file: nobody is in a file without a trace.
      const shown = members.filter(shows)
      await mapAtOnce(shown, tracesAtOnce, (member) => noteExport(deps, { id, ...made }, columns, member.id))
      await upload.write(writer.rows(members.map((member) => columns.map(({ value }) => value(member, shows(member))))))
    }
    await saveMembers(deps, file, ids)
    const { before, after } = writer.end(aboutExport(deps.frame, { id, revealed, filter, ...made, rows: ids.length }))
    await upload.write(after)
    return { rows: ids.length, bytes: await upload.close(before) }
  } catch (error) {
    await upload.abort()
    throw error
  }
}

/** Records in a member's trail that the member was exported in full; once, however often the export runs. */
async function noteExport(
  { trail, commit, now }: RunDeps,
  { id, createdBy, reason }: Pick<Export, 'id' | 'createdBy' | 'reason'>,
  columns: MemberColumn[],
  memberId: string,
): Promise<void> {
  const fields = columns.flatMap(({ personal }) => personal ?? [])
  const event = { memberId, at: now().toISOString(), actor: createdBy, act: 'exported', source: id, fields } as const
  const noted = trail.add({ id: id.replace(/^exp/, 'trl'), ...event, reason })
  await commit(noted).catch(ignoreIfMoved('trail_event'))
}

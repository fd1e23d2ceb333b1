import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can, listGrantsInForce, permit } from '../../domain/access/policy.ts'
import { dayOf, hourMs } from '../../domain/calendar.ts'
import { type Export, exportHours, mostRevealed } from '../../domain/export/export.ts'
import { describeExport } from '../../domain/export/export-about.ts'
import { listMemberColumns, type MemberColumn } from '../../domain/export/member-columns.ts'
import { mostXlsxRows, type SheetWriters } from '../../domain/export/sheet.ts'
import { xlsxType } from '../../domain/export/xlsx-type.ts'
import type { Member } from '../../domain/member/member.ts'
import { AppError, invalid } from '../../domain/problems/app-error.ts'
import { ignoreIfRaceLost } from '../../domain/problems/lost-race.ts'
import { viewProblem } from '../../domain/problems/problem-view.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { type ListDeps, walkMembers } from '../members/list-members.ts'
import { saveUnlessRaceLost } from '../save-unless-race-lost.ts'
import { nameRunFile, removeFile, saveMembers } from './export-files.ts'
import { listExportScopes } from './exports.ts'

export type RunDeps = ListDeps &
  Pick<Deps, 'exports' | 'grants' | 'allowances' | 'trail' | 'intake' | 'commit' | 'now' | 'log'> & {
    sheetWriters: SheetWriters
  }

const tracesAtOnce = 16

/** The most rows that an export may have. A CSV may have any number. */
const mostRows = { xlsx: mostXlsxRows - 1, revealed: mostRevealed }

/**
 * Makes the file of an export with the present rights of the caller who asked for it. A run may be interrupted and
 * repeated. Each run removes the last run's file and writes its own, and one of these files becomes the export's.
 */
export async function runExport(deps: RunDeps, exportId: string, most = mostRows): Promise<void> {
  const stored = await deps.exports.get(exportId)
  if (stored?.status !== 'waiting' && stored?.status !== 'running') return
  if (stored.file) await removeFile(deps, stored.file)
  const now = deps.now()
  const caller = {
    subject: stored.createdBy,
    grants: listGrantsInForce(await deps.grants.ofSubject(stored.createdBy), now),
  }
  const version = stored.version + 1
  const file = nameRunFile(stored, version)
  const places = listExportScopes(deps, caller, stored)
  const running: Export = { ...stored, version, status: 'running', file, asOf: now.toISOString(), places }
  if (!(await saveUnlessRaceLost(deps, 'export', deps.exports.save(running)))) return
  const endedExport = await finishExport(deps, caller, running, most)
  if (endedExport && (await saveUnlessRaceLost(deps, 'export', deps.exports.save(nextVersion(endedExport))))) {
    deps.log('info', 'An export is through', { exportId, status: endedExport.status, rows: endedExport.rows ?? 0 })
    return
  }
  // The export was discarded meanwhile, or another run took over.
  await removeFile(deps, file)
}

/** Makes the file. Returns how the export ended, or nothing if it was discarded or another run took over. */
async function finishExport(
  deps: RunDeps,
  caller: Caller,
  begunExport: Export,
  most: typeof mostRows,
): Promise<Export | undefined> {
  let running = begunExport
  try {
    permit(caller, 'members.export')
    let pages = readExportedPages(deps, caller, running)
    if (running.revealed) {
      permit(caller, 'member.reveal')
      const members = await collectRevealed(pages, most.revealed)
      const countedExport = await countReveals(deps, caller, running, members)
      if (!countedExport) return undefined
      running = countedExport
      pages = yieldPage(members)
    }
    const { rows, bytes } = await writeRows(deps, caller, running, pages, most)
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

/** The members of an export, page by page, without those whose data is restricted. */
async function* readExportedPages(deps: RunDeps, caller: Caller, { filter }: Export): AsyncGenerator<Member[]> {
  for await (const page of walkMembers(deps, caller, { ...filter, order: 'newest' }))
    yield page.members.filter(({ restrictedAt }) => restrictedAt === undefined)
}

async function* yieldPage(members: Member[]): AsyncGenerator<Member[]> {
  yield members
}

/** All members of an export with full numbers. If there are too many, throws `invalid` before any of them is traced. */
async function collectRevealed(pages: AsyncIterable<Member[]>, most: number): Promise<Member[]> {
  const members: Member[] = []
  for await (const page of pages) {
    members.push(...page)
    if (members.length > most) throw invalid('export_rows_revealed', { most })
  }
  return members
}

const mayShowInFull = ({ frame: { areas } }: RunDeps, caller: Caller, member: Member): boolean =>
  can(areas, caller, 'member.reveal', member)

/**
 * Counts the members who will be shown in full against the requester's daily allowance, before anything is written. A
 * repeated run counts only those who were not counted before. Throws `too_many` if the allowance does not suffice.
 * Returns the export as saved, or nothing if it has changed meanwhile.
 */
async function countReveals(
  deps: RunDeps,
  caller: Caller,
  running: Export,
  members: Member[],
): Promise<Export | undefined> {
  const { revealedMembers: before = 0 } = running
  const shownCount = members.filter((member) => mayShowInFull(deps, caller, member)).length
  if (shownCount <= before) return running
  const countedExport = nextVersion({ ...running, revealedMembers: shownCount })
  const day = dayOf(deps.now(), deps.frame.programme.zone)
  const use = deps.allowances.use({ subject: caller.subject, what: 'reveal', day, times: shownCount - before })
  return (await saveUnlessRaceLost(deps, 'export', deps.exports.save(countedExport), use)) ? countedExport : undefined
}

/** Writes the file. Throws `invalid` when it has too many rows. */
async function writeRows(
  deps: RunDeps,
  caller: Caller,
  { id, file = '', format, columns: chosenColumns, revealed, filter, ...rest }: Export,
  pages: AsyncIterable<Member[]>,
  most: typeof mostRows,
): Promise<{ rows: number; bytes: number }> {
  const columns = listMemberColumns(deps.frame, revealed).filter(({ code }) => chosenColumns.includes(code))
  const writer = deps.sheetWriters[format](columns, 'Anggota')
  const upload = deps.intake.upload(file, format === 'csv' ? 'text/csv' : xlsxType)
  const ids: string[] = []
  try {
    for await (const members of pages) {
      ids.push(...members.map((member) => member.id))
      if (format === 'xlsx' && ids.length > most.xlsx) throw invalid('export_rows_xlsx', { most: most.xlsx })
      const isShownInFull = (member: Member) => revealed && mayShowInFull(deps, caller, member)
      // The traces are written before the rows, so that nobody is in a file without a trace.
      const shownInFull = members.filter(isShownInFull)
      await mapAtOnce(shownInFull, tracesAtOnce, (member) => traceExport(deps, { id, ...rest }, columns, member.id))
      await upload.write(
        writer.rows(members.map((member) => columns.map(({ value }) => value(member, isShownInFull(member))))),
      )
    }
    await saveMembers(deps, file, ids)
    const { before, after } = writer.end(
      describeExport(deps.frame, { id, revealed, filter, ...rest, rows: ids.length }),
    )
    await upload.write(after)
    return { rows: ids.length, bytes: await upload.close(before) }
  } catch (error) {
    await upload.abort()
    throw error
  }
}

/** Records in a member's trail that the member was exported in full, once per export even if it runs again. */
async function traceExport(
  { trail, commit, now }: RunDeps,
  { id, createdBy, reason }: Pick<Export, 'id' | 'createdBy' | 'reason'>,
  columns: MemberColumn[],
  memberId: string,
): Promise<void> {
  const fields = columns.flatMap(({ personal }) => personal ?? [])
  const event = { memberId, at: now().toISOString(), actor: createdBy, act: 'exported', source: id, fields } as const
  const traceWrite = trail.add({ id: id.replace(/^exp/, 'trl'), ...event, reason })
  await commit(traceWrite).catch(ignoreIfRaceLost('trail_event'))
}

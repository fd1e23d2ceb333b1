import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { type Action, can, listReachableScopes, permit, type Scope } from '../../domain/access/policy.ts'
import { dayOf } from '../../domain/calendar.ts'
import { type Export, type ExportFilter, expireExport, type NewExport } from '../../domain/export/export.ts'
import { listMemberColumns } from '../../domain/export/member-columns.ts'
import type { Frame } from '../../domain/ledger/frame.ts'
import { listFilterProblems } from '../../domain/member/member-list.ts'
import { conflict, notFound, type Problem, refuseAll } from '../../domain/problems/app-error.ts'
import { refuseIfRaceLost } from '../../domain/problems/lost-race.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type IdempotentRequest, once } from '../once.ts'
import { removeFile } from './export-files.ts'

type ReadExportDeps = Pick<Deps, 'frame' | 'exports' | 'now'>
export type ExportDeps = ReadExportDeps & Pick<Deps, 'jobs' | 'intake' | 'claims' | 'commit' | 'newId'>

/** What a request about an export did. */
const ExportStep = z.object({ exportId: z.string() })

const linkSeconds = 300

const maySeeAll = ({ frame }: Pick<Deps, 'frame'>, caller: Caller): boolean =>
  can(frame.areas, caller, 'exports.read', { area: frame.areas.root })

/**
 * Requests a file of members. It is made later, with the caller's rights at that time. Throws `invalid` with every
 * unknown code, and `not_found` if the caller may see nothing of the request.
 */
export async function requestExport(deps: ExportDeps, caller: Caller, request: IdempotentRequest, input: NewExport) {
  for (const action of listRequiredActions(input)) permit(caller, action)
  if (listExportScopes(deps, caller, input).length === 0) throw notFound()
  const knownCodes = listMemberColumns(deps.frame, input.revealed).map(({ code }) => code)
  const { columns = knownCodes } = input
  refuseAll([...listExportFilterProblems(deps.frame, input.filter), ...listColumnProblems(knownCodes, columns)])
  const step = await once(deps, caller, request, ExportStep, async (keepAnswer) => {
    const newExport: Export = {
      ...input,
      id: deps.newId('exp'),
      version: 1,
      status: 'waiting',
      columns: knownCodes.filter((code) => columns.includes(code)),
      createdBy: caller.subject,
      createdAt: deps.now().toISOString(),
      problems: [],
    }
    await deps.commit(keepAnswer({ exportId: newExport.id }), deps.exports.add(newExport))
    return { exportId: newExport.id }
  })
  // Also on a repeat, because the first request may have been interrupted before this line.
  await deps.jobs.start({ exportId: step.answer.exportId, task: 'export' }, 1)
  return step
}

/** The actions that an export needs. */
const listRequiredActions = ({ revealed }: Pick<Export, 'revealed'>): Action[] =>
  revealed ? ['members.export', 'member.reveal'] : ['members.export']

/** The parts of the requested area in which the caller may export members. */
export function listExportScopes(
  { frame: { areas } }: Pick<Deps, 'frame'>,
  caller: Caller,
  { filter: { area = areas.root, agency } }: Pick<Export, 'filter'>,
): Scope[] {
  return listReachableScopes(areas, caller, 'members.export', { area, agency })
}

function listExportFilterProblems({ programme }: Frame, filter: ExportFilter): Problem[] {
  const problems = listFilterProblems(programme, { ...filter, order: 'newest' })
  return problems.map(({ path = [], ...problem }) => ({ ...problem, path: ['filter', ...path] }))
}

const listColumnProblems = (knownCodes: string[], columns: string[]): Problem[] =>
  columns.flatMap((column, i): Problem[] => {
    const where = { path: ['columns', i], params: { column } }
    if (!knownCodes.includes(column)) return [{ code: 'export_column_unknown', ...where }]
    return columns.indexOf(column) < i ? [{ code: 'export_column_twice', ...where }] : []
  })

/**
 * Reads an export that the caller requested, or any export for callers who oversee exports. Its status may be
 * `expired`.
 */
export async function readExport(deps: ReadExportDeps, caller: Caller, id: string): Promise<Export> {
  permit(caller, 'members.export')
  const found = await deps.exports.get(id)
  if (!found || (found.createdBy !== caller.subject && !maySeeAll(deps, caller))) throw notFound()
  return expireExport(found, deps.now())
}

/** A page of the caller's exports, newest first, or of everybody's for callers who oversee exports. It may be short. */
export async function listExports(
  deps: ReadExportDeps,
  caller: Caller,
  page: { after?: string | undefined; limit: number },
): Promise<{ items: Export[]; last?: string }> {
  permit(caller, 'members.export')
  const { items, last } = await deps.exports.page(page)
  const isOverseer = maySeeAll(deps, caller)
  const visible = items.filter(({ createdBy }) => isOverseer || createdBy === caller.subject)
  return { items: visible.map((each) => expireExport(each, deps.now())), ...(last && { last }) }
}

/** A link to the file of an export, for the caller who asked for it and may still see all of it. */
export async function makeDownloadLink(
  { frame, intake, now }: Pick<Deps, 'frame' | 'intake' | 'now'>,
  caller: Caller,
  record: Export,
): Promise<{ url: string; expiresAt: string } | undefined> {
  const { id, status, file, format, places = [], createdBy, asOf = '' } = record
  const mayHave = (place: Scope) =>
    listRequiredActions(record).every((action) => can(frame.areas, caller, action, place))
  if (status !== 'ready' || !file || createdBy !== caller.subject || !places.every(mayHave)) return undefined
  const name = `anggota-${dayOf(new Date(asOf), frame.programme.zone)}-${id}.${format}`
  return {
    url: await intake.downloadUrl(file, name, linkSeconds),
    expiresAt: new Date(now().getTime() + linkSeconds * 1000).toISOString(),
  }
}

/** Discards an export and removes its file. The record of the export stays. */
export async function discardExport(deps: ExportDeps, caller: Caller, request: IdempotentRequest, id: string) {
  permit(caller, 'members.export')
  return once(deps, caller, request, ExportStep, async (keepAnswer) => {
    const found = await readExport(deps, caller, id)
    if (found.status === 'refused' || found.status === 'discarded') throw conflict('export_over')
    // The file goes first: after an interruption, a repeat removes it again.
    if (found.file) await removeFile(deps, found.file)
    const { file: _, ...rest } = found
    await deps
      .commit(keepAnswer({ exportId: id }), deps.exports.save({ ...nextVersion(rest), status: 'discarded' }))
      .catch(refuseIfRaceLost('export', () => conflict('export_moved_on')))
    return { exportId: id }
  })
}

import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise, permit } from '../../domain/access/policy.ts'
import { type ImportSource, listMappingProblems } from '../../domain/import/mapping.ts'
import { listImportFields } from '../../domain/import/sheet-row.ts'
import { notFound, refuseAll } from '../../domain/problems/app-error.ts'
import { refuseAsStale, requireVersion } from '../../domain/values/version.ts'

type SourceDeps = Pick<Deps, 'importSources' | 'frame' | 'commit' | 'now'>

/** The sources with their saved mappings. */
export async function listSources({ importSources }: Pick<Deps, 'importSources'>, caller: Caller) {
  permit(caller, 'members.import')
  return importSources.all()
}

/** A source with its saved mapping. Throws `not_found`. */
export async function readSource({ importSources }: Pick<Deps, 'importSources'>, caller: Caller, code: string) {
  permit(caller, 'members.import')
  const found = await importSources.get(code)
  if (!found) throw notFound()
  return found
}

/** Saves how a source's files are read. `version` is the one that the caller has seen, or 0 for a new source. */
export async function saveSource(
  deps: SourceDeps,
  caller: Caller,
  version: number,
  input: Pick<ImportSource, 'code' | 'name' | 'mapping'>,
): Promise<ImportSource> {
  const { frame } = deps
  authorise(frame.areas, caller, 'imports.manage', { area: frame.areas.root })
  refuseAll(
    listMappingProblems(listImportFields(frame.programme), input.mapping).map((problem) => ({
      ...problem,
      path: ['mapping', ...(problem.path ?? [])],
    })),
  )
  const before = await deps.importSources.get(input.code)
  requireVersion(before ?? { version: 0 }, version)
  const source = { ...input, version: version + 1, savedBy: caller.subject, savedAt: deps.now().toISOString() }
  await deps.commit(deps.importSources.save(source)).catch(refuseAsStale('import_source', source))
  return source
}

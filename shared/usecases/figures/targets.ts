import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise, can, permit } from '../../domain/access/policy.ts'
import { notFound, type Problem, refuseAll } from '../../domain/problems/app-error.ts'
import { isLostRace } from '../../domain/problems/lost-race.ts'
import { listAgencyProblems, listAreaProblems, listIndicatorProblems } from '../../domain/programme/known-codes.ts'
import {
  listMeasuredMonths,
  makeScopeKey,
  type NewTarget,
  RevisedTarget,
  Target,
  type TargetRevision,
} from '../../domain/programme/target.ts'
import { nextVersion, refuseAsStale, requireVersion } from '../../domain/values/version.ts'
import { readBooks } from '../ledger/books.ts'
import { type IdempotentRequest, once } from '../once.ts'

export type TargetDeps = Pick<Deps, 'targets' | 'frame' | 'claims' | 'commit' | 'now' | 'newId'>

type ReviseDeps = TargetDeps & Pick<Deps, 'ledger'>

/** A target's current version, and whether it is the primary one of its scope. */
export type TargetView = Target & { primary: boolean }

/** The current version of every target within the caller's scope. */
export async function listTargets({ targets, frame }: TargetDeps, caller: Caller): Promise<TargetView[]> {
  permit(caller, 'targets.read')
  const [all, primaries] = await Promise.all([targets.all(), targets.primaries()])
  const current = [...Map.groupBy(all, ({ id }) => id).values()].flatMap((versions) => versions.at(-1) ?? [])
  return current
    .filter((target) => can(frame.areas, caller, 'targets.read', target))
    .map((target) => ({ ...target, primary: primaries.get(makeScopeKey(target)) === target.id }))
}

/** Every version of a target, oldest first. */
export async function listTargetVersions(
  { targets, frame }: Pick<Deps, 'targets' | 'frame'>,
  caller: Caller,
  id: string,
): Promise<TargetView[]> {
  permit(caller, 'targets.read')
  const [versions, primaries] = await Promise.all([targets.versions(id), targets.primaries()])
  const [first] = versions
  if (!first) throw notFound()
  authorise(frame.areas, caller, 'targets.read', first)
  return versions.map((target) => ({ ...target, primary: primaries.get(makeScopeKey(target)) === target.id }))
}

/**
 * Sets a target. The first target of its scope is primary. A later one is added as a rival, unless it is made
 * primary.
 */
export async function setTarget(deps: TargetDeps, caller: Caller, request: IdempotentRequest, input: NewTarget) {
  const { areas } = deps.frame
  permit(caller, 'targets.write')
  refuseAll(listTargetProblems(deps, input))
  authorise(areas, caller, 'targets.write', input)
  return once(deps, caller, request, Target, async (keepAnswer) => {
    const { primary, effectiveFrom, ...rest } = input
    const target: Target = {
      ...rest,
      id: deps.newId('tgt'),
      version: 1,
      effectiveFrom: effectiveFrom ?? `${input.from}-01`,
      setBy: caller.subject,
      setAt: deps.now().toISOString(),
    }
    const add = (...primacy: Write[]) => deps.commit(keepAnswer(target), deps.targets.add(target), ...primacy)
    if (primary) await add(deps.targets.setPrimary(target))
    else
      await add(deps.targets.claimPrimary(target)).catch((error: unknown) => {
        if (isLostRace(error, 'primary_target')) return add()
        throw error
      })
    return target
  })
}

/** Revises a target whose version the caller has seen. This adds a version; the old ones stay. */
export const reviseTarget = (
  deps: ReviseDeps,
  caller: Caller,
  id: string,
  version: number,
  revision: TargetRevision,
): Promise<RevisedTarget> => reviseWith(deps, caller, { id, version, revision })

type SeenTarget = { id: string; version: number; revision: TargetRevision }

/** Like `reviseTarget`, once: a repeat does not count as a revision of an old version. */
export async function reviseTargetOnce(deps: ReviseDeps, caller: Caller, request: IdempotentRequest, seen: SeenTarget) {
  permit(caller, 'targets.write')
  return once(deps, caller, request, RevisedTarget, (keepAnswer) =>
    reviseWith(deps, caller, seen, (revised) => [keepAnswer(revised)]),
  )
}

async function reviseWith(
  deps: ReviseDeps,
  caller: Caller,
  { id, version, revision }: SeenTarget,
  makeMoreWrites: (revised: RevisedTarget) => Write[] = () => [],
): Promise<RevisedTarget> {
  const current = await readCurrentTarget(deps, caller, id)
  requireVersion(current, version)
  const target: Target = {
    ...nextVersion(current),
    ...revision,
    setBy: caller.subject,
    setAt: deps.now().toISOString(),
  }
  const revised = { ...target, closedMonths: listMeasuredMonths(target, await readBooks(deps)) }
  await deps.commit(deps.targets.add(target), ...makeMoreWrites(revised)).catch(refuseAsStale('target', target))
  return revised
}

/** Makes a target the primary one of its scope. */
export async function makePrimary(deps: TargetDeps, caller: Caller, id: string): Promise<TargetView> {
  const current = await readCurrentTarget(deps, caller, id)
  await deps.commit(deps.targets.setPrimary(current))
  return { ...current, primary: true }
}

async function readCurrentTarget({ targets, frame }: TargetDeps, caller: Caller, id: string): Promise<Target> {
  permit(caller, 'targets.write')
  const current = (await targets.versions(id)).at(-1)
  if (!current) throw notFound()
  authorise(frame.areas, caller, 'targets.write', current)
  return current
}

function listTargetProblems({ frame: { programme, areas } }: TargetDeps, target: NewTarget): Problem[] {
  const { indicator, area, agency, from, to } = target
  return [
    ...listIndicatorProblems(programme, indicator),
    ...listAreaProblems(areas, area),
    ...listAgencyProblems(programme, agency),
    ...(to < from ? [{ code: 'target_period' as const, path: ['to'] }] : []),
  ]
}

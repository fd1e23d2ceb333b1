import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise, can, listReachableAreas, permit } from '../../domain/access/policy.ts'
import type { Month } from '../../domain/calendar.ts'
import { conflict, notFound, type Problem, refuseAll } from '../../domain/problems/app-error.ts'
import { listAgencyProblems, listAreaProblems } from '../../domain/programme/known-codes.ts'
import { type NewObstacle, type ObstacleText, WrittenObstacle } from '../../domain/report/obstacle.ts'
import { nextVersion, refuseAsStale, requireVersion } from '../../domain/values/version.ts'
import { readBooks, requireMonth } from '../ledger/books.ts'
import { type IdempotentRequest, once } from '../once.ts'

export type ObstacleDeps = Pick<Deps, 'obstacles' | 'ledger' | 'frame' | 'claims' | 'commit' | 'now' | 'newId'>

/** The most obstacles of one area in a month. Readers of a report have little time. */
const most = 20

/** The obstacles of a month within the caller's scope, by area, the oldest first. */
export async function listObstacles(deps: ObstacleDeps, caller: Caller, month: Month): Promise<WrittenObstacle[]> {
  permit(caller, 'obstacles.write')
  await requireKnownMonth(deps, month)
  const all = await deps.obstacles.ofMonth(month)
  return all.filter((obstacle) => can(deps.frame.areas, caller, 'obstacles.write', obstacle))
}

/**
 * The obstacles of a month within the caller's scope, and the districts in it without any. A district has none if
 * nothing is recorded for it, for an area in it, or for an area around it.
 */
export async function listObstaclesAndGaps(
  deps: ObstacleDeps,
  caller: Caller,
  month: Month,
): Promise<{ written: WrittenObstacle[]; missing: string[] }> {
  const { areas } = deps.frame
  const written = await listObstacles(deps, caller, month)
  const districts = listReachableAreas(areas, caller, 'obstacles.write').flatMap((area) => areas.districtsWithin(area))
  const isReported = (district: string) =>
    written.some(({ area }) => areas.isWithin(area, district) || areas.isWithin(district, area))
  return { written, missing: [...new Set(districts)].filter((district) => !isReported(district)).toSorted() }
}

/**
 * Records an obstacle in an area and what is done about it, before closing of the month begins. The report that prints
 * it is mailed and public. So text that looks like somebody's number or address is refused.
 */
export async function writeObstacle(
  deps: ObstacleDeps,
  caller: Caller,
  request: IdempotentRequest,
  { month, ...input }: NewObstacle & { month: Month },
) {
  permit(caller, 'obstacles.write')
  refuseAll(listPlaceProblems(deps, input))
  authorise(deps.frame.areas, caller, 'obstacles.write', input)
  await requireKnownMonth(deps, month)
  return once(deps, caller, request, WrittenObstacle, async (keepAnswer) => {
    const inSameArea = (await deps.obstacles.ofMonth(month)).filter(({ area }) => area === input.area)
    if (inSameArea.length >= most) throw conflict('obstacles_full', { most })
    const obstacle = { ...input, month, id: deps.newId('obs'), ...makeAuthorship(deps, caller), version: 1 }
    await deps.commit(keepAnswer(obstacle), deps.obstacles.add(obstacle), requireOpenMonth(deps, month))
    return obstacle
  })
}

/** Rewrites an obstacle whose version the caller has seen, while the month is open. */
export const amendObstacle = (
  deps: ObstacleDeps,
  caller: Caller,
  seen: SeenObstacle,
  text: ObstacleText,
): Promise<WrittenObstacle> => amendAndWrite(deps, caller, seen, text)

/** Like `amendObstacle`, once: a repeat does not count as a change of an old version. */
export async function amendObstacleOnce(
  deps: ObstacleDeps,
  caller: Caller,
  request: IdempotentRequest,
  seen: SeenObstacle,
  text: ObstacleText,
) {
  permit(caller, 'obstacles.write')
  return once(deps, caller, request, WrittenObstacle, (keepAnswer) =>
    amendAndWrite(deps, caller, seen, text, (amended) => [keepAnswer(amended)]),
  )
}

async function amendAndWrite(
  deps: ObstacleDeps,
  caller: Caller,
  { version, ...which }: SeenObstacle,
  text: ObstacleText,
  makeMoreWrites: (amended: WrittenObstacle) => Write[] = () => [],
): Promise<WrittenObstacle> {
  const stored = await findObstacle(deps, caller, which)
  requireVersion(stored, version)
  const amended = { ...nextVersion(stored), ...text, ...makeAuthorship(deps, caller) }
  await deps
    .commit(deps.obstacles.save(amended), requireOpenMonth(deps, which.month), ...makeMoreWrites(amended))
    .catch(refuseAsStale('obstacle', amended))
  return amended
}

/** Withdraws an obstacle while the month is open, so that no report prints it. */
export async function withdrawObstacle(
  deps: ObstacleDeps,
  caller: Caller,
  request: IdempotentRequest,
  which: ObstacleRef,
) {
  permit(caller, 'obstacles.write')
  return once(deps, caller, request, WrittenObstacle, async (keepAnswer) => {
    const obstacle = await findObstacle(deps, caller, which)
    await deps.commit(keepAnswer(obstacle), deps.obstacles.remove(obstacle), requireOpenMonth(deps, which.month))
    return obstacle
  })
}

type ObstacleRef = { month: Month; id: string }
type SeenObstacle = ObstacleRef & { version: number }

/** An obstacle within the caller's scope. Throws `not_found`. */
export async function findObstacle(
  deps: ObstacleDeps,
  caller: Caller,
  { month, id }: ObstacleRef,
): Promise<WrittenObstacle> {
  const obstacle = (await listObstacles(deps, caller, month)).find((each) => each.id === id)
  if (!obstacle) throw notFound()
  return obstacle
}

const makeAuthorship = ({ now }: ObstacleDeps, { subject }: Caller) => ({
  writtenAt: now().toISOString(),
  writtenBy: subject,
})

/** Requires that the month is open. Belongs in the transaction, because closing fixes what a report prints. */
const requireOpenMonth = ({ ledger }: ObstacleDeps, month: Month) =>
  ledger.requireOpen(month, () => conflict('month_not_open', { month }))

const requireKnownMonth = async (deps: ObstacleDeps, month: Month): Promise<void> =>
  requireMonth(deps, await readBooks(deps), month)

const listPlaceProblems = ({ frame: { areas, programme } }: ObstacleDeps, { area, agency }: NewObstacle): Problem[] => [
  ...listAreaProblems(areas, area),
  ...listAgencyProblems(programme, agency),
]

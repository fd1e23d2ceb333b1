import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise, can, type Scope } from '../../domain/access/policy.ts'
import { type Day, dayOf, monthOfDay } from '../../domain/calendar.ts'
import { emptyNode } from '../../domain/figures/node-counters.ts'
import type { Member } from '../../domain/member/member.ts'
import {
  countWorklist,
  listWorklistProblems,
  makeWaitingList,
  type WorklistQuery,
} from '../../domain/member/worklist.ts'
import { refuseAll } from '../../domain/problems/app-error.ts'
import { type AreaTree, findSmallestAreaAround } from '../../domain/programme/area-tree.ts'
import { type CounterDeps, type Depth, readNodesOverMonths } from '../figures/node-counters.ts'
import { readBooks } from '../ledger/books.ts'
import { type ListDeps, type ListPage, listMembers, listReachablePlaces, walkMembers } from './list-members.ts'

/** At most this many places get counts, because each one needs the counters of its kota. */
const mostCounts = 5
/** The most bytes for the list on the first page, which also reads counters. */
const bytesBesideCounters = 524_288

/**
 * The members who have waited for their next stage for at least this many days, the longest first. The first page adds
 * the figures of the same area and agency in the current month, unless `withCounts` is false.
 */
export async function worklist(
  deps: ListDeps & CounterDeps & Pick<Deps, 'ledger' | 'now'>,
  caller: Caller,
  query: WorklistQuery,
  page: Pick<ListPage, 'from' | 'limit'> & { withCounts?: boolean },
): Promise<{ today: Day; counts?: ReturnType<typeof countWorklist>[]; members: Member[]; next?: string }> {
  const { programme } = deps.frame
  const places = listReachablePlaces(deps, caller, query)
  refuseAll(listWorklistProblems(programme, query))
  const today = dayOf(deps.now(), programme.zone)
  const list = makeWaitingList(programme, query, today)
  if (page.from !== undefined) return { today, ...(await listMembers(deps, caller, list, page)) }
  const [found, counts] = await Promise.all([
    listMembers(deps, caller, list, { ...page, bytes: bytesBesideCounters }),
    page.withCounts === false ? undefined : readCounts(deps, caller, places.slice(0, mostCounts), today),
  ])
  return { today, ...(counts && { counts }), ...found }
}

/** The first members of a work list whom the caller may invite, at most `most`, and whether there are more. */
export async function findWaitingMembers(
  deps: ListDeps & Pick<Deps, 'now'>,
  caller: Caller,
  query: WorklistQuery,
  most: number,
): Promise<{ members: Member[]; isMore: boolean }> {
  const { programme, areas } = deps.frame
  refuseAll(listWorklistProblems(programme, query))
  const found: Member[] = []
  for await (const { members } of walkMembers(
    deps,
    caller,
    makeWaitingList(programme, query, dayOf(deps.now(), programme.zone)),
  )) {
    const mine = members.filter(
      (member) => member.restrictedAt === undefined && can(areas, caller, 'member.write', member),
    )
    found.push(...mine)
    if (found.length > most) break
  }
  return { members: found.slice(0, most), isMore: found.length > most }
}

/** The counts of some places. Counters are read once for all places of a shard. */
async function readCounts(deps: CounterDeps & Pick<Deps, 'ledger'>, caller: Caller, places: Scope[], today: Day) {
  const { frame } = deps
  for (const place of places) authorise(frame.areas, caller, 'figures.read', place)
  const month = monthOfDay(today)
  const books = await readBooks(deps)
  const groups = groupForReading(frame.areas, places)
  const read = await Promise.all(
    groups.map(async ({ area, depth }) =>
      (await readNodesOverMonths(deps, books, area, { from: month, to: month, depth })).get(month),
    ),
  )
  return places.map((place) => {
    const nodes = read[groups.findIndex((group) => group.places.includes(place))] ?? []
    const node = nodes.find(({ area }) => area === place.area) ?? emptyNode(place.area)
    const below = nodes.filter(({ area }) => area !== place.area && frame.areas.isWithin(area, place.area))
    return countWorklist(frame, { month, agency: place.agency }, [node, ...below])
  })
}

type ReadingGroup = { area: string; depth: Depth; places: Scope[] }

/** Groups places into the areas to read, each with the number of levels down to the districts. */
function groupForReading(areas: AreaTree, places: Scope[]): ReadingGroup[] {
  const alone = (place: Scope): ReadingGroup => ({
    area: place.area,
    depth: toDepth(levelsToDistricts(areas, place.area)),
    places: [place],
  })
  return [...Map.groupBy(places, ({ area }) => areas.shardOf(area)).values()].flatMap((group): ReadingGroup[] => {
    const area = group.map((place) => place.area).reduce((one, other) => findSmallestAreaAround(areas, one, other))
    const levels = group.map(
      (place) => areas.pathOf(place.area).length - areas.pathOf(area).length + levelsToDistricts(areas, place.area),
    )
    const depth = Math.max(...levels)
    return depth > 2 ? group.map(alone) : [{ area, depth: toDepth(depth), places: group }]
  })
}

const levelsToDistricts = ({ districtsWithin, pathOf }: AreaTree, area: string): number =>
  Math.max(0, ...districtsWithin(area).map((code) => pathOf(code).length - pathOf(area).length))

const toDepth = (levels: number): Depth => (levels <= 0 ? 0 : levels === 1 ? 1 : 2)

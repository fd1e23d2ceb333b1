import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise, can, type Scope } from '../../domain/access/policy.ts'
import { type Day, dayOf, monthOfDay } from '../../domain/calendar.ts'
import { emptyNode } from '../../domain/figures/node-counters.ts'
import type { Member } from '../../domain/member/member.ts'
import { type WorklistQuery, waitingList, worklistCounts, worklistProblems } from '../../domain/member/worklist.ts'
import { refuseAll } from '../../domain/problems/app-error.ts'
import type { AreaTree } from '../../domain/programme/area-tree.ts'
import { type CounterDeps, type Depth, nodesOverMonths } from '../figures/node-counters.ts'
import { readBooks } from '../ledger/books.ts'
import { everyMember, type ListDeps, type ListPage, listMembers, reachablePlaces } from './list-members.ts'

/** At most this many places get counts, because each one needs the counters of its kota. */
const mostCounts = 5
/** The most bytes for the list on the first page, which also reads counters. */
const bytesBesideCounters = 524_288

/**
 * The members who have waited for their next stage for at least this many days, the longest first. The first page adds
 * the figures of the same area and agency in the current month.
 */
export async function worklist(
  deps: ListDeps & CounterDeps & Pick<Deps, 'ledger' | 'now'>,
  caller: Caller,
  query: WorklistQuery,
  page: Pick<ListPage, 'from' | 'limit'>,
): Promise<{ today: Day; counts?: ReturnType<typeof worklistCounts>[]; members: Member[]; next?: string }> {
  const { programme } = deps.frame
  const places = reachablePlaces(deps, caller, query)
  refuseAll(worklistProblems(programme, query))
  const today = dayOf(deps.now(), programme.zone)
  const list = waitingList(programme, query, today)
  if (page.from !== undefined) return { today, ...(await listMembers(deps, caller, list, page)) }
  const [found, counts] = await Promise.all([
    listMembers(deps, caller, list, { ...page, bytes: bytesBesideCounters }),
    Promise.all(places.slice(0, mostCounts).map((place) => readCounts(deps, caller, place, today))),
  ])
  return { today, counts, ...found }
}

/** The ids of the first members of a work list whom the caller may invite, up to a number, and whether there are more. */
export async function waitingIds(
  deps: ListDeps & Pick<Deps, 'now'>,
  caller: Caller,
  query: WorklistQuery,
  most: number,
): Promise<{ ids: string[]; isMore: boolean }> {
  const { programme, areas } = deps.frame
  refuseAll(worklistProblems(programme, query))
  const ids: string[] = []
  for await (const { members } of everyMember(
    deps,
    caller,
    waitingList(programme, query, dayOf(deps.now(), programme.zone)),
  )) {
    const mine = members.filter(
      (member) => member.restrictedAt === undefined && can(areas, caller, 'member.write', member),
    )
    ids.push(...mine.map(({ id }) => id))
    if (ids.length > most) break
  }
  return { ids: ids.slice(0, most), isMore: ids.length > most }
}

async function readCounts(deps: CounterDeps & Pick<Deps, 'ledger'>, caller: Caller, place: Scope, today: Day) {
  const { frame } = deps
  const { area, agency } = place
  authorise(frame.areas, caller, 'figures.read', place)
  const month = monthOfDay(today)
  const books = await readBooks(deps)
  const depth = levelsToDistricts(frame.areas, area)
  const [node = emptyNode(area), ...below] =
    (await nodesOverMonths(deps, books, area, { from: month, to: month, depth })).get(month) ?? []
  return worklistCounts(frame, { month, agency }, [node, ...below])
}

function levelsToDistricts({ districtsWithin, pathOf }: AreaTree, area: string): Depth {
  const levels = Math.max(...districtsWithin(area).map((code) => pathOf(code).length)) - pathOf(area).length
  if (levels <= 0) return 0
  return levels === 1 ? 1 : 2
}

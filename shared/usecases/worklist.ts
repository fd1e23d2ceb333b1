import type { Deps } from '../deps.ts'
import { refuseAll } from '../domain/app-error.ts'
import { type Day, dayOf, monthOfDay } from '../domain/calendar.ts'
import type { Caller } from '../domain/grant.ts'
import type { Member } from '../domain/member.ts'
import type { Place } from '../domain/policy.ts'
import { type WorklistQuery, waitingList, worklistCounts, worklistProblems } from '../domain/worklist.ts'
import { type FigureDeps, monthFigures } from './figures.ts'
import { type ListDeps, type ListPage, listMembers, placesOf } from './list-members.ts'

/** Of the figures of so many places, each of which reads the counters of its kota. */
const mostCounts = 5
/** What the list may read on the first page, which reads figures too. */
const bytesBesideFigures = 524_288

/**
 * Who is to be followed up: members who have waited for their next stage for so many days or more, the longest first,
 * and on the first page the figures of the same area and agency in the current month.
 */
export async function worklist(
  deps: ListDeps & FigureDeps & Pick<Deps, 'now'>,
  caller: Caller,
  query: WorklistQuery,
  page: Pick<ListPage, 'from' | 'limit'>,
): Promise<{ today: Day; counts?: ReturnType<typeof worklistCounts>[]; members: Member[]; next?: string }> {
  const { programme } = deps.frame
  const places = placesOf(deps, caller, query)
  refuseAll(worklistProblems(programme, query))
  const today = dayOf(deps.now(), programme.zone)
  const list = waitingList(programme, query, today)
  if (page.from !== undefined) return { today, ...(await listMembers(deps, caller, list, page)) }
  const [found, counts] = await Promise.all([
    listMembers(deps, caller, list, { ...page, bytes: bytesBesideFigures }),
    Promise.all(places.slice(0, mostCounts).map((place) => countsOf(deps, caller, place, today))),
  ])
  return { today, counts, ...found }
}

async function countsOf(deps: FigureDeps, caller: Caller, place: Place, today: Day) {
  const query = { ...place, month: monthOfDay(today), reading: 'as_posted' as const }
  return worklistCounts(deps.frame, await monthFigures(deps, caller, query))
}

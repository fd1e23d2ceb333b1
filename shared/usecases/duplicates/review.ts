import type { PairPart } from '../../data/pairs.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { authorise, can, listReachableScopes, permit } from '../../domain/access/policy.ts'
import { type DuplicateView, makeDuplicateView } from '../../domain/duplicates/duplicate-view.ts'
import { listMarks, type Mark } from '../../domain/duplicates/mark.ts'
import { isJudged, listCommonReasons, type Pair, type PairReason } from '../../domain/duplicates/pair.ts'
import type { Member } from '../../domain/member/member.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import type { AreaTree } from '../../domain/programme/area-tree.ts'
import { readOwnRecords } from '../members/kept-record.ts'

type ReviewDeps = Pick<Deps, 'members' | 'pairs' | 'frame'>

/** The most rounds of reading for one page. For callers who see few pairs, a page may be short. */
const mostRounds = 5

/**
 * A page of the open pairs within an area, by area and then oldest first. A pair is listed if the caller may see both
 * records and they still have something in common. `after` and `next` are places in the list.
 */
export async function listDuplicates(
  deps: ReviewDeps,
  caller: Caller,
  { area }: { area: string },
  page: { after?: string | undefined; limit: number },
): Promise<{ items: DuplicateView[]; next?: string }> {
  permit(caller, 'member.read')
  const within = findSmallestPart(deps.frame.areas, caller, area)
  if (!within) return { items: [] }
  const listed: { place: string; view: DuplicateView }[] = []
  let { after } = page
  for (let round = 0; round < mostRounds; round++) {
    const { places, last } = await deps.pairs.openWithin(within, { after, limit: page.limit + 1 })
    listed.push(...(await makeViewsAt(deps, caller, area, places)))
    const more = listed[page.limit]
    const items = listed.slice(0, page.limit)
    const end = more ? items.at(-1)?.place : last
    if (more || last === undefined || round === mostRounds - 1)
      return { items: items.map(({ view }) => view), ...(end !== undefined && { next: end }) }
    after = last
  }
  return { items: [] }
}

/**
 * The smallest part of the list with all pairs of an area that the caller may see; undefined if the caller may see none.
 */
function findSmallestPart(areas: AreaTree, caller: Caller, askedArea: string): PairPart | undefined {
  const scopes = listReachableScopes(areas, caller, 'member.read', { area: askedArea })
  const paths = scopes.map(({ area }) => areas.pathOf(area))
  const [first = [], ...others] = paths
  const area = first.findLast((each) => others.every((path) => path.includes(each)))
  if (area === undefined) return undefined
  if (scopes.length === 1 && scopes[0]?.agency === undefined) return { area }
  const between = paths.flatMap((path, i) =>
    path.filter((each) => paths.slice(i + 1).some((other) => other.includes(each))),
  )
  // A caller who sees several agencies also sees pairs between them, which belong to no agency.
  const hasOneAgency = scopes.every(({ agency }) => agency === scopes[0]?.agency)
  const among = hasOneAgency ? scopes : scopes.map((scope) => ({ area: scope.area }))
  return { area, among: { places: among, between: [...new Set(between)] } }
}

/** Views of the pairs at these places of the list, without those that are decided or that the caller may not see. */
async function makeViewsAt(deps: ReviewDeps, caller: Caller, area: string, places: string[]) {
  const pairById = new Map((await deps.pairs.getMany(places.map(deps.pairs.idAt))).map((pair) => [pair.id, pair]))
  const ids = [...pairById.values()].flatMap(({ first, second }) => [first, second])
  const records = new Map((await deps.members.getMany([...new Set(ids)])).map((member) => [member.id, member]))
  const { areas } = deps.frame
  const views = []
  for (const place of places) {
    const pair = pairById.get(deps.pairs.idAt(place))
    const both = pair && findBothRecords(pair, records)
    if (pair?.state !== 'open' || !both?.every((member) => isToBeDecided(member) && areas.isWithin(member.area, area)))
      continue
    if (!both.every((member) => can(areas, caller, 'member.read', member))) continue
    const reasons = await findReasonsNow(deps, caller, both)
    if (reasons.length > 0 && !isJudged(pair, reasons))
      views.push({ place, view: makeDuplicateView(pair, both, reasons) })
  }
  return views
}

function findBothRecords({ first, second }: Pair, records: Map<string, Member>): [Member, Member] | undefined {
  const [a, b] = [records.get(first), records.get(second)]
  return a && b && [a, b]
}

/** Whether a record still needs a decision: neither merged, erased nor restricted. */
const isToBeDecided = ({ status, restrictedAt }: Member): boolean =>
  (status === 'active' || status === 'withdrawn') && restrictedAt === undefined

/** What two records have in common now, including records merged into them, as far as the caller may see these. */
async function findReasonsNow(deps: ReviewDeps, caller: Caller, [a, b]: [Member, Member]): Promise<PairReason[]> {
  const listVisibleMarks = async (member: Member): Promise<Mark[]> =>
    (await readOwnRecords(deps, member))
      .filter((record) => can(deps.frame.areas, caller, 'member.read', record))
      .flatMap(listMarks)
  return listCommonReasons(await listVisibleMarks(a), await listVisibleMarks(b))
}

/** A pair with its two records. Throws `not_found` if the caller may not see both. */
export async function readPair(
  deps: ReviewDeps,
  caller: Caller,
  id: string,
): Promise<{ pair: Pair; both: [Member, Member]; reasons: PairReason[] }> {
  permit(caller, 'member.read')
  const pair = await deps.pairs.get(id)
  const records = pair ? await deps.members.getMany([pair.first, pair.second]) : []
  const both = pair && findBothRecords(pair, new Map(records.map((member) => [member.id, member])))
  if (!both) throw notFound()
  for (const member of both) authorise(deps.frame.areas, caller, 'member.read', member)
  return { pair, both, reasons: await findReasonsNow(deps, caller, both) }
}

/** A pair, open or decided. */
export async function readDuplicate(deps: ReviewDeps, caller: Caller, id: string): Promise<DuplicateView> {
  const { pair, both, reasons } = await readPair(deps, caller, id)
  return makeDuplicateView(pair, both, reasons)
}

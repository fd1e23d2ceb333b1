import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { can } from '../../domain/access/policy.ts'
import type { Mark } from '../../domain/duplicates/mark.ts'
import {
  findPairReason,
  makePairId,
  type PairReason,
  recordFoundPair,
  sortReasons,
} from '../../domain/duplicates/pair.ts'
import type { Member } from '../../domain/member/member.ts'
import type { Problem } from '../../domain/problems/app-error.ts'
import { type Chain, findChainEnd, readChains } from './record-chains.ts'

/** A record of an act, and the ids of the records that share marks with it, each with the kinds of these marks. */
export type MarkSharer = { change: number; member: Member; others: Map<string, Mark['kind'][]> }

/** A similar record, and the reasons why it is similar. */
export type Likeness = { member: Member; reasons: PairReason[] }

/** At most this many pairs of each kind: with records that the caller may see, and with others. */
const mostPaired = 5

type PairDeps = Pick<Deps, 'members' | 'pairs' | 'frame'>

/**
 * Makes the pairs of an act: each of its records with the kept records that share its marks. The records found for
 * the caller do not depend on records outside the caller's scope. `records` are the records after the act.
 */
export async function makePairWrites(
  deps: PairDeps,
  { caller, now }: { caller?: Caller | undefined; now: Date },
  sharers: MarkSharer[],
  records: Member[],
): Promise<{ writes: Write[]; found: Map<number, Likeness[]> }> {
  if (sharers.length === 0) return { writes: [], found: new Map() }
  const ids = sharers.flatMap(({ others }) => [...others.keys()])
  const chains = new Map((await readChains(deps, [...new Set(ids)], records)).map((chain) => [chain[0].id, chain]))
  const likenesses = sharers.map((sharer) => ({ sharer, ...splitByVisibility(deps, caller, sharer, chains) }))
  const alike = new Map<string, { both: [Member, Member]; reasons: PairReason[] }>()
  for (const { sharer, seen, unseen } of likenesses)
    for (const { member: other, reasons } of [...seen, ...unseen]) {
      const id = makePairId(sharer.member.id, other.id)
      alike.set(id, { both: [sharer.member, other], reasons: [...(alike.get(id)?.reasons ?? []), ...reasons] })
    }
  const storedPairs = new Map((await deps.pairs.getMany([...alike.keys()])).map((pair) => [pair.id, pair]))
  const pairs = [...alike].flatMap(
    ([id, { both, reasons }]) =>
      recordFoundPair(deps.frame.areas, storedPairs.get(id), both, { reasons, at: now.toISOString() }) ?? [],
  )
  return {
    writes: pairs.map((pair) => deps.pairs.save(pair)),
    found: new Map(likenesses.map(({ sharer, seen }) => [sharer.change, seen])),
  }
}

/**
 * The records that look like a record, oldest first: those that the caller may see with everything merged into them,
 * and the rest.
 */
function splitByVisibility(
  { frame }: PairDeps,
  caller: Caller | undefined,
  { member, others }: MarkSharer,
  chains: Map<string, Chain>,
): { seen: Likeness[]; unseen: Likeness[] } {
  const isSeen = (chain: Chain) =>
    caller !== undefined &&
    findChainEnd(chain).restrictedAt === undefined &&
    chain.every((record) => can(frame.areas, caller, 'member.read', record))
  const seen = new Map<string, Likeness>()
  const unseen = new Map<string, Likeness>()
  for (const [id, kinds] of others) {
    const chain = chains.get(id)
    if (!chain) continue
    const keptRecord = findChainEnd(chain)
    if (!keptRecord.person || keptRecord.id === member.id) continue
    const group = isSeen(chain) ? seen : unseen
    const reasons = sortReasons([...(group.get(keptRecord.id)?.reasons ?? []), ...kinds.map(findPairReason)])
    group.set(keptRecord.id, { member: keptRecord, reasons })
  }
  const takeFirst = (group: Map<string, Likeness>) => [...group.values()].slice(0, mostPaired)
  return { seen: takeFirst(seen), unseen: takeFirst(unseen) }
}

/** The hint that a registration returns about a record that is probably the same person. */
export const makeDuplicateHint = ({ member, reasons }: Likeness): Problem => ({
  code: 'possible_duplicate',
  path: ['person', reasons.includes('same_phone') ? 'phone' : 'name'],
  params: { member: member.id, reasons: reasons.join(', ') },
})

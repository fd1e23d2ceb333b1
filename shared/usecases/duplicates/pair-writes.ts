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
import { type Chain, endOfChain, readChains } from './record-chains.ts'

/** A record of an act, and the records that share marks with it, by the kind of mark, oldest first. */
export type Sight = { change: number; member: Member; others: Map<string, Mark['kind'][]> }

/** A similar record, and the reasons why it is similar. */
export type Likeness = { member: Member; reasons: PairReason[] }

/** At most this many pairs of each kind: with records that the caller may see, and with others. */
const mostPaired = 5

type PairDeps = Pick<Deps, 'members' | 'pairs' | 'frame'>

/**
 * The pairs that an act makes: each of its records with the kept records that share its marks. What the caller sees
 * does not depend on records outside the caller's scope. `records` are the records after the act.
 */
export async function pairWrites(
  deps: PairDeps,
  { caller, now }: { caller?: Caller | undefined; now: Date },
  sights: Sight[],
  records: Member[],
): Promise<{ writes: Write[]; found: Map<number, Likeness[]> }> {
  if (sights.length === 0) return { writes: [], found: new Map() }
  const ids = sights.flatMap(({ others }) => [...others.keys()])
  const chains = new Map((await readChains(deps, [...new Set(ids)], records)).map((chain) => [chain[0].id, chain]))
  const looks = sights.map((sight) => ({ sight, ...findSides(deps, caller, sight, chains) }))
  const alike = new Map<string, { both: [Member, Member]; reasons: PairReason[] }>()
  for (const { sight, seen, unseen } of looks)
    for (const { member: other, reasons } of [...seen, ...unseen]) {
      const id = makePairId(sight.member.id, other.id)
      alike.set(id, { both: [sight.member, other], reasons: [...(alike.get(id)?.reasons ?? []), ...reasons] })
    }
  const known = new Map((await deps.pairs.getMany([...alike.keys()])).map((pair) => [pair.id, pair]))
  const made = [...alike].flatMap(
    ([id, { both, reasons }]) =>
      recordFoundPair(deps.frame.areas, known.get(id), both, { reasons, at: now.toISOString() }) ?? [],
  )
  return {
    writes: made.map((pair) => deps.pairs.save(pair)),
    found: new Map(looks.map(({ sight, seen }) => [sight.change, seen])),
  }
}

/**
 * The records that look like a record, oldest first: those that the caller may see with everything merged into them,
 * and the rest.
 */
function findSides(
  { frame }: PairDeps,
  caller: Caller | undefined,
  { member, others }: Sight,
  chains: Map<string, Chain>,
): { seen: Likeness[]; unseen: Likeness[] } {
  const isSeen = (chain: Chain) =>
    caller !== undefined &&
    endOfChain(chain).restrictedAt === undefined &&
    chain.every((record) => can(frame.areas, caller, 'member.read', record))
  const seen = new Map<string, Likeness>()
  const unseen = new Map<string, Likeness>()
  for (const [id, kinds] of others) {
    const chain = chains.get(id)
    if (!chain) continue
    const kept = endOfChain(chain)
    if (!kept.person || kept.id === member.id) continue
    const side = isSeen(chain) ? seen : unseen
    const reasons = sortReasons([...(side.get(kept.id)?.reasons ?? []), ...kinds.map(findPairReason)])
    side.set(kept.id, { member: kept, reasons })
  }
  const first = (side: Map<string, Likeness>) => [...side.values()].slice(0, mostPaired)
  return { seen: first(seen), unseen: first(unseen) }
}

/** The hint of a registration about a record that is probably the same person. */
export const duplicateHint = ({ member, reasons }: Likeness): Problem => ({
  code: 'possible_duplicate',
  path: ['person', reasons.includes('same_phone') ? 'phone' : 'name'],
  params: { member: member.id, reasons: reasons.join(', ') },
})

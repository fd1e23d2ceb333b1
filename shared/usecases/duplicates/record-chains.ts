import type { Deps } from '../../deps.ts'
import type { Member } from '../../domain/member/member.ts'

/** A record and the records it was merged into, in order. The last is the kept one. */
export type Chain = [Member, ...Member[]]

/** The record that is kept for the person. */
export const findChainEnd = (chain: Chain): Member => chain.at(-1) ?? chain[0]

/**
 * Reads the chains of some records, in order, without records that do not exist. `knownRecords` are not read again.
 */
export async function readChains(
  { members }: Pick<Deps, 'members'>,
  ids: string[],
  knownRecords: Member[] = [],
): Promise<Chain[]> {
  const records = new Map(knownRecords.map((member) => [member.id, member]))
  let idsToRead = ids
  while (idsToRead.length > 0) {
    const missing = [...new Set(idsToRead)].filter((id) => !records.has(id))
    for (const member of await members.getMany(missing)) records.set(member.id, member)
    idsToRead = idsToRead.flatMap((id) => records.get(id)?.mergedInto ?? [])
  }
  return ids.flatMap((id): Chain[] => {
    const first = records.get(id)
    if (!first) return []
    const chain: Chain = [first]
    for (let next = records.get(first.mergedInto ?? ''); next; next = records.get(next.mergedInto ?? ''))
      chain.push(next)
    return [chain]
  })
}

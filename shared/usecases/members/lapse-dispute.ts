import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { closeDispute } from '../../domain/acts/dispute.ts'
import type { Member } from '../../domain/member/member.ts'

/**
 * Ends a dispute in which nothing is left to decide: the claimant's NIK was corrected, the claimant was rejected or
 * erased, or the holder gave the NIK up. Returns the member without the dispute, and the write that closes it.
 */
export async function lapseDispute(
  { disputes }: Pick<Deps, 'disputes'>,
  context: ActContext,
  { dispute: id, ...member }: Member,
): Promise<{ member: Member; writes: Write[] }> {
  const dispute = id === undefined ? undefined : await disputes.get(id)
  return { member, writes: dispute?.state === 'open' ? [disputes.save(closeDispute(context, dispute, 'lapsed'))] : [] }
}

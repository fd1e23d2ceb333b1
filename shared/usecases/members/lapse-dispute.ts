import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { closeDispute } from '../../domain/acts/dispute.ts'
import type { Member } from '../../domain/member/member.ts'

/**
 * The member without the dispute over its NIK, and the write that closes it, when there is nothing left to decide: the
 * NIK was corrected, given up by its holder, or the claimant was erased.
 */
export async function lapseDispute(
  { disputes }: Pick<Deps, 'disputes'>,
  context: ActContext,
  { dispute: id, ...member }: Member,
): Promise<{ member: Member; writes: Write[] }> {
  const dispute = id === undefined ? undefined : await disputes.get(id)
  return { member, writes: dispute?.state === 'open' ? [disputes.save(closeDispute(context, dispute, 'lapsed'))] : [] }
}

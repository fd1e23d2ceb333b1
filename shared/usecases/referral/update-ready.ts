import type { KeptLoan } from '../../data/loans.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { type ActContext, todayIn } from '../../domain/acts/act-context.ts'
import type { Member } from '../../domain/member/member.ts'
import { findReadiness, mayBeReady } from '../../domain/referral/readiness.ts'

/**
 * Updates the places of members in the list of those who are ready for a lender. Returns the members with their new
 * places, and the writes. There is a write only for a member who enters the list, leaves it or moves in it. Nothing is
 * read for members without consents. `changed` are the loans that the act changes, as they are after it.
 */
export async function updateReady(
  deps: Pick<Deps, 'loans' | 'readyMembers'>,
  context: ActContext,
  members: Member[],
  changed: readonly KeptLoan[],
): Promise<{ members: Member[]; writes: Write[] }> {
  if (!members.some(mayBeReady)) return { members, writes: [] }
  const placeWrites = await Promise.all(members.map((member) => updatePlace(deps, context, member, changed)))
  return { members: placeWrites.map(({ member }) => member), writes: placeWrites.flatMap(({ writes }) => writes) }
}

async function updatePlace(
  { loans, readyMembers }: Pick<Deps, 'loans' | 'readyMembers'>,
  context: ActContext,
  member: Member,
  changed: readonly KeptLoan[],
): Promise<{ member: Member; writes: Write[] }> {
  if (!mayBeReady(member)) return { member, writes: [] }
  const { ready: before, ...rest } = member
  // Loans can only make a member unready, so they are read only if the member is ready without them.
  const found = findReadiness(context, member, [], todayIn(context))
  const stored = found && member.loans ? await loans.getMany(member.loans) : []
  const known = stored.map((loan) => changed.find(({ id }) => id === loan.id) ?? loan)
  const fresh = changed.filter(({ id, memberId }) => memberId === member.id && !stored.some((loan) => loan.id === id))
  const after = found && findReadiness(context, member, [...known, ...fresh], todayIn(context))
  if (JSON.stringify(before) === JSON.stringify(after)) return { member, writes: [] }
  return after
    ? { member: { ...rest, ready: after }, writes: [readyMembers.list(member.id, after)] }
    : { member: rest, writes: [readyMembers.unlist(member.id)] }
}

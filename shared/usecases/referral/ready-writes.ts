import type { KeptLoan } from '../../data/loans.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { type ActContext, todayIn } from '../../domain/acts/act-context.ts'
import type { Member } from '../../domain/member/member.ts'
import { findReadiness, mayBeReady } from '../../domain/referral/readiness.ts'

/**
 * Members as they are listed among those who are ready for a lender, and the writes of that list. It costs nothing for
 * members who have given no consent, and a write only when a member enters the list, leaves it or moves in it. `changed`
 * are loans as the act leaves them.
 */
export async function listReady(
  deps: Pick<Deps, 'loans' | 'readyMembers'>,
  context: ActContext,
  members: Member[],
  changed: readonly KeptLoan[],
): Promise<{ members: Member[]; writes: Write[] }> {
  if (!members.some(mayBeReady)) return { members, writes: [] }
  const placed = await Promise.all(members.map((member) => place(deps, context, member, changed)))
  return { members: placed.map(({ member }) => member), writes: placed.flatMap(({ writes }) => writes) }
}

async function place(
  { loans, readyMembers }: Pick<Deps, 'loans' | 'readyMembers'>,
  context: ActContext,
  member: Member,
  changed: readonly KeptLoan[],
): Promise<{ member: Member; writes: Write[] }> {
  if (!mayBeReady(member)) return { member, writes: [] }
  const { ready: before, ...rest } = member
  // A member who is not ready even without loans needs no look at them.
  const found = findReadiness(context, member, [], todayIn(context))
  const own = found && member.loans ? await loans.getMany(member.loans) : []
  const known = own.map((loan) => changed.find(({ id }) => id === loan.id) ?? loan)
  const fresh = changed.filter(({ id, memberId }) => memberId === member.id && !own.some((loan) => loan.id === id))
  const after = found && findReadiness(context, member, [...known, ...fresh], todayIn(context))
  if (JSON.stringify(before) === JSON.stringify(after)) return { member, writes: [] }
  return after
    ? { member: { ...rest, ready: after }, writes: [readyMembers.list(member.id, after)] }
    : { member: rest, writes: [readyMembers.unlist(member.id)] }
}

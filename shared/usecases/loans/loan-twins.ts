import type { KeptLoan } from '../../data/loans.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Instant } from '../../domain/calendar.ts'
import { loanKey } from '../../domain/loan/loan-record.ts'
import { findTwins } from '../../domain/loan/twins.ts'
import type { Member } from '../../domain/member/member.ts'

/** The member's other loans that are probably the same as this one. */
export function twinsIn(record: KeptLoan, others: KeptLoan[], { id }: Member): string[] {
  // Some events name a member number and some a NIK; here all are known to be one member's.
  const all = [...others, record].flatMap(({ loan }) => (loan ? [{ ...loan, memberKey: id }] : []))
  const pairs = findTwins(all).map(({ loans: [a, b] }) => [loanKey(a), loanKey(b)])
  return pairs.filter((pair) => pair.includes(record.id)).flatMap((pair) => pair.filter((each) => each !== record.id))
}

/** Unflags the twins of a loan that now has another member. */
export async function withoutTwin(
  { loans }: Pick<Deps, 'loans'>,
  { id }: KeptLoan,
  { twins }: Pick<KeptLoan, 'twins'>,
): Promise<KeptLoan[]> {
  if (twins.length === 0) return []
  return (await loans.getMany(twins)).map((other) => ({ ...other, twins: other.twins.filter((each) => each !== id) }))
}

export const twinWrites = (
  { loans }: Pick<Deps, 'loans'>,
  before: KeptLoan,
  { id, twins }: KeptLoan,
  since: Instant,
): Write[] => [
  ...twins.filter((twin) => !before.twins.includes(twin)).map((twin) => loans.twin(id, twin, since)),
  ...before.twins.filter((twin) => !twins.includes(twin)).map((twin) => loans.untwin(id, twin)),
]

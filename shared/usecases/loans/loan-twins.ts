import type { KeptLoan } from '../../data/loans.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Instant } from '../../domain/calendar.ts'
import { loanKey } from '../../domain/loan/loan-record.ts'
import { findTwins } from '../../domain/loan/twins.ts'
import type { Member } from '../../domain/member/member.ts'

/** The member's other loans that are probably the same as this one, unless a person decided that they are not. */
export function findTwinIds(record: KeptLoan, others: KeptLoan[], { id }: Member): string[] {
  // Some events name a member number and some a NIK; here all are known to be one member's.
  const all = [...others, record].flatMap(({ loan }) => (loan ? [{ ...loan, memberKey: id }] : []))
  const pairs = findTwins(all).map(({ loans: [a, b] }) => [loanKey(a), loanKey(b)])
  const dismissedIds = (record.dismissedTwins ?? []).map(({ loan }) => loan)
  return pairs
    .filter((pair) => pair.includes(record.id))
    .flatMap((pair) => pair.filter((each) => each !== record.id && !dismissedIds.includes(each)))
}

/**
 * At most this many pairs change in one transaction, which holds a hundred items. If more are left, the loan is due
 * again.
 */
const mostPairs = 10

/** The twins of a loan after this transaction, and the other loans that it flags or unflags. */
export type MovedTwins = { twins: string[]; flagged: KeptLoan[]; areMore: boolean }

/** Flags the wanted twins of a loan and unflags the others, as many as fit into one transaction. */
export async function moveTwins(
  { loans }: Pick<Deps, 'loans'>,
  { id, twins: before }: Pick<KeptLoan, 'id' | 'twins'>,
  wantedIds: string[],
  knownLoans: KeptLoan[],
): Promise<MovedTwins> {
  const changes = [
    ...before.filter((twin) => !wantedIds.includes(twin)),
    ...wantedIds.filter((twin) => !before.includes(twin)),
  ]
  const movedIds = changes.slice(0, mostPairs)
  const unknown = movedIds.filter((twin) => !knownLoans.some((other) => other.id === twin))
  const others = [...knownLoans, ...(unknown.length > 0 ? await loans.getMany(unknown) : [])]
  return {
    twins: [
      ...before.filter((twin) => !movedIds.includes(twin)),
      ...movedIds.filter((twin) => wantedIds.includes(twin)),
    ],
    flagged: others
      .filter((other) => movedIds.includes(other.id))
      .map((other) => {
        const rest = other.twins.filter((twin) => twin !== id)
        return { ...other, twins: wantedIds.includes(other.id) ? [...rest, id] : rest }
      }),
    areMore: changes.length > movedIds.length,
  }
}

export const makeTwinWrites = (
  { loans }: Pick<Deps, 'loans'>,
  before: KeptLoan,
  { id, twins }: KeptLoan,
  since: Instant,
): Write[] => [
  ...twins.filter((twin) => !before.twins.includes(twin)).map((twin) => loans.twin(id, twin, since)),
  ...before.twins.filter((twin) => !twins.includes(twin)).map((twin) => loans.untwin(id, twin)),
]

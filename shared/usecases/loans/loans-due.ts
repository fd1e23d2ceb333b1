import type { KeptLoan } from '../../data/loans.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import type { Entry } from '../../domain/ledger/entry.ts'
import { financeMember } from '../../domain/loan/finance-member.ts'
import { findNamedMember } from '../../domain/loan/loan-record.ts'
import type { Member } from '../../domain/member/member.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { readOwnRecords } from '../members/kept-record.ts'

export type DueDeps = Pick<Deps, 'loans' | 'obligations'>

/**
 * At most this many loans become due in an act's transaction, which holds a hundred items. Processing one of them makes
 * the others due.
 */
const mostDue = 20

/** Makes obligations that are due at once for loans, and returns the loans with them. Saves nothing. */
export const withDueNow = (
  { obligations }: Pick<Deps, 'obligations'>,
  records: KeptLoan[],
  now: Date,
  most = mostDue,
): Promise<KeptLoan[]> =>
  Promise.all(
    records.slice(0, most).map(async (record) => {
      const obligationKey = { kind: 'loan', owner: record.partner, id: record.id } as const
      return { ...record, obligation: await obligations.begin(obligationKey, now.toISOString()) }
    }),
  )

/** Makes loans due at once. Belongs in the transaction of the act after which the loans should be processed again. */
export const makeLoansDue = async (deps: DueDeps, records: KeptLoan[], now: Date): Promise<Write[]> =>
  (await withDueNow(deps, records, now)).map((record) => deps.loans.save(nextVersion(record)))

/**
 * Adjusts the loans of an act's members. The financing stage follows in the same transaction. Loans become due if they
 * waited for their member or could not attain the stage. They also become due if they, or the referral from which they
 * followed, now belong to another member.
 */
export async function adjustLoans(
  deps: DueDeps & Pick<Deps, 'members'>,
  context: ActContext,
  members: Member[],
): Promise<{ members: Member[]; entries: Entry[]; otherWrites: Write[] }> {
  const stage = context.programme.financing?.stage ?? ''
  const adjustments = await Promise.all(
    members.map(async (member) => {
      const ids = member.loans ?? []
      if (ids.length === 0 && member.standings[stage]?.loan === undefined)
        return { member, entries: [], otherWrites: [] }
      const records = await deps.loans.getMany(ids)
      // The loans of a merged record belong to the kept record, and are adjusted with it.
      if (member.status === 'merged') return { member, entries: [], otherWrites: [] }
      const own = (await readOwnRecords(deps, member)).map(({ id }) => id)
      const financing = financeMember(context, member, records)
      const open = records.filter(
        (record) =>
          record.parked ||
          record.stageProblems ||
          financing.refused.has(record.id) ||
          !listNamedMembers(record).every((id) => own.includes(id)),
      )
      return {
        member: financing.member,
        entries: financing.entries,
        otherWrites: await makeLoansDue(deps, open, context.now),
      }
    }),
  )
  return {
    members: adjustments.map(({ member }) => member),
    entries: adjustments.flatMap(({ entries }) => entries),
    otherWrites: adjustments.flatMap(({ otherWrites }) => otherWrites),
  }
}

/** The members of a loan: the one whom it names, and the one whose referral led to it. */
const listNamedMembers = ({ loan, referral, ...record }: KeptLoan): string[] =>
  [loan && findNamedMember(record, loan.memberKey), referral?.memberId].filter((id) => id !== undefined)

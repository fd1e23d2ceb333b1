import type { KeptLoan } from '../../data/loans.ts'
import type { NikState } from '../../data/members.ts'
import type { Deps } from '../../deps.ts'
import { mayCount } from '../../domain/acts/attain.ts'
import type { LoanFold } from '../../domain/loan/loan.ts'
import { findNamedMember, type ParkReason } from '../../domain/loan/loan-record.ts'
import type { Member } from '../../domain/member/member.ts'
import type { Programme } from '../../domain/programme/programme.ts'
import { findKeptRecord } from '../members/kept-record.ts'

/** A NIK that came with a loan, and its holder, if any. */
type SoughtNik = { hash: string; state: NikState; holder: Member | undefined }

/**
 * Looks up the NIKs by which the loan's member may still be found. These include NIKs of events that are dated in the
 * future or under review. Such events may count later without being sent again, and the person may have registered
 * meanwhile.
 */
export async function lookUpNiks(
  deps: Pick<Deps, 'members'>,
  { niks, people }: KeptLoan,
  { memberKeys }: Pick<LoanFold, 'memberKeys'>,
): Promise<SoughtNik[]> {
  const open = Object.entries(niks).filter(([hash]) => memberKeys.includes(hash) && people[hash] === undefined)
  return Promise.all(
    open.map(async ([hash, nik]) => {
      const state = await deps.members.nikState(nik)
      return {
        hash,
        state,
        holder: state.memberId === undefined ? undefined : await findKeptRecord(deps, state.memberId),
      }
    }),
  )
}

/** The loan with the people found for its NIKs. It keeps only the NIKs that nobody was found for. */
export function addFoundPeople(programme: Programme, record: KeptLoan, sought: SoughtNik[]): KeptLoan {
  const people = { ...record.people }
  const niks: Record<string, string> = {}
  for (const { hash, state, holder } of sought) {
    if (state.memberId !== undefined && holder && isOwnerKnown(programme, holder)) people[hash] = state.memberId
    else niks[hash] = state.nik
  }
  return { ...record, people, niks }
}

/**
 * Whether the holder of a NIK is known to be its owner, so that the loan need not keep the NIK. It may not keep the NIK
 * of an erased person, who gets the same record back when registering again.
 */
const isOwnerKnown = (programme: Programme, holder: Member): boolean =>
  holder.status === 'erased' || mayCount(programme, holder)

/** The member who has a loan, if known, and the reason why the loan waits, if it does. */
export type LoanHolder = { holder: Member | undefined; reason?: ParkReason | undefined }

export async function findHolder(
  deps: Pick<Deps, 'members'>,
  programme: Programme,
  record: KeptLoan,
  { loan }: LoanFold,
  sought: SoughtNik[],
): Promise<LoanHolder> {
  if (!loan) return { holder: undefined }
  const { memberKey } = loan
  const namedId = findNamedMember(record, memberKey)
  const holder =
    namedId === undefined ? sought.find(({ hash }) => hash === memberKey)?.holder : await findKeptRecord(deps, namedId)
  return holder ? { holder, reason: findParkReason(programme, record, holder) } : { holder, reason: 'member_unknown' }
}

/** Why a loan cannot count for a member now. What was counted before an erasure still counts. */
export function findParkReason(programme: Programme, { counted }: KeptLoan, member: Member): ParkReason | undefined {
  if (member.status === 'erased') return Object.keys(counted).length > 0 ? undefined : 'member_erased'
  if (member.restrictedAt !== undefined) return 'member_restricted'
  return mayCount(programme, member) ? undefined : 'identity_unsettled'
}

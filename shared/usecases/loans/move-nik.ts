import type { KeptLoan } from '../../data/loans.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Member } from '../../domain/member/member.ts'
import { type DueDeps, makeLoansDue } from './loans-due.ts'

type MoveDeps = Pick<Deps, 'members' | 'keyring' | 'now'> & DueDeps

/**
 * Gives a NIK to its true owner. If the present holder was erased, the waiting loans that came with the NIK go to the
 * owner too, because these loans no longer keep the NIK and could not find the owner by themselves.
 */
export async function moveNik(
  deps: MoveDeps,
  nik: string,
  { recordWithNik, holder, owner }: { recordWithNik: Member; holder: Member; owner: Member },
): Promise<Write[]> {
  const nikWrites = await deps.members.moveNik(nik, { from: recordWithNik.id, to: owner.id })
  // If the holder was not erased, the loans keep the NIK until its owner is known, and what they counted remains.
  if (holder.status !== 'erased') return nikWrites
  const loans = await deps.loans.getMany(holder.loans ?? [])
  return [...nikWrites, ...(await makeLoansDue(deps, assignWaitingLoans(deps, nik, loans, owner), deps.now()))]
}

/** The waiting loans that came with a NIK, assigned to its owner. */
function assignWaitingLoans(
  { keyring }: Pick<Deps, 'keyring'>,
  nik: string,
  loans: KeptLoan[],
  { id }: Member,
): KeptLoan[] {
  return loans.flatMap((record) => {
    const hashes = Object.keys(record.people).filter((hash) => keyring.matches('nik', nik, hash))
    if (!record.parked || hashes.length === 0) return []
    return [{ ...record, people: { ...record.people, ...Object.fromEntries(hashes.map((hash) => [hash, id])) } }]
  })
}

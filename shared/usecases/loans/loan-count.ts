import type { KeptLoan } from '../../data/loans.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import type { Entry } from '../../domain/ledger/entry.ts'
import { countLoan } from '../../domain/loan/count-loan.ts'
import { financeMember } from '../../domain/loan/finance-member.ts'
import { financedOn } from '../../domain/loan/financed-day.ts'
import type { Member } from '../../domain/member/member.ts'
import type { Programme } from '../../domain/programme/programme.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { findKeptRecord } from '../members/kept-record.ts'
import { twinsIn, withoutTwin } from './loan-twins.ts'

/** A loan with the members, entries and other loans that it changes. */
export type Changed = {
  record: KeptLoan
  members: Member[]
  entries: Entry[]
  others: KeptLoan[]
}

/** Attaches a loan to its member without counting it; what was counted before stays. */
export function attachUncounted(record: KeptLoan, former: Member | undefined, holder: Member | undefined): Changed {
  // A loan whose holder changed waits where it is: moving it takes the former holder's figures back.
  if (!holder || (former && former.id !== holder.id && Object.keys(record.counted).length > 0))
    return { record, members: [], entries: [], others: [] }
  const left = former && former.id !== holder.id ? [nextVersion(withoutLoan(former, record.id))] : []
  const joined = holder.loans?.includes(record.id) ? [] : [nextVersion(withLoan(holder, record.id))]
  return { record: { ...record, memberId: holder.id }, members: [...left, ...joined], entries: [], others: [] }
}

/** Counts a loan for its holder, if it has one, and no longer for the former holder. */
export async function countForHolder(
  deps: Pick<Deps, 'members' | 'loans'>,
  context: ActContext,
  before: KeptLoan,
  record: KeptLoan,
  former: Member | undefined,
  holder: Member | undefined,
): Promise<Changed> {
  const isHis = await ownRecords(deps, before, holder)
  const { counted: now, entries } = countLoan(context, record, holder, isHis)
  const { memberId: _, stageProblems: __, ...rest } = record
  const settled: KeptLoan = { ...rest, counted: now, ...(holder && { memberId: holder.id }) }
  const hasMoved = former !== undefined && former.id !== holder?.id
  const members: Member[] = []
  const posted: Entry[] = [...entries]
  if (former && hasMoved) {
    const loans = (await deps.loans.getMany(former.loans ?? [])).filter(({ id }) => id !== record.id)
    const left = financeMember(context, withoutLoan(former, record.id), loans)
    members.push(nextVersion(left.member))
    posted.push(...left.entries)
  }
  if (!holder) return { record: settled, members, entries: posted, others: await withoutTwin(deps, settled, before) }
  const others = (await deps.loans.getMany(holder.loans ?? [])).filter(({ id }) => id !== record.id)
  const financed = financeMember(context, withLoan(holder, record.id), [...others, settled])
  const problems = financed.refused.get(record.id)
  // A person has to decide only when no other loan supports the stage.
  const final: KeptLoan = { ...settled, ...(problems && { stageProblems: problems }) }
  posted.push(...financed.entries)
  const isAttached = holder.loans?.includes(record.id) ?? false
  // The member is saved, with a new version, only if something changed on which its stage rests.
  if (posted.length > 0 || !isAttached || !isAlike(context.programme, before, final))
    members.push(nextVersion(financed.member))
  const twins = twinsIn(final, others, holder)
  const flagged = others.flatMap((other) => {
    const isTwin = twins.includes(other.id)
    if (isTwin === other.twins.includes(record.id)) return []
    const ids = other.twins.filter((id) => id !== record.id)
    return [{ ...other, twins: isTwin ? [...ids, record.id] : ids }]
  })
  const known = others.map(({ id }) => id)
  const strangers = await withoutTwin(deps, final, { twins: before.twins.filter((id) => !known.includes(id)) })
  return { record: { ...final, twins }, members, entries: posted, others: [...flagged, ...strangers] }
}

/** Whether the record that facts were counted for is the holder's, or was merged into it. */
async function ownRecords(deps: Pick<Deps, 'members'>, { counted: facts }: KeptLoan, holder: Member | undefined) {
  const ids = [...new Set(Object.values(facts).map(({ memberId }) => memberId))]
  const kept = await Promise.all(ids.map(async (id) => [id, (await findKeptRecord(deps, id))?.id] as const))
  const leads = new Map(kept)
  return (memberId: string) => holder !== undefined && leads.get(memberId) === holder.id
}

/** Whether a loan supports the stage as before. */
function isAlike({ financing }: Programme, before: KeptLoan, after: KeptLoan): boolean {
  const on = ({ loan }: KeptLoan) => loan && financing && financedOn(financing.rules, loan)
  return on(before) === on(after) && JSON.stringify(before.decisions) === JSON.stringify(after.decisions)
}

const withLoan = (member: Member, id: string): Member =>
  member.loans?.includes(id) ? member : { ...member, loans: [...(member.loans ?? []), id] }

function withoutLoan({ loans = [], ...member }: Member, id: string): Member {
  const others = loans.filter((other) => other !== id)
  return others.length > 0 ? { ...member, loans: others } : member
}

import type { KeptLoan } from '../../data/loans.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { dayOf } from '../../domain/calendar.ts'
import type { Entry } from '../../domain/ledger/entry.ts'
import { countLoan } from '../../domain/loan/count-loan.ts'
import { financeMember } from '../../domain/loan/finance-member.ts'
import { findFinancedDay } from '../../domain/loan/financed-day.ts'
import type { Member } from '../../domain/member/member.ts'
import type { Programme } from '../../domain/programme/programme.ts'
import { isRunningLoan } from '../../domain/referral/eligibility.ts'
import { mayBeReady } from '../../domain/referral/readiness.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { readOwnRecords } from '../members/kept-record.ts'
import { findTwinIds, moveTwins } from './loan-twins.ts'
import { withDueNow } from './loans-due.ts'

/** A loan with the members, entries and other loans that it changes. */
export type ChangedLoan = {
  record: KeptLoan
  members: Member[]
  entries: Entry[]
  others: KeptLoan[]
  /** Whether twins are left that did not fit into the transaction. The loan is then due again at once. */
  areMore?: boolean
}

type CountDeps = Pick<Deps, 'members' | 'loans' | 'obligations'>

/** Attaches a loan to its member without counting it. What was counted before stays. */
export function attachUncounted(record: KeptLoan, former: Member | undefined, holder: Member | undefined): ChangedLoan {
  // If the holder of a counted loan changed, the loan waits where it is: moving it takes the former holder's figures
  // back.
  if (!holder || (former && former.id !== holder.id && Object.keys(record.counted).length > 0))
    return { record, members: [], entries: [], others: [] }
  const formerMembers = former && former.id !== holder.id ? [nextVersion(withoutLoan(former, record.id))] : []
  const newMembers = holder.loans?.includes(record.id) ? [] : [nextVersion(withLoan(holder, record.id))]
  return {
    record: { ...record, memberId: holder.id },
    members: [...formerMembers, ...newMembers],
    entries: [],
    others: [],
  }
}

/** Counts a loan for its holder, if it has one, and no longer for the former holder. */
export async function countForHolder(
  deps: CountDeps,
  context: ActContext,
  before: KeptLoan,
  record: KeptLoan,
  former: Member | undefined,
  holder: Member | undefined,
): Promise<ChangedLoan> {
  const own = holder ? await readOwnRecords(deps, holder) : []
  const { counted: countedNow, entries } = countLoan(context, record, holder, (memberId) =>
    own.some(({ id }) => id === memberId),
  )
  const { memberId: _, stageProblems: __, ...rest } = record
  const countedLoan: KeptLoan = { ...rest, counted: countedNow, ...(holder && { memberId: holder.id }) }
  const hasMoved = former !== undefined && former.id !== holder?.id
  const members: Member[] = []
  const allEntries: Entry[] = [...entries]
  const dueLoans: KeptLoan[] = []
  if (former && hasMoved) {
    const loans = await readOthers(deps, former, record)
    const formerFinancing = financeMember(context, withoutLoan(former, record.id), loans)
    members.push(nextVersion(formerFinancing.member))
    allEntries.push(...formerFinancing.entries)
    dueLoans.push(...(await makeProblemsDue(deps, context, loans, formerFinancing.refused)))
  }
  if (!holder) {
    const { twins, flagged, areMore } = await moveTwins(deps, before, [], dueLoans)
    return {
      record: { ...countedLoan, twins },
      members,
      entries: allEntries,
      others: latestOfEach(dueLoans, flagged),
      areMore,
    }
  }
  const others = await readOthers(deps, holder, record)
  const financing = financeMember(context, withLoan(holder, record.id), [...others, countedLoan])
  const problems = financing.refused.get(record.id)
  // A person has to decide only when no other loan supports the stage.
  const finalRecord: KeptLoan = { ...countedLoan, ...(problems && { stageProblems: problems }) }
  allEntries.push(...financing.entries)
  const isAttached = holder.loans?.includes(record.id) ?? false
  // The member is saved, with a new version, only if the change affects its stage or a referral. A loan that joins the
  // member meanwhile is then decided again.
  if (
    allEntries.length > 0 ||
    !isAttached ||
    before.referral?.id !== record.referral?.id ||
    !supportsAlike(context.programme, before, finalRecord) ||
    changesRunning(context, before, finalRecord, holder)
  )
    members.push(nextVersion(financing.member))
  dueLoans.push(...(await makeProblemsDue(deps, context, others, financing.refused)))
  const knownLoans = latestOfEach(others, dueLoans)
  const { twins, flagged, areMore } = await moveTwins(
    deps,
    before,
    findTwinIds(finalRecord, others, holder),
    knownLoans,
  )
  const changed = latestOfEach(dueLoans, flagged)
  return { record: { ...finalRecord, twins }, members, entries: allEntries, others: changed, areMore }
}

const readOthers = async ({ loans }: Pick<Deps, 'loans'>, { loans: ids = [] }: Member, { id }: KeptLoan) =>
  (await loans.getMany(ids)).filter((other) => other.id !== id)

/** One record of each loan: the latest in this order. */
const latestOfEach = (...records: KeptLoan[][]): KeptLoan[] => [
  ...new Map(records.flat().map((record) => [record.id, record])).values(),
]

/** At most this many others become due in the transaction of a loan, because it flags twins too. */
const mostOthersDue = 8

/**
 * Makes two kinds of loans due: those that wait for a member who can now be counted, and those whose reasons for not
 * attaining the stage have changed because another loan gained or lost it.
 */
async function makeProblemsDue(
  deps: CountDeps,
  { now }: ActContext,
  others: KeptLoan[],
  refused: Map<string, string[]>,
): Promise<KeptLoan[]> {
  const at = now.toISOString()
  const changed = others.filter(({ id, stageProblems, parked, obligation }) => {
    const isDue = obligation?.state === 'due' && obligation.dueAt <= at
    return !isDue && (parked !== undefined || JSON.stringify(stageProblems) !== JSON.stringify(refused.get(id)))
  })
  return withDueNow(deps, changed, now, mostOthersDue)
}

/** Whether a loan still supports the stage as it did before. */
function supportsAlike({ financing }: Programme, before: KeptLoan, after: KeptLoan): boolean {
  const on = ({ loan }: KeptLoan) => loan && financing && findFinancedDay(financing.rules, loan)
  return on(before) === on(after) && JSON.stringify(before.decisions) === JSON.stringify(after.decisions)
}

/**
 * Whether a loan of a member who agreed to referrals begins or stops running. The member then enters or leaves the
 * list of ready members.
 */
function changesRunning({ programme, now }: ActContext, before: KeptLoan, after: KeptLoan, holder: Member): boolean {
  const today = dayOf(now, programme.zone)
  return mayBeReady(holder) && isRunningLoan(programme, before, today) !== isRunningLoan(programme, after, today)
}

const withLoan = (member: Member, id: string): Member =>
  member.loans?.includes(id) ? member : { ...member, loans: [...(member.loans ?? []), id] }

function withoutLoan({ loans = [], ...member }: Member, id: string): Member {
  const others = loans.filter((other) => other !== id)
  return others.length > 0 ? { ...member, loans: others } : member
}

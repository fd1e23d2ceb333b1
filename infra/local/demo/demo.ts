import { randomBytes } from 'node:crypto'
import type { Deps } from '../../../shared/deps.ts'
import type { ActContext, Outcome } from '../../../shared/domain/acts/act-context.ts'
import { type Month, monthRange, nextMonth } from '../../../shared/domain/calendar.ts'
import { listMarks, markText } from '../../../shared/domain/duplicates/mark.ts'
import { countFitting, listItems, mostTransactionItems } from '../../../shared/domain/ledger/transaction-size.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import { idRandomBytes, makeSortableId } from '../../../shared/domain/values/id.ts'
import { nextVersion } from '../../../shared/domain/values/version.ts'
import { makeIdentityWrites } from '../../../shared/usecases/duplicates/identity-writes.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { openBooks } from '../../../shared/usecases/ledger/open-books.ts'
import { type LedgerWrite, post } from '../../../shared/usecases/ledger/post.ts'
import { makeLoanHandler } from '../../../shared/usecases/loans/loan-handler.ts'
import { makeMailingHandler } from '../../../shared/usecases/mail/mailing.ts'
import { mapAtOnce } from '../../../shared/usecases/map-at-once.ts'
import { makeReferralHandler } from '../../../shared/usecases/referral/send-referral.ts'
import { sweep } from '../../../shared/usecases/sweep.ts'
import { type DemoMember, decideActs } from './acts.ts'
import { closingInstant, wib } from './calendar.ts'
import { linkDemoCitizen } from './citizens.ts'
import { registerDemoLenders, reportDemoLoans, reportLoanOfStranger } from './loans.ts'
import { writeDemoObstacle } from './obstacle.ts'
import { grantDemoRoles, setDemoTargets } from './office.ts'
import { type DemoSize, fullSize, planDemo } from './plan.ts'
import { addDemoRecipients } from './recipients.ts'
import { referDemoMembers } from './referrals.ts'
import { leaveDemoTrail, sealDemoTrail } from './trail.ts'
import { withoutNeedlessReads } from './without-needless-reads.ts'

/** The first and the last month of a demo. All months but the last are closed. */
export type Demo = { firstMonth: Month; lastMonth: Month }

const transactionsAtOnce = 8

/** Items of a transaction that stay free for pairs of members who look alike. Such pairs are rare. */
const roomForPairs = 10

type SeedOptions = {
  size?: DemoSize
  progress?: (line: string) => void
  /** Called once the ledger is filled, before anything uses an index. */
  addIndexes?: () => Promise<void>
}

/**
 * Fills an empty ledger with a demo that ends with `lastMonth`, which must have ended. The demo does not use the clock
 * of `deps`. Its own clock runs through the months, and each month is closed when it is due. Until the ledger is filled,
 * the table may lack its indexes.
 */
export async function seedDemo(
  deps: Deps,
  lastMonth: Month,
  { size = fullSize, progress = () => {}, addIndexes = async () => {} }: SeedOptions = {},
): Promise<Demo> {
  const plan = planDemo(deps.frame, lastMonth, size)
  const { firstMonth } = plan
  let at = wib(`${firstMonth}-01`, 0)
  const seedDeps: Deps = {
    ...withClock(() => at, withoutNeedlessReads(deps)),
    log: (level, message, fields) => {
      if (level !== 'info') deps.log(level, message, fields)
    },
  }
  await openBooks(seedDeps, firstMonth)
  await grantDemoRoles(seedDeps, at)
  await setDemoTargets(seedDeps, firstMonth)
  await registerDemoLenders(seedDeps)

  const members = new Map<string, Member>()
  const neverReversed = new Set(
    plan.members.filter(({ acts }) => acts.every(({ kind }) => kind !== 'reverse')).map(({ number }) => number),
  )
  let from = at
  for (const month of monthRange(firstMonth, lastMonth)) {
    at = month === lastMonth ? wib(`${nextMonth(month)}-01`, -1) : closingInstant(month)
    const due = listDueMembers(plan.members, from, at)
    const recordedCount = await recordDue(seedDeps, { firstMonth, openFrom: month }, members, due)
    await reportLoans(
      seedDeps,
      firstMonth,
      members,
      due.filter(({ number }) => neverReversed.has(number)),
    )
    if (month !== lastMonth) await closeMonths(seedDeps, 'demo')
    progress(
      `  ${month}  ${String(recordedCount).padStart(4)} ${month === lastMonth ? 'recorded, open' : 'recorded, closed'}`,
    )
    from = at
  }
  await reportLoanOfStranger(seedDeps)
  await writeDemoObstacle(seedDeps, lastMonth)
  await addIndexes()
  await referDemoMembers((instant) => withClock(() => instant, seedDeps), lastMonth, members.values())
  // Does the work that became due, before anybody looks at the figures: counts loans, and ends referrals without an
  // answer. No report is mailed, because past months have no recipients.
  const [mailing, loan, referral] = [
    makeMailingHandler(seedDeps),
    makeLoanHandler(seedDeps),
    makeReferralHandler(seedDeps),
  ]
  await sweep(seedDeps, { mailing, loan, referral })
  await linkDemoCitizen(seedDeps, members.values())
  await addDemoRecipients(seedDeps, nextMonth(lastMonth))
  await leaveDemoTrail((instant) => withClock(() => instant, deps), lastMonth, members.values())
  await sealDemoTrail(withClock(() => at, deps))
  return { firstMonth, lastMonth }
}

/** Returns the deps with another clock. */
const withClock = (now: () => Date, deps: Deps): Deps => ({
  ...deps,
  now,
  newId: (prefix) => makeSortableId(prefix, now(), randomBytes(idRandomBytes)),
})

/** Lets lenders report loans. Then reads the members with loans again, because a loan changes its member. */
async function reportLoans(
  deps: Deps,
  firstMonth: Month,
  members: Map<string, Member>,
  due: DemoMember[],
): Promise<void> {
  const reportedNumbers = new Set(await reportDemoLoans(deps, `${firstMonth}-01`, due))
  const changed = due
    .map(({ number }) => number)
    .filter((number) => reportedNumbers.has(number) || members.get(number)?.loans)
  for (const member of await deps.members.getMany(changed)) members.set(member.id, member)
}

/** Lists the members who have acts after `from` and not after `to`, with only these acts. */
const listDueMembers = (members: DemoMember[], from: Date, to: Date): DemoMember[] =>
  members
    .map((member) => ({ ...member, acts: member.acts.filter(({ at }) => from < at && at <= to) }))
    .filter(({ acts }) => acts.length > 0)

/**
 * Records the acts that are due. Each transaction takes as many members as fit, because one member at a time would take
 * minutes. `members` has every member as stored, because only the demo writes.
 */
async function recordDue(deps: Deps, books: Books, members: Map<string, Member>, due: DemoMember[]): Promise<number> {
  // Members of one kelurahan share its counters, so one write counts them all.
  const byArea = due.toSorted((a, b) => (a.area < b.area ? -1 : 1))
  const decide = (context: ActContext, { number, acts }: DemoMember) =>
    decideActs(context, number, members.get(number), acts)
  const rehearsal = makeRehearsalContext(deps, books)
  const itemNames = byArea.map((demoMember) => {
    const { member, entries } = decide(rehearsal, demoMember)
    return [...listIdentityItems(member, !members.has(member.id)), ...listItems(deps.frame.names, entries)]
  })
  const batches = packBatches(byArea, itemNames)
  // No month is closed while this runs, so the ledger is read only once.
  const currentBooks = await deps.ledger.get()
  const ledger = { ...deps.ledger, get: async () => currentBooks }
  await mapAtOnce(batches, transactionsAtOnce, async (batch) => {
    const after = await post({ ...deps, ledger }, { actor: 'demo', source: 'demo' }, async (context) =>
      makeBatchAct(
        deps,
        context,
        members,
        batch.map((member) => decide(context, member)),
      ),
    )
    for (const member of after) members.set(member.id, member)
  })
  return due.reduce((sum, { acts }) => sum + acts.length, 0)
}

type Books = { firstMonth: Month; openFrom: Month }
type MemberOutcome = Outcome & { member: Member }

/** The context that `post` will use, to measure a transaction before it is written. */
const makeRehearsalContext = ({ frame, now }: Deps, books: Books): ActContext => ({
  ...frame,
  ...books,
  now: now(),
  actor: 'demo',
  source: 'demo',
  newEntryId: () => '',
})

async function makeBatchAct(
  deps: Deps,
  context: ActContext,
  members: Map<string, Member>,
  outcomes: MemberOutcome[],
): Promise<LedgerWrite<Member[]>> {
  const isNew = ({ id }: Member) => !members.has(id)
  const after = outcomes.map(({ member }) => (isNew(member) ? member : nextVersion(member)))
  const newMembers = after.filter(isNew)
  const identity = after.map((member) => ({ before: members.get(member.id), after: member }))
  const { writes } = await makeIdentityWrites(deps, context, identity)
  return {
    added: newMembers,
    members: after.filter((member) => !isNew(member)),
    entries: outcomes.flatMap(({ entries }) => entries),
    otherWrites: [...newMembers.flatMap((member) => claimNik(deps, member)), ...writes],
    answer: after,
  }
}

const claimNik = ({ members }: Pick<Deps, 'members'>, { id, person }: Member) =>
  person?.nik === undefined ? [] : members.claimNik(person.nik, id)

/** Names the items that describe a member: a new one also claims a NIK and gets marks. */
const listIdentityItems = (member: Member, isNew: boolean): string[] => [
  `member ${member.id}`,
  ...(isNew ? [`nik ${member.id}`, ...listMarks(member).map(markText)] : []),
]

/** Splits the members, in order, into batches that each fit into a transaction. `itemNames` has the items of each member. */
function packBatches(due: DemoMember[], itemNames: string[][]): DemoMember[][] {
  const batches: DemoMember[][] = []
  for (let from = 0; from < due.length; ) {
    const to = from + countFitting(itemNames.slice(from), mostTransactionItems - roomForPairs)
    batches.push(due.slice(from, to))
    from = to
  }
  return batches
}

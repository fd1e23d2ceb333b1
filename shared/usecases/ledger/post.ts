import type { KeptLoan } from '../../data/loans.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { laterOf, type Month, monthOf, nextMonth } from '../../domain/calendar.ts'
import { retryRaces } from '../../domain/jobs/retry-races.ts'
import { CellClosed } from '../../domain/ledger/cell-closed.ts'
import { sumContributions } from '../../domain/ledger/contribution.ts'
import type { Entry } from '../../domain/ledger/entry.ts'
import type { Member } from '../../domain/member/member.ts'
import type { NewsSource } from '../../domain/member/news.ts'
import { busy } from '../../domain/problems/app-error.ts'
import type { Contested } from '../../domain/problems/lost-race.ts'
import { listStageEvents, type NewOutgoingEvent } from '../../domain/subscriber/outgoing-event.ts'
import { adjustLoans } from '../loans/loans-due.ts'
import { makeNewsWrites } from '../mail/news-writes.ts'
import { updateReady } from '../referral/update-ready.ts'
import { makeEventWrites } from '../subscribers/event-writes.ts'

export type PostDeps = Pick<
  Deps,
  | 'frame'
  | 'ledger'
  | 'members'
  | 'entries'
  | 'tallies'
  | 'loans'
  | 'readyMembers'
  | 'newsDeliveries'
  | 'eventLog'
  | 'obligations'
  | 'commit'
  | 'now'
  | 'newId'
  | 'pause'
  | 'random'
>

/** What an act decided, and what it writes in addition to members, entries and counters. */
export type LedgerWrite<T> = {
  members: Member[]
  entries: Entry[]
  /** Members who are new; the others are changed. */
  added?: Member[]
  /** Claims and the like. If several are refused, the first in this order decides the error. */
  otherWrites?: Write[]
  /** Whether the act has already adjusted its members' loans. If not, `post` does it. */
  areLoansSettled?: boolean
  /** Loans as the act changes them. The table still has their earlier versions. */
  loans?: KeptLoan[]
  /** News for members, except of new members and stages, which `post` finds itself. */
  memberNews?: NewsSource['memberNews']
  /** What to tell subscribers besides stages. */
  events?: NewOutgoingEvent[]
  answer: T
}

/**
 * The things besides its month that an act depends on. If somebody changes one of them meanwhile, the act is decided
 * again.
 */
const racesToRetry: readonly Contested[] = [
  'case',
  'cell',
  'consent',
  'dispute',
  'loan',
  'mark',
  'member',
  'member_number',
  'nik_holder',
  'pair',
  'referral',
]

/**
 * Carries out an act of the ledger: entries, counters, members and claims in one transaction. `decide` loads what it
 * needs. It runs again if somebody else was faster, or if a month closed in between; the act then posts to the next
 * month.
 */
export async function post<T>(
  deps: PostDeps,
  who: { actor: string; source: string },
  decide: (context: ActContext) => Promise<LedgerWrite<T>>,
): Promise<T> {
  let floor: Month | undefined
  return retryRaces(deps, racesToRetry, async () => {
    const context = await currentContext(deps, who, floor)
    const act = await decide(context)
    const settledAct = await updateReadyList(
      deps,
      context,
      act.areLoansSettled ? act : await adjustOwnLoans(deps, context, act),
    )
    const writes = [
      ...makeLedgerWrites(deps, settledAct),
      ...(await makeNewsWrites(deps, context, settledAct)),
      ...(await makeEventWrites(deps, context, [...listStageEvents(settledAct.entries), ...(settledAct.events ?? [])])),
    ]
    if (writes.length === 0) return act.answer
    await deps.commit(...writes).catch((error: unknown) => {
      if (error instanceof CellClosed) floor = stepPast(error.month, context)
      throw error
    })
    return act.answer
  })
}

/** The context of an act at this moment. */
export async function currentContext(
  { frame, ledger, now, newId }: Pick<Deps, 'frame' | 'ledger' | 'now' | 'newId'>,
  who: { actor: string; source: string },
  floor?: Month,
): Promise<ActContext> {
  // The instant is taken before the books are read, so that their `hasSubscribers` holds for it.
  const at = now()
  const books = await ledger.get()
  if (!books || books.areas !== frame.areas.fingerprint) throw busy('areas_changed')
  const openFrom = nextMonth(books.closedThrough)
  return {
    ...frame,
    ...who,
    openFrom: floor ? laterOf(floor, openFrom) : openFrom,
    firstMonth: books.firstMonth,
    hasSubscribers: books.hasSubscribers,
    now: at,
    newEntryId: () => newId('ent'),
  }
}

/** The month after a closed one. There is always an open month, because the current one cannot be closed. */
function stepPast(month: Month, { now, programme }: ActContext): Month {
  const next = nextMonth(month)
  if (next > monthOf(now, programme.zone)) throw busy('busy')
  return next
}

/** Adds to an act its effect on the loans of its members. */
async function adjustOwnLoans<T>(deps: PostDeps, context: ActContext, act: LedgerWrite<T>): Promise<LedgerWrite<T>> {
  const { members, entries, otherWrites } = await adjustLoans(deps, context, act.members)
  return {
    ...act,
    members,
    entries: [...act.entries, ...entries],
    otherWrites: [...(act.otherWrites ?? []), ...otherWrites],
  }
}

/** Adds to an act what it changes in the list of members who are ready for a lender. */
async function updateReadyList<T>(deps: PostDeps, context: ActContext, act: LedgerWrite<T>): Promise<LedgerWrite<T>> {
  const { members, writes } = await updateReady(deps, context, act.members, act.loans ?? [])
  return writes.length === 0 ? act : { ...act, members, otherWrites: [...(act.otherWrites ?? []), ...writes] }
}

function makeLedgerWrites({ frame, members, entries, tallies }: PostDeps, act: LedgerWrite<unknown>): Write[] {
  const { tallies: cells, shifts } = sumContributions(frame.names, act.entries)
  return [
    ...(act.otherWrites ?? []),
    ...(act.added ?? []).map((member) => members.add(member)),
    ...act.members.map((member) => members.save(member)),
    ...cells.map((change) => tallies.add(change)),
    ...shifts.map((change) => tallies.addShift(change)),
    ...act.entries.map((entry) => entries.add(entry)),
  ]
}

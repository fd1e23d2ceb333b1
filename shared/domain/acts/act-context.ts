import { type Day, dayOf, type Month } from '../calendar.ts'
import type { StageEntry } from '../ledger/entry.ts'
import type { Frame } from '../ledger/frame.ts'
import type { Member } from '../member/member.ts'

/** What the rules of an act need in addition to the members. Callers hand it in; rules look nothing up. */
export type ActContext = Frame & {
  /** The earliest open month. */
  openFrom: Month
  firstMonth: Month
  /** Whether the act keeps events for subscribers. If absent, it does not. */
  hasSubscribers?: boolean | undefined
  now: Date
  actor: string
  source: string
  newEntryId: () => string
}

/** The result of an act on one member: the changed member and the entries to post. */
export type Outcome = { member: Member; entries: StageEntry[] }

/** The result of an act on several members. */
export type OutcomeForSeveral = { members: Member[]; entries: StageEntry[] }

export const todayIn = ({ now, programme }: ActContext): Day => dayOf(now, programme.zone)

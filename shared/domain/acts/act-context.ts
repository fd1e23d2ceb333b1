import { type Day, dayOf, type Month } from '../calendar.ts'
import type { StageEntry } from '../ledger/entry.ts'
import type { Frame } from '../ledger/frame.ts'
import type { Member } from '../member/member.ts'

/** Everything that deciding an act of the ledger needs besides the members: handed in, never looked up. */
export type ActContext = Frame & {
  /** The earliest open month. */
  openFrom: Month
  firstMonth: Month
  now: Date
  actor: string
  source: string
  newEntryId: () => string
}

/** What an act on one member results in: the member as it then is, and the entries that say so. */
export type Outcome = { member: Member; entries: StageEntry[] }

/** The same of an act on several members. */
export type OutcomeForSeveral = { members: Member[]; entries: StageEntry[] }

export const todayIn = ({ now, programme }: ActContext): Day => dayOf(now, programme.zone)

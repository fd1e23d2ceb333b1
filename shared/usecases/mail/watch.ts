import type { Deps } from '../../deps.ts'
import { hourMs, type Month, monthOf, previousMonth } from '../../domain/calendar.ts'
import type { Delivery, DeliveryState } from '../../domain/mail/delivery.ts'
import { reportDueAt } from '../../domain/mail/mailing.ts'

export type WatchDeps = Pick<Deps, 'ledger' | 'mailings' | 'deliveries' | 'frame' | 'schedule' | 'now'>

/** One thing that is wrong with the last due report. */
export type Lack = { month: Month; lack: 'issue' | 'mailing' | 'mails' | 'events'; missing: number }

/**
 * States of a mail that the mail service may not have taken. `paused` is left out: an alarm reported the recipient
 * when it was paused, or a person paused it by hand.
 */
const unsentStates: DeliveryState[] = ['planned', 'claimed', 'refused', 'unknown']
const unheardStates: DeliveryState[] = ['handed_over']
/** An event should come within this time after a mail was handed over. */
const eventMs = hourMs

/** Checks from the table alone whether the last due report was issued and mailed. Empty if nothing is wrong. */
export async function watchReports(deps: WatchDeps): Promise<Lack[]> {
  const month = findLastDueMonth(deps)
  const books = await deps.ledger.get()
  if (!books || month < books.firstMonth) return []
  const mailings = await deps.mailings.ofMonth(month)
  if (mailings.length === 0) return [{ month, lack: 'issue', missing: 1 }]
  const now = deps.now()
  const found: Lack[] = []
  for (const { number, plannedAt } of mailings) {
    if (plannedAt === undefined) found.push({ month, lack: 'mailing', missing: 1 })
    const deliveries = await deps.deliveries.ofIssue(month, number)
    const missing = deliveries.filter(({ state }) => unsentStates.includes(state)).length
    if (missing > 0) found.push({ month, lack: 'mails', missing })
    const silent = deliveries.filter((delivery) => isUnheard(delivery, now)).length
    // One mailbox may be slow. If more than half are silent, the events themselves do not arrive.
    if (silent * 2 > deliveries.length) found.push({ month, lack: 'events', missing: silent })
  }
  return found
}

const isUnheard = ({ state, copies }: Delivery, now: Date): boolean => {
  const last = copies.at(-1)
  return unheardStates.includes(state) && last !== undefined && Date.parse(last.claimedAt) + eventMs < now.getTime()
}

/** The last month whose report is due by now. */
function findLastDueMonth({ frame: { programme }, schedule, now }: Pick<Deps, 'frame' | 'schedule' | 'now'>): Month {
  const endedMonth = previousMonth(monthOf(now(), programme.zone))
  return reportDueAt(endedMonth, schedule, programme.zone) <= now() ? endedMonth : previousMonth(endedMonth)
}

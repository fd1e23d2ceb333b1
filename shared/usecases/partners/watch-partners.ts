import type { Deps } from '../../deps.ts'
import { addDays, type Day, dayOf, type Instant, startOfDay, subtractDays } from '../../domain/calendar.ts'
import {
  calculateRefusedShare,
  findTroubles,
  type PartnerNight,
  type PartnerTrouble,
} from '../../domain/partner/partner-night.ts'
import { mapAtOnce } from '../map-at-once.ts'

export type WatchPartnersDeps = Pick<
  Deps,
  'partners' | 'partnerCalls' | 'refusedCalls' | 'receipts' | 'obligations' | 'frame' | 'now' | 'log'
>

/** How many of the events that are due next are read to find the oldest. */
const mostWaiting = 25
const readsAtOnce = 8
const dayMs = 86_400_000

/**
 * Checks the day that ended for every active partner, except sandboxes, and logs the findings as fields. Returns the
 * partners that need attention.
 */
export async function watchPartners(
  deps: WatchPartnersDeps,
): Promise<{ partner: string; troubles: PartnerTrouble[] }[]> {
  const { zone } = deps.frame.programme
  const now = deps.now()
  const day = dayOf(subtractDays(now, 1), zone)
  const watchedPartners = (await deps.partners.all()).filter(
    ({ status, isSandbox }) => status === 'active' && !isSandbox,
  )
  const found: { partner: string; troubles: PartnerTrouble[] }[] = []
  for (const { code: partner } of watchedPartners) {
    const night = await readNight(deps, partner, day)
    const troubles = findTroubles(night, now)
    const { calls, refused, turnedAway, events, lastEventAt, waitingSince } = night
    deps.log(
      troubles.length > 0 ? 'warn' : 'info',
      troubles.length > 0 ? 'A partner needs attention' : 'A partner was watched',
      {
        ...{ partner, day, calls, refused, disbelieved: turnedAway, told: events },
        refusedPercent: Math.round(100 * calculateRefusedShare(night)),
        ...(lastEventAt !== undefined && { lastToldAt: lastEventAt }),
        ...(waitingSince !== undefined && { waitingSince }),
        ...(troubles.length > 0 && { troubles: troubles.join(' ') }),
      },
    )
    if (troubles.length > 0) found.push({ partner, troubles })
  }
  return found
}

async function readNight(deps: WatchPartnersDeps, partner: string, day: Day): Promise<PartnerNight> {
  const { zone } = deps.frame.programme
  const callsOn = (day: Day) =>
    deps.partnerCalls.countBetween(
      partner,
      startOfDay(day, zone).toISOString(),
      startOfDay(addDays(day, 1), zone).toISOString(),
    )
  const [{ calls, loanEvents, refused }, before, refusals, lastEventAt, waitingSince] = await Promise.all([
    callsOn(day),
    Promise.all([7, 14, 21, 28].map((days) => callsOn(addDays(day, -days)))),
    deps.refusedCalls.ofPartner(partner, day),
    deps.partnerCalls.lastLoanEventAt(partner, deps.now()),
    findOldestWaiting(deps, partner),
  ])
  const turnedAway = refusals.filter((each) => each.day === day).reduce((sum, { times }) => sum + times, 0)
  const eventsBefore = before.map((each) => each.loanEvents)
  return { calls, refused, turnedAway, events: loanEvents, eventsBefore, lastEventAt, waitingSince }
}

/** When the oldest event came that is still due or parked. */
async function findOldestWaiting(
  { obligations, receipts, now }: WatchPartnersDeps,
  partner: string,
): Promise<Instant | undefined> {
  const queue = { kind: 'receipt', owner: partner } as const
  const [due, parked] = await Promise.all([
    // A failed event is due again within two hours.
    obligations.listDue(queue, new Date(now().getTime() + dayMs), mostWaiting),
    obligations.listParked(queue, { limit: 1 }),
  ])
  const ids = [...due, ...parked.items].map(({ obligation }) => obligation.id)
  const oldReceipts = await mapAtOnce(ids, readsAtOnce, (id) => receipts.get(id))
  return oldReceipts
    .flatMap((stored) => (stored ? [stored.receipt.receivedAt] : []))
    .toSorted()
    .at(0)
}

import * as z from 'zod'
import { type Day, dayOf, type Instant, startOfDay } from '../calendar.ts'
import { PartnerCode } from '../partner/partner.ts'
import { ToldLoan } from './loan-event.ts'
import { canFollow, findStateOn, isPossible, LoanState, listStatePath, pickDatesUntil } from './loan-state.ts'

/** Identifies a loan by its partner and the partner's number, independently of the ids of its events. */
export const LoanId = z.object({ partner: PartnerCode, number: z.string() })
export type LoanId = z.infer<typeof LoanId>

/** An event with an impossible step. It changes nothing until a person releases it. */
export const LoanReview = z
  .object({
    eventId: z.string(),
    why: z
      .enum(['jump', 'dates'])
      .describe('jump: the state cannot follow the one before. dates: its own dates contradict it'),
    from: LoanState.optional(),
    to: LoanState.optional(),
  })
  .meta({ id: 'LoanReview' })
export type LoanReview = z.infer<typeof LoanReview>

/** A loan on a day, by its latest valid event. `dates` holds only dates that have come. */
export const Loan = z
  .object({
    ...LoanId.shape,
    ...ToldLoan.shape,
    state: LoanState,
  })
  .meta({ id: 'Loan' })
export type Loan = z.infer<typeof Loan>

/** Decisions on events under review, by event id. */
export type Decisions = Readonly<Record<string, 'released' | 'rejected'>>

export type LoanFold = {
  /** Undefined while no event is in effect yet. */
  loan?: Loan
  /** Events that wait for a person and would change the loan if released. */
  review: LoanReview[]
  /**
   * Keys of the members to whom the loan belongs or may belong: those named by the latest event, by events under
   * review and by future events.
   */
  memberKeys: string[]
  /** When to fold again, because an event or a date lies in the future. */
  waitsUntil?: Instant
  /** When an event that is dated ahead of our clock stops waiting. The partner's clock is probably wrong. */
  aheadUntil?: Instant
}

/** How far a partner's clock may be ahead of ours before its event waits. Signatures allow the same. */
const toleratedMs = 300_000

/**
 * Computes a loan from all events of its partner. A newer event replaces an older one, by the partner's time, then
 * sequence, then event id. An event with an impossible step goes to review, and later events are judged without it. The
 * result depends on *which* events there are, never on their order or repetition. Callers must keep out an event with a
 * known id and other content.
 *
 * An event in the future waits for its time, and a date in the future for its day. Each step is judged as of the newer
 * event, so judging the same events later gives the same result.
 */
export function foldEvents(
  id: LoanId,
  events: readonly ToldLoan[],
  decisions: Decisions,
  { now, zone }: { now: Date; zone: string },
): LoanFold {
  const horizon = new Date(now.getTime() + toleratedMs).toISOString()
  const inOrder = [...new Map(events.map((event) => [event.eventId, event])).values()].toSorted(byAge)
  const firstAhead = inOrder.find(({ occurredAt }) => occurredAt > horizon)
  let latest: ToldLoan | undefined
  let review: LoanReview[] = []
  for (const event of inOrder) {
    if (event.occurredAt > horizon) break
    const decision = Object.hasOwn(decisions, event.eventId) ? decisions[event.eventId] : undefined
    if (decision === 'rejected') continue
    const objection = decision === 'released' ? undefined : findObjection(event, latest, zone)
    if (objection) review.push(objection)
    else {
      latest = event
      review = []
    }
  }
  const today = dayOf(now, zone)
  const loan = latest && makeLoanOn(id, latest, today)
  const aheadUntil = firstAhead && new Date(Date.parse(firstAhead.occurredAt) - toleratedMs).toISOString()
  const waits = [
    ...(aheadUntil === undefined ? [] : [aheadUntil]),
    ...listNextDates(latest, today).map((day) => startOfDay(day, zone).toISOString()),
  ].toSorted()
  const [waitsUntil] = waits
  const openIds = [latest?.eventId, ...review.map(({ eventId }) => eventId)]
  const relevant = inOrder.filter(({ eventId, occurredAt }) => openIds.includes(eventId) || occurredAt > horizon)
  const memberKeys = [...new Set(relevant.map(({ memberKey }) => memberKey))]
  return {
    ...(loan && { loan }),
    review,
    memberKeys,
    ...(waitsUntil && { waitsUntil }),
    ...(aheadUntil && { aheadUntil }),
  }
}

const byAge = (a: ToldLoan, b: ToldLoan): number =>
  compare(a.occurredAt, b.occurredAt) || a.sequence - b.sequence || compare(a.eventId, b.eventId)

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

function findObjection(event: ToldLoan, before: ToldLoan | undefined, zone: string): LoanReview | undefined {
  const day = dayOf(new Date(event.occurredAt), zone)
  const from = before && findStateOn(before.dates, day)
  const to = findStateOn(event.dates, day)
  const states = { ...(from && { from }), ...(to && { to }) }
  if (!isPossible(event.dates)) return { eventId: event.eventId, why: 'dates', ...states }
  if (from && !(to && canFollow(from, to))) return { eventId: event.eventId, why: 'jump', ...states }
  return undefined
}

function makeLoanOn(id: LoanId, event: ToldLoan, today: Day): Loan | undefined {
  const state = findStateOn(event.dates, today)
  return state && { ...id, ...event, dates: pickDatesUntil(event.dates, today), state }
}

const listNextDates = (event: ToldLoan | undefined, today: Day): Day[] =>
  event ? listStatePath(event.dates).flatMap(({ on }) => (on > today ? [on] : [])) : []

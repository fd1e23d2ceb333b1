import * as z from 'zod'
import { type Day, dayOf, type Instant, startOfDay } from '../calendar.ts'
import { PartnerCode } from '../partner/partner.ts'
import { ToldLoan } from './loan-event.ts'
import { canFollow, datesUntil, isPossible, LoanState, stateOn, statePath } from './loan-state.ts'

/** A loan by its partner and the partner's number: its key in business, however often and under whatever ids it is told. */
export const LoanId = z.object({ partner: PartnerCode, number: z.string() })
export type LoanId = z.infer<typeof LoanId>

/** An event that says what cannot follow: it changes nothing until a person releases it. */
export const LoanReview = z
  .object({
    eventId: z.string(),
    why: z.enum(['jump', 'dates']).describe('The state cannot follow the one before; or its own dates contradict it'),
    from: LoanState.optional(),
    to: LoanState.optional(),
  })
  .meta({ id: 'LoanReview' })
export type LoanReview = z.infer<typeof LoanReview>

/** A loan as the event that it rests on says, on a day: `dates` are those that have come. */
export const Loan = z
  .object({
    ...LoanId.shape,
    ...ToldLoan.shape,
    state: LoanState,
  })
  .meta({ id: 'Loan' })
export type Loan = z.infer<typeof Loan>

/** What a person has decided of events under review, by event id. */
export type Decisions = Readonly<Record<string, 'released' | 'rejected'>>

export type LoanFold = {
  /** None while nothing that was told has come to hold. */
  loan?: Loan
  /** Events that await a person: those that would change the loan if released. */
  review: LoanReview[]
  /** Whose the loan is or may come to be: by the event that it rests on, those that await a person, those that lie ahead. */
  memberKeys: string[]
  /** When to fold again, because something that was told lies ahead. */
  waitsUntil?: Instant
}

/** How far a partner's clock may be ahead of ours before its event has to wait: as far as in a signature. */
const toleratedMs = 300_000

/**
 * A loan as all that its partner told comes to: newer takes the place of older, by the partner's time and sequence and,
 * of equals, by event id. What cannot follow goes to review, and what comes after it is judged as if it had not been
 * told. The result depends on *which* events there are, never on the order or number of times in which they came; an id
 * stands for one event, so other content under an id that is known must be kept out before.
 *
 * What lies ahead of our clock waits: an event for its time, a date for its day. Whether a step is possible is judged as
 * of the newer event, so that a later look at the same events never judges differently.
 */
export function foldEvents(
  id: LoanId,
  told: readonly ToldLoan[],
  decisions: Decisions,
  { now, zone }: { now: Date; zone: string },
): LoanFold {
  const horizon = new Date(now.getTime() + toleratedMs).toISOString()
  const inOrder = [...new Map(told.map((event) => [event.eventId, event])).values()].toSorted(byAge)
  const ahead = inOrder.find(({ occurredAt }) => occurredAt > horizon)
  let latest: ToldLoan | undefined
  let review: LoanReview[] = []
  for (const event of inOrder) {
    if (event.occurredAt > horizon) break
    const decided = Object.hasOwn(decisions, event.eventId) ? decisions[event.eventId] : undefined
    if (decided === 'rejected') continue
    const objection = decided === 'released' ? undefined : findObjection(event, latest, zone)
    if (objection) review.push(objection)
    else {
      latest = event
      review = []
    }
  }
  const today = dayOf(now, zone)
  const loan = latest && loanOn(id, latest, today)
  const waits = [
    ...(ahead ? [new Date(Date.parse(ahead.occurredAt) - toleratedMs).toISOString()] : []),
    ...nextDates(latest, today).map((day) => startOfDay(day, zone).toISOString()),
  ].toSorted()
  const [waitsUntil] = waits
  const open = [latest?.eventId, ...review.map(({ eventId }) => eventId)]
  const speaking = inOrder.filter(({ eventId, occurredAt }) => open.includes(eventId) || occurredAt > horizon)
  const memberKeys = [...new Set(speaking.map(({ memberKey }) => memberKey))]
  return { ...(loan && { loan }), review, memberKeys, ...(waitsUntil && { waitsUntil }) }
}

const byAge = (a: ToldLoan, b: ToldLoan): number =>
  compare(a.occurredAt, b.occurredAt) || a.sequence - b.sequence || compare(a.eventId, b.eventId)

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

function findObjection(event: ToldLoan, before: ToldLoan | undefined, zone: string): LoanReview | undefined {
  const day = dayOf(new Date(event.occurredAt), zone)
  const from = before && stateOn(before.dates, day)
  const to = stateOn(event.dates, day)
  const states = { ...(from && { from }), ...(to && { to }) }
  if (!isPossible(event.dates)) return { eventId: event.eventId, why: 'dates', ...states }
  if (from && !(to && canFollow(from, to))) return { eventId: event.eventId, why: 'jump', ...states }
  return undefined
}

function loanOn(id: LoanId, event: ToldLoan, today: Day): Loan | undefined {
  const state = stateOn(event.dates, today)
  return state && { ...id, ...event, dates: datesUntil(event.dates, today), state }
}

const nextDates = (event: ToldLoan | undefined, today: Day): Day[] =>
  event ? statePath(event.dates).flatMap(({ on }) => (on > today ? [on] : [])) : []

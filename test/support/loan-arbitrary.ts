import fc from 'fast-check'
import type { LoanEvent, ToldLoan } from '../../shared/domain/loan/loan-event.ts'
import { LoanDates, LoanState, listStatePath } from '../../shared/domain/loan/loan-state.ts'

const firstDay = Date.UTC(2026, 0, 1)
/** The day `n` days after 1 January 2026. */
export const dayAt = (n: number): string => new Date(firstDay + n * 86_400_000).toISOString().slice(0, 10)
/** Noon in Jakarta, `n` days after 1 January 2026. */
export const noonAt = (n: number): Date => new Date(firstDay + n * 86_400_000 + 5 * 3_600_000)

const day = fc.nat(20).map(dayAt)
const amount = fc.constantFrom('5000000.00', '10000000.00')

/** Any dates, even contradictory ones. */
const dates = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...LoanState.options), day), { maxLength: 5, selector: ([state]) => state })
  .map((pairs) => LoanDates.parse(Object.fromEntries(pairs)))

/** Events of one loan that are hard to order: with equal times and sequences, future dates, and contradictions. */
export const anyTold = fc
  .array(
    fc.record({
      at: fc.nat(12),
      sequence: fc.nat(1),
      memberKey: fc.constantFrom('7K3M9QXF', '1.hash'),
      dates,
      approved: amount,
    }),
    { maxLength: 7 },
  )
  .map((events) =>
    events.map(
      ({ at, sequence, memberKey, dates: said, approved }, i): ToldLoan => ({
        eventId: `e${i}`,
        occurredAt: noonAt(at).toISOString(),
        sequence,
        memberKey,
        product: 'monas',
        dates: said,
        amounts: { applied: '10000000.00', approved, disbursed: approved },
      }),
    ),
  )

const steps: Record<LoanState, LoanState[]> = {
  submitted: ['in_review', 'cancelled'],
  in_review: ['approved', 'rejected', 'cancelled'],
  approved: ['signed', 'cancelled'],
  signed: ['disbursed', 'cancelled'],
  rejected: [],
  cancelled: [],
  disbursed: ['repaid', 'defaulted', 'written_off'],
  defaulted: ['repaid', 'written_off'],
  written_off: ['repaid'],
  repaid: [],
}

/** A loan's life without contradictions: one event per step, each with everything known by then. */
export const life = fc
  .record({
    start: fc.nat(8),
    picks: fc.array(fc.record({ pick: fc.nat(2), wait: fc.nat(2) }), { maxLength: 7 }),
    approved: amount,
  })
  .map(({ start, picks, approved }): ToldLoan[] => {
    let state: LoanState = 'submitted'
    let at = start
    let known: LoanDates = { submitted: dayAt(at) }
    const events = [{ known, at }]
    for (const { pick, wait } of picks) {
      const next: LoanState | undefined = steps[state][pick % Math.max(1, steps[state].length)]
      if (!next) break
      state = next
      at += wait
      known = { ...known, [state]: dayAt(at) }
      events.push({ known, at })
    }
    return events.map((event, i) => ({
      eventId: `e${i}`,
      occurredAt: noonAt(event.at).toISOString(),
      sequence: i,
      memberKey: '7K3M9QXF',
      product: 'monas',
      dates: event.known,
      amounts: { applied: '10000000.00', approved, disbursed: approved },
    }))
  })

/** The same things in any order, some of them several times. */
export const retold = <T>(things: T[]): fc.Arbitrary<T[]> =>
  fc
    .tuple(
      fc.shuffledSubarray(things, { minLength: things.length, maxLength: things.length }),
      fc.array(fc.nat(Math.max(0, things.length - 1)), { maxLength: 6 }),
      fc.nat(),
    )
    .map(([shuffled, again, cut]) => {
      const twice = again.flatMap((i) => things.slice(i, i + 1))
      const at = shuffled.length === 0 ? 0 : cut % (shuffled.length + 1)
      return [...shuffled.slice(0, at), ...twice, ...shuffled.slice(at)]
    })

/** The last state of a life. */
export const lastOf = (events: ToldLoan[]): LoanState | undefined =>
  listStatePath(events.at(-1)?.dates ?? {}).at(-1)?.state

/** The event of a loan in the form that its partner sends. */
export function eventOf({ number, told }: { number: string; told: ToldLoan }, whose: LoanEvent['member']): LoanEvent {
  const money = (value: string) => ({ value, currency: 'IDR' as const })
  const { applied, approved, disbursed } = told.amounts
  return {
    id: told.eventId,
    type: `loan.${listStatePath(told.dates).at(-1)?.state ?? 'submitted'}`,
    occurredAt: told.occurredAt,
    sequence: told.sequence,
    loan: { number, product: told.product },
    member: whose,
    dates: { ...told.dates, submitted: told.dates.submitted ?? dayAt(0) },
    amounts: {
      applied: money(applied),
      ...(approved && { approved: money(approved) }),
      ...(disbursed && { disbursed: money(disbursed) }),
    },
  }
}

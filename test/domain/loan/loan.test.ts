import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Decisions, foldEvents, Loan } from '../../../shared/domain/loan/loan.ts'
import type { ToldLoan } from '../../../shared/domain/loan/loan-event.ts'
import { canFollow, isGranted, isPossible, LoanState, listStatePath } from '../../../shared/domain/loan/loan-state.ts'
import { anyTold, dayAt, lastOf, life, noonAt, retold } from '../../support/loan-arbitrary.ts'

const id = { partner: 'bank-jakarta', number: 'PK/2026/1' }
const zone = 'Asia/Jakarta'
const at = (n: number) => ({ now: noonAt(n), zone })
const late = at(400)

const toldLoan = (eventId: string, day: number, dates: ToldLoan['dates'], more: Partial<ToldLoan> = {}): ToldLoan => ({
  eventId,
  occurredAt: noonAt(day).toISOString(),
  sequence: 0,
  memberKey: '7K3M9QXF',
  product: 'monas',
  dates,
  amounts: { applied: '10000000.00', approved: '9000000.00', disbursed: '9000000.00' },
  ...more,
})
const submitted = dayAt(0)
const applied = toldLoan('applied', 0, { submitted })
const approved = toldLoan('approved', 3, { submitted, approved: dayAt(3) })
const disbursed = toldLoan('disbursed', 5, { submitted, approved: dayAt(3), disbursed: dayAt(5) })
const cancelled = toldLoan('cancelled', 6, { submitted, approved: dayAt(3), cancelled: dayAt(6) })

const decisions: fc.Arbitrary<Decisions> = fc.dictionary(
  fc.constantFrom('e0', 'e1', 'e2', 'e3'),
  fc.constantFrom('released' as const, 'rejected' as const),
)

describe('the events of a loan give one loan', () => {
  test('in every order, and however often each is reported', () => {
    const cases = anyTold.chain((events) => fc.tuple(fc.constant(events), retold(events), decisions, fc.nat(30)))
    fc.assert(
      fc.property(cases, ([events, again, decisionsMade, day]) => {
        expect(foldEvents(id, again, decisionsMade, at(day))).toEqual(foldEvents(id, events, decisionsMade, at(day)))
      }),
      { numRuns: 600 },
    )
  })

  test('with the state of the last event if nothing contradicts, in any order of arrival', () => {
    fc.assert(
      fc.property(
        life.chain((events) => fc.tuple(fc.constant(events), retold(events))),
        ([events, again]) => {
          const { loan, review, waitsUntil } = foldEvents(id, again, {}, late)
          expect(loan).toMatchObject({ ...id, state: lastOf(events), eventId: events.at(-1)?.eventId })
          expect(review).toEqual([])
          expect(waitsUntil).toBeUndefined()
          expect(Loan.parse(JSON.parse(JSON.stringify(loan)))).toEqual(loan)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('that is the same at any later moment, once no event is dated ahead', () => {
    fc.assert(
      fc.property(anyTold, decisions, fc.nat(1000), (events, decisionsMade, days) => {
        expect(foldEvents(id, events, decisionsMade, at(30 + days))).toEqual(
          foldEvents(id, events, decisionsMade, at(30)),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('without the rejected events, and never in review once all is decided', () => {
    fc.assert(
      fc.property(anyTold, decisions, (events, decisionsMade) => {
        const keptEvents = events.filter(({ eventId }) => decisionsMade[eventId] !== 'rejected')
        expect(foldEvents(id, events, decisionsMade, late)).toEqual(foldEvents(id, keptEvents, decisionsMade, late))
        const all = Object.fromEntries(events.map(({ eventId }) => [eventId, 'released' as const]))
        const foldedLoan = foldEvents(id, events, all, late)
        expect(foldedLoan.review).toEqual([])
        const newest = events.toSorted(
          (a, b) =>
            a.occurredAt.localeCompare(b.occurredAt) ||
            a.sequence - b.sequence ||
            Number(a.eventId.slice(1)) - Number(b.eventId.slice(1)),
        )
        expect(foldedLoan.loan?.eventId).toBe(
          Object.keys(newest.at(-1)?.dates ?? {}).length > 0 ? newest.at(-1)?.eventId : undefined,
        )
      }),
      { numRuns: 300 },
    )
  })

  test('that is the same if it is computed day by day or once at the end', () => {
    fc.assert(
      fc.property(anyTold, decisions, (events, decisionsMade) => {
        let foldedLoan = foldEvents(id, events, decisionsMade, at(0))
        let moments = 0
        while (foldedLoan.waitsUntil !== undefined) {
          const now = new Date(foldedLoan.waitsUntil)
          const next = foldEvents(id, events, decisionsMade, { now, zone })
          expect(next.waitsUntil ?? '9999').not.toBe(foldedLoan.waitsUntil)
          foldedLoan = next
          moments += 1
          expect(moments).toBeLessThan(100)
        }
        expect(foldedLoan).toEqual(foldEvents(id, events, decisionsMade, late))
      }),
      { numRuns: 300 },
    )
  })
})

describe('a report of a partner', () => {
  test('that arrives late and is older changes nothing', () => {
    expect(foldEvents(id, [disbursed, applied], {}, late).loan?.state).toBe('disbursed')
    expect(foldEvents(id, [disbursed, approved, applied], {}, late)).toEqual(foldEvents(id, [disbursed], {}, late))
  })

  test('of the same instant is ordered by sequence, then by event id', () => {
    const a = toldLoan('a', 3, { submitted, approved: dayAt(2) }, { sequence: 2 })
    const b = toldLoan('b', 3, { submitted, approved: dayAt(3) }, { sequence: 1 })
    expect(foldEvents(id, [a, b], {}, late).loan?.eventId).toBe('a')
    expect(foldEvents(id, [{ ...a, sequence: 1 }, b], {}, late).loan?.eventId).toBe('b')
    const [e10, e9] = [toldLoan('e10', 3, { submitted }), toldLoan('e9', 3, { submitted })]
    expect(foldEvents(id, [e10, e9], {}, late).loan?.eventId).toBe('e9')
  })

  test('corrects dates and amounts without a jump', () => {
    const again = { ...approved, eventId: 'again', sequence: 1, dates: { submitted, approved: dayAt(2) } }
    expect(foldEvents(id, [approved, again], {}, late)).toMatchObject({
      loan: { dates: { approved: dayAt(2) } },
      review: [],
    })
  })

  test('may skip states that were never reported', () => {
    expect(foldEvents(id, [applied, disbursed], {}, late)).toMatchObject({ loan: { state: 'disbursed' }, review: [] })
  })
})

describe('a state that cannot follow', () => {
  test('goes to review, and the loan stays as it was', () => {
    const foldedLoan = foldEvents(id, [disbursed, cancelled], {}, late)
    expect(foldedLoan.loan?.state).toBe('disbursed')
    expect(foldedLoan.review).toEqual([{ eventId: 'cancelled', why: 'jump', from: 'disbursed', to: 'cancelled' }])
  })

  test('changes the loan when it is released, and never when it is rejected', () => {
    expect(foldEvents(id, [disbursed, cancelled], { cancelled: 'released' }, late)).toMatchObject({
      loan: { state: 'cancelled' },
      review: [],
    })
    expect(foldEvents(id, [disbursed, cancelled], { cancelled: 'rejected' }, late)).toEqual(
      foldEvents(id, [disbursed], {}, late),
    )
  })

  test('is an approval after a cancellation, until the cancellation is rejected', () => {
    const anew = toldLoan('anew', 8, { submitted, approved: dayAt(8) })
    expect(foldEvents(id, [approved, cancelled, anew], {}, late)).toMatchObject({
      loan: { state: 'cancelled' },
      review: [{ eventId: 'anew', why: 'jump', from: 'cancelled', to: 'approved' }],
    })
    expect(foldEvents(id, [approved, cancelled, anew], { cancelled: 'rejected' }, late)).toMatchObject({
      loan: { eventId: 'anew', state: 'approved' },
      review: [],
    })
  })

  test('needs no decision once a newer event has followed', () => {
    const repayment = toldLoan('paid', 9, { submitted, approved: dayAt(3), disbursed: dayAt(5), repaid: dayAt(9) })
    expect(foldEvents(id, [disbursed, cancelled, repayment], {}, late)).toMatchObject({
      loan: { state: 'repaid' },
      review: [],
    })
  })

  test('is an event whose own dates contradict each other', () => {
    const odd = toldLoan('odd', 9, { submitted, approved: dayAt(7), disbursed: dayAt(5) })
    expect(foldEvents(id, [odd], {}, late)).toEqual({
      review: [{ eventId: 'odd', why: 'dates', to: 'approved' }],
      memberKeys: ['7K3M9QXF'],
    })
  })

  test('is an event that takes a state back', () => {
    const back = toldLoan('back', 9, { submitted })
    expect(foldEvents(id, [approved, back], {}, late).review).toEqual([
      { eventId: 'back', why: 'jump', from: 'approved', to: 'submitted' },
    ])
  })
})

test('the member of a loan follows only from events that apply, are in review or are dated ahead', () => {
  const withMemberKey = (memberKey: string, event: ToldLoan): ToldLoan => ({ ...event, memberKey })
  const back = withMemberKey('in review', toldLoan('back', 9, { submitted }))
  const repayment = withMemberKey(
    'ahead',
    toldLoan('paid', 12, { submitted, approved: dayAt(3), disbursed: dayAt(5), repaid: dayAt(12) }),
  )
  const events = [withMemberKey('replaced', applied), withMemberKey('held', approved), back, repayment]
  const keysOn = (day: number, decisionsMade: Decisions = {}) =>
    foldEvents(id, events, decisionsMade, at(day)).memberKeys
  expect(keysOn(10)).toEqual(['held', 'in review', 'ahead'])
  expect(keysOn(10, { back: 'rejected' })).toEqual(['held', 'ahead'])
  expect(keysOn(10, { back: 'released' })).toEqual(['in review', 'ahead'])
  expect(keysOn(12)).toEqual(['ahead'])
})

describe('an event dated ahead of our clock waits', () => {
  const plannedEvent = toldLoan('planned', 3, { submitted, approved: dayAt(3), disbursed: dayAt(10) })

  test('until the first instant of its day in Jakarta', () => {
    expect(foldEvents(id, [plannedEvent], {}, at(3))).toMatchObject({
      loan: { state: 'approved', dates: { submitted, approved: dayAt(3) } },
      waitsUntil: '2026-01-10T17:00:00.000Z',
    })
    expect(foldEvents(id, [plannedEvent], {}, at(3)).loan?.dates.disbursed).toBeUndefined()
    const instant = new Date('2026-01-10T17:00:00.000Z')
    expect(foldEvents(id, [plannedEvent], {}, { now: new Date(instant.getTime() - 1), zone }).loan?.state).toBe(
      'approved',
    )
    const { loan, waitsUntil } = foldEvents(id, [plannedEvent], {}, { now: instant, zone })
    expect(loan?.state).toBe('disbursed')
    expect(waitsUntil).toBeUndefined()
  })

  test('until its time, less the minutes that a clock may be ahead', () => {
    const hasty = { ...disbursed, occurredAt: '2026-01-04T05:05:00.000Z' }
    expect(foldEvents(id, [approved, hasty], {}, at(3)).loan?.eventId).toBe('disbursed')
    const ahead = { ...disbursed, occurredAt: '2026-01-04T05:05:00.001Z' }
    expect(foldEvents(id, [approved, ahead], {}, at(3))).toMatchObject({
      loan: { eventId: 'approved' },
      waitsUntil: '2026-01-04T05:00:00.001Z',
    })
    expect(foldEvents(id, [toldLoan('far', 3000, { submitted })], {}, at(3)).loan).toBeUndefined()
  })

  test('and is judged in the same way before and after its time', () => {
    const off = toldLoan('off', 6, { submitted, approved: dayAt(3), cancelled: dayAt(6) })
    for (const day of [6, 9, 10, 11, 400])
      expect(foldEvents(id, [plannedEvent, off], {}, at(day))).toMatchObject({
        loan: { state: 'cancelled' },
        review: [],
      })
  })
})

describe('states', () => {
  const steps = LoanState.options.flatMap((from) =>
    LoanState.options.flatMap((to) => (from !== to && canFollow(from, to) ? [`${from} → ${to}`] : [])),
  )
  test('follow each other in the order of a loan', () => {
    expect(steps).toEqual(
      expect.arrayContaining([
        'submitted → repaid',
        'in_review → rejected',
        'signed → cancelled',
        'defaulted → repaid',
      ]),
    )
    const impossible = [
      'rejected → approved',
      'cancelled → approved',
      'approved → rejected',
      'disbursed → cancelled',
      'repaid → defaulted',
      'approved → in_review',
      'written_off → defaulted',
    ]
    for (const step of impossible) expect(steps).not.toContain(step)
  })
  test('of one day are put into an order in which they can follow', () => {
    for (const step of steps) {
      const [from = '', to = ''] = step.split(' → ')
      const dates = { [to]: dayAt(1), [from]: dayAt(1) }
      expect(isPossible(dates), step).toBe(true)
      expect(listStatePath(dates).at(-1)?.state).toBe(to)
    }
  })
  test('count as granted from the approval on, unless cancelled', () => {
    expect(LoanState.options.filter(isGranted)).toEqual([
      'approved',
      'signed',
      'disbursed',
      'defaulted',
      'written_off',
      'repaid',
    ])
  })
})

import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { type Decisions, foldEvents, type Loan, type LoanId, LoanReview } from './loan.ts'
import type { ToldLoan } from './loan-event.ts'

const Change = z.object({
  field: z.string().describe('`state`, `product`, `daysLate`, `member`, `dates.approved` and the like'),
  before: z.string().optional(),
  after: z.string().optional(),
})
type Change = z.infer<typeof Change>

/** An event of a loan, and what it changed given all older ones. */
export const LoanStep = z
  .object({
    eventId: z.string(),
    occurredAt: Instant,
    sequence: z.int(),
    effect: z
      .enum(['changed', 'unchanged', 'in_review', 'ahead', 'rejected'])
      .describe('ahead: it is dated ahead of our clock. rejected: a person decided that it changes nothing'),
    review: LoanReview.optional(),
    changes: z.array(Change).describe('A changed member is listed, but not identified'),
  })
  .meta({ id: 'LoanStep' })
export type LoanStep = z.infer<typeof LoanStep>

/** The events of a loan in the order in which they are folded, oldest first, and what each changed. */
export function listLoanSteps(
  id: LoanId,
  events: readonly ToldLoan[],
  decisions: Decisions,
  at: { now: Date; zone: string },
): LoanStep[] {
  const eventsSoFar: ToldLoan[] = []
  let before: Loan | undefined
  return events.toSorted(byAge).map((event) => {
    eventsSoFar.push(event)
    const { loan, review, aheadUntil } = foldEvents(id, eventsSoFar, decisions, at)
    const objection = review.find(({ eventId }) => eventId === event.eventId)
    const changes = listChanges(before, loan)
    before = loan
    const { eventId, occurredAt, sequence } = event
    const effect = objection
      ? 'in_review'
      : decisions[eventId] === 'rejected'
        ? 'rejected'
        : aheadUntil !== undefined
          ? 'ahead'
          : changes.length > 0
            ? 'changed'
            : 'unchanged'
    return { eventId, occurredAt, sequence, effect, ...(objection && { review: objection }), changes }
  })
}

const byAge = (a: ToldLoan, b: ToldLoan): number =>
  compare(a.occurredAt, b.occurredAt) || a.sequence - b.sequence || compare(a.eventId, b.eventId)

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

function listChanges(before: Loan | undefined, after: Loan | undefined): Change[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter((field) => old.get(field) !== now.get(field))
  return changed.map((field) => {
    const [was, is] = [old.get(field), now.get(field)]
    if (field === 'member') return { field }
    return { field, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }
  })
}

function fieldsOf(loan: Loan | undefined): Map<string, string> {
  if (!loan) return new Map()
  const { state, product, daysLate, memberKey, dates, amounts } = loan
  const nestedFields = Object.entries({ dates, amounts }).flatMap(([group, values]) =>
    Object.entries(values).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[`${group}.${name}`, value]],
    ),
  )
  return new Map([
    ['state', state],
    ['product', product],
    ['member', memberKey],
    ...(daysLate === undefined ? [] : [['daysLate', String(daysLate)] satisfies [string, string]]),
    ...nestedFields,
  ])
}

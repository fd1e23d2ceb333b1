import { type LoanEvent, LoanEvent as LoanEventSchema } from '../../shared/domain/loan/loan-event.ts'
import type { LoanDates } from '../../shared/domain/loan/loan-state.ts'
import { listStatePath } from '../../shared/domain/loan/loan-state.ts'

let events = 0

/** An event as a partner sends it. The state follows from the dates. By default every amount is the same. */
export function loanEvent({
  member,
  number = 'L-1',
  dates,
  amount = '10000000.00',
  approved = amount,
  at,
  id = `evt-${++events}`,
  sequence = 0,
}: {
  member: { number: string } | { nik: string }
  number?: string
  dates: LoanDates
  amount?: string
  approved?: string
  at?: string
  id?: string
  sequence?: number
}): LoanEvent {
  const last = listStatePath(dates).at(-1)
  return LoanEventSchema.parse({
    id,
    type: `loan.${last?.state}`,
    occurredAt: at ?? `${last?.on}T09:00:00+07:00`,
    sequence,
    loan: { number, product: 'Monas Pemula' },
    member,
    dates,
    amounts: {
      applied: { value: amount, currency: 'IDR' },
      ...(dates.approved && { approved: { value: approved, currency: 'IDR' } }),
      ...(dates.disbursed && { disbursed: { value: approved, currency: 'IDR' } }),
    },
  })
}

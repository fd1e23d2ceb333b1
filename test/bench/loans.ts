import { LoanFactKind } from '../../shared/domain/ledger/loan-fact-kind.ts'
import { foldEvents } from '../../shared/domain/loan/loan.ts'
import { type LoanEvent, makeToldLoan } from '../../shared/domain/loan/loan-event.ts'
import { listLoanFacts } from '../../shared/domain/loan/loan-facts.ts'
import { splitIntoChunks } from '../../shared/domain/values/chunks.ts'
import { toSen, writeRupiah } from '../../shared/domain/values/money.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { applyLoanEvent } from '../../shared/usecases/loans/apply-loan-event.ts'
import { mapAtOnce } from '../../shared/usecases/map-at-once.ts'
import { registerLender } from '../support/lender.ts'
import { loanEvent } from '../support/loans.ts'
import { makeSeededBed, now, openMonth } from './bed.ts'
import { print } from './report.ts'

const partner = 'bank-jakarta'
const usually = 50_000
const atOnce = 8
const submitted = `${openMonth}-03`
const in_review = `${openMonth}-05`
const approved = `${openMonth}-10`
/** The states of a loan in order of time. Every third loan is withdrawn in the end. */
const steps = [
  { submitted },
  { submitted, in_review },
  { submitted, in_review, approved },
  { submitted, in_review, approved, cancelled: `${openMonth}-20` },
]

/**
 * Sends mixed events at full speed, a fifth of them twice and a tenth out of order. Then compares what was counted with
 * a clean fold of the same events. Throws if they differ.
 */
export async function loans(count = usually): Promise<void> {
  const { deps, members } = await makeSeededBed()
  await registerLender(deps, partner)
  const events: LoanEvent[] = []
  for (let n = 0; events.length < count; n++) {
    const number = `L-${n}`
    const member = { number: members[n % members.length]?.id ?? '' }
    const told = steps.slice(0, n % 3 === 0 ? 4 : 3)
    events.push(...told.map((dates, step) => loanEvent({ number, member, dates, id: `${number}-${step}` })))
  }
  const told = disorder(events)
  const began = performance.now()
  await mapAtOnce(splitIntoChunks(told, Math.ceil(told.length / atOnce)), atOnce, async (line) => {
    for (const event of line)
      await applyLoanEvent(deps, { partner: { code: partner, isSandbox: false }, receiptId: 'rct_bench', event })
  })
  const seconds = (performance.now() - began) / 1_000
  const seen = await computeFigures(deps, { month: openMonth, area: deps.frame.areas.root, reading: 'as_posted' })
  const counted = seen.loans?.facts.map(({ fact, cumulative }) => ({ fact, ...cumulative }))
  const expectedLoans = cleanFold(events, deps.frame.programme.zone)
  const isEqual = JSON.stringify(counted) === JSON.stringify(expectedLoans)
  print({
    title: 'Mixed events of loans at full speed',
    says: 'A fifth are told twice, a tenth out of order. equal: what is counted is what a clean fold comes to.',
    columns: ['events', 'told', 'seconds', 'a second', 'equal'],
    rows: [
      [events.length, told.length, Math.round(seconds), Math.round(told.length / seconds), isEqual ? 'yes' : 'no'],
    ],
  })
  if (!isEqual)
    throw new Error(`Counted ${JSON.stringify(counted)}, and a clean fold is ${JSON.stringify(expectedLoans)}`)
}

/** Repeats every fifth event later, and swaps every tenth pair. */
function disorder(events: LoanEvent[]): LoanEvent[] {
  const again = events.filter((_, i) => i % 5 === 0)
  const swapped = [...events]
  for (let i = 0; i + 1 < swapped.length; i += 10) {
    const [a, b] = swapped.slice(i, i + 2)
    if (a && b) swapped.splice(i, 2, b, a)
  }
  return [...swapped, ...again]
}

function cleanFold(events: LoanEvent[], zone: string) {
  const byLoan = Map.groupBy(events, ({ loan }) => loan.number)
  const facts = [...byLoan].flatMap(([number, each]) => {
    const told = each.map((event) => makeToldLoan(event, number))
    return listLoanFacts(foldEvents({ partner, number }, told, {}, { now: now(), zone }).loan)
  })
  return LoanFactKind.options.map((fact) => {
    const those = facts.filter((each) => each.fact === fact)
    return {
      fact,
      number: those.length,
      amount: writeRupiah(those.reduce((sum, each) => sum + toSen(each.amount), 0n)),
    }
  })
}

import type { Deps } from '../../../shared/deps.ts'
import { addDays, type Day, dayOf, laterOf, monthOfDay } from '../../../shared/domain/calendar.ts'
import { LoanEvent } from '../../../shared/domain/loan/loan-event.ts'
import { type LoanDates, listStatePath } from '../../../shared/domain/loan/loan-state.ts'
import { NewPartner } from '../../../shared/domain/partner/partner.ts'
import { applyLoanEvent } from '../../../shared/usecases/loans/apply-loan-event.ts'
import { mapAtOnce } from '../../../shared/usecases/map-at-once.ts'
import { registerPartner } from '../../../shared/usecases/partners/partners.ts'
import type { DemoMember } from './acts.ts'
import { adultBirthYears, drawPerson } from './people.ts'
import { type SeededRandom, seededRandom } from './seeded-random.ts'

const financedStage = 'P7'
const reportsAtOnce = 4

/** Two invented lenders, and how many millions of rupiah they lend. */
const lenders = [
  {
    ...{ code: 'bank-contoh', name: 'Bank Contoh', type: 'bank', product: 'Kredit mikro', lends: [5, 25] },
    referral: { by: 'file', layout: 'calon_debitur', answerDays: 14 },
  },
  { code: 'fintek-contoh', name: 'Fintek Contoh', type: 'p2p_lender', product: 'Modal kerja', lends: [2, 10] },
] as const

type ReportedEvent = { lender: (typeof lenders)[number]; event: LoanEvent }

export async function registerDemoLenders(deps: Deps): Promise<void> {
  const admin = { subject: 'admin', grants: await deps.grants.ofSubject('admin') }
  for (const lender of lenders) {
    const { code, name, type } = lender
    const referral = 'referral' in lender ? lender.referral : undefined
    const input = NewPartner.parse({ code, name, type, signing: { scheme: 'standard_webhooks' }, referral })
    await registerPartner(deps, admin, { key: `demo-partner-${code}`, fingerprint: JSON.stringify(input) }, input)
  }
}

/**
 * Reports loans to the members in `due`: an approved loan for every P7 that an officer recorded, and a refused one for
 * some of the other members. None of these P7 is reversed later. No date is before `firstDay`, the first day of the
 * books. Returns the numbers of the members with a loan.
 */
export async function reportDemoLoans(deps: Deps, firstDay: Day, due: DemoMember[]): Promise<string[]> {
  const today = dayOf(deps.now(), deps.frame.programme.zone)
  const random = seededRandom(Number(today.replaceAll('-', '')))
  const daysBefore = (day: Day, least: number, most: number) =>
    laterOf(firstDay, addDays(day, -random.int(least, most)))
  const approvedMembers = due.flatMap(({ number, acts }) =>
    acts.flatMap((act) =>
      act.kind === 'attain' && act.stage === financedStage ? [{ number, on: act.happenedOn }] : [],
    ),
  )
  const others = due.filter(({ number }) => !approvedMembers.some((each) => each.number === number))
  const approvals = approvedMembers.map(({ number, on }) => {
    const submitted = daysBefore(on, 3, 60)
    const disbursed = addDays(on, random.int(1, 9))
    return makeLoanEvent(random, { number }, { submitted, approved: on, ...(disbursed <= today && { disbursed }) })
  })
  const refusedMembers = random.pickSome(others, Math.round(approvedMembers.length * 0.4))
  const refusals = refusedMembers.map(({ number }) => {
    const rejected = daysBefore(today, 0, 20)
    return makeLoanEvent(random, { number }, { submitted: daysBefore(rejected, 3, 40), rejected })
  })
  await reportAll(deps, [...approvals, ...refusals])
  return [...approvedMembers, ...refusedMembers].map(({ number }) => number)
}

/** Reports a loan of an unknown person. It waits until that person registers. */
export async function reportLoanOfStranger(deps: Deps): Promise<void> {
  const today = dayOf(deps.now(), deps.frame.programme.zone)
  const random = seededRandom(1)
  const { nik } = drawPerson(random, {
    gender: 'female',
    area: '31.71.01.1001',
    serial: 9999,
    birthYears: adultBirthYears(monthOfDay(today)),
  })
  await reportAll(deps, [
    makeLoanEvent(random, { nik }, { submitted: addDays(today, -20), approved: addDays(today, -2) }),
  ])
}

/** Reports an application of a member whom we referred to the bank. */
export async function reportApplication(deps: Deps, number: string, on: Day): Promise<void> {
  const [lender] = lenders
  await reportAll(deps, [{ ...makeLoanEvent(seededRandom(2), { number }, { submitted: on }), lender }])
}

function makeLoanEvent(random: SeededRandom, member: LoanEvent['member'], dates: LoanDates): ReportedEvent {
  const lender = random.happens(0.7) ? lenders[0] : lenders[1]
  const [least, most] = lender.lends
  const appliedMillions = random.int(least, most)
  const grantedAmount = { value: `${Math.max(least, appliedMillions - random.int(0, 3))}000000.00`, currency: 'IDR' }
  const number = `DEMO-${random.int(100_000, 999_999)}-${random.int(100, 999)}`
  const last = listStatePath(dates).at(-1)
  const event = LoanEvent.parse({
    id: number,
    type: `loan.${last?.state}`,
    occurredAt: `${last?.on}T16:00:00+07:00`,
    loan: { number, product: lender.product },
    member,
    dates,
    amounts: {
      applied: { value: `${appliedMillions}000000.00`, currency: 'IDR' },
      ...(dates.approved && { approved: grantedAmount }),
      ...(dates.disbursed && { disbursed: grantedAmount }),
    },
  })
  return { lender, event }
}

async function reportAll(deps: Deps, events: ReportedEvent[]): Promise<void> {
  await mapAtOnce(events, reportsAtOnce, ({ lender: { code }, event }) =>
    applyLoanEvent(deps, { partner: { code, isSandbox: false }, receiptId: `demo-${event.id}`, event }),
  )
}

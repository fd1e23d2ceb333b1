import { obligationHandlers } from '../../functions/sweep/handlers.ts'
import type { CaseKind } from '../../shared/domain/acts/rights-case.ts'
import { loanKey } from '../../shared/domain/loan/loan-record.ts'
import type { LoanDates } from '../../shared/domain/loan/loan-state.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { recountMonth } from '../../shared/usecases/ledger/recount.ts'
import { applyLoanEvent } from '../../shared/usecases/loans/apply-loan-event.ts'
import { decideLoan } from '../../shared/usecases/loans/decide-loan.ts'
import { listOwnParkedLoans } from '../../shared/usecases/loans/list-loans.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { registerOneself } from '../../shared/usecases/members/self-service.ts'
import { decideCaseFor, openCaseFor } from '../../shared/usecases/rights/rights-cases.ts'
import { sweep } from '../../shared/usecases/sweep.ts'
import { fewAreas } from './few-areas.ts'
import { loanEvent } from './loans.ts'
import { callerAs, request, type TestDeps, testDeps } from './test-deps.ts'
import { inside, newNik } from './world.ts'

export const admin = callerAs('admin')
export const bank = { code: 'bank-jakarta', isSandbox: false }
export const noon = '2021-12-10T05:00:00.000Z'
/** The dates of a loan that was approved in October. */
export const approved: LoanDates = { submitted: '2021-10-03', in_review: '2021-10-04', approved: '2021-10-20' }
/** The same, with a review before the submission. */
export const impossible: LoanDates = { ...approved, in_review: '2021-10-02' }

/** A ledger at noon on 10 December 2021, whose October is closed. */
export async function loanLedger(): Promise<TestDeps> {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10', now: noon })
  await closeMonths(deps, 'schedule', '2021-10')
  return deps
}

/** The acts around loans and their members. `now` returns the dependencies of the running test. */
export function loanMatchingActs(now: () => TestDeps) {
  let numbers = 0
  const loanOf = (number: string) => loanKey({ partner: bank.code, number })

  return {
    /** Applies an event of the bank, by default of a new loan that was approved. */
    async sendEvent(
      member: { number: string } | { nik: string },
      dates = approved,
      number = `L-${++numbers}`,
      at?: string,
    ) {
      const event = loanEvent({ number, member, dates, ...(at && { at }) })
      const outcome = await applyLoanEvent(now(), { partner: bank, receiptId: 'rct_1', event })
      return { number, outcome, eventId: event.id }
    },

    /** Registers a person as an officer. Returns the member number. */
    async registerPerson(nik = newNik()): Promise<string> {
      const { answer } = await registerMember(now(), admin, request(), {
        person: { name: 'Sri Wahyuni', nik },
        gender: 'male',
        category: 'pemula',
        registeredOn: '2021-12-01',
        ...inside,
      })
      return answer.memberId
    },

    /** Registers the person of an account. Returns the member number. */
    async registerSelf(subject: string, nik: string): Promise<string> {
      const { answer } = await registerOneself(now(), { subject }, request(), {
        person: { name: 'Budi', nik, birthDate: '1990-03-15' },
        gender: 'male',
        category: 'pemula',
        area: inside.area,
      })
      return answer.memberId
    },

    sweepAll: () => sweep(now(), obligationHandlers(now()), 20_000),

    /** The member's stage that a loan attains. */
    readP7: async (id: string) => (await now().members.get(id))?.standings.P7,

    /** The number of differing counters in each month. */
    async findDifferences(): Promise<number[]> {
      const months = await Promise.all(['2021-10', '2021-11', '2021-12'].map((month) => recountMonth(now(), month)))
      return months.map((recount) => recount.differing)
    },

    /** The NIKs that a loan keeps. */
    readNiks: async (number: string) => (await now().loans.getMany([loanOf(number)])).map(({ niks }) => niks),

    /** Decides about an event in review. */
    decideEvent: (number: string, eventId: string, outcome: 'released' | 'rejected') =>
      decideLoan(now(), admin, request(), loanOf(number), { eventId, outcome, reason: 'Ditanyakan kepada bank' }),

    /** Opens a case of a member and carries it out. */
    async carryOutCase(id: string, kind: CaseKind): Promise<void> {
      const { answer } = await openCaseFor(now(), admin, request(), id, { kind })
      await decideCaseFor(now(), admin, request(), { memberId: id, caseId: answer.id }, { outcome: 'done' })
    },

    /** The loan in the bank's list of parked loans. */
    findParked: async (number: string) =>
      (await listOwnParkedLoans(now(), bank.code, { limit: 50 })).items.find((each) => each.number === number),
  }
}

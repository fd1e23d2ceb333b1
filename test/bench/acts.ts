import type { Deps } from '../../shared/deps.ts'
import type { Month } from '../../shared/domain/calendar.ts'
import { applyLoanEvent } from '../../shared/usecases/loans/apply-loan-event.ts'
import { mergeMembers } from '../../shared/usecases/members/merges.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { reclassifyMember, recordStage, reverseStage } from '../../shared/usecases/members/stages.ts'
import type { IdempotentRequest } from '../../shared/usecases/once.ts'
import { loanEvent } from '../support/loans.ts'
import { admin, openMonth } from './bed.ts'
import { applicant } from './people.ts'
import type { Seeded } from './seed.ts'

/** An act of a caller, as the bench times it. */
export type Act = { name: string; does: (deps: Deps) => Promise<unknown> }

let requests = 0
/** A request of its own. Key and fingerprint are as long as the API's, with a UUID as key. */
export function request(): IdempotentRequest {
  const key = `bench-${String(++requests).padStart(30, '0')}`
  return { key, fingerprint: key.padEnd(43, '0') }
}

/** Each act that posts entries, once, on members of its own. */
export function actsOn(members: Seeded[]): Act[] {
  const holder = holders(members)
  const reason = 'data_entry_mistake'
  const evidence = { kind: 'sertifikat', number: 'SERT-2021-000123', issuer: 'Dinas PPKUKM', issuedOn: '2021-11-20' }
  const beginner = holder(openMonth, 'P1')
  const latecomer = holder(openMonth, 'P1')
  const advanced = holder(openMonth, 'P1,P2,P3,P5')
  const trained = holder(openMonth, 'P1,P2')
  const mistaken = holder(openMonth, 'P1,P2')
  const duplicate = holder(openMonth, 'P1,P2,P3,P5')
  const keptMembers = holder(openMonth, 'P1,P2')
  const borrower = holder(openMonth, 'P1')
  return [
    {
      name: 'register, with NIK',
      does: (deps) => registerMember(deps, admin, request(), applicant(150_000, '31.71.01.1001')),
    },
    {
      name: 'record a stage',
      does: (deps) =>
        recordStage(deps, admin, request(), beginner, { stage: 'P2', happenedOn: '2021-11-20', evidence }),
    },
    {
      name: 'record a fifth stage',
      does: (deps) => recordStage(deps, admin, request(), advanced, { stage: 'P6', happenedOn: '2021-11-20' }),
    },
    {
      name: 'record a late stage',
      does: (deps) =>
        recordStage(deps, admin, request(), latecomer, { stage: 'P2', happenedOn: '2021-09-20', evidence }),
    },
    {
      name: 'reverse a stage',
      does: (deps) => reverseStage(deps, admin, request(), trained, { stage: 'P2', reason, cascade: false }),
    },
    {
      name: 'reclassify two stages',
      does: (deps) => reclassifyMember(deps, admin, request(), mistaken, { gender: 'unknown', reason }),
    },
    {
      name: 'approve a loan',
      does: (deps) =>
        applyLoanEvent(deps, {
          partner: { code: 'bank-jakarta', isSandbox: false },
          receiptId: 'rct_00000000000000000000000000',
          event: loanEvent({
            number: 'MONAS-2021-000123',
            member: { number: borrower },
            dates: { submitted: '2021-11-12', in_review: '2021-11-15', approved: '2021-11-22' },
          }),
        }),
    },
    {
      name: 'merge four stages into two',
      does: (deps) => mergeMembers(deps, admin, request(), { from: duplicate, into: keptMembers, reason }),
    },
  ]
}

/** Hands out members who registered in a month and hold exactly these stages, each member once. */
function holders(members: Seeded[]): (month: Month, stages: string) => string {
  const usedNumbers = new Set<string>()
  return (month, stages) => {
    const found = members.find(
      (member) => !usedNumbers.has(member.id) && member.month === month && member.stages.join() === stages,
    )
    if (!found) throw new Error(`Nobody of ${month} holds just ${stages}`)
    usedNumbers.add(found.id)
    return found.id
  }
}

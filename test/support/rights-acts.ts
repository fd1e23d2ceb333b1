import type { CaseKind } from '../../shared/domain/acts/rights-case.ts'
import { decideDispute } from '../../shared/usecases/members/disputes.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { registerOneself } from '../../shared/usecases/members/self-service.ts'
import { recordStage } from '../../shared/usecases/members/stages.ts'
import { decideCaseFor, openCaseFor } from '../../shared/usecases/rights/rights-cases.ts'
import { callerAs, request, type TestDeps } from './test-deps.ts'
import { newNik } from './world.ts'

export const admin = callerAs('admin')
export const officer = callerAs('officer', { area: '31.71', subject: 'rina' })
export const elsewhere = callerAs('officer', { area: '31.72', subject: 'tono' })

/** The acts around people's requests about their data. `now` returns the dependencies of the running test. */
export const rightsActs = (now: () => TestDeps) => ({
  async register(area = '31.71.01.1001', name = 'Sri Wahyuni', nik = newNik()): Promise<string> {
    const { answer } = await registerMember(now(), admin, request(), {
      person: { name, nik },
      gender: 'male',
      category: 'pemula',
      area,
      agency: 'PPKUKM',
    })
    return answer.memberId
  },

  open: async (memberId: string, kind: CaseKind, words = 'Tolong') =>
    (await openCaseFor(now(), officer, request(), memberId, { kind, request: words })).answer,

  decideDone: (memberId: string, caseId: string) =>
    decideCaseFor(now(), admin, request(), { memberId, caseId }, { outcome: 'done' }),

  stage: (memberId: string) =>
    recordStage(now(), admin, request(), memberId, { stage: 'P2', happenedOn: '2021-11-20' }),

  /** Registers a person online with the NIK of a record. Until a decision, the person has a separate record. */
  async registerSelf(nik: string): Promise<string> {
    const { answer } = await registerOneself(now(), { subject: 'sri' }, request(), {
      person: { name: 'Sri Wahyuni', nik, birthDate: '1990-03-15' },
      gender: 'male',
      category: 'pemula',
      area: '31.71.01.1001',
    })
    return answer.memberId
  },

  /** Decides that the record is about the person who registered online. */
  async mergeClaimant(claimant: string): Promise<void> {
    const dispute = (await now().members.get(claimant))?.dispute ?? ''
    const decision = { outcome: 'same_person', seen: 'ktp', reason: 'duplicate_registration' } as const
    await decideDispute(now(), admin, request(), dispute, decision)
  },
})

import { obligationHandlers } from '../../functions/sweep/handlers.ts'
import type { ConsentTo } from '../../shared/domain/consent/consent.ts'
import type { LoanDates } from '../../shared/domain/loan/loan-state.ts'
import type { Push, PushResult } from '../../shared/domain/push/push.ts'
import type { ReferralWay } from '../../shared/domain/referral/referral-way.ts'
import { recordConsent } from '../../shared/usecases/consent/consents.ts'
import { applyLoanEvent } from '../../shared/usecases/loans/apply-loan-event.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { recordStage } from '../../shared/usecases/members/stages.ts'
import { issueCredential } from '../../shared/usecases/partners/credentials.ts'
import { changePartner, registerPartner } from '../../shared/usecases/partners/partners.ts'
import { listReadyMembers } from '../../shared/usecases/referral/list-ready.ts'
import { referMembers } from '../../shared/usecases/referral/refer.ts'
import { sweep } from '../../shared/usecases/sweep.ts'
import { fewAreas } from './few-areas.ts'
import { loanEvent } from './loans.ts'
import { callerAs, request, type TestDeps, testDeps } from './test-deps.ts'
import { newNik } from './world.ts'

const admin = callerAs('admin')
export const byPush: ReferralWay = { by: 'push', url: 'http://127.0.0.1:9/rujukan', answerDays: 14 }
export const byFile: ReferralWay = { by: 'file', layout: 'calon_debitur', answerDays: 14 }

/** Referrals on a table of their own, with a lender that takes pushes and one that takes files. */
export async function referralWorld() {
  const deps = await testDeps({ programme: fewAreas, firstMonth: '2021-10' })
  const pushed: Push[] = []
  let answer: () => Promise<PushResult> = async () => ({ isTaken: true, status: 200 })
  const sending: TestDeps = {
    ...deps,
    push: {
      send: async (message) => {
        pushed.push(message)
        return answer()
      },
    },
  }
  const signing = { scheme: 'standard_webhooks', skewSeconds: 300 } as const
  for (const [code, type, way] of [
    ['bank-push', 'bank', byPush],
    ['bank-file', 'bank', byFile],
    ['bank-syariah', 'sharia_bank', byPush],
  ] as const) {
    const partner = { code, name: code, type, isSandbox: false, signing, allowedFrom: [], referral: way }
    await registerPartner(deps, admin, request(), partner)
    await issueCredential(deps, admin, request(), code, { kind: 'push_secret', overlapSeconds: 60 })
  }

  async function member({ area = '31.71.01.1001', stages = ['P6'] } = {}): Promise<string> {
    const person = { name: 'Sri | Wahyuni', nik: newNik('female'), birthDate: '1990-03-15', phone: '+6281300000001' }
    const input = { person, gender: 'female', category: 'pemula', area, agency: 'PPAPP', registeredOn: '2021-11-01' }
    const { answer: made } = await registerMember(deps, admin, request(), { ...input, gender: 'female' })
    for (const stage of stages) {
      const kind =
        fewAreas.stages.find(({ code }) => code === stage)?.evidence.find(({ attains }) => attains)?.code ?? ''
      const report = { stage, happenedOn: '2021-11-20', evidence: { kind } }
      await recordStage(deps, admin, request(), made.memberId, report)
    }
    return made.memberId
  }

  async function consent(memberId: string, to: ConsentTo = { kind: 'bank' }) {
    const given = { to, until: '2022-03-31', notice: '1', means: 'signed_form' } as const
    return (await recordConsent(deps, admin, request(), memberId, given)).answer
  }

  async function refer(memberId: string, partner = 'bank-push') {
    const { answer: made } = await referMembers(deps, admin, request(), { partner, memberIds: [memberId] })
    return made.members[0]
  }

  return {
    deps: sending,
    admin,
    pushed,
    member,
    consent,
    refer,
    /** A member with a consent whose referral is prepared. */
    async prepared() {
      const id = await member()
      const given = await consent(id)
      return { id, consentId: given?.id ?? '', referralId: (await refer(id))?.referral ?? '' }
    },
    /** The next push reaches the lender, but the connection breaks before the answer. Later pushes succeed. */
    cutNextPush() {
      answer = async () => {
        answer = async () => ({ isTaken: true, status: 200 })
        throw new Error('Cut off after the lender has it')
      }
    },
    /** Changes how a lender takes referrals. */
    async takeBy(code: string, referral: ReferralWay) {
      const signer = await deps.partners.get(code)
      await changePartner(deps, admin, code, signer?.partner.version ?? 0, { referral })
    },
    /** What lenders answer to pushes from now on. */
    lendersAnswer(next: () => Promise<PushResult>) {
      answer = next
    },
    /** Sweeps twice, because a sweep may end before it sees the work that it made due itself. */
    async sweep(by: TestDeps = sending) {
      for (let i = 0; i < 2; i++) await sweep(by, obligationHandlers(by), 1500)
    },
    async ready() {
      const { items } = await listReadyMembers(deps, admin, {}, { limit: 50 })
      return items.map(({ memberId }) => memberId)
    },
    tellLoan: (memberId: string, dates: LoanDates, partner = 'bank-push', number = `L-${memberId}`) =>
      applyLoanEvent(deps, {
        partner: { code: partner, isSandbox: false },
        receiptId: 'rct_1',
        event: loanEvent({ member: { number: memberId }, number, dates }),
      }),
    async referral(memberId: string) {
      const all = await deps.referrals.ofMember(memberId)
      return all.at(-1)?.referral
    },
  }
}

import { randomBytes } from 'node:crypto'
import { runImport } from '../../infra/local/job-machine.ts'
import { makePairId } from '../../shared/domain/duplicates/pair.ts'
import { Export } from '../../shared/domain/export/export.ts'
import { Import } from '../../shared/domain/import/import.ts'
import { parkObligation } from '../../shared/domain/jobs/obligation.ts'
import { loanKey } from '../../shared/domain/loan/loan-record.ts'
import { makeDeliveryId, planDelivery } from '../../shared/domain/mail/delivery.ts'
import { NewRecipient } from '../../shared/domain/mail/recipient.ts'
import { OwnRecord } from '../../shared/domain/member/own-record.ts'
import { NewSubscriber } from '../../shared/domain/subscriber/subscriber.ts'
import { makeMemberNumber } from '../../shared/domain/values/member-number.ts'
import { makeClassList } from '../../shared/usecases/classes/class-lists.ts'
import { runExport } from '../../shared/usecases/export/run-export.ts'
import { setTarget } from '../../shared/usecases/figures/targets.ts'
import { fileOf } from '../../shared/usecases/import/import-files.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { writeObstacle } from '../../shared/usecases/issues/obstacles.ts'
import { applyLoanEvent } from '../../shared/usecases/loans/apply-loan-event.ts'
import { takeStatement } from '../../shared/usecases/loans/statements.ts'
import { mailQueue } from '../../shared/usecases/mail/mailing.ts'
import { addRecipient } from '../../shared/usecases/mail/recipients.ts'
import { correctMember } from '../../shared/usecases/members/correction.ts'
import { askForFile, confirmFile } from '../../shared/usecases/members/evidence-files.ts'
import { mergeMembers } from '../../shared/usecases/members/merges.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { recordStage } from '../../shared/usecases/members/stages.ts'
import { issueCredential } from '../../shared/usecases/partners/credentials.ts'
import { registerPartner } from '../../shared/usecases/partners/partners.ts'
import { acceptEvent } from '../../shared/usecases/receiving/accept-event.ts'
import type { TellLoan } from '../../shared/usecases/receiving/apply-receipt.ts'
import { openCaseFor } from '../../shared/usecases/rights/rights-cases.ts'
import { listSecrets, makeSecret } from '../../shared/usecases/subscribers/secrets.ts'
import { makeSubscriber, readSubscriber } from '../../shared/usecases/subscribers/subscribers.ts'
import { photo } from './evidence.ts'
import { fewAreas } from './few-areas.ts'
import { loanEvent } from './loan-event.ts'
import { loanEvent as eventOf } from './loans.ts'
import { apiOver, testApi } from './test-api.ts'
import { callerAs, copiesOf, request } from './test-deps.ts'

/** The area and agency of the things of a test, by default. */
export const inside = { area: '31.71.01.1001', agency: 'PPAPP' }

/** A subscriber at a port where no server listens. */
export const newSubscriber = {
  name: 'Bappeda',
  target: 'http://127.0.0.1:9/peristiwa',
  types: ['member.attained', 'issue.published'],
  legalBasis: 'Perjanjian kerja sama 12/2021',
  contacts: ['data@bappeda.example.id'],
  area: '31',
}

const everything = callerAs('admin', { subject: 'arranger' })
let people = 0
let offices = 0
let sources = 0
let partners = 0
let loanNumbers = 0

/** A NIK that no other test uses, of a man born on 15 March 1990, or a woman. */
export function newNik(gender: 'female' | 'male' = 'male'): string {
  people++
  const region = 317101 + Math.floor(people / 9000)
  return `${region}${gender === 'male' ? '15' : '55'}0390${String((people % 9000) + 1).padStart(4, '0')}`
}

/** A well-formed member number that nobody has. */
export const nobodysNumber = (): string => makeMemberNumber(randomBytes(8))

/** A file with one new person. */
const fileOfOne = () =>
  [
    'name,nik,category,area,agency,P1',
    `Sri Wahyuni,${newNik()},pemula,${inside.area},${inside.agency},2021-11-10`,
  ].join('\n')

/** A phone number that no other test uses. */
export const newPhone = (): string => `+62813${String(++people).padStart(8, '0')}`

export type World = Awaited<ReturnType<typeof makeWorld>>

const worlds = copiesOf(async () => {
  const { deps, grant } = await testApi({ programme: fewAreas, firstMonth: '2021-10' })
  await grant({ subject: 'admin', role: 'admin' })
  await closeMonths(deps, 'schedule')
  return { deps }
})

/**
 * The API at noon on 30 November 2021, on a small Jakarta whose October is closed and issued, with an administrator
 * `admin` and functions that make the things that requests are about.
 */
export async function makeWorld() {
  const api = apiOver((await worlds()).deps)
  const { deps, call } = api

  /** Registers somebody. Returns the member number. */
  async function member({
    phone,
    ...more
  }: {
    area?: string
    agency?: string
    registeredOn?: string
    phone?: string
  } = {}): Promise<string> {
    const { answer } = await registerMember(deps, everything, request(), {
      person: { name: 'Sri Wahyuni', nik: newNik(), ...(phone && { phone }) },
      gender: 'male',
      category: 'pemula',
      ...inside,
      ...more,
    })
    return answer.memberId
  }
  const accounts = new Map<string, string>()

  /** The input of an account's self-registration, the same every time. */
  function selfRegistration(as: string) {
    const nik = accounts.get(as) ?? newNik()
    accounts.set(as, nik)
    const body = {
      person: { name: 'Budi Santoso', nik, birthDate: '1990-03-15' },
      gender: 'male',
      category: 'pemula',
      area: inside.area,
    }
    return { path: '/v1/me/registration', body, headers: { 'Idempotency-Key': `self-${as}` } }
  }

  /** Lets an account register itself, any number of times. Returns the member number. */
  async function oneself(as: string, nik?: string): Promise<string> {
    if (nik !== undefined) accounts.set(as, nik)
    const { path, ...asked } = selfRegistration(as)
    await call('POST', path, { as, ...asked })
    const { memberId } = OwnRecord.parse(await (await call('GET', '/v1/me', { as })).json())
    return memberId
  }

  /** Moves a member's record to the agency of the other things. */
  async function moveInside(id: string): Promise<string> {
    const version = (await deps.members.get(id))?.version ?? 0
    await correctMember(deps, everything, id, version, { agency: inside.agency })
    return id
  }
  /** A partner that signs by Standard Webhooks, with a secret. Returns its code and the id of the secret. */
  async function partner(): Promise<{ code: string; credential: string }> {
    const code = `partner-${++partners}`
    const signing = { scheme: 'standard_webhooks', skewSeconds: 300 } as const
    const asked = { code, name: 'Mitra', type: 'bank', isSandbox: false, signing } as const
    await registerPartner(deps, everything, request(), { ...asked, allowedFrom: [] })
    const secret = { kind: 'secret', overlapSeconds: 3600 } as const
    return { code, credential: (await issueCredential(deps, everything, request(), code, secret)).answer.id }
  }

  /** Receives an event of a partner that cannot be applied yet, always with the same id. */
  async function tellUnapplied(code: string, loan: string) {
    const signer = await deps.partners.get(code)
    if (!signer) throw new Error('There is no such partner')
    const later: TellLoan = () => Promise.reject(new Error('Nobody applies it'))
    const body = Buffer.from(JSON.stringify(loanEvent({ loan: { number: loan, product: 'Monas' } })))
    const sent = { body, signature: '', timestamp: '', id: { webhookId: 'evt-1' } }
    const answer = (receipt: string) => ({ status: 200, body: { receipt } })
    const noting = { door: 'event' as const, statusOf: () => 409 }
    return acceptEvent({ ...deps, metrics: () => {}, tellLoan: later }, signer.partner, { ...sent, answer }, noting)
  }

  let citizens = 0
  return {
    ...api,
    member,
    selfRegistration,
    oneself,
    /** Lets an account register itself, and an officer verify it, any number of times. */
    async registerVerified(as: string): Promise<string> {
      const id = await oneself(as)
      const body = { by: 'officer', outcome: 'matches', seen: 'ktp' }
      await call('POST', `/v1/members/${id}/verifications`, { body, headers: { 'Idempotency-Key': `verify-${as}` } })
      return id
    },
    /** A self-registered, unverified person. */
    async registerUnverified(): Promise<string> {
      return moveInside(await oneself(`citizen-${++citizens}`))
    },
    /** An open dispute between such a person and a member. */
    async dispute(): Promise<string> {
      const holder = await deps.members.get(await member())
      const id = await moveInside(await oneself(`citizen-${++citizens}`, holder?.person?.nik))
      return (await deps.members.get(id))?.dispute ?? ''
    },
    /** A member who also holds P2. */
    async addTrained(place?: { area?: string; agency?: string }): Promise<string> {
      const id = await member(place)
      await recordStage(deps, everything, request(), id, { stage: 'P2', happenedOn: '2021-11-20' })
      return id
    },
    /** Two records of one person that were merged. Returns the id of the merge. */
    async merge(place?: { area?: string; agency?: string }): Promise<string> {
      const [from, into] = [await member(place), await member(place)]
      const asked = { from, into, reason: 'duplicate_registration' }
      return (await mergeMembers(deps, everything, request(), asked)).answer.mergeId
    },
    /** Two records with the same phone number. Returns the id of their pair. */
    async duplicate(place: { area?: string; agency?: string } = {}): Promise<string> {
      const phone = newPhone()
      return makePairId(await member({ ...place, phone }), await member({ ...place, phone }))
    },
    /** A request of a member for a copy of the member's own data. */
    async rightsCase() {
      const asked = { kind: 'access' } as const
      return (await openCaseFor(deps, everything, request(), await member(), asked)).answer
    },
    async target(place: { area: string; agency?: string }): Promise<string> {
      const period = { from: '2021-10', to: '2022-09' }
      const asked = { indicator: 'P1', value: 40, basis: 'Rencana', ...period, ...place }
      return (await setTarget(deps, everything, request(), asked)).answer.id
    },
    /** An import of the administrator that has reached a status. */
    async import(status: 'created' | 'uploaded' | 'validated' | 'applied'): Promise<string> {
      const body = await (await call('POST', '/v1/imports', { body: {} })).json()
      const { id } = Import.pick({ id: true }).parse(body)
      if (status === 'created') return id
      await deps.intake.put(fileOf(id).upload, Buffer.from(fileOfOne()), 'text/csv')
      if (status === 'uploaded') return id
      await call('POST', `/v1/imports/${id}/validations`)
      await runImport(deps, { importId: id, task: 'validate' })
      if (status === 'validated') return id
      await call('POST', `/v1/imports/${id}/confirmations`)
      await runImport(deps, { importId: id, task: 'apply' })
      return id
    },
    /** An export of the administrator that waits for its turn, or is ready. */
    async export(status: 'waiting' | 'ready'): Promise<string> {
      const body = { filter: { area: '31.71.01' }, format: 'csv', reason: 'Rapat' }
      const answer = await (await call('POST', '/v1/exports', { body })).json()
      const { id } = Export.pick({ id: true }).parse(answer)
      if (status === 'ready') await runExport(deps, id)
      return id
    },
    /** A file for the first stage of a member that is uploaded, or kept. Returns both ids. */
    async evidenceFile(status: 'uploaded' | 'kept'): Promise<{ id: string; memberId: string }> {
      const memberId = await member()
      const { answer } = await askForFile(deps, everything, request(), memberId, { stage: 'P1', type: 'image/jpeg' })
      await deps.intake.put(`uploads/${answer.id}`, photo(), 'image/jpeg')
      if (status === 'kept') await confirmFile(deps, everything, request(), answer)
      return answer
    },
    /** The list of a class with one member. Returns both ids. */
    async classList(): Promise<{ id: string; memberId: string }> {
      const memberId = await member()
      const asked = { stage: 'P2', heldOn: '2021-11-20', agency: inside.agency, memberIds: [memberId] }
      return { id: (await makeClassList(deps, everything, request(), asked)).answer.classListId, memberId }
    },
    /** A source of files with a mapping. */
    async importSource(): Promise<string> {
      const code = `source-${++sources}`
      const mapping = { columns: { Nama: 'name' } }
      await call('PUT', `/v1/import-sources/${code}`, {
        body: { name: 'Dinas', mapping },
        headers: { 'If-Match': '"0"' },
      })
      return code
    },
    /** A loan that a partner reported for an unknown person. Returns its id. */
    async loan(): Promise<string> {
      const number = `L-${++loanNumbers}`
      const event = eventOf({ number, member: { nik: newNik() }, dates: { submitted: '2021-11-20' } })
      await applyLoanEvent(deps, { partner: { code: 'bank-jakarta', isSandbox: false }, receiptId: 'rct_1', event })
      return loanKey({ partner: 'bank-jakarta', number })
    },
    /** Two loans of a member that look alike. Returns their ids. */
    async twinLoans(): Promise<[string, string]> {
      const id = await member()
      const number = `T-${++loanNumbers}`
      const dates = { submitted: '2021-11-12', approved: '2021-11-20' }
      const codes = ['bank-jakarta', 'fintech-kota'] as const
      for (const code of codes) {
        const event = eventOf({ number, member: { number: id }, dates })
        await applyLoanEvent(deps, { partner: { code, isSandbox: false }, receiptId: 'rct_1', event })
      }
      return [loanKey({ partner: codes[0], number }), loanKey({ partner: codes[1], number })]
    },
    partner,
    /** A receipt of a partner that could not be applied. Returns the code and the id. */
    async parkedReceipt(): Promise<{ code: string; id: string }> {
      const { code } = await partner()
      const { receipt: id = '' } = (await tellUnapplied(code, 'L-1')).body
      const stored = await deps.receipts.get(id)
      if (stored?.obligation.state !== 'due') throw new Error('The receipt is not due')
      const held = { key: deps.receipts.keyOf(id), obligation: stored.obligation }
      await deps.commit(deps.obligations.move(held, parkObligation(held.obligation, 'busy', deps.now())))
      return { code, id }
    },
    /** A partner that has sent a statement of November. Returns its code. */
    async statement(): Promise<string> {
      const { code } = await partner()
      const asked = { partner: code, month: '2021-11', sheet: 'number\nL-1\n' }
      await takeStatement(deps, everything, request(), asked)
      return code
    },
    /** Two events of a partner with the same id. Returns the code and the id of the conflict. */
    async partnerConflict(): Promise<{ code: string; id: string }> {
      const { code } = await partner()
      await tellUnapplied(code, 'L-1')
      await tellUnapplied(code, 'L-2').catch(() => {})
      const [conflict] = (await deps.obligations.listParked({ kind: 'conflict', owner: code }, { limit: 1 })).items
      return { code, id: conflict?.obligation.id ?? '' }
    },
    /** The first subscriber, or a new one. Returns its id and version, and the older of its two secrets. */
    async subscriber({ isNew = false } = {}): Promise<{ id: string; version: number; secret: string }> {
      const asked = NewSubscriber.parse(newSubscriber)
      const [known] = await deps.subscribers.all()
      const old = isNew ? undefined : known?.id
      const id = old ?? (await makeSubscriber(deps, everything, request(), asked)).answer.subscriberId
      if ((await listSecrets(deps, everything, id)).length < 2)
        await makeSecret(deps, everything, request(), id, { overlapSeconds: 3600 })
      const [older] = await listSecrets(deps, everything, id)
      return { id, version: (await readSubscriber(deps, everything, id)).version, secret: older?.id ?? '' }
    },
    /** An office that gets reports, by default those of the place. */
    async recipient(more: { area?: string; agency?: string } = {}): Promise<string> {
      const asked = NewRecipient.parse({
        ...{
          office: 'Kecamatan Gambir',
          email: `gambir-${++offices}@example.id`,
          area: '31.71.01',
          agency: inside.agency,
        },
        ...{ from: '2021-01-01', ...more },
      })
      return (await addRecipient(deps, everything, request(), asked)).answer.recipientId
    },
    /** An obstacle of November, written by an officer of the place. */
    async obstacle(): Promise<string> {
      const said = { obstacle: 'Aula dipakai untuk vaksinasi', followUp: 'Kelas pengganti pada 6 Desember' }
      const asked = { month: '2021-11', area: '31.71.01', agency: inside.agency, ...said }
      return (await writeObstacle(deps, everything, request(), asked)).answer.id
    },
    /** A recipient whose mail of October's issue waits for a person. */
    async waitingMail(): Promise<string> {
      const recipientId = await this.recipient()
      const delivery = planDelivery({ month: '2021-10', number: 1, recipientId }, deps.now(), false)
      const due = await deps.obligations.begin({ ...mailQueue, id: makeDeliveryId(delivery) }, deps.now().toISOString())
      await deps.commit(deps.deliveries.add({ delivery, obligation: parkObligation(due, 'mail_unknown', deps.now()) }))
      return recipientId
    },
    /** Makes the counters of a cell differ from its entries, as only a fault could. */
    async spoil(area: string): Promise<void> {
      const cell = { stage: 'P1', agency: 'PPAPP', gender: 'male', category: 'pemula' } as const
      const counters = { [deps.frame.names.nameOf('late', cell)]: 1 }
      await deps.commit(deps.tallies.addShift({ month: '2021-11', area, trueMonth: '2021-10', counters }))
    },
  }
}

import { beforeEach, expect, test } from 'vitest'
import { mailEventsHandler } from '../../../functions/mail-events/handler.ts'
import { renderNews } from '../../../shared/render/news-mail.ts'
import { applyLoanEvent } from '../../../shared/usecases/loans/apply-loan-event.ts'
import { listOwnNews, setMailWish } from '../../../shared/usecases/mail/own-mails.ts'
import { mailChannel, makeNewsHandler } from '../../../shared/usecases/mail/tell-member.ts'
import { unsubscribe } from '../../../shared/usecases/mail/unsubscribe.ts'
import { mergeMembers } from '../../../shared/usecases/members/merges.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { registerOneself } from '../../../shared/usecases/members/self-service.ts'
import { recordStage, reverseStage } from '../../../shared/usecases/members/stages.ts'
import { verifyMember } from '../../../shared/usecases/members/verifications.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { decideCaseFor, openCaseFor } from '../../../shared/usecases/rights/rights-cases.ts'
import { sweep } from '../../../shared/usecases/sweep.ts'
import { loanEvent } from '../../support/loans.ts'
import { wait } from '../../support/mailing.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { newNik } from '../../support/world.ts'

const admin = callerAs('admin')
let deps: TestDeps
beforeEach(async () => {
  deps = await testDeps()
})

const tell = async () => {
  await sweep(deps, { news: makeNewsHandler(deps, [mailChannel(deps, renderNews)]) })
}
/** The mails since the last call: recipient and first sentence. */
const newMails = async () => {
  await tell()
  return deps.sent.splice(0).map(({ to, text }) => `${to}: ${text.split('\n')[0]}`)
}
const registration = (language: 'id' | 'en' | undefined = 'id', nik = newNik()) => ({
  person: { name: 'Sri Wahyuni', nik, email: 'sri@example.id' },
  gender: 'female' as const,
  category: 'pemula',
  area: '31.71.01.1001',
  ...(language && { mailsIn: language }),
})
const register = async (language?: 'id' | 'en') =>
  (await registerMember(deps, admin, request(), { ...registration(language), agency: 'PPKUKM' })).answer.memberId
const lender = { code: 'bank', isSandbox: false }
const tellLoan = (number: string, dates: Parameters<typeof loanEvent>[0]['dates'], loan: string) =>
  applyLoanEvent(deps, {
    partner: lender,
    receiptId: 'rct_1',
    event: loanEvent({ member: { number }, dates, number: loan }),
  })

test('a member who agreed gets news of registration, verification, stages and loan answers, once each and in the chosen language', async () => {
  const siti = { subject: 'siti' }
  const sameRequest = request()
  const { answer } = await registerOneself(deps, siti, sameRequest, registration('en'))
  await registerOneself(deps, siti, sameRequest, registration('en')).catch(() => {})
  expect(await newMails()).toEqual([expect.stringContaining('sri@example.id: We have received your registration.')])
  const id = answer.memberId
  await verifyMember(deps, admin, request(), id, { by: 'officer', outcome: 'matches', seen: 'ktp' })
  expect(await newMails()).toEqual([expect.stringContaining('Your identity has been verified.')])
  const stage = request()
  for (let i = 0; i < 2; i++) await recordStage(deps, admin, stage, id, { stage: 'P2', happenedOn: '2021-11-30' })
  expect(await newMails()).toEqual([expect.stringContaining('Stage P2 (Training) was recorded for you')])
  await tellLoan(id, { submitted: '2021-11-01', in_review: '2021-11-02' }, 'L-1')
  expect(await newMails()).toEqual([])
  await tellLoan(id, { submitted: '2021-11-01', rejected: '2021-11-03' }, 'L-2')
  expect(await newMails()).toEqual([expect.stringContaining('did not approve')])
  await tellLoan(id, { submitted: '2021-11-01', in_review: '2021-11-02', approved: '2021-11-04' }, 'L-1')
  expect(await newMails()).toEqual([expect.stringContaining('The lender approved your loan application.')])
  await tellLoan(id, { submitted: '2021-11-01', approved: '2021-11-04', disbursed: '2021-11-05' }, 'L-1')
  expect(await newMails()).toEqual([])
  expect((await listOwnNews(deps, siti)).map(({ news }) => news.map(({ what }) => what))).toEqual([
    ['loan', 'stage'],
    ['loan'],
    ['stage'],
    ['verified'],
    ['registered'],
  ])
})

test('a refused verification is news too; members who did not agree get no news', async () => {
  const { answer } = await registerOneself(deps, { subject: 'siti' }, request(), registration())
  await verifyMember(deps, admin, request(), answer.memberId, {
    by: 'officer',
    outcome: 'does_not_match',
    seen: 'ktp',
    reason: 'wrong_person',
  })
  const silentMember = (
    await registerMember(deps, admin, request(), { ...registration(undefined), agency: 'PPKUKM', mailsIn: undefined })
  ).answer
  await recordStage(deps, admin, request(), silentMember.memberId, { stage: 'P2', happenedOn: '2021-11-30' })
  expect((await newMails()).toSorted()).toEqual([
    expect.stringContaining('Identitas Anda tidak dapat diverifikasi.'),
    expect.stringContaining('Pendaftaran Anda sudah kami terima.'),
  ])
})

test('no news goes to members who withdrew, refused contact, were restricted, merged away or erased after the act', async () => {
  const ids = await Promise.all([1, 2, 3, 4, 5].map(() => register()))
  const [unsubscribedId = '', refusingId = '', restrictedId = '', mergedId = '', erasedId = ''] = ids
  const keptId = await register()
  await tell()
  const mails = deps.sent.splice(0)
  for (const id of [...ids, keptId])
    await recordStage(deps, admin, request(), id, { stage: 'P2', happenedOn: '2021-11-30' })
  const link = mails.find(({ tags }) => tags.member === unsubscribedId)?.unsubscribeUrl ?? ''
  await unsubscribe(deps, link.split('/').at(-1) ?? '')
  for (const [memberId, kind] of [
    [refusingId, 'contact_withdrawal'],
    [restrictedId, 'restriction'],
  ] as const) {
    const { answer } = await openCaseFor(deps, admin, request(), memberId, { kind })
    await decideCaseFor(deps, admin, request(), { memberId, caseId: answer.id }, { outcome: 'done' })
  }
  await mergeMembers(deps, admin, request(), { from: mergedId, into: keptId, reason: 'duplicate_registration' })
  await eraseMember(deps, admin, request(), erasedId)
  await tell()
  expect(deps.sent.map(({ tags }) => tags.member)).toEqual([keptId])
  expect((await deps.newsDeliveries.ofMember(erasedId)).map(({ state }) => state)).toEqual(['handed_over', 'paused'])
})

test('an act that was taken back before the mail went out is not news', async () => {
  const id = await register()
  await tell()
  deps.sent.splice(0)
  for (const stage of ['P2', 'P3']) await recordStage(deps, admin, request(), id, { stage, happenedOn: '2021-11-30' })
  await reverseStage(deps, admin, request(), id, { stage: 'P2', cascade: false, reason: 'wrong_person' })
  expect(await newMails()).toEqual([expect.stringContaining('Tahap P3')])
})

test('a bouncing address gets no more mail until the member agrees again', async () => {
  const siti = { subject: 'siti' }
  const { answer } = await registerOneself(deps, siti, request(), registration())
  await tell()
  const tags = Object.fromEntries(Object.entries(deps.sent[0]?.tags ?? {}).map(([name, value]) => [name, [value]]))
  const timestamp = '2021-11-30T05:00:01.000Z'
  const bounce = { timestamp, bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] }
  const Message = JSON.stringify({ eventType: 'Bounce', mail: { timestamp, tags }, bounce })
  for (let i = 0; i < 2; i++) await mailEventsHandler(deps)({ Records: [{ Sns: { Message } }] })
  expect((await listOwnNews(deps, siti)).map(({ state }) => state)).toEqual(['bounced'])
  await verifyMember(deps, admin, request(), answer.memberId, { by: 'officer', outcome: 'matches', seen: 'ktp' })
  deps.sent.splice(0)
  expect(await newMails()).toEqual([])
  await setMailWish(deps, siti, request(), { mailsIn: 'id' })
  await recordStage(deps, admin, request(), answer.memberId, { stage: 'P2', happenedOn: '2021-11-30' })
  expect(await newMails()).toHaveLength(1)
})

test('a mail with unknown outcome is sent again after half an hour, and says so', async () => {
  deps.mail = {
    async send(mail) {
      deps.sent.push(mail)
      return { outcome: 'unknown', reason: 'timeout' }
    },
  }
  await register()
  await tell()
  wait(deps, 29)
  await tell()
  expect(deps.sent).toHaveLength(1)
  wait(deps, 2)
  await tell()
  expect(deps.sent.map(({ text }) => text.startsWith('Salinan kedua'))).toEqual([false, true])
})

test('news that cannot be sent ends after two days, without waiting for a person', async () => {
  deps.mail = { send: async () => ({ outcome: 'refused', reason: 'account_paused', isFinal: false }) }
  await register()
  for (let hour = 0; hour < 50; hour += 5) {
    await tell()
    wait(deps, 5 * 60)
  }
  await tell()
  expect(await deps.obligations.countParked({ kind: 'news', owner: 'members' })).toBe(0)
  expect(await deps.obligations.oldestDueAt({ kind: 'news', owner: 'members' })).toBeUndefined()
})

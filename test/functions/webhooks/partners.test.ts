import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { parkObligation } from '../../../shared/domain/jobs/obligation.ts'
import { PayloadReveal } from '../../../shared/domain/receipt/payload.ts'
import { makeReceiptId } from '../../../shared/domain/receipt/receipt.ts'
import { readMemberTrail } from '../../../shared/usecases/members/member-trail.ts'
import { mergeMembers } from '../../../shared/usecases/members/merges.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { registerOneself } from '../../../shared/usecases/members/self-service.ts'
import { closeConflict, listConflicts, readConflict } from '../../../shared/usecases/partners/conflicts.ts'
import { issueCredential, listCredentials, revokeCredential } from '../../../shared/usecases/partners/credentials.ts'
import { changePartner, listPartners } from '../../../shared/usecases/partners/partners.ts'
import { revealConflict, revealReceipt } from '../../../shared/usecases/partners/payload-reveals.ts'
import {
  listCalls,
  listParkedReceipts,
  readReceipt,
  replayReceipt,
} from '../../../shared/usecases/partners/receipts.ts'
import { sendTestEvent } from '../../../shared/usecases/partners/test-event.ts'
import { makeReceiptHandler } from '../../../shared/usecases/receiving/apply-receipt.ts'
import { tellLoan } from '../../../shared/usecases/receiving/tell-loan.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { sweep } from '../../../shared/usecases/sweep.ts'
import { loanEvent, testEvent } from '../../support/loan-event.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request } from '../../support/test-deps.ts'
import { testPartners } from '../../support/test-partners.ts'

let partners: Awaited<ReturnType<typeof testPartners>>

beforeAll(async () => {
  partners = await testPartners({ tellLoan })
})

describe('a secret', () => {
  test('is shown once, is not shown to a repeat, and is in no list', async () => {
    const { deps, admin } = partners
    const { code } = await partners.fintech('shown-once')
    const asked = request()
    const input = { kind: 'secret', overlapSeconds: 3600 } as const
    const first = await issueCredential(deps, admin, asked, code, input)
    expect(first.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const again = await issueCredential(deps, admin, asked, code, input)
    expect(again).toEqual({ answer: first.answer, replayed: true })
    const listedText = JSON.stringify([await listCredentials(deps, admin, code), await listPartners(deps, admin)])
    expect(listedText).not.toContain(first.secret?.slice(6))
    expect(listedText).not.toContain('value')
  })

  test('is replaced without a gap: two secrets are accepted, a third must wait, and the old one ends', async () => {
    const { deps, admin, send } = partners
    const { code, secret: old, signed } = await partners.fintech('changing')
    const call = (id: string, by: string) =>
      send(signed(JSON.stringify(testEvent(id)), { id, by, at: deps.now() })).then(({ status }) => status)
    const input = { kind: 'secret', overlapSeconds: 600 } as const
    const { answer, secret: young = '' } = await issueCredential(deps, admin, request(), code, input)
    expect([await call('t-1', old), await call('t-2', young)]).toEqual([200, 200])
    expect(await refusalOf(issueCredential(deps, admin, request(), code, input))).toMatchObject(['credentials_full'])
    deps.clock.set('2021-11-30T05:10:00.000Z')
    expect([await call('t-3', old), await call('t-4', young)]).toEqual([401, 200])
    await revokeCredential(deps, admin, request(), code, answer.id)
    expect(await call('t-5', young)).toBe(401)
    deps.clock.set('2021-11-30T05:00:00.000Z')
  })
})

test('a change needs the current version, and cannot change the scheme', async () => {
  const { deps, admin } = partners
  const { code } = await partners.fintech('seen')
  expect(await changePartner(deps, admin, code, 2, { allowedFrom: ['198.51.100.0/24'] })).toMatchObject({ version: 3 })
  expect(await refusalOf(changePartner(deps, admin, code, 2, { name: 'Lain' }))).toEqual(['version_stale'])
  const { profile } = await partners.bank('other-scheme')
  expect(await refusalOf(changePartner(deps, admin, code, 3, { signing: { ...profile, skewSeconds: 300 } }))).toEqual([
    'partner_scheme_change',
  ])
})

test('a test event is signed as the partner signs, received at its endpoint, and shows the whole call', async () => {
  const { deps, admin, send } = partners
  await partners.fintech('tested')
  const sent = await sendTestEvent(deps, admin, request(), 'tested')
  expect(sent).toMatchObject({ answer: { reason: 'received' }, call: { path: '/hooks/tested' } })
  // The identical call, sent again, is recognised.
  const { path, headers, body } = sent.call ?? { path: '', headers: {}, body: '' }
  expect((await send({ path, headers, body })).status).toBe(200)
  await partners.bank('tested-bank')
  expect(await sendTestEvent(deps, admin, request(), 'tested-bank')).toMatchObject({ answer: { reason: 'received' } })
  const { items } = await listCalls(deps, admin, 'tested-bank', { limit: 10 })
  expect(items).toMatchObject([{ door: 'event', outcome: 'test' }])
  await partners.bank('tested-rsa', { mode: 'rsa' })
  expect(await refusalOf(sendTestEvent(deps, admin, request(), 'tested-rsa'))).toEqual(['test_event_unsignable'])
})

test('a parked receipt is replayed by a person, and applied once', async () => {
  const { deps, admin } = partners
  const own = await testPartners({ tellLoan: () => () => Promise.reject(new Error('The loans are away')) })
  const { code, event } = await own.fintech('replayed')
  await own.send(event(loanEvent()))
  const id = makeReceiptId(code, 'evt-1')
  const stored = await own.deps.receipts.get(id)
  if (stored?.obligation.state !== 'due') throw new Error('It is not due')
  const held = { key: own.deps.receipts.keyOf(id), obligation: stored.obligation }
  expect(await refusalOf(replayReceipt(own.deps, admin, request(), code, id))).toEqual(['receipt_not_parked'])
  await own.deps.commit(own.deps.obligations.move(held, parkObligation(held.obligation, 'error', own.deps.now())))
  expect(await listParkedReceipts(own.deps, admin, code, { limit: 5 })).toMatchObject({
    items: [{ id, reason: 'error' }],
  })
  await replayReceipt(own.deps, admin, request(), code, id)
  await sweep(own.deps, { receipt: makeReceiptHandler(own.deps, tellLoan(own.deps)) }, 500)
  expect(await own.deps.receipts.get(id)).toMatchObject({ receipt: { outcome: 'applied' } })
  expect(await refusalOf(replayReceipt(own.deps, admin, request(), 'nobody', id))).toEqual(['not_found'])
  expect(deps.tableName).not.toBe(own.deps.tableName)
})

test('a conflict is closed once, by a person', async () => {
  const { deps, admin, send } = partners
  const { code, event } = await partners.fintech('closing')
  await send(event(testEvent('evt-1')))
  const changed = { ...testEvent('evt-1'), occurredAt: '2021-11-30T11:59:00+07:00' }
  await send(event(changed))
  const [conflict] = (await listConflicts(deps, admin, code, { limit: 5 })).items
  const closing = { code, id: conflict?.id ?? '' }
  expect(conflict?.differs).toEqual(['/occurredAt'])
  await closeConflict(deps, admin, request(), closing, { outcome: 'partner_told' })
  expect((await listConflicts(deps, admin, code, { limit: 5 })).items).toEqual([])
  expect(await refusalOf(closeConflict(deps, admin, request(), closing, { outcome: 'harmless' }))).toEqual([
    'conflict_closed',
  ])
})

describe('what a partner sent', () => {
  const reason = 'Verifikasi ke mitra'

  test('is masked until a person reveals it; the reveal is counted and is in the trail of the named member', async () => {
    const { deps, admin, send } = partners
    const { code, event } = await partners.fintech('revealing')
    const nik = '3171011503900001'
    const { answer: member } = await registerMember(deps, admin, request(), {
      person: { name: 'Ani', nik },
      gender: 'female',
      category: 'pemula',
      area: '31.71.01.1001',
      agency: 'PPAPP',
    })
    const sent = event(loanEvent({ member: { nik }, branch: 'Senen' }))
    await send(sent)
    const at = { code, id: makeReceiptId(code, 'evt-1') }
    const masked = await readReceipt(deps, admin, at.code, at.id)
    expect(masked.event).toMatchObject({ member: { nik: '31************01' }, branch: '***' })
    const asked = request()
    const { answer } = await revealReceipt(deps, admin, asked, at, { reason })
    expect(answer.payload).toMatchObject({ body: sent.body, signature: sent.headers['webhook-signature'] })
    expect(await revealReceipt(deps, admin, asked, at, { reason })).toEqual({ answer, replayed: true })
    const { items } = await readMemberTrail(deps, admin, member.memberId, { limit: 50 })
    expect(items.filter(({ act }) => act === 'revealed')).toMatchObject([{ other: at.id, reason }])
    const day = '2021-11-30'
    expect(await deps.allowances.countUsed({ subject: admin.subject, what: 'reveal', day })).toBe(1)
    expect(deps.logged.join('\n')).not.toContain(nik)
  })

  test('twice under one id is shown as two versions, masked and revealed', async () => {
    const { deps, admin, send } = partners
    const { code, event } = await partners.fintech('side-by-side')
    await send(event(loanEvent()))
    await send(event(loanEvent({ member: { nik: '3171011503900009' }, daysLate: 1 })))
    const [found] = (await listConflicts(deps, admin, code, { limit: 5 })).items
    const at = { code, id: found?.id ?? '' }
    expect(await readConflict(deps, admin, at.code, at.id)).toMatchObject({
      differs: ['/member/nik', '/daysLate'],
      first: { member: { nik: '31************01' } },
      refused: { member: { nik: '31************09' }, daysLate: 1 },
    })
    const { answer } = await revealConflict(deps, admin, request(), at, { reason })
    expect([answer.first?.body, answer.refused.body]).toEqual([
      expect.stringContaining('3171016703980001'),
      expect.stringContaining('3171011503900009'),
    ])
  })

  test('cannot be read through another partner’s path, by an officer, or without a reason', async () => {
    const { deps, admin, send } = partners
    const { code, event } = await partners.fintech('not-yours')
    await partners.fintech('another')
    await send(event(testEvent('evt-1')))
    const id = makeReceiptId(code, 'evt-1')
    expect(await refusalOf(readReceipt(deps, admin, 'another', id))).toEqual(['not_found'])
    expect(await refusalOf(revealReceipt(deps, admin, request(), { code: 'another', id }, { reason }))).toEqual([
      'not_found',
    ])
    expect(await refusalOf(readReceipt(deps, callerAs('officer'), code, id))).toEqual(['not_allowed'])
    const ofKecamatan = callerAs('admin', { area: '31.71.01' })
    expect(await refusalOf(revealReceipt(deps, ofKecamatan, request(), { code, id }, { reason }))).toEqual([
      'not_found',
    ])
    expect(PayloadReveal.safeParse({ reason: 'cek' }).success).toBe(false)
  })

  test('is gone after its person was erased', async () => {
    const { deps, admin, send } = partners
    const { code, event } = await partners.fintech('gone')
    await send(event(loanEvent({ type: 'loan.restructured', member: {} })))
    const at = { code, id: makeReceiptId(code, 'evt-1') }
    expect(await readReceipt(deps, admin, at.code, at.id)).not.toHaveProperty('event')
    expect(await refusalOf(revealReceipt(deps, admin, request(), at, { reason }))).toEqual(['payload_gone'])
  })
})

describe('a partner reads its own loans that wait for their members', () => {
  test('by Standard Webhooks, signed over the method and the path', async () => {
    const { deps, send } = partners
    const { code, secret, event, signed } = await partners.fintech('reading')
    const other = await partners.fintech('reading-too')
    await send(event(loanEvent({ loan: { number: 'OWN-1', product: 'Monas' } })))
    await send(other.event(loanEvent({ loan: { number: 'THEIRS-1', product: 'Monas' } })))
    const signedRead = (path: string, by = secret) => ({
      ...signed(`GET ${path}`, { id: 'read-1', by }),
      method: 'GET',
      path,
    })
    const answer = await send(signedRead(`/hooks/${code}/parked`))
    const body = await answer.text()
    expect(answer.status).toBe(200)
    expect(JSON.parse(body).items).toMatchObject([{ number: 'OWN-1' }])
    expect(body).not.toContain('THEIRS-1')
    expect(body).not.toContain('3171016703980001')
    expect((await send(signedRead(`/hooks/${code}/parked`, other.secret))).status).toBe(401)
    expect(
      (await send({ ...signedRead(`/hooks/${code}/parked`), path: `/hooks/${code}/parked?cursor=x` })).status,
    ).toBe(401)
    expect((await send(signedRead(`/hooks/${code}/parked?cursor=x`))).status).toBe(422)
    expect(deps.logged.join('\n')).not.toContain('OWN-1')
  })

  test('by SNAP, signed over the path beside that of the events', async () => {
    const { deps, send } = partners
    const { code, secret, token: makeToken } = await partners.bank('reading-bank', { query: 'in' })
    const token = await makeToken()
    const timestamp = deps.now().toISOString()
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    const signature = createHmac('sha512', secret)
      .update(`GET:/v1.0/loan/parked:${token}:${empty}:${timestamp}`)
      .digest('base64')
    const headers = { Authorization: `Bearer ${token}`, 'X-TIMESTAMP': timestamp, 'X-SIGNATURE': signature }
    const path = `/snap/${code}/v1.0/loan/parked`
    expect(await (await send({ method: 'GET', path, headers, body: '' })).json()).toEqual({
      responseCode: '2008800',
      responseMessage: 'Successful',
      items: [],
    })
    const wrong = { ...headers, 'X-SIGNATURE': signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) }
    expect((await send({ method: 'GET', path, headers: wrong, body: '' })).status).toBe(401)
  })
})

test('erasing a person empties what partners sent under the NIK and number of any of the person’s records, and nothing else', async () => {
  const { deps, admin, send } = partners
  const { code, event } = await partners.fintech('erasing')
  const nik = '3171015203910007'
  const { answer } = await registerMember(deps, admin, request(), {
    person: { name: 'Rosa Lim', nik },
    gender: 'female',
    category: 'pemula',
    area: '31.71.01.1001',
    agency: 'PPAPP',
  })
  const namedPerson = { name: 'Rosa Lim', nik: '3171015203910008' }
  const own = await registerOneself(deps, { subject: 'rosa' }, request(), {
    person: namedPerson,
    gender: 'female',
    category: 'pemula',
    area: '31.71.01.1001',
  })
  const merging = { from: own.answer.memberId, into: answer.memberId, reason: 'duplicate_registration' }
  await mergeMembers(deps, admin, request(), merging)
  const of = (id: string, member: object) => loanEvent({ id, member, loan: { number: id, product: 'Monas' } })
  await send(event(of('by-nik', { nik })))
  await send(event(of('by-merged-nik', { nik: namedPerson.nik })))
  await send(event(of('by-number', { number: answer.memberId })))
  await send(event(of('of-another', { nik: '3171016703980001' })))
  await eraseMember(deps, admin, request(), answer.memberId)
  const bodies = await Promise.all(
    ['by-nik', 'by-merged-nik', 'by-number', 'of-another'].map(
      async (id) => (await deps.receipts.get(makeReceiptId(code, id)))?.words.body,
    ),
  )
  expect(bodies).toEqual([undefined, undefined, undefined, expect.stringContaining('of-another')])
  expect((await send(event(of('by-nik', { nik })))).status).toBe(200)
  // A bank that does not know of the erasure sends more events: each is applied, and its body is not kept.
  const later = { 'later-by-nik': { nik }, 'later-by-number': { number: answer.memberId } }
  for (const [id, member] of Object.entries(later)) {
    expect((await send(event(of(id, member)))).status).toBe(200)
    const storedReceipt = await deps.receipts.get(makeReceiptId(code, id))
    expect([storedReceipt?.receipt.outcome, storedReceipt?.words]).toEqual([
      'applied',
      { signature: '', timestamp: '' },
    ])
    expect((await send(event(of(id, member)))).status).toBe(200)
  }
})

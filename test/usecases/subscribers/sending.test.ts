import { Webhook } from 'standardwebhooks'
import { Webhook as Svix } from 'svix'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { renderDisabled } from '../../../shared/render/subscriber-mail.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { applyLoanEvent } from '../../../shared/usecases/loans/apply-loan-event.ts'
import { recordStage, reverseStage } from '../../../shared/usecases/members/stages.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { readLine, replayEvents } from '../../../shared/usecases/subscribers/deliveries.ts'
import { makeNoticeHandler } from '../../../shared/usecases/subscribers/notices.ts'
import { endSecret, listSecrets, makeSecret } from '../../../shared/usecases/subscribers/secrets.ts'
import { changeSubscriberFor, readSubscriber } from '../../../shared/usecases/subscribers/subscribers.ts'
import { sendTestPush } from '../../../shared/usecases/subscribers/test-push.ts'
import { sweep } from '../../../shared/usecases/sweep.ts'
import { passMinutes, startReceiver, subscribe, sweepEvents } from '../../support/event-receiver.ts'
import { registerLender } from '../../support/lender.ts'
import { loanEvent } from '../../support/loans.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { jakarta, register } from '../../support/registering.ts'
import { callerAs, request, type TestDeps } from '../../support/test-deps.ts'

const admin = callerAs('admin')
const stages = ['member.attained', 'member.reversed'] as const
let deps: TestDeps
let receiver: Awaited<ReturnType<typeof startReceiver>>

beforeEach(async () => {
  deps = await jakarta()
  receiver = await startReceiver()
})
afterEach(() => receiver.stop())

/** Verifies a delivery with two libraries, by the clock of the ledger. */
function verifies(secret: string, { body, headers }: { body: string; headers: Record<string, string> }): boolean {
  vi.useFakeTimers({ toFake: ['Date'], now: deps.now() })
  try {
    new Webhook(secret).verify(body, headers)
    new Svix(secret).verify(body, headers)
    return true
  } catch {
    return false
  } finally {
    vi.useRealTimers()
  }
}

const change = async (id: string, to: Parameters<typeof changeSubscriberFor>[4]) =>
  changeSubscriberFor(deps, admin, id, (await readSubscriber(deps, admin, id)).version, to)

test('a subscriber gets the stages of members in its scope, without personal data', async () => {
  await register(deps)
  const { id, secret } = await subscribe(deps, receiver.target, {
    area: '31.71.01',
    agency: 'PPKUKM',
    types: [...stages],
  })
  const { memberId } = await register(deps)
  await register(deps, { area: '31.72.01.1001' })
  await register(deps, { agency: 'PPAPP' })
  await recordStage(deps, admin, request(), memberId, { stage: 'P2', happenedOn: '2021-11-20' })
  await reverseStage(deps, admin, request(), memberId, { stage: 'P2', reason: 'wrong_person', cascade: false })
  await sweepEvents(deps)

  expect(receiver.events()).toMatchObject([
    { specversion: '1.0', type: 'member.attained', data: { member: memberId, stage: 'P1', postedIn: '2021-11' } },
    { type: 'member.attained', data: { member: memberId, stage: 'P2', happenedOn: '2021-11-20' } },
    { type: 'member.reversed', data: { member: memberId, stage: 'P2', area: '31.71.01.1001', agency: 'PPKUKM' } },
  ])
  for (const { body, id: webhookId, headers } of receiver.got) {
    expect(body).not.toMatch(/Sri|Wahyuni|\d{16}/)
    expect(JSON.parse(body).id).toBe(webhookId)
    expect(verifies(secret, { body, headers })).toBe(true)
  }
  expect(await readLine(deps, admin, id)).toMatchObject({ state: 'idle', behind: 0 })
  const { items } = await deps.subscribers.listTaken(id, { limit: 10 })
  expect(items.map(({ event }) => event)).toEqual(receiver.got.map((each) => each.id).toReversed())
  await sweepEvents(deps)
  expect(receiver.got).toHaveLength(3)
})

test('a subscriber gets months, issues and loans', async () => {
  await registerLender(deps)
  const types = ['month.closed', 'issue.published', 'issue.republished', 'loan.matched'] as const
  await subscribe(deps, receiver.target, { types: [...types] })
  const { memberId } = await register(deps, { registeredOn: '2021-10-05' })
  const event = loanEvent({ member: { number: memberId }, dates: { submitted: '2021-11-03' } })
  await applyLoanEvent(deps, { partner: { code: 'bank-jakarta', isSandbox: false }, receiptId: 'rct_1', event })
  const sandbox = { partner: { code: 'sandbox-bank', isSandbox: true }, receiptId: 'rct_2' }
  await applyLoanEvent(deps, { ...sandbox, event: loanEvent({ member: { number: memberId }, dates: event.dates }) })
  await closeMonths(deps, 'schedule')
  await sweepEvents(deps)
  const [record] = await deps.issues.ofMonth('2021-10')
  expect(receiver.events().map(({ type, data }) => [type, data])).toEqual([
    ['loan.matched', expect.objectContaining({ member: memberId, partner: 'bank-jakarta', area: '31.71.01.1001' })],
    ['month.closed', { month: '2021-10' }],
    ['issue.published', expect.objectContaining({ month: '2021-10', number: 1, hash: record?.hash })],
  ])
})

test('a failing queue waits, is sent in order later, and disables its subscriber after days', async () => {
  const { id } = await subscribe(deps, receiver.target, { types: [...stages] })
  const other = await startReceiver()
  await subscribe(deps, other.target, { types: [...stages] })
  const first = await register(deps)
  receiver.answer(503)
  await sweepEvents(deps)
  expect(other.got).toHaveLength(1)
  const failingQueue = { state: 'failing', behind: 1, lastFailure: { reason: 'status', status: 503 } }
  expect(await readLine(deps, admin, id)).toMatchObject(failingQueue)
  const second = await register(deps)
  receiver.answer(204)
  passMinutes(deps, 5)
  await sweepEvents(deps)
  expect(receiver.events().map(({ data }) => data.member)).toEqual([first.memberId, second.memberId])
  expect(await readLine(deps, admin, id)).not.toHaveProperty('failingSince')

  await register(deps)
  receiver.answer(500)
  for (const days of [0, 3, 3]) {
    passMinutes(deps, days * 24 * 60)
    await sweepEvents(deps)
  }
  expect(await readSubscriber(deps, admin, id)).toMatchObject({ status: 'disabled' })
  expect(await deps.obligations.countParked({ kind: 'subscriber', owner: id })).toBe(1)
  await sweep(deps, { subscriber_notice: makeNoticeHandler(deps, renderDisabled) })
  expect(deps.sent.map(({ to, subject }) => [to, subject])).toEqual([
    ['data@bappeda.example.id', 'Pengiriman peristiwa dihentikan: Bappeda'],
  ])
  expect(other.got).toHaveLength(3)
  await other.stop()

  receiver.answer(204)
  await change(id, { status: 'active' })
  await sweepEvents(deps)
  expect(receiver.got).toHaveLength(3)
  expect(await deps.obligations.countParked({ kind: 'subscriber', owner: id })).toBe(0)
})

test('a failure before a success no longer counts, however late the next failure comes', async () => {
  const { id } = await subscribe(deps, receiver.target, { types: [...stages] })
  const erasedMember = await register(deps)
  receiver.answer(503)
  await sweepEvents(deps)
  expect(await readLine(deps, admin, id)).toHaveProperty('failingSince')
  await eraseMember(deps, admin, request(), erasedMember.memberId)
  passMinutes(deps, 5)
  await sweepEvents(deps)
  expect(await readLine(deps, admin, id)).toMatchObject({ state: 'idle', behind: 0 })

  passMinutes(deps, 6 * 24 * 60)
  await register(deps)
  await sweepEvents(deps)
  expect(await readSubscriber(deps, admin, id)).toMatchObject({ status: 'active' })
  receiver.answer(204)
  await change(id, { status: 'suspended' })
})

test('events of a suspension are sent afterwards, and nothing is sent after the end of a subscriber', async () => {
  const until = new Date(deps.now().getTime() + 3_600_000).toISOString()
  const { id } = await subscribe(deps, receiver.target, { types: [...stages], until })
  await change(id, { status: 'suspended' })
  await register(deps)
  await sweepEvents(deps)
  expect(receiver.got).toHaveLength(0)
  expect(await refusalOf(replayEvents(deps, admin, request(), id, { from: until }))).toEqual(['subscriber_stopped'])
  await change(id, { status: 'active' })
  await sweepEvents(deps)
  expect(receiver.got).toHaveLength(1)
  await register(deps)
  passMinutes(deps, 60)
  await register(deps)
  await sweepEvents(deps)
  expect(receiver.got).toHaveLength(1)
  expect(await readLine(deps, admin, id)).toMatchObject({ state: 'stopped' })
})

test('a replay sends events from a given time again, under the same ids', async () => {
  const { id } = await subscribe(deps, receiver.target, { types: [...stages] })
  await register(deps)
  await sweepEvents(deps)
  passMinutes(deps, 10)
  const from = deps.now().toISOString()
  await register(deps)
  await register(deps)
  await sweepEvents(deps)
  const ids = receiver.got.map((each) => each.id)
  const sameRequest = request()
  const { answer } = await replayEvents(deps, admin, sameRequest, id, { from })
  expect(answer).toEqual({ subscriberId: id, acts: 2 })
  expect((await replayEvents(deps, admin, sameRequest, id, { from })).replayed).toBe(true)
  await sweepEvents(deps)
  expect(receiver.got.map((each) => each.id)).toEqual([...ids, ...ids.slice(1)])
})

test('two secrets sign while they overlap, and the last one cannot end', async () => {
  const { id, secret } = await subscribe(deps, receiver.target, { types: [...stages] })
  const newSecret = await makeSecret(deps, admin, request(), id, { overlapSeconds: 3600 })
  const next = newSecret.secret ?? ''
  expect((await sendTestPush(deps, admin, request(), id)).answer).toMatchObject({ isTaken: true, status: 204 })
  passMinutes(deps, 61)
  await sendTestPush(deps, admin, request(), id)
  const [both, one] = receiver.got
  if (!both || !one) throw new Error('Two test events')
  passMinutes(deps, -61)
  expect([secret, next].map((each) => verifies(each, both))).toEqual([true, true])
  passMinutes(deps, 61)
  expect([secret, next].map((each) => verifies(each, one))).toEqual([false, true])
  const [, last] = await listSecrets(deps, admin, id)
  expect(await refusalOf(endSecret(deps, admin, request(), { id, secretId: last?.id ?? '' }))).toEqual(['secret_last'])
  expect(JSON.stringify(await listSecrets(deps, admin, id))).not.toContain('whsec_')
})

test('with an expired secret nothing is sent, because nothing leaves unsigned', async () => {
  const { id } = await subscribe(deps, receiver.target, { types: [...stages] })
  await makeSecret(deps, admin, request(), id, { overlapSeconds: 3600 })
  const [, newest] = await listSecrets(deps, admin, id)
  const end = { id, secretId: newest?.id ?? '' }
  expect(await refusalOf(endSecret(deps, admin, request(), end))).toEqual(['secret_last'])
  const stored = await deps.subscribers.get(id)
  if (!stored) throw new Error('No subscriber')
  const subscriber = { ...stored.subscriber, version: stored.subscriber.version + 1 }
  await deps.commit(deps.subscribers.save({ subscriber, secrets: [] }))
  await register(deps)
  await sweepEvents(deps)
  expect(receiver.got).toEqual([])
  expect(await readLine(deps, admin, id)).toMatchObject({ lastFailure: { reason: 'unsigned' } })
})

test('a subscription cannot end before it begins', async () => {
  const until = deps.now().toISOString()
  const newSubscription = { types: [...stages], until }
  expect(await refusalOf(subscribe(deps, receiver.target, newSubscription))).toEqual(['subscriber_period'])
  const { id } = await subscribe(deps, receiver.target, { types: [...stages] })
  expect(await refusalOf(change(id, { until }))).toEqual(['subscriber_period'])
})

test('a test event says why a receiver refused it', async () => {
  const { id } = await subscribe(deps, receiver.target, { types: [...stages] })
  receiver.answer(302)
  const { answer } = await sendTestPush(deps, admin, request(), id)
  expect(answer).toEqual({ event: expect.any(String), isTaken: false, reason: 'redirect', status: 302 })
})

test('acts that are due together are logged in one write, and wake each queue once', async () => {
  const others = await Promise.all(Array.from({ length: 2 }, startReceiver))
  for (const { target } of [receiver, ...others]) await subscribe(deps, target, { types: [...stages] })
  await sweepEvents(deps)
  const ids: string[] = []
  for (let i = 0; i < 8; i++) ids.push((await register(deps)).memberId)
  const sortKeys: string[] = []
  const countingDeps: TestDeps = {
    ...deps,
    commit(...writes) {
      sortKeys.push(...writes.flatMap(({ operation: { Put, Update } }) => String(Put?.Item?.sk ?? Update?.Key?.sk)))
      return deps.commit(...writes)
    },
  }
  await sweepEvents(countingDeps)
  for (const { events } of [receiver, ...others]) expect(events().map(({ data }) => data.member)).toEqual(ids)
  expect(sortKeys.filter((sk) => sk === 'HEAD')).toHaveLength(1)
  // Four writes for each of three queues: wake, lease, save the progress, and end.
  expect(sortKeys.filter((sk) => sk === 'LINE')).toHaveLength(12)
  await Promise.all(others.map(({ stop }) => stop()))
})

test('an act whose events cannot be read does not delay others', async () => {
  await subscribe(deps, receiver.target, { types: [...stages] })
  const ids: string[] = []
  for (let i = 0; i < 3; i++) ids.push((await register(deps)).memberId)
  const { readOwed } = deps.eventLog
  const [broken] = await deps.obligations.listDue({ kind: 'event', owner: 'log' }, deps.now(), 3)
  const eventLog: TestDeps['eventLog'] = {
    ...deps.eventLog,
    readOwed: (keys) =>
      keys.some(({ pk }) => pk === broken?.key.pk) ? Promise.reject(new Error('x')) : readOwed(keys),
  }
  await sweepEvents({ ...deps, eventLog })
  expect(receiver.got).toHaveLength(2)
  passMinutes(deps, 1)
  await sweepEvents(deps)
  const memberIds = receiver.events().map(({ data }) => data.member)
  expect(memberIds.toSorted()).toEqual(ids.toSorted())
})

test('without subscribers an act keeps nothing for them', async () => {
  await register(deps)
  expect(await deps.obligations.listQueues()).toEqual([])
})

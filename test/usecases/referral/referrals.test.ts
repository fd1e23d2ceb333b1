import { beforeAll, expect, test } from 'vitest'
import { addDays, dayOf } from '../../../shared/domain/calendar.ts'
import { OwnReferralFact } from '../../../shared/domain/ledger/referral-fact-kind.ts'
import { listReferralFacts } from '../../../shared/domain/referral/count-referral.ts'
import { ReferralPush } from '../../../shared/domain/referral/referral-push.ts'
import { OutgoingEvent, OutgoingEventType } from '../../../shared/domain/subscriber/outgoing-event.ts'
import { endConsent, listConsents } from '../../../shared/usecases/consent/consents.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { explain } from '../../../shared/usecases/ledger/explain.ts'
import { applyLoanEvent } from '../../../shared/usecases/loans/apply-loan-event.ts'
import { mergeMembers } from '../../../shared/usecases/members/merges.ts'
import { takeAnswer } from '../../../shared/usecases/referral/answer-referral.ts'
import { listReferrals } from '../../../shared/usecases/referral/list-referrals.ts'
import { previewReferrals, referMembers } from '../../../shared/usecases/referral/refer.ts'
import { takeReferralBack } from '../../../shared/usecases/referral/take-back.ts'
import { makeSubscriber } from '../../../shared/usecases/subscribers/subscribers.ts'
import { recountAll } from '../../support/ledger-state.ts'
import { loanEvent } from '../../support/loans.ts'
import { referralWorld } from '../../support/referrals.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { request } from '../../support/test-deps.ts'
import { newSubscriber } from '../../support/world.ts'

let world: Awaited<ReturnType<typeof referralWorld>>

beforeAll(async () => {
  world = await referralWorld()
})

test('a member enters the list with consent and stages, and leaves it with a loan', async () => {
  const { deps, admin, member, consent, ready, tellLoan } = world
  const id = await member({ stages: [] })
  await consent(id)
  expect(await ready()).not.toContain(id)
  const { recordStage } = await import('../../../shared/usecases/members/stages.ts')
  const evidence = { kind: 'laporan_keuangan' }
  await recordStage(deps, admin, request(), id, { stage: 'P6', happenedOn: '2021-11-29', evidence })
  expect(await ready()).toContain(id)
  await tellLoan(id, { submitted: '2021-11-30' })
  expect(await ready()).not.toContain(id)
  await tellLoan(id, { submitted: '2021-11-30', cancelled: '2021-11-30' })
  expect(await ready()).toContain(id)
})

test('a referral is sent once, answered, and linked to the loan that follows', async () => {
  const { deps, admin, member, consent, refer, sweep, pushed, ready, referral, tellLoan } = world
  const id = await member()
  await consent(id)
  const preview = await previewReferrals(deps, admin, { partner: 'bank-push', memberIds: [id] })
  expect(preview).toMatchObject({ eligible: 1, refused: 0 })
  const newReferral = await refer(id)
  expect(await ready()).not.toContain(id)
  expect(await refer(id)).toMatchObject({ problems: [{ code: 'referral_running' }] })
  await sweep()
  await sweep()
  const pushes = pushed.filter((each) => each.id === newReferral?.referral)
  expect(pushes).toHaveLength(1)
  expect(ReferralPush.parse(JSON.parse(pushes[0]?.body ?? ''))).toMatchObject({
    type: 'referral.prepared',
    data: { member: { number: id }, person: { birthDate: '1990-03-15' } },
  })
  expect(await referral(id)).toMatchObject({ state: 'sent', answerBy: '2021-12-14' })
  const answer = { partner: 'bank-push', referral: newReferral?.referral ?? '', source: 'rct_1' }
  await takeAnswer(deps, { ...answer, answer: 'taken' }, [])
  await takeAnswer(deps, { ...answer, answer: 'received' }, [])
  expect(await referral(id)).toMatchObject({ state: 'taken', answeredBy: 'bank-push' })
  await tellLoan(id, { submitted: '2021-11-30' })
  expect(await referral(id)).toMatchObject({ state: 'taken', loanOn: '2021-11-30' })
  expect((await deps.members.get(id))?.referrals).toBeUndefined()
  expect(await refusalOf(takeAnswer(deps, { ...answer, partner: 'bank-file', answer: 'taken' }, []))).toEqual([
    'referral_unknown',
  ])
})

test('a withdrawn consent withdraws unanswered referrals, and tells a lender that may have one', async () => {
  const { deps, admin, member, consent, refer, sweep, pushed, referral } = world
  const [early, late] = [await member(), await member()]
  const consents = [await consent(early), await consent(late)]
  await refer(early)
  await endConsent(deps, admin, request(), { memberId: early, id: consents[0]?.id ?? '' })
  expect(await referral(early)).toMatchObject({ state: 'withdrawn' })
  await refer(late)
  await sweep()
  await endConsent(deps, admin, request(), { memberId: late, id: consents[1]?.id ?? '' })
  await sweep()
  const about = (id: string) =>
    pushed.filter(({ body }) => body.includes(`"number":"${id}"`)).map(({ id: each }) => each)
  expect(about(early)).toEqual([])
  const referralId = (await referral(late))?.id
  expect(about(late)).toEqual([referralId, `${referralId}-withdrawn`])
  expect(ReferralPush.parse(JSON.parse(pushed.at(-1)?.body ?? ''))).toMatchObject({ data: { referral: referralId } })
  expect(await refer(early)).toMatchObject({ problems: [{ code: 'consent_missing' }] })
})

test('a consent that was given on a merged record is seen and withdrawn on the kept one', async () => {
  const { deps, admin, member, consent, refer, sweep, pushed, referral } = world
  const [from, into] = [await member(), await member()]
  const givenConsent = await consent(from)
  const newReferral = await refer(from)
  await sweep()
  await mergeMembers(deps, admin, request(), { from, into, reason: 'data_entry_mistake' })
  expect(await listConsents(deps, admin, into)).toMatchObject([{ id: givenConsent?.id, memberId: from }])
  await endConsent(deps, admin, request(), { memberId: into, id: givenConsent?.id ?? '' })
  await sweep()
  expect(await referral(from)).toMatchObject({ state: 'withdrawn' })
  expect(pushed.map(({ id }) => id)).toContain(`${newReferral?.referral}-withdrawn`)
  expect(await listConsents(deps, admin, into)).toMatchObject([{ end: 'withdrawn' }])
})

test('two officers who refer the same member at once make one referral', async () => {
  const { deps, admin, member, consent } = world
  const id = await member()
  await consent(id)
  const referInput = { partner: 'bank-push', memberIds: [id] }
  const results = await Promise.all([1, 2, 3].map(() => referMembers(deps, admin, request(), referInput)))
  expect(results.map(({ answer }) => answer.prepared).toSorted()).toEqual([0, 0, 1])
  expect(await deps.referrals.ofMember(id)).toHaveLength(1)
})

test('a subscriber gets the steps of a referral, with ids only, if it may read the member', async () => {
  const { deps, admin, member, consent, refer, sweep, pushed } = world
  const types = OutgoingEventType.options.filter((type) => type.startsWith('referral.'))
  // Sends what other tests have prepared, so that the subscriber is not told of it.
  await sweep()
  for (const [target, area] of [
    ['http://127.0.0.1:9/kota', '31.71'],
    ['http://127.0.0.1:9/lain', '31.72'],
  ] as const)
    await makeSubscriber(deps, admin, request(), { ...newSubscriber, target, area, types })
  deps.clock.set(new Date(deps.now().getTime() + 120_000).toISOString())
  const [answeredId, endedId] = [await member(), await member()]
  await consent(answeredId)
  await consent(endedId)
  const [first, second] = [(await refer(answeredId))?.referral ?? '', (await refer(endedId))?.referral ?? '']
  await takeReferralBack(deps, admin, request(), { memberId: endedId, id: second })
  await sweep()
  const at = deps.now().toISOString()
  const dates = { submitted: dayOf(deps.now(), deps.frame.programme.zone) }
  const event = loanEvent({ member: { number: answeredId }, number: 'L-told', dates, at })
  await applyLoanEvent(deps, { partner: { code: 'bank-push', isSandbox: false }, receiptId: 'rct_3', event })
  await takeAnswer(deps, { partner: 'bank-push', referral: first, source: 'rct_5', answer: 'taken' }, [])
  expect((await deps.referrals.get({ memberId: answeredId, id: first }))?.referral).not.toHaveProperty('byLoan')
  await sweep()

  const eventsAt = (place: string) =>
    pushed.filter(({ target }) => target.endsWith(place)).map(({ body }) => OutgoingEvent.parse(JSON.parse(body)))
  const fact = { member: answeredId, referral: first, partner: 'bank-push' }
  expect(eventsAt('/kota')).toMatchObject([
    { type: 'referral.made', data: fact },
    { type: 'referral.made', data: { member: endedId } },
    { type: 'referral.ended', data: { member: endedId, referral: second } },
    { type: 'referral.sent', data: fact },
    { type: 'referral.answered', data: { ...fact, answer: 'taken', loan: expect.any(String) } },
  ])
  const eventWithLoan = eventsAt('/kota').at(-1)
  const earlier = { submitted: addDays(dates.submitted, -1) }
  const correctedEvent = loanEvent({ member: { number: answeredId }, number: 'L-told', dates: earlier, at })
  await applyLoanEvent(deps, {
    partner: { code: 'bank-push', isSandbox: false },
    receiptId: 'rct_6',
    event: correctedEvent,
  })
  await sweep()
  const last = eventsAt('/kota').at(-1)
  expect(last).toMatchObject({ type: 'referral.answered', data: { ...fact, answer: 'taken' } })
  expect(last?.id).not.toBe(eventWithLoan?.id)
  expect(last?.data).not.toHaveProperty('loan')
  expect(eventsAt('/lain')).toEqual([])
  expect(JSON.stringify(eventsAt('/kota'))).not.toMatch(/Wahyuni|\d{16}|\+62/)
})

test('a subscriber learns that a referral waits again when its only answer was an earlier loan', async () => {
  const { deps, admin, prepared, sweep, pushed, tellLoan } = world
  const target = 'http://127.0.0.1:9/koreksi'
  const types: OutgoingEventType[] = ['referral.sent', 'referral.answered']
  await makeSubscriber(deps, admin, request(), { ...newSubscriber, target, area: '31.71', types })
  deps.clock.set(new Date(deps.now().getTime() + 120_000).toISOString())
  const { id, referralId } = await prepared()
  await sweep()
  const today = dayOf(deps.now(), deps.frame.programme.zone)
  await tellLoan(id, { submitted: today })
  const dates = { submitted: addDays(today, -1) }
  const event = loanEvent({ member: { number: id }, number: `L-${id}`, dates, at: deps.now().toISOString() })
  await applyLoanEvent(deps, { partner: { code: 'bank-push', isSandbox: false }, receiptId: 'rct_7', event })
  await sweep()
  const receivedEvents = pushed
    .filter((push) => push.target === target)
    .map(({ body }) => OutgoingEvent.parse(JSON.parse(body)))
  const answerBy = addDays(today, 14)
  expect(receivedEvents).toMatchObject([
    { type: 'referral.sent', data: { referral: referralId, answerBy } },
    { type: 'referral.answered', data: { referral: referralId, answer: 'taken', loan: expect.any(String) } },
    { type: 'referral.sent', data: { referral: referralId, answerBy } },
  ])
})

test('figures count each act of a referral, and the loan that followed', async () => {
  const { deps, admin, member, consent, refer, sweep, tellLoan } = world
  const id = await member({ area: '31.71.02.1001' })
  await consent(id)
  await refer(id)
  await sweep()
  deps.clock.set('2021-12-16T05:00:00.000Z')
  const dates = { submitted: '2021-12-15', approved: '2021-12-15' }
  await tellLoan(id, dates)
  const month = { month: '2021-12', reading: 'as_posted' } as const
  const there = await computeFigures(deps, { ...month, area: '31.71.02' })
  const numbers = (figures: typeof there) =>
    Object.fromEntries(figures.referrals?.facts.map(({ fact, cumulative }) => [fact, cumulative]) ?? [])
  const nothing = { not_eligible: 0, no_answer: 0, withdrawn: 0, rejected: 0 }
  expect(numbers(there)).toEqual({ ...nothing, sent: 1, taken: 1, applied: 1, approved: 1, disbursed: 0 })
  await tellLoan(id, { ...dates, cancelled: '2021-12-15' })
  expect(numbers(await computeFigures(deps, { ...month, area: '31.71.02' }))).toMatchObject({ applied: 1, approved: 0 })

  const whole = await computeFigures(deps, { ...month, area: '31' })
  const all = await Promise.all(
    ['bank-file', 'bank-push'].map(async (partner) =>
      (await listReferrals(deps, admin, { partner }, { limit: 100 })).items.map((each) =>
        listReferralFacts(each, deps.frame.programme.zone),
      ),
    ),
  )
  const count = (kind: string) => all.flat(2).filter(({ fact }) => fact === kind).length
  for (const kind of OwnReferralFact.options) expect([kind, numbers(whole)[kind]]).toEqual([kind, count(kind)])
  expect(whole.referrals?.partners.map(({ facts }) => facts.sent.cumulative)).toEqual(
    all.map((own) => own.filter((facts) => facts.length > 0).length).filter((n) => n > 0),
  )
  expect(await recountAll(deps)).toEqual([])
  const figure = { month: '2021-12', span: 'cumulative', area: '31', referral: 'applied' } as const
  const entriesBehind = await explain(deps, admin, figure, { leftOut: false, limit: 50 })
  expect(entriesBehind.items.map(({ memberId, effect }) => [memberId, effect])).toContainEqual([id, 1])
})

import { beforeAll, expect, test } from 'vitest'
import { addDays, dayOf } from '../../../shared/domain/calendar.ts'
import { OwnReferralFact } from '../../../shared/domain/ledger/referral-fact-kind.ts'
import { loanKey } from '../../../shared/domain/loan/loan-record.ts'
import { listReferralFacts } from '../../../shared/domain/referral/count-referral.ts'
import { ReferralPush } from '../../../shared/domain/referral/referral-push.ts'
import { OutgoingEvent, OutgoingEventType } from '../../../shared/domain/subscriber/outgoing-event.ts'
import { endConsent, listConsents } from '../../../shared/usecases/consent/consents.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { explain } from '../../../shared/usecases/ledger/explain.ts'
import { applyLoanEvent } from '../../../shared/usecases/loans/apply-loan-event.ts'
import { mergeMembers, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { recordAnswer, takeAnswer } from '../../../shared/usecases/referral/answer-referral.ts'
import { listReferrals } from '../../../shared/usecases/referral/list-referrals.ts'
import { previewReferrals, referMembers } from '../../../shared/usecases/referral/refer.ts'
import { makeReferralFile, readFileText, readReferralFile } from '../../../shared/usecases/referral/send-by-file.ts'
import { takeAnswers } from '../../../shared/usecases/referral/take-answers.ts'
import { takeReferralBack } from '../../../shared/usecases/referral/take-back.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { makeSubscriber } from '../../../shared/usecases/subscribers/subscribers.ts'
import { recountAll } from '../../support/ledger-state.ts'
import { loanEvent } from '../../support/loans.ts'
import { byFile, byPush, referralWorld } from '../../support/referrals.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request, type TestDeps } from '../../support/test-deps.ts'
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

test('a referral is sent once, answered, and tied to the loan that follows', async () => {
  const { deps, admin, member, consent, refer, sweep, pushed, ready, referral, tellLoan } = world
  const id = await member()
  await consent(id)
  const preview = await previewReferrals(deps, admin, { partner: 'bank-push', memberIds: [id] })
  expect(preview).toMatchObject({ eligible: 1, refused: 0 })
  const made = await refer(id)
  expect(await ready()).not.toContain(id)
  expect(await refer(id)).toMatchObject({ problems: [{ code: 'referral_running' }] })
  await sweep()
  await sweep()
  const sent = pushed.filter((each) => each.id === made?.referral)
  expect(sent).toHaveLength(1)
  expect(ReferralPush.parse(JSON.parse(sent[0]?.body ?? ''))).toMatchObject({
    type: 'referral.prepared',
    data: { member: { number: id }, person: { birthDate: '1990-03-15' } },
  })
  expect(await referral(id)).toMatchObject({ state: 'sent', answerBy: '2021-12-14' })
  const answer = { partner: 'bank-push', referral: made?.referral ?? '', source: 'rct_1' }
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

test('a withdrawn consent takes back what is not answered, and tells a lender that may have it', async () => {
  const { deps, admin, member, consent, refer, sweep, pushed, referral } = world
  const [early, late] = [await member(), await member()]
  const given = [await consent(early), await consent(late)]
  await refer(early)
  await endConsent(deps, admin, request(), { memberId: early, id: given[0]?.id ?? '' })
  expect(await referral(early)).toMatchObject({ state: 'withdrawn' })
  await refer(late)
  await sweep()
  await endConsent(deps, admin, request(), { memberId: late, id: given[1]?.id ?? '' })
  await sweep()
  const about = (id: string) =>
    pushed.filter(({ body }) => body.includes(`"number":"${id}"`)).map(({ id: each }) => each)
  expect(about(early)).toEqual([])
  const sent = (await referral(late))?.id
  expect(about(late)).toEqual([sent, `${sent}-withdrawn`])
  expect(ReferralPush.parse(JSON.parse(pushed.at(-1)?.body ?? ''))).toMatchObject({ data: { referral: sent } })
  expect(await refer(early)).toMatchObject({ problems: [{ code: 'consent_missing' }] })
})

test('a consent withdrawn while the referral is being sent ends it, and the lender is told', async () => {
  const { deps, admin, member, consent, refer, sweep, pushed, referral, lendersAnswer } = world
  const id = await member()
  const given = await consent(id)
  const made = await refer(id)
  lendersAnswer(async () => {
    lendersAnswer(async () => ({ isTaken: true, status: 200 }))
    await endConsent(deps, admin, request(), { memberId: id, id: given?.id ?? '' })
    return { isTaken: true, status: 200 }
  })
  await sweep()
  await sweep()
  expect(await referral(id)).toMatchObject({ state: 'withdrawn' })
  const about = pushed.filter(({ body }) => body.includes(`"number":"${id}"`)).map((each) => each.id)
  expect(about).toEqual([made?.referral, `${made?.referral}-withdrawn`])
})

test('a try after one whose end nobody knows sends the same bytes under the same id', async () => {
  const { deps, member, consent, refer, sweep, pushed, referral, lendersAnswer } = world
  const id = await member()
  await consent(id)
  const made = await refer(id)
  lendersAnswer(async () => {
    lendersAnswer(async () => ({ isTaken: true, status: 200 }))
    throw new Error('Cut off after the lender has it')
  })
  await sweep()
  expect(await referral(id)).toMatchObject({ state: 'prepared' })
  deps.clock.set(new Date(deps.now().getTime() + 60_000).toISOString())
  await sweep()
  expect(await referral(id)).toMatchObject({ state: 'sent' })
  const [first, second, ...more] = pushed.filter((each) => each.id === made?.referral)
  expect(more).toEqual([])
  expect(first?.body).toContain(id)
  expect(second).toEqual(first)
})

test('a lender that says so before we know that it has it has the whole term for an answer', async () => {
  const { deps, member, consent, refer, sweep, referral, lendersAnswer } = world
  const id = await member()
  await consent(id)
  const made = await refer(id)
  lendersAnswer(async () => {
    lendersAnswer(async () => ({ isTaken: true, status: 200 }))
    throw new Error('Cut off after the lender has it')
  })
  await sweep()
  const received = {
    partner: 'bank-push',
    referral: made?.referral ?? '',
    source: 'rct_3',
    answer: 'received',
  } as const
  await takeAnswer(deps, received, [])
  for (let i = 0; i < 2; i++) {
    deps.clock.set(new Date(deps.now().getTime() + 60_000).toISOString())
    await sweep()
    expect(await referral(id)).toMatchObject({ state: 'received', answerBy: '2021-12-14' })
  }
})

test('a file sends who is prepared, empty where we have nothing, with a receipt for each row', async () => {
  const { deps, admin, member, consent, refer, referral } = world
  const [id, gone] = [await member(), await member()]
  for (const each of [id, gone]) {
    await consent(each, { partner: 'bank-file' })
    await refer(each, 'bank-file')
  }
  const { answer: file } = await makeReferralFile(deps, admin, request(), { partner: 'bank-file' })
  expect(file).toMatchObject({ sent: 2, left: 0 })
  const text = await readFileText(deps, admin, file.id)
  const nik = (await deps.members.get(id))?.person?.nik
  expect(text.split('\r\n')[0]).toBe(
    'nik|nama|tgl_lahir|jns_kelamin|pekerjaan|kode_kabkota|npwp|mulai_usaha|alamat_usaha|ijin_usaha|modal_usaha|jml_pekerja|jml_kredit|no_hp',
  )
  expect(text).toContain(`${nik}|Sri   Wahyuni|15031990|||||||||||+6281300000001\r\n`)
  expect(await refusalOf(readFileText(deps, callerAs('admin', { subject: 'other' }), file.id))).toEqual(['not_found'])
  expect(await refusalOf(makeReferralFile(deps, admin, request(), { partner: 'bank-file' }))).toEqual([
    'referral_none_prepared',
  ])
  await eraseMember(deps, admin, request(), gone)
  expect((await readFileText(deps, admin, file.id)).split('\r\n')).toHaveLength(3)
  expect(await referral(gone)).toMatchObject({ state: 'withdrawn' })
  expect(await deps.consents.ofMember(gone)).toMatchObject([{ end: 'erased' }])
  const answered = { answer: 'not_eligible', reason: 'Dokumen kurang' } as const
  const of = { memberId: id, id: (await referral(id))?.id ?? '' }
  await recordAnswer(deps, admin, request(), of, answered)
  expect(await referral(id)).toMatchObject({ state: 'not_eligible', reason: 'Dokumen kurang' })
  expect(await refusalOf(recordAnswer(deps, admin, request(), of, { answer: 'taken' }))).toEqual(['referral_over'])
})

test('an interrupted file goes on for the same request only', async () => {
  const { deps, admin, member, consent, refer, referral } = world
  const id = await member()
  await consent(id, { partner: 'bank-file' })
  await refer(id, 'bank-file')
  const asked = request()
  const cutOff: TestDeps = {
    ...deps,
    referrals: {
      ...deps.referrals,
      save: () => {
        throw new Error('Cut off after the plan')
      },
    },
  }
  await expect(makeReferralFile(cutOff, admin, asked, { partner: 'bank-file' })).rejects.toThrow('Cut off')
  const other = { ...asked, fingerprint: request().fingerprint }
  for (const partner of ['bank-syariah', 'bank-file'])
    expect(await refusalOf(makeReferralFile(deps, admin, other, { partner, area: '31.71' }))).toEqual([
      'idempotency_key_reused',
    ])
  expect(await referral(id)).toMatchObject({ state: 'prepared' })
  const { answer: file } = await makeReferralFile(deps, admin, asked, { partner: 'bank-file' })
  expect(file).toMatchObject({ sent: 1, rows: [{ memberId: id, isInFile: true }] })
})

test('a lender gets referrals by the way that it takes when they are sent', async () => {
  const { deps, admin, member, consent, refer, sweep, pushed, referral, takeBy } = world
  const [byPushFirst, byFileFirst, inPlan] = [await member(), await member(), await member()]
  for (const id of [byPushFirst, byFileFirst, inPlan]) await consent(id, { partner: 'bank-file' })
  await refer(byFileFirst, 'bank-file')
  await sweep()
  expect(await referral(byFileFirst)).toMatchObject({ state: 'prepared' })
  const asked = request()
  const cutOff: TestDeps = {
    ...deps,
    referrals: {
      ...deps.referrals,
      save: () => {
        throw new Error('Cut off after the plan')
      },
    },
  }
  await refer(inPlan, 'bank-file')
  await expect(makeReferralFile(cutOff, admin, asked, { partner: 'bank-file' })).rejects.toThrow('Cut off')

  await takeBy('bank-file', byPush)
  const { answer: file } = await makeReferralFile(deps, admin, asked, { partner: 'bank-file' })
  expect(file).toMatchObject({ sent: 0, left: 2, rows: [{ isInFile: false }, { isInFile: false }] })
  deps.clock.set(new Date(deps.now().getTime() + 6 * 3_600_000).toISOString())
  await sweep()
  for (const id of [byFileFirst, inPlan]) {
    const sent = await referral(id)
    expect(sent).toMatchObject({ state: 'sent' })
    expect(pushed.filter((each) => each.id === sent?.id)).toHaveLength(1)
  }

  await refer(byPushFirst, 'bank-file')
  await takeBy('bank-file', byFile)
  await sweep()
  expect(await deps.obligations.countParked({ kind: 'referral', owner: 'bank-file' })).toBe(0)
  const { answer: next } = await makeReferralFile(deps, admin, request(), { partner: 'bank-file' })
  expect(next).toMatchObject({ sent: 1, rows: [{ memberId: byPushFirst, isInFile: true, state: 'sent' }] })
  await sweep()
  expect(pushed.some(({ body }) => body.includes(byPushFirst))).toBe(false)
})

test('a file shows only whom its maker may still refer', async () => {
  const { deps, member, consent, refer } = world
  const [here, there] = [await member(), await member({ area: '31.72.01.1001' })]
  for (const each of [here, there]) {
    await consent(each, { partner: 'bank-file' })
    await refer(each, 'bank-file')
  }
  const maker = (area: string) => callerAs('admin', { subject: 'moved', area })
  const madeBy = request()
  const { answer: file } = await makeReferralFile(deps, maker('31'), madeBy, { partner: 'bank-file' })
  expect(file).toMatchObject({ sent: 2 })
  const answered = request()
  const asked = { id: file.id, sheet: `Nomor anggota;Hasil\n${here};ditangani\n${there};ditangani\n;\n` }
  const { answer: taken } = await takeAnswers(deps, maker('31'), answered, asked)
  expect(taken).toMatchObject({ recorded: 2, passedOver: 1 })
  const moved = maker('31.72')
  const view = await readReferralFile(deps, moved, file.id)
  expect(view).toMatchObject({ sent: 1, left: 0, rows: [{ memberId: there }] })
  expect(view.rows).toHaveLength(1)
  const text = await readFileText(deps, moved, file.id)
  expect(text).toContain((await deps.members.get(there))?.person?.nik)
  expect(text).not.toContain((await deps.members.get(here))?.person?.nik)
  const madeAgain = await makeReferralFile(deps, moved, madeBy, { partner: 'bank-file' })
  expect(madeAgain).toMatchObject({ replayed: true, answer: { sent: 1, left: 0 } })
  expect(madeAgain.answer.rows).toEqual(file.rows.filter(({ memberId }) => memberId === there))
  const takenAgain = await takeAnswers(deps, moved, answered, asked)
  expect(takenAgain).toMatchObject({ replayed: true, answer: { recorded: 1, passedOver: 1 } })
  expect(takenAgain.answer.rows).toEqual(taken.rows.filter(({ memberId }) => memberId !== here))
})

test('a loan of a merged member is tied to the referral of either record, and untied when they part', async () => {
  const { deps, admin, member, consent, refer, sweep, referral, tellLoan } = world
  const [from, into] = [await member(), await member()]
  for (const each of [from, into]) await consent(each)
  const made = await refer(from)
  await sweep()
  const { answer: merge } = await mergeMembers(deps, admin, request(), { from, into, reason: 'data_entry_mistake' })
  expect(await refer(into)).toMatchObject({
    problems: [{ code: 'referral_running', params: { referral: made?.referral } }],
  })

  await tellLoan(into, { submitted: '2021-11-30' })
  const number = `L-${into}`
  expect(await referral(from)).toMatchObject({ state: 'taken', loanOn: '2021-11-30' })
  expect((await deps.members.get(from))?.referrals).toBeUndefined()
  await tellLoan(from, { submitted: '2021-11-30' })
  expect((await referral(from))?.loan).toBe(loanKey({ partner: 'bank-push', number }))

  await unmergeMembers(deps, admin, request(), merge.mergeId)
  await sweep()
  expect(await referral(from)).toMatchObject({ state: 'sent', partner: 'bank-push' })
  expect(await referral(from)).not.toHaveProperty('loan')
  expect((await deps.members.get(from))?.referrals).toEqual([{ id: made?.referral, partner: 'bank-push' }])
  expect((await deps.loans.get(loanKey({ partner: 'bank-push', number })))?.record).not.toHaveProperty('referral')
})

test('a loan that goes back with a record is taken off the referral of the other', async () => {
  const { deps, admin, member, consent, refer, sweep, referral, tellLoan } = world
  const [from, into] = [await member(), await member()]
  await consent(into)
  await refer(into)
  await sweep()
  const { answer: merge } = await mergeMembers(deps, admin, request(), { from, into, reason: 'data_entry_mistake' })
  await tellLoan(from, { submitted: '2021-11-30' })
  expect(await referral(into)).toMatchObject({ state: 'taken', loanOn: '2021-11-30' })
  await unmergeMembers(deps, admin, request(), merge.mergeId)
  await sweep()
  expect(await referral(into)).toMatchObject({ state: 'sent' })
  expect(await deps.members.get(into)).toMatchObject({ referrals: [{ partner: 'bank-push' }] })
  expect((await deps.members.get(from))?.loans).toHaveLength(1)
})

test('a loan that was applied for before the sending is taken off again, and the wait for an answer goes on', async () => {
  const { deps, member, consent, refer, sweep, referral, tellLoan, lendersAnswer } = world
  const id = await member()
  await consent(id)
  const made = await refer(id)
  lendersAnswer(async () => {
    lendersAnswer(async () => ({ isTaken: true, status: 200 }))
    throw new Error('Cut off after the lender has it')
  })
  await sweep()
  const today = dayOf(deps.now(), deps.frame.programme.zone)
  await tellLoan(id, { submitted: today })
  expect(await referral(id)).toMatchObject({ state: 'taken', loanOn: today })
  const dates = { submitted: addDays(today, -1) }
  const event = loanEvent({ member: { number: id }, number: `L-${id}`, dates, at: deps.now().toISOString() })
  await applyLoanEvent(deps, { partner: { code: 'bank-push', isSandbox: false }, receiptId: 'rct_4', event })
  expect(await referral(id)).toMatchObject({ state: 'sent' })
  expect(await referral(id)).not.toHaveProperty('loan')
  expect((await deps.members.get(id))?.referrals).toEqual([{ id: made?.referral, partner: 'bank-push' }])
  await sweep()
  expect(await referral(id)).toMatchObject({ state: 'sent', answerBy: addDays(today, 14) })
})

test('a consent that was given on a merged record is seen and withdrawn on the kept one', async () => {
  const { deps, admin, member, consent, refer, sweep, pushed, referral } = world
  const [from, into] = [await member(), await member()]
  const given = await consent(from)
  const made = await refer(from)
  await sweep()
  await mergeMembers(deps, admin, request(), { from, into, reason: 'data_entry_mistake' })
  expect(await listConsents(deps, admin, into)).toMatchObject([{ id: given?.id, memberId: from }])
  await endConsent(deps, admin, request(), { memberId: into, id: given?.id ?? '' })
  await sweep()
  expect(await referral(from)).toMatchObject({ state: 'withdrawn' })
  expect(pushed.map(({ id }) => id)).toContain(`${made?.referral}-withdrawn`)
  expect(await listConsents(deps, admin, into)).toMatchObject([{ end: 'withdrawn' }])
})

test('two officers who refer the same member at once make one referral', async () => {
  const { deps, admin, member, consent } = world
  const id = await member()
  await consent(id)
  const asked = { partner: 'bank-push', memberIds: [id] }
  const made = await Promise.all([1, 2, 3].map(() => referMembers(deps, admin, request(), asked)))
  expect(made.map(({ answer }) => answer.prepared).toSorted()).toEqual([0, 0, 1])
  expect(await deps.referrals.ofMember(id)).toHaveLength(1)
})

test('without an answer in time the member waits for a bank again, and a late answer counts', async () => {
  const { deps, member, consent, refer, sweep, ready, referral } = world
  const id = await member()
  await consent(id)
  const made = await refer(id)
  await sweep()
  deps.clock.set('2021-12-14T18:00:00.000Z')
  await sweep()
  expect(await referral(id)).toMatchObject({ state: 'no_answer' })
  expect(await ready()).toContain(id)
  await takeAnswer(deps, { partner: 'bank-push', referral: made?.referral ?? '', source: 'rct_2', answer: 'taken' }, [])
  expect(await referral(id)).toMatchObject({ state: 'taken' })
  expect(await ready()).not.toContain(id)
})

test('a subscriber is told of the steps of a referral, by ids only, if it may read the member', async () => {
  const { deps, admin, member, consent, refer, sweep, pushed } = world
  const types = OutgoingEventType.options.filter((type) => type.startsWith('referral.'))
  for (const [target, area] of [
    ['http://127.0.0.1:9/kota', '31.71'],
    ['http://127.0.0.1:9/lain', '31.72'],
  ] as const)
    await makeSubscriber(deps, admin, request(), { ...newSubscriber, target, area, types })
  deps.clock.set(new Date(deps.now().getTime() + 120_000).toISOString())
  const [answered, ended] = [await member(), await member()]
  await consent(answered)
  await consent(ended)
  const [first, second] = [(await refer(answered))?.referral ?? '', (await refer(ended))?.referral ?? '']
  await takeReferralBack(deps, admin, request(), { memberId: ended, id: second })
  await sweep()
  const at = deps.now().toISOString()
  const dates = { submitted: dayOf(deps.now(), deps.frame.programme.zone) }
  const event = loanEvent({ member: { number: answered }, number: 'L-told', dates, at })
  await applyLoanEvent(deps, { partner: { code: 'bank-push', isSandbox: false }, receiptId: 'rct_3', event })
  await takeAnswer(deps, { partner: 'bank-push', referral: first, source: 'rct_5', answer: 'taken' }, [])
  expect((await deps.referrals.get({ memberId: answered, id: first }))?.referral).not.toHaveProperty('byLoan')
  await sweep()

  const eventsAt = (place: string) =>
    pushed.filter(({ target }) => target.endsWith(place)).map(({ body }) => OutgoingEvent.parse(JSON.parse(body)))
  const fact = { member: answered, referral: first, partner: 'bank-push' }
  expect(eventsAt('/kota')).toMatchObject([
    { type: 'referral.made', data: fact },
    { type: 'referral.made', data: { member: ended } },
    { type: 'referral.ended', data: { member: ended, referral: second } },
    { type: 'referral.sent', data: fact },
    { type: 'referral.answered', data: { ...fact, answer: 'taken', loan: expect.any(String) } },
  ])
  expect(eventsAt('/lain')).toEqual([])
  expect(JSON.stringify(eventsAt('/kota'))).not.toMatch(/Wahyuni|\d{16}|\+62/)
})

test('figures count each referral with the act that changes it, and the loan that came of it', async () => {
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
  const behind = await explain(deps, admin, figure, { leftOut: false, limit: 50 })
  expect(behind.items.map(({ memberId, effect }) => [memberId, effect])).toContainEqual([id, 1])
})

test("a sheet with a lender's answers is recorded row by row, each row accounted for by its line", async () => {
  const { deps, admin, member, consent, refer, referral } = world
  const [first, second, third] = [await member(), await member(), await member()]
  for (const id of [first, second, third]) {
    await consent(id, { partner: 'bank-file' })
    await refer(id, 'bank-file')
  }
  const { answer: file } = await makeReferralFile(deps, admin, request(), { partner: 'bank-file' })
  const nik = (await deps.members.get(first))?.person?.nik
  const sent = (await referral(second))?.id
  const sheet = [
    'Hasil rujukan November',
    'NIK;Nomor anggota;Rujukan;Hasil;Keterangan',
    `${nik};${first};;Layak;`,
    `;${second};${sent};Tidak memenuhi syarat;`,
    `;;${sent};;`,
    `;${third};;ditangani;`,
    `;${third};;ditolak;Dokumen kurang`,
    `;${first};${sent};ditangani;`,
    '9971015503900019;;;diterima;',
    '9971015503900019;;;ditangani;',
    ';;;ditangani;',
    '9,97102E+15;;;ditangani;',
    'Jumlah;;;9;',
  ].join('\n')
  const asked = { id: file.id, sheet }
  const { answer: taken } = await takeAnswers(deps, admin, request('sheet-1'), asked)
  expect(taken.rows.map(({ line, outcome, why, problems }) => [line, outcome, why ?? problems[0]?.code])).toEqual([
    [1, 'passed_over', 'row_above'],
    [3, 'recorded', undefined],
    [4, 'refused', 'referral_reason_missing'],
    [5, 'passed_over', 'no_answer'],
    [6, 'refused', 'referral_answers_differ'],
    [7, 'refused', 'referral_answers_differ'],
    [8, 'refused', 'referral_row_differs'],
    [9, 'refused', 'referral_answer_word'],
    [10, 'refused', 'referral_row_unknown'],
    [11, 'refused', 'referral_row_nameless'],
    [12, 'refused', 'number_scientific'],
    [13, 'passed_over', 'row_total'],
  ])
  expect(taken).toMatchObject({ recorded: 1, unchanged: 0, refused: 8, passedOver: 3 })
  expect(await referral(first)).toMatchObject({ state: 'taken', answeredBy: admin.subject })
  expect(JSON.stringify(taken)).not.toContain(nik)
  expect(await takeAnswers(deps, admin, request('sheet-1'), asked)).toEqual({ answer: taken, replayed: true })

  const corrected = `NIK;Nomor anggota;Hasil;Alasan\n${nik};;ditangani;\n;${second};ditolak;Dokumen kurang\n`
  const { answer: later } = await takeAnswers(deps, admin, request(), { id: file.id, sheet: corrected })
  expect(later).toMatchObject({ recorded: 1, unchanged: 1, refused: 0, passedOver: 0 })
  expect(await referral(second)).toMatchObject({ state: 'not_eligible', reason: 'Dokumen kurang' })
  const other = callerAs('admin', { subject: 'other' })
  expect(await refusalOf(takeAnswers(deps, other, request(), asked))).toEqual(['not_found'])
  const headless = { id: file.id, sheet: 'Nama;Telepon\nSri;0\n' }
  expect(await refusalOf(takeAnswers(deps, admin, request(), headless))).toEqual([
    'import_column_missing',
    'import_column_missing',
  ])
})

test('an interrupted sheet with answers goes on for the same request only', async () => {
  const { deps, admin, member, consent, refer, referral } = world
  const [first, second] = [await member(), await member()]
  for (const id of [first, second]) {
    await consent(id, { partner: 'bank-file' })
    await refer(id, 'bank-file')
  }
  const { answer: file } = await makeReferralFile(deps, admin, request(), { partner: 'bank-file' })
  const asked = request()
  const sheet = { id: file.id, sheet: `Nomor anggota;Hasil\n${first};ditangani\n` }
  const cutOff: TestDeps = {
    ...deps,
    claims: {
      ...deps.claims,
      add: (key, claim) => {
        if (key.key === asked.key && key.part === undefined) throw new Error('Cut off after the last row')
        return deps.claims.add(key, claim)
      },
    },
  }
  await expect(takeAnswers(cutOff, admin, asked, sheet)).rejects.toThrow('Cut off')
  expect(await referral(first)).toMatchObject({ state: 'taken' })
  const other = { ...asked, fingerprint: request().fingerprint }
  const otherSheet = { id: file.id, sheet: `Nomor anggota;Hasil\n${first};ditangani\n${second};ditangani\n` }
  expect(await refusalOf(takeAnswers(deps, admin, other, otherSheet))).toEqual(['idempotency_key_reused'])
  expect(await referral(second)).toMatchObject({ state: 'sent' })
  const { answer: taken } = await takeAnswers(deps, admin, asked, sheet)
  expect(taken).toMatchObject({ recorded: 1, refused: 0 })

  const twins = request()
  const [one, two] = await Promise.all([
    takeAnswers(deps, admin, twins, otherSheet),
    takeAnswers(deps, admin, twins, otherSheet),
  ])
  expect(one.answer).toEqual(two.answer)
  expect(one.answer).toMatchObject({ recorded: 1, unchanged: 1 })
})

test('a sheet is refused as a whole if the key of one of its rows stands for something else', async () => {
  const { deps, admin, member, consent, refer, referral } = world
  const id = await member()
  await consent(id, { partner: 'bank-file' })
  await refer(id, 'bank-file')
  const { answer: file } = await makeReferralFile(deps, admin, request(), { partner: 'bank-file' })
  const asked = request()
  const of = { memberId: id, id: (await referral(id))?.id ?? '' }
  await recordAnswer(deps, admin, request(`${asked.key} ${of.id}`), of, { answer: 'received' })
  const sheet = { id: file.id, sheet: `Nomor anggota;Hasil\n${id};ditangani\n` }
  expect(await refusalOf(takeAnswers(deps, admin, asked, sheet))).toEqual(['idempotency_key_reused'])
  expect(await referral(id)).toMatchObject({ state: 'received' })
})

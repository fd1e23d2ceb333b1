import { beforeAll, expect, test } from 'vitest'
import { addDays, dayOf } from '../../../shared/domain/calendar.ts'
import { loanKey } from '../../../shared/domain/loan/loan-record.ts'
import { applyLoanEvent } from '../../../shared/usecases/loans/apply-loan-event.ts'
import { replayLoan } from '../../../shared/usecases/loans/decide-loan.ts'
import { mergeMembers, unmergeMembers } from '../../../shared/usecases/members/merges.ts'
import { loanEvent } from '../../support/loans.ts'
import { referralWorld } from '../../support/referrals.ts'
import { request } from '../../support/test-deps.ts'

let world: Awaited<ReturnType<typeof referralWorld>>

beforeAll(async () => {
  world = await referralWorld()
})

test('a loan of a merged member is linked to a referral of either record, and unlinked when they part', async () => {
  const { deps, admin, member, consent, refer, sweep, referral, tellLoan } = world
  const [from, into] = [await member(), await member()]
  for (const each of [from, into]) await consent(each)
  const newReferral = await refer(from)
  await sweep()
  const { answer: merge } = await mergeMembers(deps, admin, request(), { from, into, reason: 'data_entry_mistake' })
  expect(await refer(into)).toMatchObject({
    problems: [{ code: 'referral_running', params: { referral: newReferral?.referral } }],
  })

  await tellLoan(into, { submitted: '2021-11-30' })
  const number = `L-${into}`
  expect(await referral(from)).toMatchObject({ state: 'taken', loanOn: '2021-11-30' })
  expect((await deps.members.get(from))?.referrals).toBeUndefined()
  await tellLoan(into, { submitted: '2021-11-30' }, 'bank-push', `${number}-2`)
  expect((await referral(from))?.loan).toBe(loanKey({ partner: 'bank-push', number }))

  await unmergeMembers(deps, admin, request(), merge.mergeId)
  await sweep()
  expect(await referral(from)).toMatchObject({ state: 'sent', partner: 'bank-push' })
  expect(await referral(from)).not.toHaveProperty('loan')
  expect((await deps.members.get(from))?.referrals).toEqual([{ id: newReferral?.referral, partner: 'bank-push' }])
  expect((await deps.loans.get(loanKey({ partner: 'bank-push', number })))?.record).not.toHaveProperty('referral')
})

test('a loan that returns with its record is unlinked from the referral of the other record', async () => {
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

test.each(['the loan of the other', 'the loan of the referred member'])(
  'once records part, the loan of the referred member is linked, even if %s is checked first',
  async (first) => {
    const { deps, admin, member, consent, refer, sweep, referral, tellLoan } = world
    const [from, into] = [await member(), await member()]
    for (const each of [from, into]) await consent(each)
    const newReferral = await refer(from)
    await sweep()
    const { answer: merge } = await mergeMembers(deps, admin, request(), { from, into, reason: 'data_entry_mistake' })
    for (const each of [into, from]) await tellLoan(each, { submitted: '2021-11-30' })
    const [ofInto, ofFrom] = [into, from].map((each) => loanKey({ partner: 'bank-push', number: `L-${each}` }))
    expect((await referral(from))?.loan).toBe(ofInto)

    await unmergeMembers(deps, admin, request(), merge.mergeId)
    const loansInOrder = first === 'the loan of the other' ? [ofInto, ofFrom] : [ofFrom, ofInto]
    for (const id of loansInOrder) await replayLoan(deps, admin, request(), id ?? '')
    await sweep()
    expect(await referral(from)).toMatchObject({ state: 'taken', loan: ofFrom, loanOn: '2021-11-30' })
    expect((await deps.loans.getMany([ofFrom ?? '']))[0]?.referral).toMatchObject({ id: newReferral?.referral })
    expect((await deps.loans.getMany([ofInto ?? '']))[0]).not.toHaveProperty('referral')
    expect((await deps.members.get(from))?.referrals).toBeUndefined()
  },
)

test('a loan applied for before the referral was sent is unlinked again, and the wait for an answer continues', async () => {
  const { deps, sweep, referral, tellLoan, prepared, cutNextPush } = world
  const { id, referralId } = await prepared()
  cutNextPush()
  await sweep()
  const today = dayOf(deps.now(), deps.frame.programme.zone)
  await tellLoan(id, { submitted: today })
  expect(await referral(id)).toMatchObject({ state: 'taken', loanOn: today })
  const dates = { submitted: addDays(today, -1) }
  const event = loanEvent({ member: { number: id }, number: `L-${id}`, dates, at: deps.now().toISOString() })
  await applyLoanEvent(deps, { partner: { code: 'bank-push', isSandbox: false }, receiptId: 'rct_4', event })
  expect(await referral(id)).toMatchObject({ state: 'sent' })
  expect(await referral(id)).not.toHaveProperty('loan')
  expect((await deps.members.get(id))?.referrals).toEqual([{ id: referralId, partner: 'bank-push' }])
  await sweep()
  expect(await referral(id)).toMatchObject({ state: 'sent', answerBy: addDays(today, 14) })
})

test('a loan of a record that was merged twice is not checked with every act of its member', async () => {
  const { deps, admin, member, consent, refer, sweep, tellLoan } = world
  const [first, second, last] = [await member(), await member(), await member()]
  await consent(first)
  await refer(first)
  await sweep()
  await tellLoan(first, { submitted: dayOf(deps.now(), deps.frame.programme.zone) })
  for (const [from, into] of [
    [first, second],
    [second, last],
  ] as const)
    await mergeMembers(deps, admin, request(), { from, into, reason: 'data_entry_mistake' })
  await sweep()
  const loan = async () => (await deps.loans.get(loanKey({ partner: 'bank-push', number: `L-${first}` })))?.record
  const before = await loan()
  expect(before?.referral?.memberId).toBe(first)
  await consent(last)
  expect(await loan()).toEqual(before)
})

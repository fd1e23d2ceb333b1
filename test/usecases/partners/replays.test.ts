import { beforeAll, expect, test } from 'vitest'
import { parkObligation } from '../../../shared/domain/jobs/obligation.ts'
import { makeReceiptId } from '../../../shared/domain/receipt/receipt.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { readReplayPlan, replaySelected } from '../../../shared/usecases/partners/replays.ts'
import { tellLoan } from '../../../shared/usecases/receiving/tell-loan.ts'
import { loanEvent } from '../../support/loan-event.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request } from '../../support/test-deps.ts'
import { testPartners } from '../../support/test-partners.ts'

let partners: Awaited<ReturnType<typeof testPartners>>
let areLoansAway = false

beforeAll(async () => {
  partners = await testPartners({
    tellLoan: (deps) => (args) => (areLoansAway ? Promise.reject(new Error('Away')) : tellLoan(deps)(args)),
  })
})

/** Sends events that cannot be applied, and parks them for these reasons. Returns the ids of their receipts. */
async function parkReceipts(
  code: string,
  event: (fields: { id: string }) => Parameters<typeof partners.send>[0],
  reasons: string[],
) {
  const { deps, send } = partners
  areLoansAway = true
  const ids: string[] = []
  for (const [n, reason] of reasons.entries()) {
    await send(event(loanEvent({ id: `evt-${n}`, loan: { number: `L-${n}`, product: 'Monas' } })))
    const id = makeReceiptId(code, `evt-${n}`)
    const stored = await deps.receipts.get(id)
    if (stored?.obligation.state !== 'due') throw new Error('The receipt is not due')
    const dueItem = { key: deps.receipts.keyOf(id), obligation: stored.obligation }
    await deps.commit(deps.obligations.move(dueItem, parkObligation(dueItem.obligation, reason, deps.now())))
    ids.push(id)
  }
  areLoansAway = false
  return ids
}

const statesOf = async (ids: string[]) =>
  Promise.all(ids.map(async (id) => (await partners.deps.receipts.get(id))?.obligation.state))

test('receipts that a filter selects are counted, confirmed by that count, and made due once', async () => {
  const { deps, admin } = partners
  const { code, event } = await partners.fintech('replayed')
  const ids = await parkReceipts(code, event, ['error', 'busy', 'error'])
  expect(await readReplayPlan(deps, admin, code, { state: 'unapplied' })).toEqual({
    count: 3,
    reasons: { error: 2, busy: 1 },
  })
  const filter = { state: 'unapplied', reason: 'error', from: '2021-11-30', to: '2021-11-30' } as const
  expect(await readReplayPlan(deps, admin, code, filter)).toEqual({ count: 2, reasons: { error: 2 } })
  expect(await refusalOf(replaySelected(deps, admin, request(), code, { ...filter, count: 3 }))).toEqual([
    'replay_count',
  ])
  expect(await statesOf(ids)).toEqual(['parked', 'parked', 'parked'])
  const sameRequest = request()
  const { answer } = await replaySelected(deps, admin, sameRequest, code, { ...filter, count: 2 })
  expect(answer).toEqual({ partner: code, count: 2, at: '2021-11-30T05:00:00.000Z' })
  expect(await statesOf(ids)).toEqual(['due', 'parked', 'due'])
  expect(await replaySelected(deps, admin, sameRequest, code, { ...filter, count: 2 })).toEqual({
    answer,
    replayed: true,
  })
  expect(await readReplayPlan(deps, admin, code, filter)).toEqual({ count: 0, reasons: {} })
})

test('an interrupted replay is continued by its repeat, without receipts that were parked since', async () => {
  const { deps, admin } = partners
  const { code, event } = await partners.fintech('interrupted')
  const ids = await parkReceipts(code, event, ['error', 'error'])
  const sameRequest = request()
  const newReplay = { state: 'unapplied', count: 2 } as const
  let commits = 0
  let latest = Promise.resolve()
  const dyingDeps = {
    ...deps,
    async commit(...writes: Parameters<typeof deps.commit>) {
      // The claim and one receipt are written.
      if (++commits > 2) {
        await latest
        throw new Error('The process ended')
      }
      latest = deps.commit(...writes)
      await latest
    },
  }
  await expect(replaySelected(dyingDeps, admin, sameRequest, code, newReplay)).rejects.toThrow('The process ended')
  expect((await statesOf(ids)).toSorted()).toEqual(['due', 'parked'])
  // The first is tried and fails again, a second later.
  deps.clock.set('2021-11-30T05:00:01.000Z')
  for (const id of ids) {
    const stored = await deps.receipts.get(id)
    if (stored?.obligation.state !== 'due') continue
    const dueItem = { key: deps.receipts.keyOf(id), obligation: stored.obligation }
    await deps.commit(deps.obligations.move(dueItem, parkObligation(dueItem.obligation, 'error', deps.now())))
  }
  await replaySelected(deps, admin, sameRequest, code, newReplay)
  expect((await statesOf(ids)).toSorted()).toEqual(['due', 'parked'])
  deps.clock.set('2021-11-30T05:10:00.000Z')
  expect(await replaySelected(deps, admin, sameRequest, code, newReplay)).toMatchObject({ replayed: true })
  expect((await statesOf(ids)).toSorted()).toEqual(['due', 'parked'])
  deps.clock.set('2021-11-30T05:00:00.000Z')
})

test('loans that wait for a member or a decision are checked again', async () => {
  const { deps, admin, send } = partners
  const { code, event } = await partners.fintech('waiting')
  await send(event(loanEvent({ id: 'a', member: { nik: '3171011503900011' } })))
  const { answer: member } = await registerMember(deps, admin, request(), {
    person: { name: 'Ani', nik: '3171011503900012' },
    gender: 'female',
    category: 'pemula',
    area: '31.71.01.1001',
    agency: 'PPAPP',
  })
  const dates = { submitted: '2021-11-02', approved: '2021-11-29', rejected: '2021-11-20' }
  await send(
    event(loanEvent({ id: 'b', loan: { number: 'L-2', product: 'x' }, member: { number: member.memberId }, dates })),
  )
  for (const [state, reason] of [
    ['parked', 'member_unknown'],
    ['review', 'dates'],
  ] as const) {
    const plan = await readReplayPlan(deps, admin, code, { state })
    expect(plan).toEqual({ count: 1, reasons: { [reason]: 1 } })
    await replaySelected(deps, admin, request(), code, { state, count: 1 })
  }
  const due = await deps.obligations.listDue({ kind: 'loan', owner: code }, deps.now(), 10)
  expect(due).toHaveLength(2)
})

test('a replay belongs to one partner, and selects nothing of another', async () => {
  const { deps, admin } = partners
  const { code, event } = await partners.fintech('theirs')
  await partners.fintech('mine')
  await parkReceipts(code, event, ['error'])
  const filter = { state: 'unapplied' } as const
  expect(await readReplayPlan(deps, admin, 'mine', filter)).toEqual({ count: 0, reasons: {} })
  expect(await refusalOf(readReplayPlan(deps, callerAs('officer'), code, filter))).toEqual(['not_allowed'])
  const ofKecamatan = callerAs('admin', { area: '31.71.01' })
  expect(await refusalOf(replaySelected(deps, ofKecamatan, request(), code, { ...filter, count: 1 }))).toEqual([
    'not_found',
  ])
  expect(await refusalOf(readReplayPlan(deps, admin, 'nobody', filter))).toEqual(['not_found'])
})

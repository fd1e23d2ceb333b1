import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { makeReceiptId } from '../../shared/domain/receipt/receipt.ts'
import { mapAtOnce } from '../../shared/usecases/map-at-once.ts'
import { makeReceiptHandler, type TellLoan } from '../../shared/usecases/receiving/apply-receipt.ts'
import { tellLoan } from '../../shared/usecases/receiving/tell-loan.ts'
import { sweep } from '../../shared/usecases/sweep.ts'
import { runAndDie } from '../support/crashes.ts'
import { loanEvent } from '../support/loan-event.ts'
import { testPartners } from '../support/test-partners.ts'

const eventOf = (n: number) => loanEvent({ id: `evt-${n}`, loan: { number: `L-${n}`, product: 'Monas' } })

test('while 1,000 due receipts of one partner fail again and again, those of another are applied', {
  timeout: 600_000,
}, async () => {
  const failToApply: TellLoan = () => Promise.reject(new Error('Loans cannot be applied now'))
  const partners = await testPartners({ tellLoan: () => failToApply })
  const { deps } = partners
  const troubledPartner = await partners.fintech('troubled')
  const other = await partners.fintech('other')
  // Received a quarter of an hour ago, so that all of them are due.
  await mapAtOnce(
    Array.from({ length: 1_000 }, (_, i) => i),
    16,
    async (i) => {
      const answer = await partners.send(troubledPartner.event(eventOf(i)))
      if (answer.status !== 200) throw new Error(`Refused with ${answer.status}`)
    },
  )
  let appliedCount = 0
  let failedCount = 0
  const applyUnlessTroubled: TellLoan = async ({ partner, otherWrites }) => {
    if (partner === 'troubled') {
      failedCount++
      throw new Error('Loans cannot be applied now')
    }
    await deps.commit(...otherWrites)
    appliedCount++
  }
  // The sweep uses a clock that starts a quarter of an hour later.
  const beganAt = Date.now()
  const startOfSweep = deps.now().getTime() + 900_000
  const now = () => new Date(startOfSweep + Date.now() - beganAt)
  const isEnough = () => appliedCount >= 30 && failedCount >= 200
  const timeIsUp = new Date('2099-01-01T00:00:00.000Z')
  const sweepDeps = { ...deps, now: () => (isEnough() ? timeIsUp : now()) }
  // A sweep works through the queues that exist when it begins.
  await partners.send(other.event(eventOf(1_000)))
  const sweepRun = sweep(sweepDeps, { receipt: makeReceiptHandler(sweepDeps, applyUnlessTroubled) }, 300_000)
  for (let i = 0; !isEnough() && i < 1_000; i++) {
    // The first try of the event fails at once and leaves it due within seconds. From then on, the sweep tries it.
    await partners.send(other.event(eventOf(i)))
    await sleep(50)
  }
  await sweepRun
  expect(appliedCount).toBeGreaterThanOrEqual(30)
  expect(failedCount).toBeGreaterThanOrEqual(200)
})

describe('killed at any of its writes between the call and the end of the sweep', () => {
  test('every received event is applied once, and an event that was not received can be sent again', {
    timeout: 600_000,
  }, async () => {
    const partners = await testPartners({ tellLoan })
    const { deps } = partners
    const { code, secret, event } = await partners.fintech('dying')
    const script = new URL('../support/receive-and-die.ts', import.meta.url)
    const callBody = (n: number) => JSON.stringify(event(eventOf(n)))
    const wholeRun = await runAndDie(script, deps, { TEST_CALL: callBody(0) })
    expect(wholeRun.writes).toBeGreaterThan(2)
    const fates = Array.from({ length: wholeRun.writes }, (_, i) => i + 1).flatMap((write) => [
      `${write} before`,
      `${write} after`,
    ])
    for (const [i, fate] of fates.entries()) {
      const n = i + 1
      const killedRun = await runAndDie(script, deps, { TEST_CALL: callBody(n), TEST_FATE: fate })
      expect([fate, killedRun.signal]).toEqual([fate, 'SIGKILL'])
      // The partner got no answer, and sends the event again.
      expect((await partners.send(event(eventOf(n)))).status).toBe(200)
    }
    deps.clock.set('2021-11-30T08:00:00.000Z')
    await sweep(deps, { receipt: makeReceiptHandler(deps, tellLoan(deps)) }, 5_000)
    for (let n = 0; n <= fates.length; n++) {
      const stored = await deps.receipts.get(makeReceiptId(code, `evt-${n}`))
      expect([n, stored?.receipt.outcome, stored?.obligation.state]).toEqual([n, 'applied', 'discharged'])
    }
    const { items } = await deps.loans.pageOfList('parked', { partner: code, limit: 1_000 })
    expect(items).toHaveLength(fates.length + 1)
    expect(secret).toMatch(/^whsec_/)
  })
})

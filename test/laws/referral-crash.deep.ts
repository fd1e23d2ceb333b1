import { afterAll, beforeAll, expect, test } from 'vitest'
import { push } from '../../shared/gateways/push.ts'
import { endConsent } from '../../shared/usecases/consent/consents.ts'
import { makeReferralFile, readFileText } from '../../shared/usecases/referral/send-by-file.ts'
import { makeReferralHandler } from '../../shared/usecases/referral/send-referral.ts'
import { sweep } from '../../shared/usecases/sweep.ts'
import { runAndDie } from '../support/crashes.ts'
import { passMinutes, startReceiver } from '../support/event-receiver.ts'
import { referralWorld } from '../support/referrals.ts'
import { request } from '../support/test-deps.ts'

const script = new URL('../support/refer-and-die.ts', import.meta.url)

let world: Awaited<ReturnType<typeof referralWorld>>
let lender: Awaited<ReturnType<typeof startReceiver>>
beforeAll(async () => {
  world = await referralWorld()
  lender = await startReceiver()
  await world.takeBy('bank-push', { by: 'push', url: lender.target, answerDays: 14 })
})
afterAll(() => lender.stop())

const sweepAgain = () => {
  const deps = { ...world.deps, push: push({ loopback: true }, async () => []) }
  passMinutes(deps, 2)
  return sweep(deps, { referral: makeReferralHandler(deps) })
}

/** Runs the process once completely. Then kills it at every write, before and after the write. */
async function dieAtEveryWrite<T>(
  arrange: () => Promise<T>,
  run: (arranged: T, fate: Record<string, string>) => ReturnType<typeof runAndDie>,
  check: (arranged: T, at: string) => Promise<void>,
): Promise<void> {
  const first = await arrange()
  const { writes } = await run(first, {})
  expect(writes).toBeGreaterThan(1)
  await check(first, 'whole')
  for (let write = 1; write <= writes; write++)
    for (const side of ['before', 'after']) {
      const arranged = await arrange()
      const { signal } = await run(arranged, { TEST_FATE: `${write} ${side}` })
      expect([write, side, signal]).toEqual([write, side, 'SIGKILL'])
      await check(arranged, `${write} ${side}`)
    }
}

async function refer() {
  const memberId = await world.member()
  const consent = await world.consent(memberId)
  const newReferral = await world.refer(memberId)
  return { memberId, id: newReferral?.referral ?? '', consent: consent?.id ?? '' }
}

const bodiesOf = (id: string) => lender.got.filter((each) => each.id === id).map(({ body }) => body)
const countTraces = async (memberId: string, act: string) =>
  (await world.deps.trail.ofMember(memberId, { limit: 50 })).items.filter((each) => each.act === act).length

test(
  'killed at any write while sending, a referral arrives with the same bytes under the same id',
  {
    timeout: 600_000,
  },
  () =>
    dieAtEveryWrite(
      refer,
      (_, fate) => runAndDie(script, world.deps, fate),
      async ({ memberId, id }, at) => {
        await sweepAgain()
        const [body, ...more] = bodiesOf(id)
        expect([at, body?.includes(memberId), new Set([body, ...more]).size]).toEqual([at, true, 1])
        const stored = await world.deps.referrals.get({ memberId, id })
        expect(stored).toMatchObject({
          referral: { state: 'sent', sent: body },
          obligation: { state: 'due', attempts: 0 },
        })
        expect([at, await countTraces(memberId, 'referral_sent')]).toEqual([at, 1])
        expect((await world.deps.members.get(memberId))?.referrals).toEqual([{ id, partner: 'bank-push' }])
      },
    ),
)

test(
  'killed at any write while a withdrawal is announced, and run again, the lender is told',
  { timeout: 600_000 },
  () =>
    dieAtEveryWrite(
      async () => {
        const newReferral = await refer()
        await sweepAgain()
        await endConsent(world.deps, world.admin, request(), {
          memberId: newReferral.memberId,
          id: newReferral.consent,
        })
        return newReferral
      },
      (_, fate) => runAndDie(script, world.deps, fate),
      async ({ memberId, id }, at) => {
        await sweepAgain()
        expect([at, new Set(bodiesOf(`${id}-withdrawn`)).size]).toEqual([at, 1])
        expect(await world.deps.referrals.get({ memberId, id })).toMatchObject({
          referral: { state: 'withdrawn' },
          obligation: { state: 'discharged' },
        })
      },
    ),
)

test(
  'killed at any write while a file is made, the repeated request ends with each row once',
  { timeout: 600_000 },
  () =>
    dieAtEveryWrite(
      async () => {
        const ids = [await world.member(), await world.member()]
        for (const id of ids) {
          await world.consent(id, { partner: 'bank-file' })
          await world.refer(id, 'bank-file')
        }
        return { ids, key: request().key }
      },
      ({ key }, fate) => runAndDie(script, world.deps, { TEST_FILE: key, ...fate }),
      async ({ ids, key }, at) => {
        const fileRequest = { key, fingerprint: key }
        const { answer } = await makeReferralFile(world.deps, world.admin, fileRequest, { partner: 'bank-file' })
        expect([at, answer.sent, answer.left]).toEqual([at, 2, 0])
        expect((await readFileText(world.deps, world.admin, answer.id)).split('\r\n')).toHaveLength(4)
        for (const id of ids) {
          expect(await world.referral(id)).toMatchObject({ state: 'sent', file: answer.id })
          expect([at, await countTraces(id, 'referral_sent')]).toEqual([at, 1])
        }
      },
    ),
)

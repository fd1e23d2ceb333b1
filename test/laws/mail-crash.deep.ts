import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailEventsHandler } from '../../functions/mail-events/handler.ts'
import { findFreePort } from '../../infra/local/free-port.ts'
import { localConfig } from '../../infra/local/local-config.ts'
import { startMailbox } from '../../infra/local/mailbox/mailbox.ts'
import { senderDeps } from '../../shared/sending.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { runAndDie } from '../support/crashes.ts'
import { endedMonth, month, office, sweepMail, wait } from '../support/mailing.ts'
import type { TestDeps } from '../support/test-deps.ts'

const script = new URL('../support/mail-and-die.ts', import.meta.url)
let mailbox: Awaited<ReturnType<typeof startMailbox>>

beforeAll(async () => {
  mailbox = await startMailbox({ port: await findFreePort(0) })
  process.env.AWS_ENDPOINT_URL_SESV2 = mailbox.endpoint
})
afterAll(() => mailbox.stop())

async function makeTwoOffices(): Promise<TestDeps> {
  const deps = await endedMonth()
  await office(deps, { area: '31' })
  await office(deps, { area: '31.71', language: 'en' })
  // Mails go to the same mailbox as those of the process that is killed.
  mailbox.mails.splice(0)
  return { ...deps, ...senderDeps(localConfig(deps.tableName)) }
}

/** Lets another process continue, at once and again after the waiting time. */
async function goOn(deps: TestDeps): Promise<void> {
  await closeMonths(deps, 'schedule')
  for (const minutes of [0, 2, 31, 2]) {
    wait(deps, minutes)
    await sweepMail(deps)
  }
}

/** Expects that each office got one mail, or a second one marked as a copy. */
async function expectOneEach(deps: TestDeps, when: string): Promise<void> {
  const offices = (await deps.recipients.all()).map(({ id }) => id)
  for (const id of offices) {
    const mails = mailbox.mails.filter(({ tags }) => tags.recipient === id).toReversed()
    const labels = mails.map(({ subject }) => /^\[(Salinan kedua|Second copy)\]/.test(subject))
    expect([when, labels.length > 0 && labels.length < 3, ...labels.slice(1)]).toEqual([
      when,
      true,
      ...labels.slice(1).map(() => true),
    ])
  }
  const states = (await deps.deliveries.ofIssue(month, 1)).map(({ state }) => state)
  for (const state of states) expect([when, state]).toEqual([when, expect.stringMatching(/^(handed_over|delivered)$/)])
  expect([when, states.length]).toEqual([when, offices.length])
}

test.each([
  ['heard', 6],
  ['lost', 3],
] as const)(
  'killed at any write or mail, with events %s, it ends with one mail each or a labelled second one',
  { timeout: 600_000 },
  async (events, step) => {
    const count = await runAndDie(script, await makeTwoOffices(), {})
    expect(count.signal).toBeNull()
    expect(count.writes).toBeGreaterThan(20)
    // Crashes of closing are tested elsewhere. These crashes happen at the last writes, from the planning of deliveries
    // on.
    for (let write = count.writes; write > count.writes - 16; write -= step)
      for (const side of ['before', 'after']) {
        const deps = await makeTwoOffices()
        mailbox.sendEventsTo(events === 'heard' ? mailEventsHandler(deps) : async () => {})
        const { signal } = await runAndDie(script, deps, { TEST_FATE: `${write} ${side}` })
        expect(signal).toBe('SIGKILL')
        await goOn(deps)
        await expectOneEach(deps, `killed ${side} write ${write}`)
      }
  },
)

import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailEventsHandler } from '../../functions/mail-events/handler.ts'
import { obligationHandlers } from '../../functions/sweep/handlers.ts'
import { findFreePort } from '../../infra/local/free-port.ts'
import { localConfig } from '../../infra/local/local-config.ts'
import { startMailbox } from '../../infra/local/mailbox/mailbox.ts'
import { NewMember } from '../../shared/domain/member/member.ts'
import { senderDeps } from '../../shared/sending.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { recordStage } from '../../shared/usecases/members/stages.ts'
import { sweep } from '../../shared/usecases/sweep.ts'
import { runAndDie } from '../support/crashes.ts'
import { wait } from '../support/mailing.ts'
import { callerAs, request, type TestDeps, testDeps } from '../support/test-deps.ts'
import { newNik } from '../support/world.ts'

const script = new URL('../support/news-and-die.ts', import.meta.url)
const admin = callerAs('admin')
let mailbox: Awaited<ReturnType<typeof startMailbox>>

beforeAll(async () => {
  mailbox = await startMailbox({ port: await findFreePort(0) })
  process.env.AWS_ENDPOINT_URL_SESV2 = mailbox.endpoint
})
afterAll(() => mailbox.stop())

const newcomer = (): NewMember =>
  NewMember.parse({
    person: { name: 'Sri Wahyuni', nik: newNik(), email: 'sri@example.id' },
    gender: 'female',
    category: 'pemula',
    area: '31.71.01.1001',
    agency: 'PPKUKM',
    mailsIn: 'id',
  })

async function ledger(): Promise<TestDeps> {
  const deps = await testDeps()
  mailbox.mails.splice(0)
  return { ...deps, ...senderDeps(localConfig(deps.tableName)) }
}

const sweepNews = async (deps: TestDeps) => {
  const { news } = obligationHandlers(deps)
  await sweep(deps, { news })
}

test.each(['heard', 'lost'])(
  'killed at any write or mail, with events %s, a member is told once, or a labelled second time',
  { timeout: 600_000 },
  async (events) => {
    const count = await runAndDie(script, await ledger(), { TEST_MEMBER: JSON.stringify(newcomer()) })
    expect(count.signal).toBeNull()
    expect(count.writes).toBeGreaterThan(4)
    for (let write = 1; write <= count.writes; write++)
      for (const side of ['before', 'after']) {
        const deps = await ledger()
        const input = newcomer()
        mailbox.sendEventsTo(events === 'heard' ? mailEventsHandler(deps) : async () => {})
        const fate = { TEST_MEMBER: JSON.stringify(input), TEST_FATE: `${write} ${side}` }
        expect((await runAndDie(script, deps, fate)).signal).toBe('SIGKILL')
        // The officer sends the same form again.
        await registerMember(deps, admin, request('register'), input)
        for (const minutes of [0, 2, 31, 2]) {
          wait(deps, minutes)
          await sweepNews(deps)
        }
        const labels = mailbox.mails.toReversed().map(({ text }) => text.startsWith('Salinan kedua'))
        const when = `killed ${side} write ${write}`
        // A first mail may be marked as a copy too, if the process died after claiming and before sending it.
        expect([when, labels.length > 0 && labels.length < 3, ...labels.slice(1)]).toEqual([
          when,
          true,
          ...labels.slice(1).map(() => true),
        ])
      }
  },
)

test('many sweeps at once send each of many members one mail', { timeout: 120_000 }, async () => {
  const deps = await ledger()
  mailbox.sendEventsTo(mailEventsHandler(deps))
  const ids = await Promise.all(
    Array.from({ length: 12 }, async () => (await registerMember(deps, admin, request(), newcomer())).answer.memberId),
  )
  const stage = { stage: 'P2', happenedOn: '2021-11-30' }
  await Promise.all([
    ...ids.map((id) => recordStage(deps, admin, request(), id, stage)),
    ...Array.from({ length: 4 }, () => sweepNews(deps)),
  ])
  await sweepNews(deps)
  const mailCounts = ids.map((id) => mailbox.mails.filter(({ tags }) => tags.member === id).length)
  expect(mailCounts).toEqual(ids.map(() => 2))
})

import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { Webhook } from 'standardwebhooks'
import { beforeAll, expect, test } from 'vitest'
import { capaian } from '../../../../functions/api/client.ts'
import { obligationHandlers } from '../../../../functions/sweep/handlers.ts'
import { webhooksApp } from '../../../../functions/webhooks/app.ts'
import { startReceiver } from '../../../../infra/local/partners/receiver.ts'
import { playWayToBank, type WayVisit } from '../../../../infra/local/partners/way-to-bank.ts'
import { tellLoan } from '../../../../shared/usecases/receiving/tell-loan.ts'
import { sweep } from '../../../../shared/usecases/sweep.ts'
import { apiDocument } from '../../../support/api-routes.ts'
import { scratchDirectory } from '../../../support/scratch-directory.ts'
import { type PartnerCall, webhookContract } from '../../../support/webhook-contract.ts'
import { makeWorld, type World } from '../../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

/** A visit of the test's system; `calls` are the bank's calls, `said` the printed lines. */
function visitHere() {
  const { app, deps } = world
  const doors = webhooksApp({ ...deps, metrics: () => {}, tellLoan: tellLoan(deps) }, () => '203.0.113.7')
  const output: string[] = []
  const calls: PartnerCall[] = []
  const visit: WayVisit = {
    as: (token) => capaian({ url: 'http://capaian', token, fetch: (url, init) => app.request(url, init), retries: 0 }),
    call: async ({ path, headers, body }) => {
      const answer = await doors.request(path, { method: 'POST', headers, body })
      calls.push({ headers, body, status: answer.status, answer: await answer.clone().text() })
      return answer
    },
    wait: async () => {
      await sweep(deps, obligationHandlers(deps), 5_000)
    },
    now: () => deps.now(),
    moveClock: (to) => deps.clock.set(to.toISOString()),
    say: (line) => output.push(line),
  }
  return { visit, said: output, calls }
}

test('the way to a bank ends with an issue and its news; a lost answer of the bank stops it', {
  timeout: 120_000,
}, async () => {
  const { visit, said, calls } = visitHere()
  await playWayToBank(visit)
  expect(said.at(-1)).toContain('tanpa data pribadi')
  const faultsOf = webhookContract(await apiDocument(world.app))
  expect(calls).toHaveLength(3)
  expect(calls.flatMap((call) => faultsOf('partnerEvent', call))).toEqual([])

  world = await makeWorld()
  const lost = visitHere()
  const deaf = { ...lost.visit, call: async () => new Response('{}', { status: 200 }) }
  await expect(playWayToBank(deaf)).rejects.toThrow('The answer "received" was not recorded.')
  expect(lost.said.at(-1)).toMatch(/^6\./)
})

test('the receiver keeps a push once, and drops any that it cannot verify', async () => {
  const at = new Date('2021-11-30T05:00:00.000Z')
  const receiver = await startReceiver(() => at)
  const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`
  receiver.trust(secret)
  const fact = {
    specversion: '1.0',
    id: 'evt_1',
    source: 'http://capaian',
    type: 't',
    time: at.toISOString(),
    data: {},
  }
  const post = (by: string, seconds: number) => {
    const body = JSON.stringify(fact)
    const headers = {
      'webhook-id': fact.id,
      'webhook-timestamp': `${seconds}`,
      'webhook-signature': new Webhook(by).sign(fact.id, new Date(seconds * 1_000), body),
    }
    return fetch(receiver.url, { method: 'POST', headers, body })
  }
  try {
    const now = at.getTime() / 1_000
    const answers = [
      await post(secret, now),
      await post(secret, now),
      await post(`whsec_${Buffer.alloc(24, 2).toString('base64')}`, now),
      await post(secret, now - 3_600),
    ]
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 401, 401])
    expect(receiver.listTaken()).toEqual([fact])
    expect(receiver.countRefused()).toBe(2)
  } finally {
    await receiver.stop()
  }
})

test('npm run partner:demo plays both parts on its own system, and leaves nothing behind', {
  timeout: 180_000,
}, async () => {
  const scratch = await scratchDirectory()
  const env = { ...process.env, TMPDIR: scratch }
  const output = execFileSync(process.execPath, ['infra/local/partners/demo.ts'], { encoding: 'utf8', env })
  expect(output.match(/^\d\. /gm)).toHaveLength(9 + 8)
  expect(output).toMatch(/^ {3}P7 0 -> 1$/m)
  expect(output).toMatch(/every step succeeded\n$/)
  expect(readdirSync(scratch).filter((name) => name.startsWith('capaian-partner-demo-'))).toEqual([])
})

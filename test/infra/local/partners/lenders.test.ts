import { beforeAll, expect, test } from 'vitest'
import { capaian } from '../../../../functions/api/client.ts'
import { obligationHandlers } from '../../../../functions/sweep/handlers.ts'
import { webhooksApp } from '../../../../functions/webhooks/app.ts'
import { playLendersDay } from '../../../../infra/local/partners/lenders.ts'
import { tellLoan } from '../../../../shared/usecases/receiving/tell-loan.ts'
import { sweep } from '../../../../shared/usecases/sweep.ts'
import { apiDocument } from '../../../support/api-routes.ts'
import { type PartnerCall, webhookContract } from '../../../support/webhook-contract.ts'
import { makeWorld, type World } from '../../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

test('a bank and a fintech send loan events as documented, the funnel follows, and parked events are applied', async () => {
  const { app, deps } = world
  const doors = webhooksApp({ ...deps, metrics: () => {}, tellLoan: tellLoan(deps) }, () => '203.0.113.7')
  const seen: string[] = []
  const calls: (PartnerCall & { path: string })[] = []
  await playLendersDay({
    as: (token) => capaian({ url: 'http://capaian', token, fetch: (url, init) => app.request(url, init), retries: 0 }),
    call: async ({ path, headers, body }) => {
      const answer = await doors.request(path, { method: 'POST', headers, body })
      calls.push({ path, headers, body, status: answer.status, answer: await answer.clone().text() })
      return answer
    },
    wait: async () => {
      await sweep(deps, obligationHandlers(deps), 5_000)
    },
    now: () => deps.now(),
    say: (line) => seen.push(line),
    today: '2021-11-30',
  })
  expect(seen.join('\n')).toContain('no loan waits')

  const faultsOf = webhookContract(await apiDocument(app))
  const loanCalls = calls.filter(({ path }) => !path.endsWith('/access-token/b2b'))
  const bySnap = loanCalls.filter(({ path }) => path.startsWith('/snap/'))
  expect(bySnap.length).toBeGreaterThan(5)
  expect(bySnap.flatMap((call) => faultsOf('snapNotification', call))).toEqual([])
  const others = loanCalls.filter((call) => !bySnap.includes(call))
  expect(others.length).toBeGreaterThan(2)
  expect(others.flatMap((call) => faultsOf('partnerEvent', call))).toEqual([])
})

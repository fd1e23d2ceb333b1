import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeMonthHandler } from '../../functions/close-month/handler.ts'
import { exportHandler } from '../../functions/export/handler.ts'
import { importHandler } from '../../functions/import/handler.ts'
import { mailEventsHandler } from '../../functions/mail-events/handler.ts'
import { mcpApp } from '../../functions/mcp/app.ts'
import { writeToolList } from '../../functions/mcp/tool-list.ts'
import { pagesApp } from '../../functions/pages/app.ts'
import { recountHandler } from '../../functions/recount/handler.ts'
import { sweepHandler } from '../../functions/sweep/handler.ts'
import { obligationHandlers } from '../../functions/sweep/handlers.ts'
import { watchdogHandler } from '../../functions/watchdog/handler.ts'
import { prod } from '../../infra/environments.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { tellLoan } from '../../shared/usecases/receiving/tell-loan.ts'
import { type ApiRoute, apiDocument, routesOf, successOf } from '../support/api-routes.ts'
import { startNoting, type Use } from '../support/aws-uses.ts'
import { deskCases } from '../support/desk-cases.ts'
import { grantedTo } from '../support/granted.ts'
import { loanEvent } from '../support/loan-event.ts'
import { office } from '../support/mailing.ts'
import { mcpHeaders } from '../support/mcp-of.ts'
import { giveRoles, tokenOf } from '../support/roles.ts'
import { routeCases } from '../support/route-cases.ts'
import { definitionOf, execute, type Invoke } from '../support/state-machine.ts'
import { synthesize } from '../support/synthesized.ts'
import { assembleTestDeps, callerAs, request as newRequest } from '../support/test-deps.ts'
import { deskOver } from '../support/test-desk.ts'
import { testPartners } from '../support/test-partners.ts'
import { makeWorld, type World } from '../support/world.ts'

const stacks = synthesize(prod)
const granted = grantedTo(stacks)
const used = new Map<string, Set<Use>>()

/** Why a function has a right that no test here uses. */
const reasons: Record<Use, string> = {
  'close-month dynamodb:BatchGetItem table':
    'reads the events of the trail that it seals, which here the API has sealed',
  'kms:GenerateDataKey': 'the very first function of a deployment makes the first data key, whichever it is',
  'states:StartExecution': 'tests carry out the work of jobs themselves; the local run starts it over the wire',
  'api s3:PutObject imports': 'signed for a browser, which uploads the file itself',
  'api s3:GetObject mails': 'fetched by a link in a mail, which is no route of /v1',
  'api dynamodb:DeleteItem table': 'a corrected NIK or phone leaves its place, and a loan that was decided its list',
  'api dynamodb:ConditionCheckItem table': 'after keys were rotated: the hash under an older version must be free too',
  'import dynamodb:ConditionCheckItem table': 'as for the API',
  'import dynamodb:DeleteItem table':
    'after keys were rotated: a NIK that loans wait for leaves its place under the older',
  'sweep dynamodb:ConditionCheckItem table': 'after keys were rotated: a loan that waits for a NIK, as for the API',
  'webhooks dynamodb:ConditionCheckItem table': 'as for the sweep',
  'webhooks dynamodb:BatchGetItem table': 'a loan of somebody who has others is compared with those',
  'sweep ses:SendEmail': 'tests hand mail to a recorder; the local run hands it to a stand-in for SES over the wire',
  'sweep ses:SendRawEmail': 'what SES asks for besides, of a mail that comes ready made',
  's3:ListBucket issues': 'asked by nobody: with it S3 answers 404 for a file that is not there, without it 403',
  's3:ListBucket mails': 'as for issues',
  's3:ListBucket statements': 'as for issues',
  'api s3:ListBucket exports': 'as for issues',
  'export dynamodb:Query gsi1': 'an export of who has a name that begins so, as the API lists them',
  'export dynamodb:Query gsi3': 'an export of who has waited longest, as the API lists them',
  'export s3:AbortMultipartUpload exports': 'a file of more than one part whose making breaks off',
  'export s3:DeleteObject exports': 'a file of somebody who was erased while it was made',
  'api s3:PutObject uploads': 'as for imports',
  'desk s3:PutObject uploads': 'as for imports',
  'api s3:ListBucket uploads': 'as for issues',
  'desk s3:ListBucket uploads': 'as for issues',
  'desk s3:ListBucket evidence': 'as for issues',
  'api s3:DeleteObject evidence': 'an erasure of somebody who has files',
  'desk s3:DeleteObject evidence': 'an erasure that is decided at the desk',
  'api s3:GetObject exports': 'signed for a browser, which fetches the file itself',
  'desk s3:GetObject exports': 'as for the API',
  'desk s3:ListBucket exports': 'as for issues',
}

let noting: Awaited<ReturnType<typeof startNoting>>
let world: World
let routes: ApiRoute[]

const note = (name: string, uses: Set<Use>) => used.set(name, (used.get(name) ?? new Set()).union(uses))
const noteUses = async (name: string, work: () => Promise<unknown>) => note(name, await noting.usesOf(work))

beforeAll(async () => {
  noting = await startNoting()
  world = await makeWorld()
  await giveRoles(world)
  routes = routesOf(await apiDocument(world.app))
  const { deps } = world
  const begun = await noting.usesOf(() => assembleTestDeps(deps.tableName, deps.frame.programme, deps))
  // The functions that read public issues must not use the key of personal data.
  for (const name of granted.keys()) if (!['mcp', 'pages'].includes(name)) note(name, begun)
})
afterAll(() => noting.stop())

const metrics = () => {}
const tasks = { validating: 'validate', applying: 'apply', undoing: 'undo' } as const
const missingUses = (name: string) => [...(used.get(name) ?? [])].filter((use) => !granted.get(name)?.has(use))

test.each(Object.entries(routeCases))('the API has the rights that %s needs', async (name, { may, request }) => {
  const [method = ''] = name.split(' ')
  const as = tokenOf(may === 'whoever is signed in' ? 'citizen' : 'administrator')
  const { path, ...rest } = await request(world, as)
  let status = 0
  await noteUses('api', async () => {
    status = (await world.call(method, path, { as, ...rest })).status
  })
  const route = routes.find((each) => each.name === name)
  expect(status).toBe(route && successOf(route))
  expect(missingUses('api')).toEqual([])
})

test.each(Object.entries(deskCases))(
  'the desk has the rights that %s needs',
  async (name, { may, ask, isShownOnce }) => {
    const visitor = deskOver(world.deps).visitor()
    const asked = await ask(world)
    let status = 0
    await noteUses('desk', async () => {
      await visitor.signIn(tokenOf(may === 'whoever has a record' ? 'citizen' : 'administrator'))
      status = (await visitor.ask(asked)).status
    })
    expect(name.startsWith('POST') && !isShownOnce ? [303] : [200, 302]).toContain(status)
    expect(missingUses('desk')).toEqual([])
  },
)

// Carries out everything that the routes left over: hundreds of obligations.
test('the jobs have the rights that they need', { timeout: 300_000 }, async () => {
  const { deps } = world
  const sweepOnce = () => noteUses('sweep', sweepHandler(deps, obligationHandlers(deps), metrics))
  await office(deps)
  deps.clock.set('2021-12-05T00:00:00.000Z')
  await sweepOnce()
  await noteUses('api', () => world.call('POST', '/v1/months/closings', { body: {} }))
  await sweepOnce()
  await sweepOnce()
  for (const { tags } of deps.sent)
    for (const sentence of [
      { eventType: 'Delivery', delivery: { timestamp: '2021-12-05T00:00:01.000Z' } },
      {
        eventType: 'Bounce',
        bounce: {
          timestamp: '2021-12-05T00:00:02.000Z',
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [{ action: 'failed', status: '5.1.1' }],
        },
      },
    ]) {
      const lists = Object.fromEntries(Object.entries(tags).map(([tag, value]) => [tag, [value]]))
      const Message = JSON.stringify({ ...sentence, mail: { timestamp: '2021-12-05T00:00:00.000Z', tags: lists } })
      await noteUses('mail-events', () => mailEventsHandler(deps)({ Records: [{ Sns: { Message } }] }))
    }
  expect(deps.sent.length).toBeGreaterThan(0)
  await noteUses('watchdog', () => watchdogHandler(deps)().catch(() => {}))
  deps.clock.set('2022-01-05T00:00:00.000Z')
  await noteUses('close-month', closeMonthHandler(deps))
  await noteUses('recount', () => recountHandler(deps, metrics)({}))
  for (const name of ['api', 'sweep', 'mail-events', 'watchdog', 'close-month', 'recount'])
    expect([name, missingUses(name)]).toEqual([name, []])
})

test('the functions behind the state machines have the rights that their steps need', async () => {
  const { deps } = world
  const handlers: [string, (event: unknown) => Promise<unknown>][] = [
    ['recount', recountHandler(deps, metrics)],
    ['import', importHandler(deps)],
    ['export', exportHandler(deps)],
  ]
  // Items run one after the other, so that the recorded calls are those of one function at a time.
  let last: Promise<unknown> = Promise.resolve()
  const invoke: Invoke = (functionName, payload) => {
    const [name, handle] = handlers.find(([name]) => functionName.toLowerCase().startsWith(`${name}function`)) ?? []
    if (!name || !handle) throw new Error(`Nobody drives ${functionName}`)
    const turn = last.then(async () => {
      let answer: unknown
      await noteUses(name, async () => {
        answer = await handle(payload)
      })
      return answer
    })
    last = turn.catch(() => {})
    return turn
  }
  await execute(definitionOf(stacks, 'capaian-prod-recount'), {}, invoke)
  const jobs = definitionOf(stacks, 'capaian-prod-jobs')
  for (const { id, status } of await deps.imports.all())
    if (status === 'validating' || status === 'applying' || status === 'undoing')
      await execute(jobs, { importId: id, task: tasks[status] }, invoke)
  for (const { id } of await deps.exports.since(new Date('2021-11-01')))
    await execute(jobs, { exportId: id, task: 'export' }, invoke)
  for (const name of ['recount', 'import', 'export']) expect([name, missingUses(name)]).toEqual([name, []])
})

test('the webhook function has the rights that a call needs', async () => {
  const partners = await testPartners({ tellLoan })
  const { send, fintech, bank } = partners
  const lender = await fintech('lender')
  const other = await bank('bank')
  await noteUses('webhooks', async () => {
    expect((await send(lender.event(loanEvent()))).status).toBe(200)
    expect((await send(lender.event(loanEvent({ daysLate: 3 })))).status).toBe(409)
    const token = await other.token()
    expect((await send(other.signed(JSON.stringify(loanEvent({ id: 'evt-2' })), { token }))).status).toBe(200)
  })
  expect(missingUses('webhooks')).toEqual([])

  // Loans of unknown people are listed. Once somebody with the NIK has registered, an event or the sweep removes them.
  const { deps } = partners
  const person = { name: 'Sri Wahyuni', nik: loanEvent().member.nik }
  const newcomer = { gender: 'female', category: 'pemula', area: '31.71.01.1001', agency: 'PPAPP' } as const
  await registerMember(deps, callerAs('admin'), newRequest(), { person, ...newcomer, registeredOn: '2021-10-03' })
  const later = loanEvent({ id: 'evt-3', occurredAt: '2021-11-30T11:30:00+07:00' })
  await noteUses('webhooks', async () => expect((await send(lender.event(later))).status).toBe(200))
  await noteUses('sweep', sweepHandler(deps, obligationHandlers(deps), metrics))
  for (const name of ['webhooks', 'sweep']) expect([name, missingUses(name)]).toEqual([name, []])
})

test('the public pages have the rights that they need', async () => {
  const { deps } = world
  const app = pagesApp(deps)
  await noteUses('pages', async () => {
    expect((await app.request('/')).status).toBe(200)
    expect((await app.request('/reports/2021-10')).status).toBe(200)
    for (const path of ['/periksa', '/checkpoint', '/trail.jsonl']) expect((await app.request(path)).status).toBe(200)
  })
  expect(missingUses('pages')).toEqual([])
})

test('questions of assistants need no more rights than the public pages', async () => {
  const app = mcpApp(world.deps, writeToolList())
  const question = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'get_figures', arguments: {} } }
  await noteUses('mcp', async () => {
    const answer = await app.request('/mcp', { method: 'POST', headers: mcpHeaders, body: JSON.stringify(question) })
    expect(await answer.text()).toContain('structuredContent')
  })
  expect(missingUses('mcp')).toEqual([])
})

test('every function was run, and every right was used or has a reason', () => {
  const idle = [...granted].flatMap(([name, rights]) => {
    const uses = used.get(name)
    return [...rights]
      .filter((right) => !uses?.has(right) && !reasons[right] && !reasons[`${name} ${right}`])
      .map((right) => `${name} ${right}`)
  })
  expect(idle).toEqual([])
})

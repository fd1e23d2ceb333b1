import { createHmac, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { apiApp } from '../../functions/api/app.ts'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'
import { createStores, localConfig } from '../../infra/local/local-config.ts'
import { startMailbox } from '../../infra/local/mailbox/mailbox.ts'
import { localReference } from '../../infra/local/reference.ts'
import { startTokenIssuer } from '../../infra/local/token-issuer.ts'
import type { Config } from '../../shared/config.ts'
import { type Deps, openDeps } from '../../shared/deps.ts'
import { monthOf, previousMonth } from '../../shared/domain/calendar.ts'
import { Job } from '../../shared/domain/jobs/job.ts'
import { jsonLog } from '../../shared/log.ts'
import { lambdaHandler } from '../../shared/on-lambda.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { giveGrant } from '../../shared/usecases/access/give-grant.ts'
import { fileOf } from '../../shared/usecases/import/import-files.ts'
import { openBooks } from '../../shared/usecases/ledger/open-books.ts'
import { buildSdk } from '../bench/reference-bundles.ts'
import { builtFunctions } from '../support/built-functions.ts'
import { gatewayEvent } from '../support/gateway-event.ts'
import { malformed } from '../support/malformed/requests.ts'

// The real clock, because a deployed function has no other.
const now = () => new Date()
const endedMonth = previousMonth(monthOf(now(), jakpreneur.zone))
const Answer = z.looseObject({ statusCode: z.number(), body: z.string(), isBase64Encoded: z.boolean().optional() })
const Start = z.object({ input: z.string(), stateMachineArn: z.string(), name: z.string() })

let directory: string
let functions: Awaited<ReturnType<typeof builtFunctions>>
let issuer: Awaited<ReturnType<typeof startTokenIssuer>>
let mailbox: Awaited<ReturnType<typeof startMailbox>>
let machine: Awaited<ReturnType<typeof startMachine>>
let config: Config
let deps: Deps
let token = ''

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'capaian-'))
  issuer = await startTokenIssuer({ directory, port: await findFreePort(0), clientId: 'capaian', now })
  // The report of the ended month is due from its first instant on, so that it is mailed on any day.
  const schedule = { REPORT_DAY: 1, REPORT_HOUR: 0 }
  config = { ...localConfig(`bundles-${randomUUID()}`, issuer.issuer), ...schedule }
  await createStores(config)
  deps = await openDeps(config, { programme: jakpreneur, now, log: jsonLog(() => undefined, now) })
  await openBooks(deps, endedMonth)
  const from = '2017-01-01T00:00:00.000Z'
  await giveGrant(deps, { subject: 'rina', role: 'admin', area: '31', from, grantedBy: 'operator' })
  machine = await startMachine()
  process.env.AWS_ENDPOINT_URL_SFN = machine.endpoint
  token = await issuer.token({ subject: 'rina', expiresInSeconds: 3600 })
  mailbox = await startMailbox({ port: await findFreePort(0) })
  process.env.AWS_ENDPOINT_URL_SESV2 = mailbox.endpoint
  functions = await builtFunctions(config)
  const events = await functions.function('mail-events')
  mailbox.sendEventsTo(async (event) => void (await events.invoke(event)))
})
afterAll(async () => {
  await functions.stop()
  await Promise.all([issuer.stop(), machine.stop(), mailbox.stop()])
  await rm(directory, { recursive: true })
})

/** A stand-in for Step Functions that notes what it must start. The tests carry that out. */
async function startMachine() {
  const jobs: Job[] = []
  const app = new Hono().post('/', async (c) => {
    const { input, stateMachineArn, name } = Start.parse(await c.req.json())
    jobs.push(Job.parse(JSON.parse(input)))
    return c.json({ executionArn: `${stateMachineArn}:${name}`, startDate: now().getTime() / 1000 })
  })
  return { ...(await listen(app, await findFreePort(0))), jobs }
}

type Asked = { method?: string; body?: string | Buffer; headers?: Record<string, string>; query?: string }

/** Calls the API as the gateway does, and returns its answer. */
async function api(target: string, { method = 'GET', body, headers = {}, query = '' }: Asked = {}) {
  const own = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  const event = gatewayEvent({
    method,
    path: target,
    query,
    headers: { ...own, ...headers },
    ...(body !== undefined && { body }),
  })
  return Answer.parse(await (await functions.function('api')).invoke(event))
}
const post = async (target: string, body: unknown) => {
  const answer = await api(target, { method: 'POST', ...(body !== undefined && { body: JSON.stringify(body) }) })
  expect(answer.body).toMatch(/^\{/)
  expect([target, Math.floor(answer.statusCode / 100)]).toEqual([target, 2])
  return JSON.parse(answer.body)
}
/** What EventBridge Scheduler hands over, as the CDK sets no input of its own. */
const scheduled = {
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  detail: {},
}

const person = (name: string, nik: string) => ({
  person: { name, nik },
  gender: 'female',
  category: 'pemula',
  area: '31.71.01.1001',
  agency: 'PPKUKM',
  registeredOn: `${endedMonth}-01`,
})

test('every bundle starts in a bare process that does not know this repository', async () => {
  for (const name of functions.names) await functions.function(name)
  expect(functions.names).toContain('api')
})

/** KiB of code that a function may load at its start, and may have in all: its present size and a little room. */
const budgets: Record<string, [start: number, all: number]> = {
  api: [875, 1068],
  'close-month': [560, 700],
  desk: [880, 1340],
  export: [520, 660],
  import: [585, 730],
  'mail-events': [445, 445],
  mcp: [645, 770],
  pages: [505, 1085],
  recount: [445, 445],
  sweep: [692, 1402],
  watchdog: [435, 435],
  webhooks: [520, 535],
}

test('every function is within its budget', () => {
  expect(functions.built.map(({ name }) => name)).toEqual(Object.keys(budgets))
  const over = functions.built.flatMap(({ name, startBytes, bytes }) => {
    const [start = 0, all = 0] = budgets[name] ?? []
    return startBytes > start * 1024 || bytes > all * 1024 ? [`${name}: ${startBytes / 1024}, ${bytes / 1024}`] : []
  })
  expect(over).toEqual([])
})

test('the API has at most twice the KiB of a bundle of only its SDK clients', async () => {
  const sdk = await buildSdk('api', await functions.sourcesOf('api'))
  const api = functions.built.find(({ name }) => name === 'api')?.bytes ?? Number.NaN
  expect(api / sdk.bytes).toBeLessThanOrEqual(2)
})

describe('the API behind a gateway', () => {
  test('takes a body as text or in base64, with cookies', async () => {
    const text = JSON.stringify(person('Théo Šarūnas', '9971015503900011'))
    const asText = await api('/v1/members', { method: 'POST', body: text })
    const again = person('Nyai Ontosoroh ꦗꦮ', '9971015503900012')
    const asBytes = await api('/v1/members', { method: 'POST', body: Buffer.from(JSON.stringify(again)) })
    expect([asText.statusCode, asBytes.statusCode]).toEqual([201, 201])
  })

  test('joins several values of a header, and refuses several of a parameter', async () => {
    const body = JSON.stringify(person('Budi', '9971015503900013'))
    const keys = await api('/v1/members', {
      method: 'POST',
      body,
      headers: { 'idempotency-key': 'key-1-long,key-2-long' },
    })
    const areas = await api('/v1/figures', { query: 'area=31&area=31.71' })
    expect([keys.statusCode, areas.statusCode]).toEqual([400, 422])
  })

  test('serves its reference from beside the bundle', async () => {
    for (const page of ['/docs', '/docs/swagger-ui.css', '/openapi.json', '/client.ts', '/health'])
      expect([page, (await api(page)).statusCode]).toEqual([page, 200])
  })

  test('refuses malformed requests with the same words as its source', async () => {
    const source = lambdaHandler(apiApp(deps, localReference))
    const bundle = await functions.function('api')
    const differing: unknown[] = []
    for (const { what, method = 'POST', path: target, body, raw, headers: own = {} } of Object.values(
      malformed,
    ).flat()) {
      const [path = '', query = ''] = target.split('?')
      const requestBody = raw ?? (body === undefined ? undefined : JSON.stringify(body))
      const headers = {
        authorization: `Bearer ${token}`,
        'idempotency-key': randomUUID(),
        'content-type': 'application/json',
        ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name.toLowerCase(), value])),
      }
      const payload =
        typeof requestBody === 'string' || requestBody === undefined ? requestBody : Buffer.from(requestBody)
      const event = gatewayEvent({ method, path, query, headers, ...(payload !== undefined && { body: payload }) })
      const answers = [Answer.parse(await source(event)), Answer.parse(await bundle.invoke(event))]
      const [bySource, byBundle] = answers.map(({ statusCode, body: text }) => [statusCode, withoutRequest(text)])
      if (JSON.stringify(bySource) !== JSON.stringify(byBundle)) differing.push({ what, bySource, byBundle })
    }
    expect(differing).toEqual([])
  })

  test('refuses a caller without a token', async () => {
    expect((await api('/v1/figures', { headers: { authorization: '' } })).statusCode).toBe(401)
  })
})

test('a file passes the steps of the state machine, with parts in any order and one of them twice', async () => {
  const { id } = await post('/v1/imports', {})
  const rows = ['31.71.01.1001', '31.72.01', '31.73.01'].map(
    (area, i) => `Sri Wahyuni,997101550390002${i},pemula,${area},PPKUKM,${endedMonth}-02`,
  )
  const file = ['name,nik,category,area,agency,P1', ...rows].join('\n')
  await deps.intake.put(fileOf(id).upload, Buffer.from(file), 'text/csv')
  const importing = await functions.function('import')
  await post(`/v1/imports/${id}/validations`, undefined)
  expect(machine.jobs.at(-1)).toEqual({ importId: id, task: 'validate' })
  await importing.invoke({ importId: id, task: 'validate', step: 'validate' })
  await post(`/v1/imports/${id}/confirmations`, undefined)
  expect(machine.jobs.at(-1)).toEqual({ importId: id, task: 'apply' })
  const listedImports = z
    .object({ parts: z.array(z.string()) })
    .parse(await importing.invoke({ importId: id, task: 'apply', step: 'list' }))
  expect(listedImports.parts).toHaveLength(3)
  for (const part of [...listedImports.parts.toReversed(), ...listedImports.parts.slice(0, 1)])
    await importing.invoke({ importId: id, task: 'apply', step: 'part', part })
  await importing.invoke({ importId: id, task: 'apply', step: 'finish' })
  const finishedImport = JSON.parse((await api(`/v1/imports/${id}`)).body)
  expect([finishedImport.status, finishedImport.outcome.added]).toEqual(['applied', 3])
})

test('a member is registered, attains a stage and gets a loan; the month is closed, issued and mailed, and mail events arrive', async () => {
  await post('/v1/recipients', {
    office: 'Dinas PPKUKM',
    email: 'kantor@dinas.example',
    area: '31',
    from: `${endedMonth}-01`,
  })
  const nik = '9971015503900031'
  const { memberId } = await post('/v1/members', person('Sri Wahyuni', nik))
  await post(`/v1/members/${memberId}/stages`, { stage: 'P2', happenedOn: `${endedMonth}-02` })

  await post('/v1/partners', {
    code: 'mitra',
    name: 'Mitra',
    type: 'p2p_lender',
    signing: { scheme: 'standard_webhooks' },
  })
  const { secret } = await post('/v1/partners/mitra/credentials', { kind: 'secret', overlapSeconds: 60 })
  const receiving = await functions.function('webhooks')
  const reply = await receiving.invoke(approval(secret, nik))
  expect(Answer.parse(reply).statusCode).toBe(200)
  const sweeping = await functions.function('sweep')

  const closing = await functions.function('close-month')
  expect(await closing.invoke(scheduled)).toMatchObject({ closed: [endedMonth], issued: [endedMonth] })
  const recounting = await functions.function('recount')
  expect(await recounting.invoke(scheduled)).toMatchObject({ recounted: expect.arrayContaining([endedMonth]) })
  const figures = JSON.parse((await api('/v1/figures', { query: `month=${endedMonth}` })).body)
  const cumulative = Object.fromEntries(
    figures.stages.map((each: { stage: string; cumulative: number }) => [each.stage, each.cumulative]),
  )
  expect(cumulative).toMatchObject({ P2: 1, P7: 1 })
  expect(await api('/v1/disputes', { query: 'limit=1' })).toMatchObject({ statusCode: 200 })
  expect(await api('/v1/months', { query: 'status=open' })).toMatchObject({ statusCode: 422 })

  // Planned by one run of the sweep, sent by it or by the next.
  for (let run = 0; run < 2; run++) await sweeping.invoke(scheduled)
  const [mail, ...others] = mailbox.mails
  expect([mail?.to, others]).toEqual([['kantor@dinas.example'], []])
  expect(mail?.attachments.map(({ contentType }) => contentType)).toContain('application/pdf')
  await until(() => mail?.events.length === 2)
  const target = `/v1/months/${endedMonth}/issues/1/deliveries`
  expect(JSON.parse((await api(target)).body).items).toMatchObject([{ state: 'delivered' }])
  const watching = await functions.function('watchdog')
  await watching.invoke(scheduled)
})

test('code that is loaded late is loaded by the first request for it', async () => {
  const pages = await functions.function('pages')
  const files = ['csv', 'xlsx', 'pdf', 'json'].map((type) => `/reports/${endedMonth}/1/capaian-${endedMonth}-1.${type}`)
  const question = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
  const accept = 'application/json, text/event-stream'
  const mcpCall = { method: 'POST', path: '/mcp', headers: { 'content-type': 'application/json', accept } }
  const mcp = await functions.function('mcp')
  for (const [method, params] of [
    ['tools/list', {}],
    ['tools/call', { name: 'get_figures', arguments: {} }],
  ] as const) {
    const body = JSON.stringify({ ...question, method, params })
    const reply = Answer.parse(await mcp.invoke(gatewayEvent({ ...mcpCall, body })))
    const text = reply.isBase64Encoded ? Buffer.from(reply.body, 'base64').toString() : reply.body
    expect([reply.statusCode, text]).toEqual([200, expect.stringContaining('Corong')])
  }
  for (const path of ['/', ...files, `/reports/${endedMonth}/1/gambar-1-id.png`]) {
    const answer = Answer.parse(await pages.invoke(gatewayEvent({ method: 'GET', path, headers: {} })))
    expect([path, answer.statusCode]).toEqual([path, 200])
  }
  const { items } = JSON.parse((await api('/v1/recipients')).body)
  const preview = { query: `month=${endedMonth}&number=1` }
  expect((await api(`/v1/recipients/${items[0].id}/preview`, preview)).statusCode).toBe(200)
  const members = JSON.parse((await api('/v1/members', { query: 'area=31' })).body)
  const memberIds = [members.items[0].number]
  const list = await post('/v1/class-lists', { stage: 'P3', heldOn: `${endedMonth}-03`, agency: 'PPKUKM', memberIds })
  for (const file of ['sheet.csv', 'sheet.xlsx', 'page.html'])
    expect([file, (await api(`/v1/class-lists/${list.id}/${file}`)).statusCode]).toEqual([file, 200])
  const header = 'number,state,approvedOn,approvedAmount,disbursedOn,disbursedAmount\n'
  const statement = { method: 'POST', body: header, headers: { 'content-type': 'text/csv' } }
  const linesAnswer = await api(`/v1/partners/mitra/statements/${endedMonth}/lines.csv`, statement)
  expect([linesAnswer.body, Math.floor(linesAnswer.statusCode / 100)]).toEqual([expect.any(String), 2])
})

/** A refusal without the id of its request. */
const withoutRequest = (text: string): unknown => ({ ...JSON.parse(text), requestId: undefined })

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(20)
}

/** The call with which a partner reports an approval, signed by Standard Webhooks. */
function approval(secret: string, nik: string) {
  const id = randomUUID()
  const seconds = String(Math.floor(now().getTime() / 1000))
  const body = JSON.stringify({
    id,
    type: 'loan.approved',
    occurredAt: now().toISOString(),
    loan: { number: 'L-1', product: 'Monas Pemula' },
    member: { nik },
    dates: { submitted: `${endedMonth}-03`, approved: `${endedMonth}-04` },
    amounts: {
      applied: { value: '10000000.00', currency: 'IDR' },
      approved: { value: '8000000.00', currency: 'IDR' },
    },
  })
  const signature = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${id}.${seconds}.${body}`)
    .digest('base64')
  return gatewayEvent({
    method: 'POST',
    path: '/hooks/mitra',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': `v1,${signature}`,
    },
    body: Buffer.from(body),
  })
}

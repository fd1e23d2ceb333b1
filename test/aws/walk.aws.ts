import { execFile } from 'node:child_process'
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { globSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda'
import {
  DescribeExecutionCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { type Capaian, capaian } from '../../functions/api/client.ts'
import { unprotectUncreated, wasNeverCreated } from '../../infra/deploy/uncreated-stacks.ts'
import { prod } from '../../infra/environments.ts'
import { createTable } from '../../infra/local/create-table.ts'
import { citizenJourney } from '../../infra/local/journeys/citizen.ts'
import { officerDay } from '../../infra/local/journeys/officer.ts'
import { unprotectedKey } from '../../infra/protection.ts'
import { exportTable, restoreTable } from '../../infra/restore/table-copy.ts'
import { loadDeskDeps } from '../../shared/desk-deps.ts'
import { dayOf, monthOfDay, monthRange, previousMonth } from '../../shared/domain/calendar.ts'
import { nextVersion } from '../../shared/domain/values/version.ts'
import { loadLedgerDeps } from '../../shared/ledger-deps.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { mcpPath } from '../../shared/render/open-data/paths.ts'
import { beginSession } from '../../shared/usecases/access/sessions.ts'
import { gatewayEvent } from '../support/gateway-event.ts'
import { scratchDirectory } from '../support/scratch-directory.ts'
import { assembleOnce } from '../support/synthesized.ts'
import { askOn } from './ask.ts'
import { deployment } from './deployment.ts'
import { type Emulator, installEmulator, reach, region, startEmulator } from './emulator.ts'
import { type Person, signInPerson } from './people.ts'

const environment = 'dev'
const root = path.join(import.meta.dirname, '../..')
const run = promisify(execFile)
const today = dayOf(new Date(), jakpreneur.zone)
const month = monthOfDay(today)
/**
 * The books begin three months back, so that counting every month takes seconds. The report of one of the last two months is
 * due on any day.
 */
const firstMonth = previousMonth(previousMonth(previousMonth(month)))

let emulator: Emulator
let stacks: ReturnType<typeof deployment>
let lambda: LambdaClient
let api: string
let doors: string
/** The environment of the API's function, passed on to an operator's commands. */
let variables: Record<string, string>
const people = new Map<string, Person>()

beforeAll(async () => {
  emulator = await startEmulator()
  stacks = deployment(emulator.endpoint, environment)
  lambda = new LambdaClient(reach(emulator.endpoint))
})
afterAll(() => emulator?.stop())

/** A PATH on which this process's Node comes first. */
const nodeFirst = `${path.dirname(process.execPath)}:${process.env.PATH}`

const nameFunction = (name: string) => `capaian-${environment}-${name}`

/** The environment of a function. */
async function variablesOf(name: string): Promise<Record<string, string>> {
  const found = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: nameFunction(name) }))
  return found.Environment?.Variables ?? {}
}

/** Runs a function. Returns its answer, and throws its error. */
async function invoke(name: string, event: unknown = {}): Promise<unknown> {
  const invocation = { FunctionName: nameFunction(name), Payload: JSON.stringify(event) }
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand(invocation))
  const text = Payload?.transformToString() ?? ''
  if (FunctionError !== undefined) throw new Error(`${name} failed: ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}

const Page = z.object({
  statusCode: z.number(),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
})

/** Gets a page from a function, as the gateway does. */
const open = (name: string, path: string, cookies: string[] = []) => send(name, { path, cookies })

async function send(name: string, asked: Parameters<typeof gatewayEvent>[0]) {
  const { statusCode, body, isBase64Encoded } = Page.parse(await invoke(name, gatewayEvent(asked)))
  return { status: statusCode, body: isBase64Encoded ? Buffer.from(body, 'base64').toString() : body }
}

/** Finds the account of each person in a journey. A name without an account gets the next `warga-<n>`. */
function assignAccounts(): (who: string) => Capaian {
  const citizens = new Map<string, string>()
  return (who) => {
    if (!people.has(who) && !citizens.has(who)) citizens.set(who, `warga-${citizens.size}`)
    return as(citizens.get(who) ?? who)
  }
}

function as(name: string): Capaian {
  const person = people.get(name)
  if (!person) throw new Error(`Nobody is called ${name}`)
  return capaian({ url: api, token: person.tokens.access_token, timeoutMs: 120_000, fetch: askOn(emulator.port) })
}

const reachingEmulator = () => ({
  AWS_ENDPOINT_URL: emulator.endpoint,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
})

/** The environment with which an operator's command reaches the deployment. */
const operatorEnvironment = () => ({ ...process.env, ...variables, ...reachingEmulator() })

async function runCommand(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, args, { cwd: root, env: operatorEnvironment() })
  return stdout.trim()
}

async function waitFor<T>(read: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 240; tries++) {
    const found = await read()
    if (isThere(found)) return found
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error('It took more than two minutes')
}

test('cfn-lint finds no fault in any template', async () => {
  const python = await installEmulator()
  const templates = globSync('cdk.out/*.template.json', { cwd: root })
  // W3005: the CDK says twice that a function needs its role.
  await run(path.join(path.dirname(python), 'cfn-lint'), ['--ignore-checks', 'W3005', '--', ...templates], {
    cwd: root,
  })
  expect(templates.length).toBeGreaterThanOrEqual(22)
})

test('every stack can be created from its unchanged template', async () => {
  const outcomes = await stacks.makeAll()
  expect(outcomes.length).toBeGreaterThanOrEqual(11)
})

test('people sign in by code flow with PKCE', async () => {
  const { UserPoolId: poolId = '', ClientId: clientId = '' } = await stacks.outputs('identity')
  const { DESK_URL } = await variablesOf('desk')
  const pool = { endpoint: emulator.endpoint, poolId, clientId, callback: `${DESK_URL}/sign-in/back` }
  for (const name of ['admin', 'officer-gambir', 'warga-0', 'warga-1', 'warga-2', 'warga-3'])
    people.set(name, await signInPerson(pool, name))
  // On AWS the functions know the address of Cognito's keys. The emulator has another address.
  for (const name of ['api', 'desk']) {
    const own = await variablesOf(name)
    own.TOKEN_JWKS_URL = `${emulator.endpoint}/${poolId}/.well-known/jwks.json`
    await lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: nameFunction(name), Environment: { Variables: own } }),
    )
  }
  variables = await variablesOf('api')
  api = (await stacks.outputs('api')).Url ?? ''
  doors = (await stacks.outputs('webhooks')).Url ?? ''
  await expect(as('admin').get('/v1/programme', {})).rejects.toMatchObject({ status: 403 })
})

test('the first request opens the books', async () => {
  for (const [name, value] of Object.entries(operatorEnvironment())) vi.stubEnv(name, value)
  const { ledger, commit } = await loadLedgerDeps(operatorEnvironment(), jakpreneur)
  const books = await ledger.get()
  if (!books) throw new Error('The books are not open')
  expect(books).toMatchObject({ firstMonth: jakpreneur.firstMonth, version: 1 })
  // Moves the beginning of the programme, which is possible because nothing is posted yet.
  await commit(ledger.save({ ...nextVersion(books), firstMonth, closedThrough: previousMonth(firstMonth) }))
})

test('an operator grants the first rights', async () => {
  // As OPERATING says: the shell loads a function's environment variables.
  const grant = async (...options: string[]) => {
    const script = 'eval "$(node infra/variables/variables.ts dev)" && exec node infra/grant/grant.ts "$@"'
    const env = { ...process.env, ...reachingEmulator(), PATH: nodeFirst }
    const { stdout } = await run('sh', ['-c', script, 'sh', ...options], { cwd: root, env })
    return stdout.trim()
  }
  await grant('--subject', people.get('admin')?.subject ?? '')
  const officer = people.get('officer-gambir')?.subject ?? ''
  expect(await grant('--subject', officer, '--role', 'officer', '--area', '31.71.01')).toContain(
    'is officer of 31.71.01',
  )
})

test('a citizen’s journey', () => citizenJourney({ as: assignAccounts(), say: () => {}, today }))
test('an officer’s day', () => officerDay({ as: assignAccounts(), say: () => {}, today }))

test('the desk shows waiting work to an officer, and sends a stranger to sign in', async () => {
  const stranger = await open('desk', '/members')
  expect(stranger.status).toBe(303)
  const { tokens } = people.get('officer-gambir') ?? { tokens: undefined }
  for (const [name, value] of Object.entries(operatorEnvironment())) vi.stubEnv(name, value)
  const desk = await loadDeskDeps({ ...operatorEnvironment(), ...(await variablesOf('desk')) }, jakpreneur)
  const accessUntil = new Date(Date.now() + 1000 * (tokens?.expires_in ?? 0)).toISOString()
  const id = await beginSession(desk, { tokens: { access: tokens?.access_token ?? '', accessUntil } })
  const start = await open('desk', '/', [`__Host-desk=${id}`])
  expect([start.status, start.body]).toEqual([200, expect.stringContaining('31.71.01')])
})

test('an import: signed link, bucket, state machine', async () => {
  const admin = as('admin')
  const { data: opened } = await admin.post('/v1/imports', { body: {} })
  const serial = String(Date.now()).slice(-4)
  const csv = `name,nik,gender,category,area,agency,P1\nRatna Dewi,997101560391${serial},P,pemula,31.71.01.1001,PPKUKM,${today}\n`
  const put = await fetch(opened.upload?.url ?? '', {
    method: 'PUT',
    headers: { 'content-type': 'text/csv' },
    body: csv,
  })
  expect(put.status).toBe(200)
  const at = { path: { id: opened.id } }
  const status = async () => (await admin.get('/v1/imports/{id}', at)).data.status
  await admin.post('/v1/imports/{id}/validations', at)
  await waitFor(status, (is) => is !== 'validating')
  await admin.post('/v1/imports/{id}/confirmations', at)
  expect(await waitFor(status, (is) => is !== 'applying')).toBe('applied')
})

test('an export', async () => {
  const admin = as('admin')
  const body = { filter: { area: '31.71' }, format: 'xlsx', reason: 'Rapat bulanan' } as const
  const { data: asked } = await admin.post('/v1/exports', { body })
  const read = async () => (await admin.get('/v1/exports/{id}', { path: { id: asked.id } })).data
  const exportJob = await waitFor(read, ({ status }) => status === 'ready' || status === 'refused')
  expect(exportJob).toMatchObject({ status: 'ready', rows: expect.any(Number) })
  const file = await fetch(exportJob.download?.url ?? '')
  expect((await file.arrayBuffer()).byteLength).toBe(exportJob.bytes)
})

test('a month is closed, issued, and on the public page under its hash', async () => {
  const { data } = await as('admin').post('/v1/months/closings', { body: { through: firstMonth } })
  expect(data).toMatchObject({ closed: [firstMonth], issued: [firstMonth], held: [] })
  const page = await open('pages', `/reports/${firstMonth}/1`)
  expect(page.status).toBe(200)
  const document = await open('pages', `/reports/${firstMonth}/1/capaian-${firstMonth}-1.json`)
  expect(page.body).toContain(createHash('sha256').update(document.body).digest('hex'))
  expect(await open('pages', '/checkpoint')).toMatchObject({ status: 200 })
  const question = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'get_figures', arguments: {} } }
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
  const reply = await send('mcp', { method: 'POST', path: mcpPath, headers, body: JSON.stringify(question) })
  expect(reply).toMatchObject({ status: 200, body: expect.stringContaining(`"month":"${firstMonth}","number":1`) })
})

const Mailbox = z.object({ messages: z.record(z.string(), z.array(z.object({ Subject: z.string() }))) })

test('the sweep sends a mail, and the events of SES are received', async () => {
  const admin = as('admin')
  const office = { office: 'Kantor uji', email: 'kantor@capaian.example', area: '31', from: today }
  const { data: recipient } = await admin.post('/v1/recipients', { body: office })
  const body = { month: firstMonth, number: 1, to: 'saya@capaian.example' }
  await admin.post('/v1/recipients/{recipientId}/test-mails', {
    path: { recipientId: recipient.recipientId },
    body,
  })
  expect(await invoke('sweep')).toMatchObject({ failed: 0 })
  const { messages } = Mailbox.parse(await (await fetch(`${emulator.endpoint}/_ministack/ses/messages`)).json())
  const subjects = Object.values(messages).flatMap((mails) => mails.map(({ Subject }) => Subject))
  expect(subjects).toContainEqual(expect.stringContaining('[Uji kirim] Laporan capaian'))
  const timestamp = new Date().toISOString()
  const delivered = {
    eventType: 'Delivery',
    mail: { timestamp, tags: { issue: [`${firstMonth}_1`], recipient: [recipient.recipientId], copy: ['1'] } },
    delivery: { timestamp, recipients: [office.email] },
  }
  await invoke('mail-events', { Records: [{ Sns: { Message: JSON.stringify(delivered) } }] })
})

test('a partner’s signed call is accepted, and a false signature is refused', async () => {
  const admin = as('admin')
  const code = `mitra-${randomUUID().slice(0, 8)}`
  const signing = { scheme: 'standard_webhooks' } as const
  await admin.post('/v1/partners', { body: { code, name: 'Mitra Uji', type: 'p2p_lender', signing } })
  const credential = await admin.post('/v1/partners/{code}/credentials', { path: { code }, body: { kind: 'secret' } })
  const { secret } = z.object({ secret: z.string() }).parse(credential.data)
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const id = randomUUID()
  const at = String(Math.floor(Date.now() / 1000))
  const body = JSON.stringify({ id, type: 'partner.test', occurredAt: new Date().toISOString() })
  const send = async (signature: string) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': String(body.length),
      'webhook-id': id,
      'webhook-timestamp': at,
      'webhook-signature': `v1,${signature}`,
    }
    return (await askOn(emulator.port)(`${doors}/hooks/${code}`, { method: 'POST', headers, body })).status
  }
  expect(await send(createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64'))).toBe(200)
  expect(await send('AAAA')).toBe(401)
})

test('the watchdog, and a full recount of all months in its state machine', async () => {
  // Only the first month is closed here.
  await expect(invoke('watchdog')).rejects.toThrow('There is no report of')
  const machines = new SFNClient(reach(emulator.endpoint))
  const { stateMachines = [] } = await machines.send(new ListStateMachinesCommand({}))
  const recount = stateMachines.find(({ name }) => name?.includes('recount'))
  const { executionArn } = await machines.send(
    new StartExecutionCommand({
      stateMachineArn: recount?.stateMachineArn,
      input: '{}',
    }),
  )
  const read = () => machines.send(new DescribeExecutionCommand({ executionArn }))
  expect(await waitFor(read, ({ status }) => status !== 'RUNNING')).toMatchObject({ status: 'SUCCEEDED' })
})

test('the nightly recount counts every open and every closed month', async () => {
  const recountAnswer = await invoke('recount')
  expect(recountAnswer).toMatchObject({ recounted: monthRange(firstMonth, month) })
  const { data } = await as('admin').get('/v1/figures', { query: { month } })
  expect(data).toMatchObject({ status: 'open', recount: { countedAt: expect.any(String), differing: 0 } })
})

test('a restore: a copy of the table is counted, and agrees', async () => {
  const client = new DynamoDBClient(reach(emulator.endpoint))
  const restored = `${variables.TABLE_NAME}-restored`
  const file = path.join(await scratchDirectory(), 'table.jsonl.gz')
  const exported = await exportTable(client, variables.TABLE_NAME ?? '', file)
  await createTable(client, restored)
  expect(await restoreTable(client, restored, file)).toBe(exported)
  const restoreOutput = await runCommand('infra/restore/restore.ts', '--table', restored)
  expect(restoreOutput).toMatch(/^The ledger agrees: 4 months, \d+ entries/)
})

const person = { name: 'Sri Wahyuni', nik: '3171014503900001' }
const newMember = { person, gender: 'female', category: 'pemula', area: '31.71.01.1001', agency: 'PPKUKM' } as const

test('a function without one of its rights fails', async () => {
  const stack = nameFunction('api')
  const template = await stacks.readTemplate(stack)
  const without = JSON.stringify(template).replaceAll('"dynamodb:PutItem",', '')
  expect(without).not.toBe(JSON.stringify(template))
  await stacks.update(stack, JSON.parse(without))
  await expect(as('admin').post('/v1/members', { body: newMember })).rejects.toMatchObject({ status: 500 })
  await stacks.update(stack, template)
  expect((await as('admin').post('/v1/members', { body: newMember })).data).toMatchObject({ version: 1 })
})

test('a first deployment that fails leaves nothing behind, and can be repeated', async () => {
  const name = 'capaian-prod-data'
  const formation = stacks.formation(region)
  const { stacks: made, resourcesOf } = assembleOnce(prod, { [unprotectedKey]: 'prod' })
  const Resources = resourcesOf(made.data)
  const Broken = {
    Type: 'AWS::Lambda::Url',
    Properties: { TargetFunctionArn: 'no-such-function', AuthType: 'AWS_IAM' },
    DependsOn: Object.keys(Resources),
  }
  const tables = async () =>
    (await new DynamoDBClient(reach(emulator.endpoint)).send(new ListTablesCommand({}))).TableNames
  const before = await tables()
  expect(await wasNeverCreated(formation, name)).toBe(true)
  expect(await stacks.createStack(name, { Resources: { ...Resources, Broken } }, region)).toBe('ROLLBACK_COMPLETE')
  expect(await wasNeverCreated(formation, name)).toBe(true)
  expect(await tables()).toEqual(before)
  await unprotectUncreated(formation, name)
  expect(await stacks.createStack(name, { Resources }, region)).toBe('CREATE_COMPLETE')
  expect(await wasNeverCreated(formation, name)).toBe(false)
})

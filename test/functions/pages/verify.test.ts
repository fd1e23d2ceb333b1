import { spawnSync } from 'node:child_process'
import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pagesApp } from '../../../functions/pages/app.ts'
import { readTrailDay } from '../../../shared/usecases/trail/check-trail.ts'
import { documentAddress, forgeCheckpoint, fourIssues, publishFourIssues } from '../../support/four-issues.ts'
import { lastOfEach } from '../../support/runs.ts'
import { tableContents } from '../../support/table-contents.ts'
import { callerAs, type TestDeps } from '../../support/test-deps.ts'

const admin = callerAs('admin')

let deps: TestDeps
let directory: string
const file = (name: string) => path.join(directory, name)
const documents = () => fourIssues.map((issue) => file(`capaian-${issue}.json`))

/** Downloaded from the public pages and from the API as anybody does. */
beforeAll(async () => {
  deps = await publishFourIssues()
  directory = await mkdtemp(path.join(tmpdir(), 'capaian-verify-'))
  const pages = pagesApp(deps)
  const download = async (address: string, name: string) =>
    writeFileSync(file(name), Buffer.from(await (await pages.request(address)).arrayBuffer()))
  for (const issue of fourIssues) await download(documentAddress(issue), `capaian-${issue}.json`)
  await download('/checkpoint', 'checkpoint')
  await download('/checkpoint-key', 'key')
  await download('/trail.jsonl', 'trail.jsonl')
  await download('/verify.py', 'verify.py')
  writeFileSync(file('day.json'), JSON.stringify(await readTrailDay(deps, admin, '2021-10-20')))
})

afterAll(() => rm(directory, { recursive: true }))

const hasPython = spawnSync('python3', ['--version']).status === 0
const verifiers = [
  { name: 'npm run verify', command: [process.execPath, 'infra/verify/verify.ts'] },
  ...(hasPython ? [{ name: 'verify.py', command: ['python3', 'functions/pages/samples/verify.py'] }] : []),
]

describe.each(lastOfEach(verifiers, () => 'verifier'))('$name', ({ command: [program = '', ...first] }) => {
  function verify(files: string[], changed: Record<string, string> = {}) {
    const fileFor = (name: string) => changed[name] ?? file(name)
    const options = ['checkpoint', 'key'].flatMap((name) => [`--${name}`, fileFor(name)])
    const trail = ['--trail', fileFor('trail.jsonl'), '--day', fileFor('day.json')]
    const { status, stdout, stderr } = spawnSync(program, [...first, ...options, ...trail, ...files], {
      encoding: 'utf8',
    })
    return { status, said: stdout + stderr }
  }
  const write = (name: string, bytes: string | Buffer) => {
    writeFileSync(file(name), bytes)
    return file(name)
  }

  test('proves what was published', () => {
    const { status, said } = verify(documents())
    expect(said).toContain('4 of 4 issues are proven by the checkpoint')
    expect(said).toMatch(/1 of 1 seals of the trail are proven by the checkpoint/)
    expect(said).toContain('2021-10-20: 2 events are as they were sealed.')
    expect(status).toBe(0)
  })

  test('finds one altered byte', () => {
    const [oldest = '', second = '', ...rest] = documents()
    // A digit, and a bracket without which the file is no longer JSON.
    for (const wanted of ['"members":', '"funnel":']) {
      const bytes = readFileSync(second)
      const at = bytes.indexOf(wanted) + wanted.length
      bytes[at] = (bytes[at] ?? 0) ^ 1
      const { status, said } = verify([oldest, write('altered.json', bytes), ...rest])
      expect(said).toMatch(/altered\.json was altered: issue no\. 2 of the chain has the hash [0-9a-f]{64}, and this/)
      expect(said).not.toContain('missing')
      expect(status).toBe(4)
    }
  })

  test('finds a missing issue, whether it is the first, the last or another', () => {
    for (const place of [1, 2, 3, 4]) {
      const { status, said } = verify(documents().toSpliced(place - 1, 1))
      expect(said).toContain(`Issue no. ${place} of the chain is missing`)
      expect([place, status]).toEqual([place, 5])
    }
  })

  test('recognises a checkpoint of another key, and an altered one', async () => {
    const note = readFileSync(file('checkpoint'), 'utf8')
    const forged = await forgeCheckpoint(deps, note)
    const other = verify(documents(), { checkpoint: write('forged', forged) })
    expect(other.said).toContain('The checkpoint is signed by another key, ')
    expect(other.status).toBe(3)
    const altered = verify(documents(), { checkpoint: write('bent', note.replace('issues 4', 'issues 5')) })
    expect(altered.said).toContain('The checkpoint was altered: its signature by key ')
    expect(altered.status).toBe(3)
  })

  test('finds an event of the trail that was removed or altered, and a missing seal', async () => {
    const day = JSON.parse(readFileSync(file('day.json'), 'utf8'))
    const [removed] = day.events
    const without = write('without.json', JSON.stringify({ ...day, events: day.events.slice(1) }))
    const missing = verify(documents(), { 'day.json': without })
    expect(missing.said).toContain(`2021-10-20: event ${removed.id} of member ${removed.memberId} was removed.`)
    expect(missing.status).toBe(7)
    const bent = day.events.map((event: object, i: number) => (i === 0 ? { ...event, actor: 'somebody' } : event))
    const changed = verify(documents(), { 'day.json': write('changed.json', JSON.stringify({ ...day, events: bent })) })
    expect(changed.said).toContain(`event ${removed.id} of member ${removed.memberId} was altered.`)
    expect(changed.status).toBe(7)
    const left = verify(documents(), { 'trail.jsonl': write('empty.jsonl', '') })
    expect(left.said).toContain(
      'The last seal that the checkpoint names, through 2022-01-04, is missing or was altered.',
    )
    expect(left.status).toBe(6)
  })
})

test('an event that is removed from the table is missing from the next download of its day', async () => {
  const [event] = (await tableContents(deps.tableName)).filter(({ sk }) => String(sk).startsWith('TRAIL#'))
  await DynamoDBDocumentClient.from(new DynamoDBClient({})).send(
    new DeleteCommand({ TableName: deps.tableName, Key: { pk: event?.pk, sk: event?.sk } }),
  )
  const { sealed, events } = await readTrailDay(deps, admin, '2021-10-20')
  expect(sealed.filter(({ id }) => !events.some((each) => each.id === id)).map(({ id }) => id)).toEqual([event?.id])
})

test('the private key is nowhere in the table, the log or the pages, and the public key is that of the notes', async () => {
  const contents = JSON.stringify(await tableContents(deps.tableName))
  const key = await deps.signer.key()
  const publicKey = Buffer.from(key.split('+').slice(2).join('+'), 'base64').subarray(1)
  expect(readFileSync(file('key'), 'utf8')).toBe(`${key}\n`)
  expect(Object.keys(deps.signer).toSorted()).toEqual(['key', 'name', 'sign'])
  const stored = (await tableContents(deps.tableName)).find(({ pk }) => pk === 'SIGNING')
  expect(Object.keys(stored ?? {}).toSorted()).toEqual(['pk', 'sk', 'wrapped'])
  const der = (seed: Uint8Array) => Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  const { wrapped } = stored ?? {}
  if (!(wrapped instanceof Uint8Array)) throw new Error('There is a wrapped key')
  // No 32 stored bytes are the private key of the published key.
  for (let i = 0; i + 32 <= wrapped.length; i++) {
    const candidate = createPrivateKey({ key: der(wrapped.subarray(i, i + 32)), format: 'der', type: 'pkcs8' })
    expect(createPublicKey(candidate).export({ format: 'der', type: 'spki' }).subarray(-32)).not.toEqual(publicKey)
    expect(sign(null, Buffer.from('x'), candidate)).toHaveLength(64)
  }
  expect(contents).not.toContain('PRIVATE')
})

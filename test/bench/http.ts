import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { toEnvironment } from '../../shared/config.ts'
import { giveGrant } from '../../shared/usecases/access/give-grant.ts'
import { listMembers } from '../../shared/usecases/members/list-members.ts'
import { admin } from './bed.ts'
import { copyRows } from './http-rows.ts'
import { applicant } from './people.ts'
import { startPostgres } from './postgres.ts'
import { type Cell, note, print, times } from './report.ts'
import { quantile } from './samples.ts'
import { openSavedLedger } from './saved-ledger.ts'

const clients = [1, 8, 64]
const rounds = 2
const secondsPerRound = 3
const subject = 'bench-http'
const [openMonth, closedMonth] = ['2021-10', '2021-09']

/** A question, asked again and again: of the same path, or of another person each time. */
type Question = { name: string; path: () => string; body?: () => unknown }

/** Requests per second and the slowest of them, of one server at one number of clients. */
type Taken = { perSecond: number; p95: number }

let people = 200_000

/** Measures the API over HTTP in turn with the same rows in PostgreSQL, with one `scale`th of the published members. */
export async function http(scale: number): Promise<void> {
  const reference = await startPostgres()
  if (!reference) return note('PostgreSQL is not installed (apt-get install postgresql), so `http` was left out.')
  const ledger = await openSavedLedger(scale)
  await giveGrant(ledger.deps, {
    subject,
    role: 'admin',
    area: '31',
    from: '2017-01-01T00:00:00.000Z',
    grantedBy: 'bench',
  })
  const rows = await copyRows(ledger.deps, reference.sql, subject, openMonth)
  const environment = { ...process.env, ...toEnvironment(ledger.config), NOW: ledger.deps.now().toISOString() }
  const [ours, theirs] = [
    await startServer('http-ours.ts', environment),
    await startServer('http-reference.ts', { ...environment, PG_PORT: String(reference.port) }),
  ]
  const token = await ledger.token(subject)
  const { members } = await listMembers(ledger.deps, admin, { order: 'newest' }, { limit: 50 })
  const ids = members.map(({ id }) => id)
  const table: Cell[][] = []
  for (const question of questionsAbout(ids))
    for (const count of clients) {
      const taken: Record<'ours' | 'theirs', Taken[]> = { ours: [], theirs: [] }
      for (let round = 0; round < rounds; round++)
        for (const [who, { endpoint }] of [
          ['ours', ours],
          ['theirs', theirs],
        ] as const)
          taken[who].push(await drive(endpoint, token, question, count))
      const mean = (of: Taken[], what: keyof Taken) => of.reduce((sum, each) => sum + each[what], 0) / of.length
      const [mine, other] = [mean(taken.ours, 'perSecond'), mean(taken.theirs, 'perSecond')]
      table.push([
        ...[question.name, count, mine.toFixed(0), other.toFixed(0), times(mine, other)],
        ...[mean(taken.ours, 'p95').toFixed(0), mean(taken.theirs, 'p95').toFixed(0)],
      ])
    }
  const memory = [
    ['ours', ours.process.pid],
    ['reference', theirs.process.pid],
    ['engine', ledger.enginePid],
  ] as const
  print({
    title: `Over HTTP, ${rows} members`,
    says:
      'ours: the API on the local engine. reference: the same rows in PostgreSQL behind Hono, with the same tokens, grants and ' +
      `scopes (http-reference.ts has the SQL). Requests a second, means of ${rounds} rounds of ${secondsPerRound} s each, in turn; ` +
      'the clients share the processors with both.',
    columns: ['request', 'clients', 'ours /s', 'reference /s', 'ours/reference', 'ours p95 ms', 'reference p95 ms'],
    rows: table,
  })
  note(`Memory afterwards: ${memory.map(([name, pid]) => `${name} ${residentMiB(pid)} MiB`).join(', ')}.`)
  for (const server of [ours, theirs]) server.process.kill()
  await ledger.stop()
  await reference.stop()
}

const questionsAbout = (ids: string[]): Question[] => [
  { name: '50 who hold P2, city', path: () => '/v1/members?attained=P2' },
  { name: '50 who hold P2, kota', path: () => '/v1/members?attained=P2&area=31.71' },
  { name: '50 who hold P7, kota', path: () => '/v1/members?attained=P7&area=31.71' },
  { name: '50 of a kecamatan', path: () => '/v1/members?area=31.71.01' },
  { name: 'figures, closed month', path: () => `/v1/figures?month=${closedMonth}` },
  { name: 'figures, open month', path: () => `/v1/figures?month=${openMonth}` },
  { name: 'one member', path: () => `/v1/members/${ids[people++ % ids.length]}` },
  { name: 'registration', path: () => '/v1/members', body: () => applicant(people++, '31.71.01.1001') },
]

const Ready = z.object({ endpoint: z.string() })

async function startServer(file: string, env: NodeJS.ProcessEnv): Promise<{ process: ChildProcess; endpoint: string }> {
  const server = fork(path.join(import.meta.dirname, file), { env })
  const ended = once(server, 'exit').then(() => {
    throw new Error(`${file} did not start`)
  })
  const [ready] = await Promise.race([once(server, 'message'), ended])
  return { process: server, endpoint: Ready.parse(ready).endpoint }
}

async function drive(endpoint: string, token: string, { path: pathOf, body }: Question, count: number): Promise<Taken> {
  const ms: number[] = []
  const ask = async () => {
    const started = performance.now()
    const key = `bench-http-${String(people).padStart(24, '0')}`
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': key }
    const asked = body ? { method: 'POST', body: JSON.stringify(body()) } : { method: 'GET' }
    const answer = await fetch(endpoint + pathOf(), { ...asked, headers })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${pathOf()} answered ${answer.status}: ${text}`)
    ms.push(performance.now() - started)
  }
  await ask()
  ms.length = 0
  const started = performance.now()
  const until = started + secondsPerRound * 1000
  const client = async () => {
    while (performance.now() < until) await ask()
  }
  await Promise.all(Array.from({ length: count }, client))
  return { perSecond: ms.length / ((performance.now() - started) / 1000), p95: quantile(ms, 0.95) }
}

/** What a process holds in memory, on Linux. */
const residentMiB = (pid: number | undefined): string => {
  const [, kib = ''] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return (Number(kib) / 1024).toFixed(0)
}

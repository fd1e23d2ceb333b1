import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { toEnvironment } from '../../shared/config.ts'
import { giveGrant } from '../../shared/usecases/access/give-grant.ts'
import { listMembers } from '../../shared/usecases/members/list-members.ts'
import { apiClient } from './api-client.ts'
import { admin } from './bed.ts'
import { readUnits } from './calls.ts'
import { directusList, startDirectus } from './http-directus.ts'
import { type Asked, drive, type Taken } from './http-drive.ts'
import { copyRows } from './http-rows.ts'
import { type Call, startMeter } from './meter.ts'
import { applicant } from './people.ts'
import { startPostgres } from './postgres.ts'
import { type Cell, note, print, times } from './report.ts'
import { openSavedLedger, type SavedLedger } from './saved-ledger.ts'

const clients = [1, 8, 64]
const rounds = 2
const secondsPerRound = 1
const subject = 'bench-http'
const [openMonth, closedMonth] = ['2021-10', '2021-09']

type Question = { name: string; next: () => Asked; writes?: boolean; directus?: string }

let people = 200_000

/**
 * Measures the API over HTTP in turn with its own calls to the table and with the same rows in PostgreSQL, with one `scale`th of the
 * published members. If the environment's DIRECTUS names a folder with an installed Directus, it takes part with lists.
 */
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
  const token = await ledger.token(subject)
  const { members } = await listMembers(ledger.deps, admin, { order: 'newest' }, { limit: 50 })
  const questions = questionsAbout(members.map(({ id }) => id))
  const calls = await recordCalls(ledger, token, questions)

  const environment = { ...process.env, ...toEnvironment(ledger.config), NOW: ledger.deps.now().toISOString() }
  const [ours, bare, theirs] = [
    await startServer('http-ours.ts', environment),
    await startServer('http-bare.ts', environment, calls),
    await startServer('http-reference.ts', { ...environment, PG_PORT: String(reference.port) }),
  ]
  const directus = process.env.DIRECTUS ? await startDirectus(process.env.DIRECTUS, reference) : undefined
  const table = new Map<string, Cell[][]>(questions.map(({ name }) => [name, []]))
  const memory: string[] = []
  const measure = (i: number, question: Question, count: number, rounds: number) => {
    const limits = { clients: count, seconds: secondsPerRound }
    const { next, writes, directus: path } = question
    return inTurn(rounds, {
      ours: () => drive({ ...ours, token }, next, limits),
      ...(!writes && { bare: () => drive({ ...bare, token }, () => ({ path: `/${i}` }), limits) }),
      reference: () => drive({ ...theirs, token }, next, limits),
      ...(directus && path !== undefined && { directus: () => drive(directus, () => ({ path }), limits) }),
    })
  }
  // Until its code is compiled, a server answers at a fraction of its speed.
  for (const [i, question] of questions.entries()) await measure(i, question, 8, 2)
  for (const count of clients) {
    for (const [i, question] of questions.entries()) {
      const { name, writes } = question
      const taken = await measure(i, question, count, rounds)
      table.get(name)?.push([name, count, writes ? '–' : readUnits(calls[i] ?? []), ...compare(taken)])
    }
    const processIds = { ours: ours.process.pid, 'the reference’s Hono': theirs.process.pid, engine: ledger.enginePid }
    const sizes = Object.entries(processIds).map(([name, pid]) => `${name} ${residentMiB(pid)} MiB`)
    memory.push(`after ${count}: ${sizes.join(', ')}`)
  }
  print({
    title: `Over HTTP, ${rows} members`,
    says:
      'ours: the API on the local engine. bare: the same calls to that engine by the bare SDK, answers not looked at. reference: ' +
      'the same rows in PostgreSQL behind Hono, with the same tokens, grants and scopes (http-reference.ts has the SQL). ' +
      'Directus: the same rows in the same PostgreSQL, asked for with the token of an administrator. ' +
      `Requests a second, means of ${rounds} rounds of ${secondsPerRound} s each, in turn; the clients share the ` +
      'processors with all of them. RCU: read units of one request.',
    columns: [
      ...['request', 'clients', 'RCU', 'ours /s', 'bare /s', 'reference /s', 'ours/reference', 'ours/bare'],
      ...['ours p95 ms', 'reference p95 ms', 'Directus /s', 'ours/Directus'],
    ],
    rows: [...table.values()].flat(),
  })
  note(`Memory by number of clients, ${memory.join('; ')}.`)
  for (const server of [ours, bare, theirs, directus]) server?.process.kill()
  await ledger.stop()
  await reference.stop()
}

/** Lets servers take turns, so that the load of the machine meets all alike. */
async function inTurn<T>(times: number, works: Record<string, () => Promise<T>>): Promise<Record<string, T[]>> {
  const taken: Record<string, T[]> = {}
  for (let i = 0; i < times; i++)
    for (const [name, work] of Object.entries(works)) taken[name] = [...(taken[name] ?? []), await work()]
  return taken
}

function compare({ ours = [], bare = [], reference = [], directus = [] }: Record<string, Taken[]>): Cell[] {
  const mean = (taken: Taken[], what: keyof Taken) => taken.reduce((sum, each) => sum + each[what], 0) / taken.length
  const [mine, alone, other] = [mean(ours, 'perSecond'), mean(bare, 'perSecond'), mean(reference, 'perSecond')]
  return [
    ...[mine.toFixed(0), bare.length === 0 ? '–' : alone.toFixed(0), other.toFixed(0), times(mine, other)],
    ...[bare.length === 0 ? '–' : times(mine, alone), mean(ours, 'p95').toFixed(0), mean(reference, 'p95').toFixed(0)],
    ...(directus.length === 0
      ? ['–', '–']
      : [mean(directus, 'perSecond').toFixed(0), times(mine, mean(directus, 'perSecond'))]),
  ]
}

const questionsAbout = (ids: string[]): Question[] => {
  const ask = (name: string, path: string): Question => ({ name, next: () => ({ path }) })
  const list = (name: string, filter: Record<string, string>): Question => ({
    ...ask(name, `/v1/members?${new URLSearchParams(filter)}`),
    directus: directusList(filter),
  })
  return [
    list('50 who hold P2, city', { attained: 'P2' }),
    list('50 who hold P2, kota', { attained: 'P2', area: '31.71' }),
    list('50 who hold P7, kota', { attained: 'P7', area: '31.71' }),
    list('50 of a kecamatan', { area: '31.71.01' }),
    ask('figures, closed month', `/v1/figures?month=${closedMonth}`),
    ask('figures, open month', `/v1/figures?month=${openMonth}`),
    { name: 'one member', next: () => ({ path: `/v1/members/${ids[people++ % ids.length]}` }) },
    {
      name: 'registration',
      next: () => ({ path: '/v1/members', body: applicant(people++, '31.71.01.1001') }),
      writes: true,
    },
  ]
}

/** The calls to the table that each question takes when it is asked again; none for what writes. */
async function recordCalls(ledger: SavedLedger, token: string, questions: Question[]): Promise<Call[][]> {
  const meter = await startMeter(ledger.engine)
  const ask = apiClient(await ledger.depsThrough(meter.endpoint), token)
  const calls: Call[][] = []
  for (const { next, writes } of questions) {
    if (!writes) await ask(next().path)
    calls.push(writes ? [] : (await meter.recordCalls(() => ask(next().path))).calls)
  }
  await meter.stop()
  return calls
}

const Ready = z.object({ endpoint: z.string() })

/** Starts a server in a process of its own, tells it something if it waits for that, and waits for its endpoint. */
async function startServer(
  file: string,
  env: NodeJS.ProcessEnv,
  firstMessage?: Call[][],
): Promise<{ process: ChildProcess; endpoint: string }> {
  // As `npm start` does.
  const server = fork(path.join(import.meta.dirname, file), {
    env,
    execArgv: ['--max-semi-space-size=8', '--max-old-space-size=400'],
  })
  const exit = once(server, 'exit').then(() => {
    throw new Error(`${file} did not start`)
  })
  if (firstMessage) server.send(firstMessage)
  const [ready] = await Promise.race([once(server, 'message'), exit])
  return { process: server, endpoint: Ready.parse(ready).endpoint }
}

/** What a process holds in memory, on Linux. */
const residentMiB = (pid: number | undefined): string => {
  const [, kib = ''] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return (Number(kib) / 1024).toFixed(0)
}

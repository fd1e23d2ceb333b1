import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import type { Deps } from '../../shared/deps.ts'
import { jakarta } from '../../shared/programme/areas.ts'
import { giveGrant } from '../../shared/usecases/access/give-grant.ts'
import { apiClient } from './api-client.ts'
import { readUnits, roundsOf } from './calls.ts'
import { type Call, startMeter } from './meter.ts'
import { replayOf } from './replay.ts'
import { type Cell, note, print } from './report.ts'
import { inTurn, median, spread } from './samples.ts'
import { openSavedLedger } from './saved-ledger.ts'

const turns = 7
const mostAddedMs = 40
const mostKilobytes = 1024

const admin = 'bench-admin'
const officer = 'bench-officer'
const scattered = 'bench-scattered'

/**
 * Callers with different scopes: everything; one agency in the whole city; three kelurahan and a kota, which overlap.
 */
const grants = [
  { subject: admin, role: 'admin', area: jakarta },
  { subject: officer, role: 'officer', area: jakarta, agency: 'PPAPP' },
  ...['31.71.01.1001', '31.73.01.1001', '31.73', '31.74.01.1001'].map((area) => {
    return { subject: scattered, role: 'officer' as const, area }
  }),
] as const

const places = [
  ['kelurahan', 'area=31.71.01.1001'],
  ['kecamatan', 'area=31.71.01'],
  ['kota', 'area=31.71'],
  ['city', ''],
] as const

type Question = { name: string; as: string; path: string; body?: unknown }

const get = (name: string, query: string, as: string = admin): Question => ({ name, as, path: `/v1/members?${query}` })
const byName = (name: string, body: object, as: string = admin): Question => {
  return { name, as, path: '/v1/members/lists', body }
}
const worklist = (name: string, query: string, as: string = admin): Question => {
  return { name, as, path: `/v1/worklists?${query}` }
}

const questions: Question[] = [
  ...places.map(([place, area]) => get(`newest, ${place}`, area)),
  ...places.map(([place, area]) => get(`longest waiting, ${place}`, `order=longest_waiting&${area}`)),
  get('newest, 200 of the city', 'limit=200'),
  ...places.slice(1).map(([place, area]) => get(`holding P7, ${place}`, `attained=P7&${area}`)),
  get('holding P4 lacking P5, city', 'attained=P4&lacking=P5'),
  get('holding P7, waiting, city', 'attained=P7&order=longest_waiting'),
  get('withdrawn (nobody), city', 'status=withdrawn'),
  get('of an agency, city', 'agency=PPAPP'),
  get('officer of an agency', '', officer),
  get('officer of an agency, holding P7', 'attained=P7', officer),
  get('officer of four places', '', scattered),
  ...places.slice(1).map(([place, area]) => byName(`named Siti…, ${place}`, { namePrefix: 'Siti', ...areaOf(area) })),
  byName('named Siti R…, city', { namePrefix: 'Siti R' }),
  byName('named Siti…, waiting, city', { namePrefix: 'Siti', order: 'longest_waiting' }),
  byName('named Siti…, officer', { namePrefix: 'Siti' }, officer),
  byName('named nobody, city', { namePrefix: 'Xyz' }),
  { name: 'search by number of nobody', as: admin, path: '/v1/members/searches', body: { number: '7K3M9QXF' } },
  { name: 'search by NIK of nobody', as: admin, path: '/v1/members/searches', body: { nik: '3171011503900001' } },
  { name: 'search by phone', as: admin, path: '/v1/members/searches', body: { phone: '081234567890' } },
  ...places.slice(1).map(([place, area]) => worklist(`work list, ${place}`, area)),
  worklist('work list after P2, next P3, city', 'after=P2&next=P3'),
  worklist('work list next P7, kota', 'next=P7&area=31.71'),
  worklist('work list of an agency’s officer', '', officer),
  worklist('work list of four places', '', scattered),
]

function areaOf(query: string): { area?: string } {
  const [, area] = query.split('=')
  return area ? { area } : {}
}

const Page = z.object({ items: z.array(z.unknown()), next: z.string().optional() })

/**
 * Measures first pages of lists against the bare queries, and how much they read, with one `scale`th of the published
 * members.
 */
export async function lists(scale: number): Promise<void> {
  const ledger = await openSavedLedger(scale)
  for (const grant of grants)
    await giveGrant(ledger.deps, { ...grant, from: '2017-01-01T00:00:00.000Z', grantedBy: 'bench' })
  const meter = await startMeter(ledger.engine)
  const metered = trustTokens(await ledger.depsThrough(meter.endpoint))
  const deps = trustTokens(ledger.deps)
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  const rows: Cell[][] = []
  const failed: string[] = []
  for (const { name, as, path, body } of questions) {
    const askMetered = apiClient(metered, as)
    // The first request of a process does work that others do not, so it is not measured.
    await askMetered('/v1/programme')
    const { calls, result } = await meter.recordCalls(() => askMetered(path, body))
    const { items, next } = Page.parse(JSON.parse(result.text))
    const replay = replayOf(client, calls)
    const ask = apiClient(deps, as)
    const { ours, bare } = await inTurn(
      turns,
      () => () => ask(path, body),
      () => replay,
    )
    const [oursMs, bareMs] = [ours.map(({ ms }) => ms), bare.map(({ ms }) => ms)]
    const added = median(oursMs) - median(bareMs)
    const kilobytes = bytesOf(calls) / 1024
    if (added > mostAddedMs || kilobytes > mostKilobytes) failed.push(name)
    rows.push([
      ...[name, `${items.length}${next ? '+' : ''}`, calls.length, roundsOf(calls).length, readUnits(calls)],
      ...[kilobytes.toFixed(0), spread(oursMs), spread(bareMs), added.toFixed(1)],
      median(ours.map(({ cpuMs }) => cpuMs)).toFixed(1),
      median(bare.map(({ cpuMs }) => cpuMs)).toFixed(1),
    ])
  }
  await meter.stop()
  await ledger.stop()
  print({
    title: `First pages of lists, searches and work lists, at 1/${scale} of the published row`,
    says:
      'ours: app.request in this process, the token apart. bare: the same calls in the same rounds by the SDK, answers ' +
      'not looked at. added: ours less bare, by medians; cpu: processor milliseconds of our process, the engine apart. ' +
      'rows: of a page of 50, + where there are more. KiB: what the units stand for at most.',
    columns: ['list', 'rows', 'calls', 'rounds', 'RCU', 'KiB', 'ours ms', 'bare ms', 'added', 'ours cpu', 'bare cpu'],
    rows,
  })
  note(
    failed.length === 0
      ? `All within ${mostAddedMs} ms over the bare calls and ${mostKilobytes} KiB.`
      : `OVER ${mostAddedMs} ms or ${mostKilobytes} KiB: ${failed.join('; ')}.`,
  )
}

/** The token is the subject itself. Verifying tokens is measured with the handlers. */
const trustTokens = (deps: Deps): Deps => ({ ...deps, tokens: { verifySubject: async (token) => token } })

/** One unit is 4 KiB of a consistent read, or 8 KiB of an index. */
const bytesOf = (calls: Call[]): number =>
  calls.reduce((sum, { input, units }) => sum + units * (Query.safeParse(input).success ? 8192 : 4096), 0)
const Query = z.looseObject({ IndexName: z.string() })

import { giveGrant } from '../../shared/usecases/access/give-grant.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { deskOver, type Visitor } from '../support/test-desk.ts'
import { type Ask, apiClient } from './api-client.ts'
import { admin, lastEnded, type SeededBed } from './bed.ts'
import { type Cell, print } from './report.ts'
import { inTurn, quantile, type Sample } from './samples.ts'

const turns = 60
const district = '31.71.01'
const officer = 'bench-officer'

/** A page, and the API calls that a client of its own would make for it, in parallel. */
type Page = { path: string; calls: string[] }

/** Measures pages of the desk beside the API calls that each stands for. A page should take at most 1.3 times as long. */
export async function deskPages({ deps: stores, config, members }: SeededBed): Promise<void> {
  // A token is the subject itself on both sides, because the sign-in service is not what is measured.
  const tokens = { verifySubject: async (token: string) => token }
  const deps = { ...stores, tokens, tableName: config.TABLE_NAME }
  await closeMonths(deps, 'bench', lastEnded)
  const from = '2017-01-01T00:00:00.000Z'
  await giveGrant(deps, { subject: officer, role: 'officer', area: district, from, grantedBy: 'bench' })
  const desk = deskOver(deps)
  const [member = ''] = members.map(({ id }) => id)

  const rowsFor = async (subject: string, pages: Page[]): Promise<Cell[][]> => {
    const visitor = desk.visitor()
    await visitor.signIn(subject)
    const ask = apiClient(deps, subject)
    const rows: Cell[][] = []
    for (const page of pages) rows.push(await rowOf(visitor, ask, page))
    return rows
  }
  const rows = [
    ...(await rowsFor(officer, [
      { path: '/', calls: ['/v1/worklists', '/v1/cases', '/v1/disputes', `/v1/duplicates?area=${district}`] },
      { path: '/worklist', calls: ['/v1/worklists'] },
      { path: `/figures?area=${district}`, calls: [`/v1/figures?area=${district}`] },
    ])),
    ...(await rowsFor(admin.subject, [
      { path: `/members/${member}`, calls: [`/v1/members/${member}`, `/v1/members/${member}/history`] },
      { path: `/members/${member}/trail`, calls: [`/v1/members/${member}/trail`] },
      { path: '/figures', calls: ['/v1/figures'] },
      { path: '/figures/series', calls: ['/v1/figures/series'] },
      { path: '/months', calls: ['/v1/months'] },
      { path: '/targets', calls: ['/v1/targets'] },
      { path: '/loans', calls: ['/v1/loans/parked'] },
      { path: '/partners', calls: ['/v1/partners'] },
    ])),
  ]
  print({
    title: 'Pages of the desk beside the API calls that they stand for',
    says:
      'page: one page of a signed-in person, with its session and grants. calls: what a client of its own would ask the ' +
      'API for, in parallel, until the slowest has answered. ratio: page by calls, by medians; at most 1.3 is meant. ' +
      'cpu: processor milliseconds of our process, the engine apart.',
    columns: ['page', 'KiB', 'calls', 'page p50 ms', 'p95', 'calls p50 ms', 'p95', 'ratio', 'page cpu', 'calls cpu'],
    rows,
  })
}

async function rowOf(visitor: Visitor, ask: Ask, { path, calls }: Page): Promise<Cell[]> {
  const answer = await visitor.get(path)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  const samples = await inTurn(
    turns,
    () => async () => (await visitor.get(path)).text(),
    () => () => Promise.all(calls.map((call) => ask(call))),
  )
  const quantileOf = (who: keyof typeof samples, q: number, what: keyof Sample = 'ms') =>
    quantile(
      samples[who].map((sample) => sample[what]),
      q,
    )
  const kib = (Buffer.byteLength(text) / 1024).toFixed(1)
  return [
    ...[
      path.replace(/[0-9A-Z]{8}(?=\/|$)/, ':id'),
      kib,
      calls.length,
      quantileOf('ours', 0.5).toFixed(1),
      quantileOf('ours', 0.95).toFixed(1),
    ],
    ...[
      quantileOf('bare', 0.5).toFixed(1),
      quantileOf('bare', 0.95).toFixed(1),
      (quantileOf('ours', 0.5) / quantileOf('bare', 0.5)).toFixed(2),
    ],
    ...[quantileOf('ours', 0.5, 'cpuMs').toFixed(1), quantileOf('bare', 0.5, 'cpuMs').toFixed(1)],
  ]
}

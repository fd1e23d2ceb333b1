import { makeBed } from './bed.ts'
import { bareRegistrar, registrar, type Writer } from './registrar.ts'
import { type Cell, print, times } from './report.ts'
import { median, quantile, range } from './samples.ts'
import { type Writing, writeFor } from './writing.ts'

const windows = 3
const windowMs = 1200
const writerCounts = [1, 8, 16]

type Way = { name: string; make: () => Writer }
type Result = Writing & ReturnType<Writer['counts']>

/** Measures how many registrations a second several writers reach, and how often they conflict. */
export async function writers(): Promise<void> {
  const bed = await makeBed()
  const { areas } = bed.deps.frame
  const kelurahan = areas.leaves.filter((leaf) => areas.find(leaf))
  const [first = ''] = kelurahan
  const places = [
    { name: '1', among: [first] },
    { name: `${kelurahan.length}`, among: kelurahan },
  ]
  const bare = await bareRegistrar(bed, first)
  const results = await measureWays([
    { name: 'bare', make: () => bare },
    ...places.flatMap(({ name, among }) => [
      { name, make: () => registrar(bed, among, { enforced: false }) },
      { name: ruleName(name), make: () => registrar(bed, among, { enforced: true }) },
    ]),
  ])
  print({
    title: 'Registrations a second by several writers',
    says:
      'kelurahan: all register in one, or in any at random. bare: the transaction of a registration by the SDK alone, ' +
      'on distinct keys, without the two reads that come before it. The local engine lets a transaction wait for one that touches the same items and so cancels ' +
      'none; rule: the same again where such a transaction is cancelled, as in DynamoDB. a second: median ' +
      '[least–most] of three windows of 1.2 s. p95: milliseconds of one registration with all its tries. each: ' +
      'conflicts for one registration. refused: given up as busy.',
    columns: [
      ...['writers', 'kelurahan', 'a second', 'p95', 'conflicts', 'bare: a second', 'ours/bare'],
      ...['rule: a second', 'p95', 'conflicts', 'each', 'retries', 'refused'],
    ],
    rows: writerCounts.flatMap((count) => places.map(({ name }) => rowOf(results, count, name))),
  })
}

const ruleName = (place: string) => `${place}, rule`

/** Runs every variant with every number of writers, in turn, so that the load of the machine affects all alike. */
async function measureWays(ways: Way[]): Promise<Map<string, Result[]>> {
  const results = new Map<string, Result[]>()
  for (let window = 0; window < windows; window++)
    for (const count of writerCounts)
      for (const { name, make } of ways) {
        const { write, counts } = make()
        const writing = await writeFor(windowMs, count, write)
        const key = `${count} ${name}`
        results.set(key, [...(results.get(key) ?? []), { ...writing, ...counts() }])
      }
  return results
}

function rowOf(results: Map<string, Result[]>, count: number, place: string): Cell[] {
  const resultsOf = (way: string) => results.get(`${count} ${way}`) ?? []
  const perSecond = (way: string) => resultsOf(way).map((result) => result.perSecond)
  const sum = (way: string, what: 'conflicts' | 'retries' | 'refused') =>
    resultsOf(way).reduce((total, result) => total + result[what], 0)
  const p95 = (way: string) =>
    quantile(
      resultsOf(way).flatMap(({ latenciesMs }) => latenciesMs),
      0.95,
    ).toFixed(0)
  const rule = ruleName(place)
  const registered = resultsOf(rule).reduce((total, { latenciesMs }) => total + latenciesMs.length, 0)
  return [
    ...[count, place, range(perSecond(place)), p95(place), sum(place, 'conflicts'), range(perSecond('bare'))],
    ...[times(median(perSecond(place)), median(perSecond('bare'))), range(perSecond(rule)), p95(rule)],
    ...[sum(rule, 'conflicts'), (sum(rule, 'conflicts') / registered).toFixed(2), sum(rule, 'retries')],
    sum(rule, 'refused'),
  ]
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Deps } from '../../shared/deps.ts'
import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import { type Bed, lastEnded, openMonth } from './bed.ts'
import { readUnits, roundsOf } from './calls.ts'
import type { Meter } from './meter.ts'
import { replayOf } from './replay.ts'
import { type Cell, print, times } from './report.ts'
import { inTurn, median, spread } from './samples.ts'

const turns = 20
const scopes = [
  ['province, by kecamatan', '31'],
  ['kota', '31.71'],
  ['kecamatan', '31.71.01'],
] as const

/**
 * Measures what the figures of an open and of a closed month cost, compared with reading the same items without our
 * code.
 */
export async function figureCost({ deps }: Bed, metered: Deps, meter: Meter): Promise<void> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  const rows: Cell[][] = []
  for (const [status, month] of [
    ['open', openMonth],
    ['closed', lastEnded],
  ] as const)
    for (const [name, area] of scopes) {
      const query = { month, area, reading: 'as_posted' as const }
      const { calls } = await meter.recordCalls(() => computeFigures(metered, query))
      const replay = replayOf(client, calls)
      const { ours, bare } = await inTurn(
        turns,
        () => () => computeFigures(deps, query),
        () => replay,
      )
      const [oursMs, bareMs] = [ours.map(({ ms }) => ms), bare.map(({ ms }) => ms)]
      const [oursCpu, bareCpu] = [ours, bare].map((samples) => median(samples.map(({ cpuMs }) => cpuMs)))
      rows.push([
        ...[status, name, readUnits(calls), calls.length, roundsOf(calls).length, spread(oursMs), spread(bareMs)],
        ...[times(median(oursMs), median(bareMs)), (oursCpu ?? 0).toFixed(1), (bareCpu ?? 0).toFixed(1)],
      ])
    }
  print({
    title: 'Figures',
    says:
      'ours: the use case. bare: the same requests in the same rounds by the SDK, answers not looked at; so both take ' +
      'the same RCU (consistent reads; a query that finds nothing counted as 1). ms: median [middle 80 %]. cpu: ' +
      'processor milliseconds of our process alone, the engine apart.',
    columns: ['month', 'scope', 'RCU', 'calls', 'rounds', 'ours ms', 'bare ms', 'ours/bare', 'ours cpu', 'bare cpu'],
    rows,
  })
}

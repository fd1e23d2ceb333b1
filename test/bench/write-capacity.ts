import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Deps } from '../../shared/deps.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { type Act, actsOn } from './acts.ts'
import { lastEnded, type SeededBed } from './bed.ts'
import { readUnits, roundsOf } from './calls.ts'
import type { Call, Meter } from './meter.ts'
import { type Cell, print, times } from './report.ts'
import { makeScale } from './scale.ts'
import { type WrittenItem, writtenItems } from './written-items.ts'

type Measured = { name: string; calls: Call[]; rounds: Cell; items: WrittenItem[] }

/** Measures what each act writes and takes, and closing the first open month. */
export async function writeCapacity({ config, members }: SeededBed, deps: Deps, meter: Meter) {
  const client = new DynamoDBClient({})
  const weighing = { client, scale: await makeScale(client), table: config.TABLE_NAME }
  const measured: Measured[] = []
  const measure = async ({ name, does }: Act, inRounds = true) => {
    const { calls } = await meter.recordCalls(() => does(deps), { inRounds })
    const rounds = inRounds ? roundsOf(calls).length : ''
    measured.push({ name, calls, rounds, items: await writtenItems(weighing, calls) })
  }
  for (const act of actsOn(members)) await measure(act)
  await measure({ name: 'close a month', does: () => closeMonths(deps, 'bench', lastEnded) }, false)
  printActs(measured)
  printItems(measured)
}

const sum = (items: WrittenItem[], of: (item: WrittenItem) => number) =>
  items.reduce((total, item) => total + of(item), 0)

function printActs(measured: Measured[]): void {
  print({
    title: 'Capacity of writing',
    says:
      'WCU: what the engine takes for each item written, put alone into a twin table, twice that in a transaction. least: ' +
      '2 × ceil(bytes / 1 KiB) for each item written in a transaction, once for others; bytes by the published rules, ' +
      'no indexes. RCU: what the act read to decide. rounds: how often it waited for the table.',
    columns: ['act', 'items', 'bytes', 'WCU', 'of indexes', 'least', 'WCU/least', 'RCU', 'calls', 'rounds'],
    rows: measured.map(({ name, calls, rounds, items }) => {
      const [units, least] = [sum(items, (item) => item.units), sum(items, (item) => item.least)]
      return [
        ...[name, items.length, sum(items, ({ bytes }) => bytes), units, sum(items, (item) => item.ofIndexes)],
        ...[least, times(units, least), readUnits(calls), calls.length, rounds],
      ]
    }),
  })
}

function printItems(measured: Measured[]): void {
  print({
    title: 'The same by kind of item',
    says: 'The kind is what a partition key begins with. bytes: the mean, and the largest; past 1,024 an item takes more.',
    columns: ['act', 'item', 'written', 'mean bytes', 'largest', 'WCU', 'of indexes', 'least'],
    rows: measured.flatMap(({ name, items }) =>
      [...Map.groupBy(items, ({ kind }) => kind)].map(([kind, each]): Cell[] => [
        ...[name, kind, each.length, Math.round(sum(each, ({ bytes }) => bytes) / each.length)],
        ...[Math.max(...each.map(({ bytes }) => bytes)), sum(each, (item) => item.units)],
        ...[sum(each, (item) => item.ofIndexes), sum(each, (item) => item.least)],
      ]),
    ),
  })
}

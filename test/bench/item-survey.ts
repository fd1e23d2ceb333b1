import { type AttributeValue, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb'
import { itemBytes, leastUnits } from './item-size.ts'
import { print } from './report.ts'

/** The kinds of items that grow, by the beginning of their partition keys. */
const kinds: [prefix: string, name: string][] = [
  ['MEMBER#', 'member'],
  ['NIK#', 'claim on a NIK'],
  ['ROW#', 'claim on a row'],
  ['MATCH#', 'who bears a phone, or a name and birth date'],
  ['CELL#', 'entry'],
  ['TALLY#', 'tally, and shifts'],
  ['TOTALS#', 'frozen totals'],
  ['IMPORT#', "results of an import's chunk"],
]

type Sum = { items: number; bytes: number; largest: number; units: number; partitions: Map<string, number> }

/** Counts the items of a table: how many of each kind, how large, and how many share a partition. */
export async function itemSurvey(tableName: string, members: number): Promise<void> {
  const sums = new Map<string, Sum>()
  for await (const { Items = [] } of paginateScan({ client: new DynamoDBClient({}) }, { TableName: tableName }))
    for (const item of Items) add(sums, item)
  const rows = [...kinds, ['', 'all else'] as const].flatMap(([, name]) => {
    const sum = sums.get(name)
    if (!sum) return []
    const { items, bytes, largest, units, partitions } = sum
    return [
      [
        ...[
          name,
          items,
          (items / members).toFixed(2),
          Math.round(bytes / items),
          largest,
          (units / members).toFixed(2),
        ],
        ...[(bytes / members).toFixed(0), Math.max(...partitions.values())],
      ],
    ]
  })
  print({
    title: `What ${members} members with four years of dates take`,
    says:
      "bytes: by DynamoDB's rules, less the index. units: writing each once in a transaction, indexes aside. per member: " +
      'in all, over the members. partition: the most bytes under one partition key.',
    columns: [
      'item',
      'count',
      'per member',
      'mean bytes',
      'largest',
      'WCU per member',
      'bytes per member',
      'partition',
    ],
    rows,
  })
}

function add(sums: Map<string, Sum>, item: Record<string, AttributeValue>): void {
  const key = item.pk?.S ?? ''
  const name = kinds.find(([prefix]) => key.startsWith(prefix))?.[1] ?? 'all else'
  const sum = sums.get(name) ?? { items: 0, bytes: 0, largest: 0, units: 0, partitions: new Map<string, number>() }
  const bytes = itemBytes(item)
  sum.items++
  sum.bytes += bytes
  sum.largest = Math.max(sum.largest, bytes)
  sum.units += leastUnits(bytes, true)
  sum.partitions.set(key, (sum.partitions.get(key) ?? 0) + bytes)
  sums.set(name, sum)
}

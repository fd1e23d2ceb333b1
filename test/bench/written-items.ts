import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { tableShape } from '../../infra/table.ts'
import { mapAtOnce } from '../../shared/usecases/map-at-once.ts'
import { type Key, writtenBy } from './calls.ts'
import { itemBytes, leastUnits } from './item-size.ts'
import type { Call } from './meter.ts'
import type { Scale } from './scale.ts'

/** An item that was written: its kind, its bytes, the capacity it took, and the least that its bytes take. */
export type WrittenItem = { kind: string; bytes: number; units: number; ofIndexes: number; least: number }

const atOnce = 8

/** The items that some calls wrote, as they are now. */
export async function writtenItems(
  { client, scale, table }: { client: DynamoDBClient; scale: Scale; table: string },
  calls: Call[],
): Promise<WrittenItem[]> {
  return mapAtOnce(calls.flatMap(writtenBy), atOnce, async ({ key, inTransaction }) => {
    const { Item = {} } = await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }))
    const alone = await scale(Item)
    const factor = inTransaction ? 2 : 1
    const bytes = itemBytes(Item)
    return {
      kind: kindOf(key),
      bytes,
      units: (alone.table + alone.indexes) * factor,
      ofIndexes: alone.indexes * factor,
      least: leastUnits(bytes, inTransaction),
    }
  })
}

/** The text before the first `#` of a partition key is the kind of the item. */
const kindOf = (key: Key): string => key[tableShape.partitionKey].S.split('#', 1).join()

import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { expiresAt, type Table } from './table.ts'

// pk CALLS#<door>#<caller>  sk <minute>   how many calls somebody made in a minute, in steps; expires the day after

const Item = z.object({ calls: z.int() })

/**
 * A running function writes its count to the table after this many calls. So rare callers cost no write, and the
 * table misses fewer than this many calls of each function.
 */
export const callStep = 20

export function callCounts(table: Table) {
  let countedMinute = ''
  const counts = new Map<string, { unsaved: number; saved: number }>()

  async function saveStep(pk: string, sk: string): Promise<number> {
    const { Attributes } = await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk, sk },
        UpdateExpression: 'ADD calls :calls SET expiresAt = :expiresAt',
        ExpressionAttributeValues: { ':calls': callStep, ':expiresAt': expiresAt(`${sk}:00.000Z`, 1) },
        ReturnValues: 'UPDATED_NEW',
      }),
    )
    return Item.parse(Attributes).calls
  }

  return {
    /**
     * Counts a call in a minute such as `2026-11-30T08:15`. Returns the count in the table after this function's last
     * write of it, and 0 before the first write.
     */
    async count({ door, who, minute }: { door: string; who: string; minute: string }): Promise<number> {
      if (minute !== countedMinute) counts.clear()
      countedMinute = minute
      const pk = `CALLS#${door}#${who}`
      const { unsaved, saved } = counts.get(pk) ?? { unsaved: 0, saved: 0 }
      const isDue = unsaved + 1 === callStep
      counts.set(pk, { unsaved: isDue ? 0 : unsaved + 1, saved })
      if (!isDue) return saved
      const all = await saveStep(pk, minute)
      counts.set(pk, { unsaved: counts.get(pk)?.unsaved ?? 0, saved: all })
      return all
    },
  }
}

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
  let present = ''
  const counts = new Map<string, { untold: number; told: number }>()

  async function tell(pk: string, sk: string): Promise<number> {
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
     * Counts a call in a minute such as `2026-11-30T08:15`. Returns how many the table knew when it was last updated.
     */
    async count({ door, who, minute }: { door: string; who: string; minute: string }): Promise<number> {
      if (minute !== present) counts.clear()
      present = minute
      const pk = `CALLS#${door}#${who}`
      const { untold, told } = counts.get(pk) ?? { untold: 0, told: 0 }
      const isDue = untold + 1 === callStep
      counts.set(pk, { untold: isDue ? 0 : untold + 1, told })
      if (!isDue) return told
      const all = await tell(pk, minute)
      counts.set(pk, { untold: counts.get(pk)?.untold ?? 0, told: all })
      return all
    },
  }
}

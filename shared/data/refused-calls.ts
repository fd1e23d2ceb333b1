import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Day, Instant } from '../domain/calendar.ts'
import {
  countRefusal,
  type RefusalCount,
  type RefusalReason,
  RefusedCalls,
  refusedDays,
} from '../domain/receipt/refused-calls.ts'
import { expiresAt, queryAll, type Table } from './table.ts'

// pk REFUSED#<partner>  sk <day>#<reason>   how many calls under a partner's name were turned away; expires

type RefusedCall = { partner: string; reason: RefusalReason; day: Day; at: Instant }

export function refusedCalls(table: Table) {
  let countedDay = ''
  const counts = new Map<string, RefusalCount>()

  return {
    /** Counts a refused call under an existing partner's name. Most calls of a flood are counted only in memory. */
    async count({ partner, reason, day, at }: RefusedCall): Promise<void> {
      if (day !== countedDay) counts.clear()
      countedDay = day
      const name = `${partner}#${reason}`
      const { count, write } = countRefusal(counts.get(name), at.slice(0, 'yyyy-mm-ddThh:mm'.length))
      counts.set(name, count)
      if (write === 0) return
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: { pk: `REFUSED#${partner}`, sk: `${day}#${reason}` },
          UpdateExpression: 'ADD times :times SET #day = :day, reason = :reason, lastAt = :at, expiresAt = :expiresAt',
          ExpressionAttributeNames: { '#day': 'day' },
          ExpressionAttributeValues: {
            ...{ ':times': write, ':day': day, ':reason': reason, ':at': at },
            ':expiresAt': expiresAt(day, refusedDays),
          },
        }),
      )
    },

    /** The refused calls of a partner since a day, the latest day first. */
    ofPartner: async (partner: string, since: Day): Promise<RefusedCalls[]> =>
      await queryAll(table, { pk: `REFUSED#${partner}`, between: [since, '9'], newestFirst: true }, RefusedCalls),
  }
}

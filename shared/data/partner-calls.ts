import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { type Instant, subtractDays } from '../domain/calendar.ts'
import { Obligation } from '../domain/jobs/obligation.ts'
import { callDays, PartnerCall } from '../domain/receipt/call.ts'
import { Receipt } from '../domain/receipt/receipt.ts'
import { batchGet } from './batch-get.ts'
import { expiresAt, type Key, type Table, type Write } from './table.ts'
import { insert } from './writes.ts'

// pk CALL#<id>               sk CALL          a call without a receipt; expires after some months
// gsi2pk CALLS#<partner>     gsi2sk <at>#<id>  the calls of a partner by time, with receipts; `category`, which the
//                                              index holds, says whether a call is about a loan or was refused

const key = (id: string): Key => ({ pk: `CALL#${id}`, sk: 'CALL' })

/** The attributes that list an item among a partner's calls. */
export const callAttributes = (
  partner: string,
  at: string,
  id: string,
  { isAboutLoan, isRefused = false }: { isAboutLoan: boolean; isRefused?: boolean },
) => ({
  gsi2pk: `CALLS#${partner}`,
  gsi2sk: `${at}#${id}`,
  ...(isAboutLoan ? { category: 'loan' } : isRefused && { category: 'refused' }),
})

/** A place in the index takes about 200 bytes and a query reads 1 MB, so this limits how many calls are read. */
const mostQueries = 10

const Found = z.object({ pk: z.string(), sk: z.string(), gsi2sk: z.string() })
const Received = Receipt.pick({
  id: true,
  receivedAt: true,
  eventId: true,
  answer: true,
  outcome: true,
  passedOver: true,
}).extend({
  obligation: Obligation,
})
const Item = z.union([PartnerCall, Received.transform(callFromReceipt)])

function callFromReceipt({
  id,
  receivedAt,
  eventId,
  answer,
  outcome,
  passedOver,
  obligation,
}: z.output<typeof Received>): PartnerCall {
  const isParked = obligation.state === 'parked'
  return {
    id,
    at: receivedAt,
    door: 'event',
    status: answer.status,
    reason: isParked ? obligation.reason : 'received',
    eventId,
    outcome: outcome ?? 'waiting',
    ...(passedOver && { passedOver }),
  }
}

const oldestKeptAt = (now: Date): Instant => subtractDays(now, callDays).toISOString()

export const partnerCalls = (table: Table) => ({
  add: (partner: string, call: PartnerCall, { isAboutLoan = false } = {}): Write =>
    insert(table, {
      ...key(call.id),
      ...call,
      ...callAttributes(partner, call.at, call.id, { isAboutLoan, isRefused: call.status >= 400 }),
      expiresAt: expiresAt(call.at, callDays),
    }),

  /**
   * When a partner last reported on a loan, within the days for which calls are kept. Reads only the index, because
   * some partners request a token every few minutes, and such calls fill it.
   */
  async lastLoanEventAt(partner: string, now: Date): Promise<Instant | undefined> {
    let last: Record<string, unknown> | undefined
    for (let query = 0; query < mostQueries; query++) {
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: 'gsi2',
          KeyConditionExpression: 'gsi2pk = :calls AND gsi2sk > :since',
          FilterExpression: 'category = :loan',
          ExpressionAttributeValues: { ':calls': `CALLS#${partner}`, ':since': oldestKeptAt(now), ':loan': 'loan' },
          ScanIndexForward: false,
          // The latest calls of most partners are about a loan. More calls are read only if none of the latest is about
          // a loan.
          ...(query === 0 && { Limit: 50 }),
          ...(last && { ExclusiveStartKey: last }),
        }),
      )
      const [latest] = Items
      if (latest) return Found.parse(latest).gsi2sk.split('#')[0]
      if (!LastEvaluatedKey) return undefined
      last = LastEvaluatedKey
    }
    return undefined
  },

  /**
   * How many calls of a partner came from an instant up to, but not including, another: all, those about a loan, and
   * those that we refused. Reads only the index. On a day with more than about fifty thousand calls, the rest is left
   * out.
   */
  async countBetween(
    partner: string,
    from: Instant,
    before: Instant,
  ): Promise<{ calls: number; loanEvents: number; refused: number }> {
    const counts = { calls: 0, loanEvents: 0, refused: 0 }
    let last: Record<string, unknown> | undefined
    for (let query = 0; query < mostQueries; query++) {
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: 'gsi2',
          KeyConditionExpression: 'gsi2pk = :calls AND gsi2sk BETWEEN :from AND :before',
          ProjectionExpression: 'category',
          ExpressionAttributeValues: { ':calls': `CALLS#${partner}`, ':from': from, ':before': before },
          ...(last && { ExclusiveStartKey: last }),
        }),
      )
      counts.calls += Items.length
      counts.loanEvents += Items.filter(({ category }) => category === 'loan').length
      counts.refused += Items.filter(({ category }) => category === 'refused').length
      if (!LastEvaluatedKey) return counts
      last = LastEvaluatedKey
    }
    return counts
  },

  /**
   * A page of the calls within the days for which calls are kept, newest first. `before` is the `last` of the page
   * before.
   */
  async ofPartner(
    partner: string,
    now: Date,
    { before, limit }: { before?: string | undefined; limit: number },
  ): Promise<{ items: PartnerCall[]; last?: string }> {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'gsi2',
        KeyConditionExpression: 'gsi2pk = :calls AND gsi2sk BETWEEN :since AND :upTo',
        ExpressionAttributeValues: {
          ':calls': `CALLS#${partner}`,
          ':since': oldestKeptAt(now),
          ':upTo': before ?? '9',
        },
        ScanIndexForward: false,
        // The range includes the place itself.
        Limit: limit + 1,
      }),
    )
    const found = Items.map((item) => Found.parse(item)).filter(({ gsi2sk }) => gsi2sk !== before)
    const page = found.slice(0, limit)
    const storedCalls = await batchGet(
      table,
      page.map(({ pk, sk }) => ({ pk, sk })),
      Item,
    )
    const calls = new Map(storedCalls.map((call) => [`${call.at}#${call.id}`, call]))
    const last = found.length > limit ? page.at(-1)?.gsi2sk : undefined
    return {
      items: page.flatMap(({ gsi2sk }) => calls.get(gsi2sk) ?? []),
      ...(last !== undefined && { last }),
    }
  },
})

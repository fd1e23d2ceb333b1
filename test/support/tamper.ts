import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { emptyNode, type NodeCounters } from '../../shared/domain/figures/node-counters.ts'
import type { TestDeps } from './test-deps.ts'

// The only file outside `shared/data` that uses keys of the table. It makes changes that our code cannot make, so that
// tests can check whether they are noticed.

type Cell = { month: string; area: string; trueMonth?: string }

/** Adds to one counter of a cell or, with a true month, of its late entries, as only a fault or an intruder could. */
export async function tamper(
  { tableName, frame }: TestDeps,
  { month, area, trueMonth }: Cell,
  counter: string,
  by: number,
): Promise<void> {
  const Key = {
    pk: `TALLY#${month}#${frame.areas.shardOf(area)}`,
    sk: trueMonth === undefined ? area : `${area}#${trueMonth}`,
  }
  await DynamoDBDocumentClient.from(new DynamoDBClient({})).send(
    new UpdateCommand({
      TableName: tableName,
      Key,
      UpdateExpression: 'ADD #counter :by',
      ExpressionAttributeNames: { '#counter': counter },
      ExpressionAttributeValues: { ':by': by },
    }),
  )
}

/** Changes the frozen totals of an area. */
export async function tamperTotals(
  { totals }: TestDeps,
  { month, area }: Cell,
  change: (node: NodeCounters) => Partial<NodeCounters>,
): Promise<void> {
  const node = (await totals.all(month)).find((each) => each.area === area) ?? emptyNode(area)
  await totals.save(month, [{ ...node, ...change(node) }])
}

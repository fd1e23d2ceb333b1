import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { roundsOf } from './calls.ts'
import type { Call } from './meter.ts'
import { BatchGetItem, GetItem, PutItem, Query, TransactWriteItems, UpdateItem } from './wire.ts'

type Send = () => Promise<unknown>

/**
 * Sends the same requests by the bare SDK, in the same rounds, and ignores the answers. `renamed` replaces names, so
 * that what was written once can be written elsewhere.
 */
export function replayOf(
  client: DynamoDBDocumentClient,
  calls: Call[],
  renamed: Map<string, string> = new Map(),
): Send {
  const rounds = roundsOf(calls).map((round) =>
    round.map((call) => sendOf(client, call.action, rename(call.input, renamed))),
  )
  return async () => {
    for (const round of rounds) await Promise.all(round.map((send) => send()))
  }
}

function sendOf(client: DynamoDBDocumentClient, action: string, input: unknown): Send {
  switch (action) {
    case 'GetItem': {
      const get = GetItem.parse(input)
      return () => client.send(new GetCommand(get))
    }
    case 'Query': {
      const query = Query.parse(input)
      return () => client.send(new QueryCommand(query))
    }
    case 'BatchGetItem': {
      const batch = BatchGetItem.parse(input)
      return () => client.send(new BatchGetCommand(batch))
    }
    case 'PutItem': {
      const put = PutItem.parse(input)
      return () => client.send(new PutCommand(put))
    }
    case 'UpdateItem': {
      const update = UpdateItem.parse(input)
      return () => client.send(new UpdateCommand(update))
    }
    case 'TransactWriteItems': {
      const transaction = TransactWriteItems.parse(input)
      return () => client.send(new TransactWriteCommand(transaction))
    }
    default:
      throw new Error(`The bench cannot send ${action} again`)
  }
}

function rename(input: unknown, names: Map<string, string>): unknown {
  let text = JSON.stringify(input)
  for (const [before, after] of names) text = text.replaceAll(before, after)
  return JSON.parse(text)
}

import { once } from 'node:events'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { Hono } from 'hono'
import * as z from 'zod'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'
import { replayOf } from './replay.ts'

// The table alone, in a process of its own, for the part `http`: the calls of each question, sent by the bare SDK. It neither
// looks at their answers nor knows who asks.

const Recorded = z.array(
  z.array(z.object({ action: z.string(), input: z.unknown(), units: z.number(), from: z.number(), to: z.number() })),
)

const [message] = await once(process, 'message')
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
const replays = Recorded.parse(message).map((calls) => replayOf(client, calls))
const app = new Hono().get('/:question', async (c) => {
  await replays[Number(c.req.param('question'))]?.()
  return c.json({})
})
const { endpoint } = await listen(app, await findFreePort(0))
process.send?.({ endpoint })
